"""Write what was measured, as tables in Markdown."""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Results = dict[str, dict[str, list["Measure"]]]
"""Measures of all runs, by scenario and name of the subject."""

_PART = re.compile(r"(% benchmark begins\n).*?(% benchmark ends\n)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What one build took."""

    seconds: float
    """Wall-clock time of the whole process."""
    processor: float
    """Processor time of the process and its workers, in seconds."""
    mebibytes: float
    """Peak memory of all processes of the build together, what they share counted once;
    where the system does not tell, that of the largest process."""


def seconds_of(measures: Sequence[Measure]) -> list[float]:
    """Return the seconds of several builds."""
    return [one.seconds for one in measures]


def processor_of(measures: Sequence[Measure]) -> list[float]:
    """Return the processor seconds of several builds."""
    return [one.processor for one in measures]


def second_rows(results: Results, names: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the table of seconds, the heading first."""
    yield ("build", *names)
    for scenario, found in results.items():
        yield (scenario, *(_cell(found.get(name)) for name in names))


def _cell(measures: list[Measure] | None) -> str:
    if not measures:
        return ""
    wall, processor = seconds_of(measures), processor_of(measures)
    return (
        f"{statistics.median(wall):.2f} ({min(wall):.2f}–{max(wall):.2f});"
        f" {statistics.median(processor):.2f}"
    )


def ratio_rows(results: Results, names: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the table of ratios to the first subject, heading first."""
    first, *others = names
    yield ("build", *others)
    for scenario, found in results.items():
        if ours := found.get(first):
            yield (scenario, *(_ratios(ours, found.get(name)) for name in others))


def _ratios(ours: list[Measure], theirs: list[Measure] | None) -> str:
    if not theirs:
        return ""
    pairs = ((seconds_of, statistics.median), (seconds_of, min), (processor_of, min))
    return " / ".join(
        f"{statistic(part(ours)) / statistic(part(theirs)):.2f}"
        for part, statistic in pairs
    )


def table(lines: Sequence[tuple[str, ...]]) -> str:
    """Return a table in Markdown; all columns but the first stand right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]

    def shown(cells: tuple[str, ...]) -> str:
        padded = (
            cell.rjust(width) if index else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join(padded)} |"

    rule = ["-" * w if not i else "-" * (w - 1) + ":" for i, w in enumerate(widths)]
    return "\n".join(map(shown, (lines[0], tuple(rule), *lines[1:]))) + "\n"


def replace_part(page: Path, text: str) -> None:
    """Put a text between the lines of a page that mark the place of the benchmark.

    :raises SystemExit: if the page has no such lines.
    """
    old = page.read_text(encoding="utf-8")
    new, count = _PART.subn(lambda match: f"{match[1]}\n{text}\n{match[2]}", old)
    if count != 1:
        raise SystemExit(f"{page} has no place for the tables: % benchmark begins")
    page.write_text(new, encoding="utf-8")
