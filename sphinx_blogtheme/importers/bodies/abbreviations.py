"""Abbreviations, ``*[HTML]: Hyper Text``, as elements of HTML."""

from __future__ import annotations

import re
from html import escape

from sphinx_blogtheme.importers.bodies.code_mask import without_code

_DEFINITION = re.compile(
    r"^ {0,3}\*\[(?P<short>[^\]\n]+)\][ \t]*:[ \t]*(?P<long>[^\n]*?)[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)
_KEPT = (
    r"\0+|\{\{.*?\}\}|\{%.*?%\}|\{:[^}\n]*\}|<[^<>\s][^<>]*>"
    r"|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|!?\[[^\[\]\n]*\](?!\()"
    r"|^ {0,3}\[[^\]\n]+\]:[^\n]*|^ {0,3}#{1,6}[ \t][^\n]*|\$\$.*?\$\$|https?://\S+"
)
"""Parts of a text in which no abbreviation is explained."""


def with_abbreviations(text: str) -> str:
    """Return a text without definitions, but with each use of them explained.

    In headings, links' addresses and code, an abbreviation stays as it is.
    """
    masked = without_code(text)
    terms, parts, position = dict[str, str](), list[str](), 0
    for match in _DEFINITION.finditer(masked):
        terms[match["short"]] = text[match.start("long") : match.end("long")]
        parts.append(text[position : match.start()])
        position = match.end()
    if not terms:
        return text
    text = "".join([*parts, text[position:]])
    names = "|".join(re.escape(name) for name in sorted(terms, key=len, reverse=True))
    pattern = re.compile(
        rf"(?P<kept>{_KEPT})|(?<!\w)(?P<name>{names})(?!\w)", re.MULTILINE | re.DOTALL
    )
    parts, position = [], 0
    for match in pattern.finditer(without_code(text)):
        if match["kept"] is None:
            title = escape(terms[match["name"]])
            name = text[match.start() : match.end()]
            parts.append(text[position : match.start()])
            parts.append(f'<abbr title="{title}">{name}</abbr>' if title else name)
            position = match.end()
    return "".join([*parts, text[position:]])
