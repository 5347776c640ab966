"""Tables of kramdown, which need no header, as tables of GitHub.

Each line of a block has a pipe then. Rules between rows start another body, and such a
table may have a footer (https://kramdown.gettalong.org/syntax.html#tables).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sphinx_blogtheme.importers.bodies.code_mask import (
    MASK,
    lines_of,
    without_code,
)

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[+|: \t-]*-[+|: \t-]*")
_FOOT = re.compile(r"[+|: \t=]*=[+|: \t=]*")
_ALIGNED = re.compile(r"[ \t]?(:?)-+(:?)[ \t]?")
_OTHER = re.compile(
    r"[ \t]{4}|[ \t]*(?:>|#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|:[ \t]|\[[^\]]+\]:"
    r"|\*\[|\$\$|<(?!(?:a|abbr|b|br|code|em|i|img|kbd|small|span|strong|sub|sup|u)\b))"
)
"""The start of a line of another block."""
_LIQUID = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_BREAK = re.compile(r"[ \t]*\{:(?![:/])[^}\n]*\}[ \t]*")


class _Table(NamedTuple):
    """A table as kramdown reads it."""

    head: list[list[str]]
    body: list[list[str]]
    marks: list[str]
    """Cells of the rule below the header, such as ``:--``."""
    columns: int


def with_plain_tables(text: str) -> str:
    """Return a text with each of kramdown's tables as one of GitHub."""
    if "|" not in text:
        return text
    masked = without_code(text)
    masked = _LIQUID.sub(lambda match: re.sub(r"[^\n]", MASK, match[0]), masked)
    made, run, above = list[str](), list[tuple[str, str]](), ""

    def finish(*, good: bool) -> None:
        lines = [line for line, _ in run]
        made.extend(_github(run) or lines if good else lines)
        run.clear()

    for start, hidden in lines_of(masked):
        line = text[start : start + len(hidden)]
        if run or not above.strip() or _BREAK.fullmatch(above.rstrip("\n")):
            if _PIPE.search(hidden) and (run or not _OTHER.match(hidden)):
                run.append((line, hidden))
                above = line
                continue
            is_end = not line.strip() or bool(_BREAK.fullmatch(line.rstrip("\n")))
            finish(good=is_end)
        made.append(line)
        above = line
    finish(good=True)
    return "".join(made)


def _github(run: list[tuple[str, str]]) -> list[str] | None:
    """Return the lines of a table; None if they are good as they are, or are none.

    :param run: its lines, and the same lines with code masked.
    """
    if not run or _is_good([hidden for _, hidden in run]):
        return None
    table = _read(run)
    if table is None:
        return None
    marks = [*table.marks, *["---"] * table.columns][: table.columns]
    head = table.head or [[""] * table.columns]
    # A table of GitHub has one row of headings.
    rows = [head[0], marks, *head[1:], *table.body]
    indent = run[0][0][: len(run[0][0]) - len(run[0][0].lstrip())]
    lines = []
    for row in rows:
        cells = [*row, *[""] * table.columns][: table.columns]
        lines.append(f"{indent}| {' | '.join(cells)} |\n")
    return lines


def _is_good(lines: list[str]) -> bool:
    """Return whether the lines are a table of GitHub, with as many cells in each row."""
    bare = [line.strip() for line in lines]
    rules = [number for number, line in enumerate(bare) if _is_rule(line)]
    if rules != [1]:
        return False
    counts = [
        len(_PIPE.split(line.removeprefix("|").removesuffix("|"))) for line in bare
    ]
    return max(counts[2:], default=0) <= counts[0] == counts[1] and len(bare) > 2  # noqa: PLR2004


def _is_rule(line: str) -> bool:
    return bool(_RULE.fullmatch(line) or _FOOT.fullmatch(line))


def _read(run: list[tuple[str, str]]) -> _Table | None:
    lead = run[0][1].lstrip().startswith("|")
    head, body, marks = list[list[str]](), list[list[str]](), list[str]()
    for number, (line, hidden) in enumerate(run):
        bare = hidden.strip()
        if _RULE.fullmatch(bare):
            if number and body and not head and not marks:
                head, body = body, []
                marks = [_mark(*match) for match in _ALIGNED.findall(bare)]
        elif not _FOOT.fullmatch(bare):
            body.append(_cells(line, hidden, lead=lead))
    if not body:
        return None
    columns = max(len(row) for row in (*head, *body))
    return _Table(head, body, marks, columns)


def _mark(left: str, right: str) -> str:
    return f"{left}---{right}"


def _cells(line: str, hidden: str, *, lead: bool) -> list[str]:
    """Return the cells of a row, with the pipes in code escaped."""
    cells, position = [], 0
    for match in _PIPE.finditer(hidden):
        cells.append(line[position : match.start()])
        position = match.end()
    cells = [cell.strip() for cell in (*cells, line[position:])]
    if lead and not cells[0]:
        del cells[0]
    if len(cells) > 1 and not cells[-1]:
        del cells[-1]
    return [re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells]
