"""Turn the header of a post into one typed `Header`, whatever its dialect.

Authors' headers are often not quite what a format's specification asks for, so
no input is an error here: what can be read without loss is read silently, and
each value that is ambiguous or would lose something is one `Problem`.

The work is done in two steps: a reader of one dialect (`dialects`) finds keys
and values, and one table (`fields`) says which key means what (`meaning`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.dialects import read_header, split_header
from sphinx_blogtheme.front_matter.meaning import front_matter_of, interpret
from sphinx_blogtheme.front_matter.values import Place
from sphinx_blogtheme.model import Header

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = ["parse_header", "split_header"]


def parse_header(
    text: str, zone: ZoneInfo, *, rst: bool = False, jekyll: bool = False
) -> Header:
    """Return the header of a file: its values, its length, what was wrong.

    A file without a header gives an empty `FrontMatter` and no line to skip.

    :param text: the whole file.
    :param zone: of dates that name none.
    :param rst: whether the file is in reStructuredText.
    :param jekyll: whether spaces part the names in ``categories: a b``.
    """
    raw = read_header(text, rst=rst)
    layer = interpret(raw.entries, Place(zone, jekyll))
    problems = (*raw.problems, *layer.problems)
    return Header(
        front_matter=front_matter_of([layer]),
        body_line=raw.body_line,
        problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)),
        repaired=raw.repaired and not problems,
    )
