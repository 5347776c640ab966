"""Change the destinations of links and images in a text in Markdown, outside of code."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.code_mask import code_spans, without_code
from sphinx_blogtheme.importers.bodies.markdown_text import link_destination

if TYPE_CHECKING:
    from collections.abc import Iterator

NewUrl = Callable[[str, bool], str]
"""Returns the new URL for an old one; the second argument is whether it is in HTML."""

_DESTINATION = re.compile(
    r"\]\([ \t]*(?:\n[ \t]*)?"
    r"(?:(?P<angled><[^<>\n]*>)|(?P<bare>[^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*))"
    r"|^[ \t>]*\[(?!\^)[^\]\n]+\]:[ \t]*(?:(?P<named><[^<>\n]*>)|(?P<defined>[^\s<{]\S*))",
    re.MULTILINE,
)
_TAG = re.compile(r"<[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>?")
_ATTRIBUTE = re.compile(
    r"(?<=\s)(?:src|href|poster|data)\s*=\s*(?P<mark>[\"'])(?P<url>.*?)(?P=mark)",
    re.DOTALL | re.IGNORECASE,
)


def with_destinations(
    text: str,
    change: Callable[[str], str],
    *,
    html: bool = True,
    indented: bool = True,
) -> str:
    """Return a text with other destinations.

    :param change: returns the new destination, or the same, or "" if it stays.
    :param html: whether the elements of HTML that hold code are code.
    :param indented: whether an indented block is code.
    """
    masked = without_code(text, html=html, indented=indented)
    return _changed(text, masked, lambda url, _: change(url))


def with_new_urls(text: str, new_url: NewUrl) -> str:
    """Return a text without code, with its URLs changed."""
    return _changed(text, text, new_url)


def _changed(text: str, masked: str, new_url: NewUrl) -> str:
    parts, position = [], 0
    for start, end, is_html in sorted(_places(masked)):
        old = text[start:end]
        bare = old if is_html else old.removeprefix("<").removesuffix(">")
        new = new_url(bare, is_html)
        if new not in ("", bare) and start >= position:
            parts += [text[position:start], new if is_html else link_destination(new)]
            position = end
    return "".join([*parts, text[position:]])


def _places(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each destination, and whether it is in HTML."""
    for match in _DESTINATION.finditer(text):
        yield *match.span(match.lastgroup or 0), False
    for tag in _TAG.finditer(text):
        for match in _ATTRIBUTE.finditer(text, tag.start(), tag.end()):
            yield *match.span("url"), True


def outside_code(line: str, change: Callable[[str], str]) -> str:
    """Return a text in which all but the code in it was changed.

    The code is hidden, and not cut out, since a mark may follow it directly.
    """
    spans = code_spans(line)
    if not spans:
        return change(line)
    hidden, kept = line, []
    for number, (start, end) in enumerate(reversed(spans)):
        kept.append(line[start:end])
        hidden = f"{hidden[:start]}`\ue000{number}\ue000`{hidden[end:]}"
    changed = change(hidden)
    return re.sub(r"`\ue000(\d+)\ue000`", lambda match: kept[int(match[1])], changed)
