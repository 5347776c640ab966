"""Find the fenced code of a text in Markdown, line by line (CommonMark, 4.5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

OPENING = re.compile(
    r"(?P<indent>(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*+)"
    r"(?P<mark>`{3,}(?=[^`]*$|[ \t]*\{[^{}]*\}[ \t]*$)|~{3,})(?P<info>.*)"
)
"""The first line of fenced code; in Pandoc's Markdown, attributes may have backticks."""

_NO_CODE_YET = 4


def end_of_fence(lines: Sequence[str], start: int, *, in_list: bool = True) -> int:
    """Return the number of the first line after fenced code.

    Code in a list ends with the list, even if it is not closed.

    :param start: number of its first line, which matches `OPENING`.
    :param in_list: whether it is in a list if it is indented.
    """
    opening = OPENING.fullmatch(lines[start])
    if opening is None:
        return start
    width, mark = len(opening["indent"].expandtabs(4)), opening["mark"]
    is_plain = in_list and not opening["indent"].strip()
    for number in range(start + 1, len(lines)):
        line = lines[number].expandtabs(4).rstrip()
        bare = line.lstrip(" >" if ">" in opening["indent"] else " ")
        indent = len(line) - len(bare)
        if bare.startswith(mark) and not bare.strip(mark[0]):
            if indent < width + _NO_CODE_YET:
                return number + 1
        elif bare and is_plain and width > 1 and indent < width - 1:
            return number
    return len(lines)


def code_lines(lines: Sequence[str]) -> set[int]:
    """Return the numbers of the lines that are fenced code or fences."""
    found: set[int] = set()
    number = 0
    while number < len(lines):
        if OPENING.fullmatch(lines[number]):
            end = end_of_fence(lines, number)
            found.update(range(number, end))
            number = end
        else:
            number += 1
    return found
