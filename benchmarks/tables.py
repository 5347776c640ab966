"""Print what was measured, as tables in Markdown."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Results = dict[str, dict[str, list["Measure"]]]
"""Measures of all runs, by scenario and name of the subject."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What one build took."""

    seconds: float
    """Wall-clock time of the whole process."""
    mebibytes: float
    """Peak resident memory of the largest process of the build."""


def median(measures: Iterable[Measure]) -> float:
    """Return the median of the seconds."""
    return statistics.median(found.seconds for found in measures)


def rows(results: Results, names: list[str], posts: int) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the table, the heading first."""
    others = names[1:]
    yield (
        "build",
        "site",
        "s",
        "min–max",
        "MiB",
        "ms/post",
        *(f"/ {n}" for n in others),
    )
    for scenario, found in results.items():
        for name in names:
            if not (runs := found.get(name)):
                continue
            seconds = [one.seconds for one in runs]
            yield (
                scenario,
                name,
                f"{median(runs):.2f}",
                f"{min(seconds):.2f}–{max(seconds):.2f}",
                f"{max(one.mebibytes for one in runs):.0f}",
                f"{1000 * median(runs) / posts:.1f}",
                *(
                    f"{median(runs) / median(found[other]):.2f}"
                    if found.get(other)
                    else ""
                    for other in others
                ),
            )


def print_table(lines: Sequence[tuple[str, ...]]) -> None:
    """Print a table in Markdown; numbers stand right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    left = 2

    def show(cells: tuple[str, ...]) -> str:
        padded = (
            cell.ljust(width) if index < left else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join(padded)} |"

    rule = ["-" * w if i < left else "-" * (w - 1) + ":" for i, w in enumerate(widths)]
    for cells in (lines[0], tuple(rule), *lines[1:]):
        print(show(cells))
