"""The words of the theme in the language of a site.

They are in catalogs of gettext below ``locale``, which are a part of Sphinx's own: so
templates and Python find them with Sphinx's functions, and Sphinx's translations of the
words that it has too come first.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translator

CATALOG = "sphinx"
"""The name of Sphinx's catalog, which ours is added to."""

CATALOGS = Path(__file__).parent / "locale"
"""Folder of the catalogs: ``de/LC_MESSAGES/sphinx.mo``."""


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form of a text for a number, in the language of the site.

    :param one: the text for one thing, in English.
    :param many: the text for another number of things.
    """
    return get_translator().ngettext(one, many, number)
