"""The attributes of elements in another language, and the style sheets they need."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.model.languages import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

UNSLANTED = {
    *("ar", "bn", "ckb", "dv", "fa", "he", "hi", "ja", "km", "ko", "lo", "mr", "my"),
    *("ne", "ps", "sd", "ta", "te", "th", "ug", "ur", "yi", "zh"),
}
"""The languages of ``languages.css``, whose scripts have no slanted letters."""

_TAG = re.compile(r' lang="([\w-]+)"')


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
    direction = direction_of(tag)
    if direction == direction_of(around or site):
        return attributes
    return f'{attributes} dir="{direction}"'


def language_sheets(tags: Iterable[str | None], text: str) -> set[str]:
    """Return the style sheets that the languages of a page need: ``rtl``, ``languages``.

    :param tags: the languages of the page and of its posts.
    :param text: HTML of the page, in which parts may be in others.
    """
    spoken = {tag.replace("_", "-") for tag in (*tags, *_TAG.findall(text)) if tag}
    sheets = set()
    if 'dir="rtl"' in text or any(direction_of(tag) == "rtl" for tag in spoken):
        sheets |= {"rtl", "languages"}
    if 'class="bt-dots' in text or UNSLANTED & {
        tag.partition("-")[0].lower() for tag in spoken
    }:
        sheets.add("languages")
    return sheets


def add_language_attributes(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Add `lang_attributes` and `language_sheets` to a page (on ``html-page-context``)."""
    del pagename, templatename, doctree
    site = app.config.language or "en"

    def attributes(tag: str | None, around: str | None = None) -> str:
        return lang_attributes(site, tag, around)

    context["lang_attributes"] = attributes
    context["language_sheets"] = language_sheets
