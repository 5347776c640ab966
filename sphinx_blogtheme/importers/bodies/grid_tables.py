"""Turn Pandoc's grid tables into tables of GitHub's Markdown.

https://pandoc.org/MANUAL.html#extension-grid_tables
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_RULE = re.compile(r"\+(?:[-=:]+\+)+")


def pipe_table(lines: Sequence[str]) -> list[str]:
    """Return a grid table as one with pipes; nothing if the lines are none.

    A cell of several lines becomes one line, in which blank lines are line breaks.
    """
    bare = [line.strip() for line in lines]
    if not _RULE.fullmatch(bare[0]) or not _RULE.fullmatch(bare[-1]):
        return []
    ends = [place for place, char in enumerate(bare[0]) if char == "+"]
    rows: list[list[list[str]]] = []
    heads = 0
    current: list[list[str]] = []
    for line in bare[1:]:
        if _RULE.fullmatch(line):
            if current:
                rows.append(current)
            heads = len(rows) if "=" in line else heads
            current = []
            continue
        if len(line) < ends[-1]:
            return []
        cells = [line[a + 1 : b].strip() for a, b in pairwise(ends)]
        current = current or [[] for _ in cells]
        for cell, text in zip(current, cells, strict=True):
            cell.append(text)
    texts = [[_joined(cell) for cell in row] for row in rows]
    if not heads:
        texts.insert(0, [""] * (len(ends) - 1))
    marks = ["---"] * (len(ends) - 1)
    return [f"| {' | '.join(row)} |" for row in (texts[0], marks, *texts[1:])]


def _joined(cell: Sequence[str]) -> str:
    text = "\n".join(cell).strip()
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    return "<br>".join(part.replace("|", "\\|") for part in parts)
