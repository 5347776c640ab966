"""Change the destinations of links and images in a text in Markdown, outside of code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.code_mask import without_code
from sphinx_blogtheme.importers.bodies.markdown_text import link_destination

if TYPE_CHECKING:
    from collections.abc import Callable

_DESTINATION = re.compile(
    r"\]\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*))"
    r"|^ {0,3}\[[^\]\n]+\]:[ \t]*(?:<(?P<named>[^<>\n]*)>|(?P<defined>\S+))"
    r"|<[A-Za-z][^<>]*?\s(?:src|href|poster|data)\s*=\s*(?P<mark>[\"'])(?P<html>.*?)(?P=mark)",
    re.MULTILINE,
)


def with_destinations(
    text: str, change: Callable[[str], str], *, indented: bool = True
) -> str:
    """Return a text with other destinations.

    :param change: returns the new destination, or the same.
    :param indented: whether an indented block is code.
    """
    masked = without_code(text, indented=indented)
    parts, position = [], 0
    for match in _DESTINATION.finditer(masked):
        name = next(
            name
            for name in ("angled", "bare", "named", "defined", "html")
            if match[name] is not None
        )
        start, end = match.span(name)
        new = change(text[start:end])
        if new == text[start:end]:
            continue
        if name in ("angled", "named"):
            start, end, new = start - 1, end + 1, link_destination(new)
        elif name != "html":
            new = link_destination(new)
        parts += [text[position:start], new]
        position = end
    return "".join([*parts, text[position:]])
