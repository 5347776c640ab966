"""Dumps: text files of many articles, each between two lines with a marker.

Such as::

    <|article-start|>
    (empty line)
    ---
    slug: a-slug
    ---
    The body.
    (empty line)
    (empty line)
    <|article-end|>

The empty lines around an article belong to the format, not to the article: all of
those before the header, because a header has to begin a file, and up to two newlines
before the end marker. All other text of an article is kept; only a missing newline
at its end is added.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

START = b"<|article-start|>"
END = b"<|article-end|>"

_BOM = b"\xef\xbb\xbf"
_BLANK_LINES = re.compile(rb"(?:[ \t]*(?:\r\n|\n))*")
_FRAME = re.compile(rb"(?:\r?\n){1,2}\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class DumpArticle:
    """One article of a dump."""

    number: int
    """1-based number of its start marker in the dump."""
    line: int
    """1-based line of the dump on which the content begins."""
    content: bytes
    """Header and body, without the empty lines of the format."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DumpProblem:
    """A problem of a dump: a missing marker, or text outside of the articles."""

    line: int
    """1-based line of the dump."""
    message: str


def split_dump(data: bytes) -> tuple[list[DumpArticle], list[DumpProblem]]:
    """Return the articles of a dump, and its problems, both in their order.

    :param data: the dump; a byte order mark at its start is ignored.
    """
    articles: list[DumpArticle] = []
    faults: list[DumpProblem] = []
    opened = 0  # Line of the start marker of the current article; 0 between articles.
    number = 0
    stray = False
    begin = position = len(_BOM) if data.startswith(_BOM) else 0
    for index, line in enumerate(data[position:].splitlines(keepends=True), start=1):
        marker = line.strip()
        start_of_line, position = position, position + len(line)
        if marker == START:
            if opened:
                faults.append(_unclosed(opened, number))
            number += 1
            opened, begin, stray = index, position, False
        elif marker == END and opened:
            articles.append(_article(data[begin:start_of_line], number, opened + 1))
            opened, stray = 0, False
        elif marker == END:
            faults.append(
                DumpProblem(
                    line=index, message="end marker without a start marker before it"
                )
            )
            stray = False
        elif marker and not opened and not stray:
            faults.append(
                DumpProblem(
                    line=index, message="text outside of the articles; left out"
                )
            )
            stray = True
    if opened:
        faults.append(_unclosed(opened, number))
    if not number:
        message = f"no article begins; expected lines with {START.decode()}"
        faults.append(DumpProblem(line=1, message=message))
    return articles, faults


def _unclosed(line: int, number: int) -> DumpProblem:
    message = f"article {number}: has no end marker {END.decode()}; left out"
    return DumpProblem(line=line, message=message)


def _article(framed: bytes, number: int, line: int) -> DumpArticle:
    blank = _BLANK_LINES.match(framed)
    skipped = blank.end() if blank else 0
    content = _FRAME.sub(b"", framed[skipped:])
    if content and not content.endswith(b"\n"):
        content += b"\r\n" if b"\r\n" in content else b"\n"
    return DumpArticle(
        number=number, line=line + framed.count(b"\n", 0, skipped), content=content
    )
