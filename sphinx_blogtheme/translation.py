"""The words of the theme and of its pages, in the language of the site.

They are in catalogs of gettext below ``locale``. A site may have catalogs of its own in
its ``locale_dirs``, which come first. What all of them lack is looked for in Sphinx's
own, which has the words of its templates.
"""

from __future__ import annotations

from gettext import translation
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation, get_translator

if TYPE_CHECKING:
    from gettext import NullTranslations

    from sphinx.application import Sphinx

CATALOG = "sphinx_blogtheme"
"""The name of the catalogs."""

CATALOGS = Path(__file__).parent / "locale"
"""Folder of the catalogs: ``de/LC_MESSAGES/sphinx_blogtheme.mo``."""

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
    for folder in (*app.config.locale_dirs, CATALOGS):
        app.add_message_catalog(CATALOG, app.srcdir / folder)
    _translator().add_fallback(app.translator)
    # Another instance: each of two that fall back on each other would ask for ever.
    app.translator.add_fallback(
        translation(CATALOG, CATALOGS, [app.config.language], fallback=True)
    )


def translate_templates(app: Sphinx) -> None:
    """Make templates look for words in our catalogs first (on ``builder-inited``)."""
    templates = getattr(app.builder, "templates", None)
    if environment := getattr(templates, "environment", None):
        environment.install_gettext_translations(_translator())


def _translator() -> NullTranslations:
    return get_translator(CATALOG)
