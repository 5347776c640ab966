"""Separators of excerpts that authors chose, as the marker that all posts have."""

from __future__ import annotations

MARKER = "<!--more-->"
"""What ends an excerpt in every post."""


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
