"""The attributes ``lang`` and ``dir`` of elements in another language."""

from __future__ import annotations

from functools import lru_cache, partial
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.model.languages import is_right_to_left

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def same_tag(one: str, other: str) -> bool:
    """Return whether two tags of languages are the same: ``pt-BR`` and ``pt_br``."""
    return one.replace("_", "-").lower() == other.replace("_", "-").lower()


@lru_cache(maxsize=256)
def lang_attributes(site: str, tag: str | None, around: str | None = None) -> str:
    """Return ``lang``, and ``dir`` where it changes, for the tag of an element.

    :param site: the language of the site, a tag with hyphens or underscores.
    :param tag: the language of the element; None if it has none of its own. Where
        `around` is missing too, that of the site needs no attributes.
    :param around: the language of what is around the element, if not the site's.
    :return: attributes with a space before each; or an empty string.
    """
    if not tag or (around is None and same_tag(tag, site)):
        return ""
    attributes = f' lang="{escape(tag.replace("_", "-"))}"'
    mine, outer = is_right_to_left(tag), is_right_to_left(around or site)
    return attributes + (f' dir="{"rtl" if mine else "ltr"}"' if mine != outer else "")


def add_language_attributes(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Add the function ``lang_attributes`` to a page (on ``html-page-context``)."""
    del pagename, templatename, doctree
    site = app.config.language or "en"
    context["lang_attributes"] = partial(lang_attributes, site)
