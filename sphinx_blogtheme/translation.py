"""The words of the theme and of its pages, in the language of the site.

They are in catalogs of gettext below ``locale``. A site may have catalogs of its own in
its ``locale_dirs``, which come first. What all of them lack is looked for in Sphinx's
own, which has the words of its templates.
"""

from __future__ import annotations

from contextlib import contextmanager
from gettext import NullTranslations, translation
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import package_dir
from sphinx.locale import get_translation, get_translator, translators

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class _InTurn(NullTranslations):
    """Two catalogs, of which the second is asked for what the first lacks.

    `add_fallback` would do this too, but Sphinx keeps its catalogs for the next build of
    the process, in which they would end up asking each other for ever.
    """

    def __init__(self, first: NullTranslations, second: NullTranslations) -> None:
        super().__init__()
        self.first, self.second = first, second

    def add_fallback(self, fallback: NullTranslations) -> None:
        """Add a catalog, as Sphinx does in the next build."""
        self.first.add_fallback(fallback)

    def gettext(self, message: str) -> str:
        """Return a text in the language of the catalogs."""
        found = self.first.gettext(message)
        return self.second.gettext(message) if found == message else found

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form of a text for a number."""
        found = self.first.ngettext(msgid1, msgid2, n)
        return (
            self.second.ngettext(msgid1, msgid2, n)
            if found in (msgid1, msgid2)
            else found
        )


def setup(app: Sphinx) -> None:
    """Register the catalogs."""
    translators.pop(_OURS, None)  # of another build
    for folder in (*app.config.locale_dirs, CATALOGS):
        app.add_message_catalog(CATALOG, app.srcdir / folder)
    translators[_OURS] = _InTurn(translators[_OURS], _sphinxs())


def share_words(app: Sphinx) -> None:
    """Give our words to templates, and to Sphinx where it has none (``builder-inited``).

    Sphinx's catalog of a language that it does not know is another one after each
    `add_message_catalog`.
    """
    ours = translators[_OURS]
    if isinstance(ours, _InTurn):
        translators[_SPHINXS] = _InTurn(_sphinxs(), ours.first)
    templates = getattr(app.builder, "templates", None)
    if environment := getattr(templates, "environment", None):
        environment.install_gettext_translations(_Words)


def _sphinxs() -> NullTranslations:
    """Return Sphinx's own catalog."""
    found = get_translator(SPHINX_CATALOG)
    return found.first if isinstance(found, _InTurn) else found


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
