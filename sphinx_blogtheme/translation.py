"""The words of the theme and of its pages, in the language of the site.

They are in catalogs of gettext below ``locale``. A site may have catalogs of its own in
its ``locale_dirs``, which come first. What all of them lack is looked for in Sphinx's
own, which has the words of its templates.
"""

from __future__ import annotations

from contextlib import contextmanager
from gettext import translation
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import package_dir
from sphinx.locale import get_translation, get_translator, translators

if TYPE_CHECKING:
    from collections.abc import Iterator
    from gettext import NullTranslations

    from sphinx.application import Sphinx

CATALOG = "sphinx_blogtheme"
"""The name of the catalogs."""

CATALOGS = Path(__file__).parent / "locale"
"""Folder of the catalogs: ``de/LC_MESSAGES/sphinx_blogtheme.mo``."""

SPHINX_CATALOG = "sphinx"

SPHINX_CATALOGS = Path(package_dir, "locale")
"""Folder of the catalogs of Sphinx."""

_OURS, _SPHINXS = ("general", CATALOG), ("general", SPHINX_CATALOG)
"""The names of the two catalogs in Sphinx's registry."""

_SCRIPTS = {"zh": "zh-CN", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
"""The names of catalogs that are not those of the language."""

_ = get_translation(CATALOG)

WORDS_OF_SPHINX = (
    _("Link to this heading"),
    _("Link to this image"),
    _("Link to this code"),
    _("Link to this table"),
    _("Link to this definition"),
    _("Link to this term"),
    _("Link to this toctree"),
)
"""What Sphinx says at headings and the like, and its catalogs lack for many languages."""


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form of a text for a number, in the language of the site.

    :param one: the text for one thing, in English.
    :param many: the text for another number of things.
    """
    return _translator().ngettext(one, many, number)


def setup(app: Sphinx) -> None:
    """Register the catalogs."""
    for folder in _folders(app):
        app.add_message_catalog(CATALOG, folder)
    _translator().add_fallback(app.translator)


def share_words(app: Sphinx) -> None:
    """Give our words to templates, and to Sphinx where it has none (``builder-inited``).

    Sphinx's catalog of a language that it does not know is another one after each
    `add_message_catalog`.
    """
    for folder in _folders(app):
        # Other instances: two that fall back on each other would ask for ever.
        get_translator().add_fallback(
            translation(CATALOG, folder, [app.config.language], fallback=True)
        )
    templates = getattr(app.builder, "templates", None)
    if environment := getattr(templates, "environment", None):
        environment.install_gettext_translations(_Words)


def _folders(app: Sphinx) -> list[Path]:
    """Return the folders of our catalogs, those of the site first."""
    return [Path(app.srcdir, one) for one in (*app.config.locale_dirs, CATALOGS)]


class _Words:
    """The words for templates, in the language of the page that is drawn."""

    @staticmethod
    def gettext(text: str) -> str:
        """Return a text in that language."""
        return _translator().gettext(text)

    ngettext = staticmethod(ngettext)


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Use the words of a language, also Sphinx's, instead of those of the site.

    :param language: tag (BCP 47); empty to change nothing.
    """
    if not language:
        yield
        return
    before = {key: translators.get(key) for key in (_OURS, _SPHINXS)}
    theirs = _catalog(SPHINX_CATALOG, SPHINX_CATALOGS, language)
    ours = _catalog(CATALOG, CATALOGS, language)
    ours.add_fallback(theirs)
    translators.update({_OURS: ours, _SPHINXS: theirs})
    try:
        yield
    finally:
        for key, translator in before.items():
            translators.pop(key)
            if translator is not None:
                translators[key] = translator


def _catalog(name: str, folder: Path, language: str) -> NullTranslations:
    """Return a catalog of a language; one without any words for English."""
    tag = _SCRIPTS.get(language, language).replace("-", "_")
    return translation(name, folder, [tag], fallback=True)


def _translator() -> NullTranslations:
    return get_translator(CATALOG)
