"""Find the headings in the source of a document, without parsing the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
_NO_SETEXT = re.compile(
    r" {0,3}(?:#{1,6}(?:\s|$)|>|[-*+]\s|\d+[.)]\s|```|~~~|<|\.\. )|\s*$"
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LINE = re.compile(r"([!-/:-@\[-`{-~])\1*\s*")


class SourceHeading(NamedTuple):
    """A heading; lines are counted from 0."""

    line: int
    """Its first line."""
    body: int
    """The first line after it."""
    level: int
    """From 1, the highest."""
    text: str
    """With its markup."""


def headings_of(lines: Sequence[str], *, rst: bool = False) -> Iterator[SourceHeading]:
    """Yield the headings of a source.

    :param rst: whether it is in reStructuredText, and not in Markdown.
    """
    return _rst(lines) if rst else _markdown(lines)


def _markdown(lines: Sequence[str]) -> Iterator[SourceHeading]:
    fence, hidden = "", False
    for number, line in enumerate(lines):
        if hidden or (not fence and line.lstrip().startswith("<!--")):
            hidden = "-->" not in line
            continue
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
                continue
            is_end = not line[mark.end() :].strip()
            if mark[1].startswith(fence) and is_end:
                fence = ""
            continue
        if fence:
            continue
        if atx := _ATX.fullmatch(line):
            yield SourceHeading(number, number + 1, len(atx[1]), atx[2] or "")
            continue
        under = (
            _SETEXT.fullmatch(lines[number + 1]) if number + 1 < len(lines) else None
        )
        above = lines[number - 1] if number else ""
        if under and not _NO_SETEXT.match(line) and not above.strip():
            level = 1 if "=" in under[1] else 2
            yield SourceHeading(number, number + 2, level, line.strip())


def _rst(lines: Sequence[str]) -> Iterator[SourceHeading]:
    styles: list[tuple[str, bool]] = []
    for number, line in enumerate(lines[:-1]):
        under = _LINE.fullmatch(lines[number + 1])
        text = line.strip()
        if not under or not text or _LINE.fullmatch(line):
            continue
        above = lines[number - 1] if number else ""
        over = above.rstrip() == lines[number + 1].rstrip()
        is_long = len(lines[number + 1].rstrip()) >= min(len(line.rstrip()), 4)
        if not is_long or (line[0].isspace() and not over):
            continue
        if not over and above.strip() and not _ends_heading(lines, number):
            continue
        style = (under[1], over)
        if style not in styles:
            styles.append(style)
        yield SourceHeading(number - over, number + 2, styles.index(style) + 1, text)


def _ends_heading(lines: Sequence[str], number: int) -> bool:
    """Return whether the line above one is the underline of another heading."""
    return number > 1 and bool(_LINE.fullmatch(lines[number - 1]))
