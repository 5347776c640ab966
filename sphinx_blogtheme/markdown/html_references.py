"""Find and change the ids, the references to ids, and the URLs in HTML.

`html_attributes` has the table of what holds them. The CSS of ``<style>`` elements is
read too. Scripts are not: an id in one stays as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.markdown.html import attributed_tags, attributes, decoded
from sphinx_blogtheme.markdown.html_attributes import Form, Meaning, Role, meaning_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_blogtheme.markdown.html import StartTag

URLS = frozenset([Role.LINK, Role.RESOURCE])
"""The roles of URLs."""

_CANDIDATE = re.compile(r"(?P<url>[^\s,]\S*[^\s,]|[^\s,])(?P<width>\s[^,]*)?")
"""An image in ``srcset`` (HTML Living Standard, section 4.8.4.2.1)."""
_CSS_URL = re.compile(
    r"/\*(?s:.*?)(?:\*/|\Z)"  # a comment, which has none
    r"|(?P<set>\bimage-set\((?:[^()\"']|\"[^\"]*\"|'[^']*'|\([^()]*\))*)"
    r"|(?P<before>\b(?:url|src)\(\s*|@import\s+(?=[\"']))"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'()]*))",
    re.IGNORECASE,
)
_IN_IMAGE_SET = re.compile(
    r"type\([^()]*\)|(?P<before>(?:\burl\(\s*)?)"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'"
    r"|(?<=\()(?P<bare>[^\s\"'()]+)(?=\s*\)))",
    re.IGNORECASE,
)
"""A URL in CSS's ``image-set()``, where it may be a string alone, or a type."""
_QUOTED_IN_CSS = re.compile(r"[\s\"'()]")
_SELECTORS = re.compile(r"(?<![^{};])[^{};]+(?=\{)")
_SELECTED_ID = re.compile(r"(?<=#)-?[^\W\d][\w-]*")
_TIMED_ID = re.compile(r"(?<![^;])(?P<space>\s*)(?P<id>[^\W\d][\w-]*)(?=\.)")
_WORD = re.compile(r"\S+")


class Reference(NamedTuple):
    """An id, a reference to one, or a URL."""

    role: Role
    value: str
    """One id or one URL, decoded: ``/x?a&b``."""
    element: str
    """Name in lower case of the element that has it."""
    attribute: str
    """Name in lower case; empty for the text of a ``<style>``."""
    start: int
    """Where the element begins in the HTML."""


def change_references(html: str, change: Callable[[Reference], str | None]) -> str:
    """Return HTML with ids and URLs changed.

    :param change: returns the new value, not escaped; None for no change.
    """
    done, position = [], 0
    for tag, end in attributed_tags(html):
        inside = tag.end - 1 - len(tag.attributes)
        for attribute in attributes(tag.attributes):
            if not attribute.has_value:
                continue
            name, written = attribute.name, attribute.written
            meaning = meaning_of(tag.name, name, written)
            if meaning is None or not _counts(tag, name, meaning):
                continue
            old = decoded(written)
            new = _Changer(change, meaning.role, tag, name).change(meaning.form, old)
            if new != old:
                start, stop = inside + attribute.start, inside + attribute.end
                quote = "'" if html[start] == "'" else '"'
                done += [html[position:start], quote, _escaped(new, quote), quote]
                position = stop
        if tag.name == "style" and end > tag.end:
            css = html[tag.end : end]
            new = _Changer(change, Role.RESOURCE, tag, "").change_sheet(css)
            if new != css:
                done += [html[position : tag.end], new]
                position = end
    return "".join([*done, html[position:]])


def references(html: str) -> list[Reference]:
    """Return all ids, references to ids, and URLs in HTML."""
    found: list[Reference] = []
    change_references(html, found.append)
    return found


def _counts(tag: StartTag, name: str, meaning: Meaning) -> bool:
    """Return whether the name of a control is that of a group outside of a form.

    sphinx-tabs opens all tabs with a name at once; those of ``group-tab`` are to be
    opened in all posts.
    """
    is_control = tag.name in ("button", "input") and name == "name"
    if meaning.role is not Role.GROUP or not is_control:
        return True
    given = tag.values()
    if tag.name == "button":
        classes = given.get("class", "").split()
        return given.get("role", "").lower() == "tab" and "group-tab" not in classes
    return given.get("type", "").lower() == "radio" and "form" not in given


def _escaped(value: str, quote: str) -> str:
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return value.replace(quote, "&#39;" if quote == "'" else "&quot;")


class _Changer:
    """Changes the values of one attribute."""

    def __init__(
        self,
        change: Callable[[Reference], str | None],
        role: Role,
        tag: StartTag,
        attribute: str,
    ) -> None:
        self._change = change
        self._role = role
        self._tag = tag
        self._attribute = attribute

    def change(self, form: Form, text: str) -> str:
        """Return the text of an attribute with its values changed."""
        match form:
            case Form.ONE:
                return self._one(text)
            case Form.FRAGMENT:
                return f"#{self._one(text[1:])}" if text.startswith("#") else text
            case Form.WORDS:
                return _WORD.sub(lambda one: self._one(one[0]), text)
            case Form.IMAGES:
                return _CANDIDATE.sub(
                    lambda one: self._one(one["url"]) + (one["width"] or ""), text
                )
            case Form.TIMES:
                return _TIMED_ID.sub(
                    lambda one: one["space"] + self._one(one["id"]), text
                )
            case Form.STYLE:
                return self._css(text)

    def change_sheet(self, css: str) -> str:
        """Return a style sheet with its URLs and the ids in its selectors changed."""
        css = self._css(css)
        self._role = Role.ID_REFERENCE
        return _SELECTORS.sub(
            lambda part: _SELECTED_ID.sub(lambda one: self._one(one[0]), part[0]), css
        )

    def _css(self, css: str) -> str:
        return _CSS_URL.sub(self._css_url, css)

    def _css_url(self, match: re.Match[str]) -> str:
        groups = match.groupdict()
        if groups.get("set"):
            return _IN_IMAGE_SET.sub(self._css_url, match["set"])
        if groups["before"] is None:
            return match[0]
        url = match["double"] or match["single"] or match["bare"] or ""
        new = self._one(url) if url else url
        if new == url:
            return match[0]
        if match["bare"] is not None and not _QUOTED_IN_CSS.search(new):
            return match["before"] + new
        quote = "'" if match["double"] is None else '"'
        new = new.replace(quote, "%27" if quote == "'" else "%22")
        return f"{match['before']}{quote}{new}{quote}"

    def _one(self, value: str) -> str:
        tag = self._tag
        new = self._change(
            Reference(self._role, value, tag.name, self._attribute, tag.start)
        )
        return value if new is None else new
