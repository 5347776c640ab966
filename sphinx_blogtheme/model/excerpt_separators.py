"""Ends of excerpts: markers of all engines, and texts that authors chose."""

from __future__ import annotations

import re

MARKER = "<!--more-->"
"""What ends an excerpt in every post."""

MARKER_WORDS = (
    r"(?:more|TEASER_END|read[ -]more|truncate|PELICAN_END_SUMMARY"
    r"|excerpt[ _-]?end|end[ _-]?excerpt)\b"
)
"""Matches what a comment begins with that ends an excerpt in one of the engines."""

MORE_MARKER = re.compile(rf"<!--\s*{MARKER_WORDS}.*?-->", re.IGNORECASE)
"""The end of the excerpt, as the common engines write it: ``<!--more-->``."""


def with_marker(text: str, separator: str) -> str:
    """Return a Markdown text with the marker where its first separator was.

    A separator in code is none. Each line stays where it is.

    :param separator: a text on one line, such as ``<!-- cut -->``.
    """
    if separator not in text:
        return text
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").disable(["inline"])
    lines = text.split("\n")
    code = {
        number
        for token in parser.parse(text)
        if token.type in ("fence", "code_block") and token.map
        for number in range(*token.map)
    }
    for number, line in enumerate(lines):
        before, found, after = line.partition(separator)
        if found and number not in code and before.count("`") % 2 == 0:
            lines[number] = f"{before}{MARKER}{after}"
            break
    return "\n".join(lines)
