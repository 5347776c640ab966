"""Rewrite the URLs of links and pictures in a text in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.code_mask import without_code

if TYPE_CHECKING:
    from collections.abc import Callable

_PLACE = re.compile(
    r"(?<=\]\()(?P<inline>[^()\s<>\0]+(?:\([^()\s\0]*\)[^()\s\0]*)*)"
    r"|^ {0,3}\[[^\[\]\n]+\]:[ \t]+(?P<reference>[^\s<>\0]+)"
    r"|<(?:a|img|audio|video|source|iframe)\b[^<>]*?\s(?:href|src|poster)="
    r"(?P<mark>[\"'])(?P<attribute>[^\"'<>\0]+)(?P=mark)",
    re.IGNORECASE | re.MULTILINE,
)


def with_urls(text: str, url: Callable[[str], str]) -> str:
    """Return a text with other URLs in its links and pictures; code stays as it is.

    :param url: returns the new URL for an old one.
    """
    pieces, end = [], 0
    for found in _PLACE.finditer(without_code(text)):
        name = str(found.lastgroup)
        name = "attribute" if name == "mark" else name
        start, stop = found.span(name)
        pieces += [text[end:start], url(text[start:stop])]
        end = stop
    return "".join([*pieces, text[end:]])
