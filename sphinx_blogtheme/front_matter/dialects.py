"""Turn a file into keys and values, by the first reader that knows its dialect.

A reader gets the text of a file and returns what it found, or None where the
file does not begin as its dialect does. To add a dialect, write a reader and
list it in `READERS`.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.lines import read_lines
from sphinx_blogtheme.front_matter.raw import RawHeader, front_matter_problem
from sphinx_blogtheme.front_matter.strict import NotStrictError, read_strict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_LINES = 2000
"""Lines in which a header must close: a rule at the top of a page opens none."""

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_KEY_LINE = re.compile(r"[\w-]{1,40}:(?:\s|$)")


def _lines(text: str) -> Iterator[str]:
    """Yield the lines as Markdown counts them (CommonMark 0.31, section 2.1)."""
    return (match[1] for match in _LINE.finditer(text))


def split_header(text: str) -> tuple[str | None, int]:
    r"""Return the text between a file's YAML delimiters, and where its body begins.

    The header opens with ``---`` on the first line, and closes with the next
    line that is ``---`` or ``...`` (as YAML 1.2 ends a document).

    :return: the header, its lines joined by ``\\n``, or None; and the number of
        lines before the body, delimiters included.
    """
    lines = islice(_lines(text.removeprefix("\ufeff")), MAX_LINES)
    if next(lines, "").rstrip() != "---":
        return None, 0
    header: list[str] = []
    for line in lines:
        if line.rstrip() in ("---", "..."):
            return "\n".join(header), len(header) + 2
        header.append(line)
    return None, 0


def read_yaml(text: str) -> RawHeader | None:
    """Read a header between ``---`` lines: strict YAML, or lines like it."""
    header, body_line = split_header(text)
    if header is None:
        return _unclosed(text)
    try:
        entries = read_strict(header, first_line=2)
    except NotStrictError:
        found, problems = read_lines(header, first_line=2)
        return RawHeader(
            entries=tuple(found),
            body_line=body_line,
            problems=tuple(problems),
            repaired=True,
        )
    return RawHeader(entries=tuple(entries), body_line=body_line)


def _unclosed(text: str) -> RawHeader | None:
    """Return a problem for a file that begins like a header which never ends."""
    first, second = [*islice(_lines(text.removeprefix("\ufeff")), 2), "", ""][:2]
    if first.rstrip() != "---" or not _KEY_LINE.match(second):
        return None
    message = (
        "'---' opens a header that no '---' line closes; assumed that the file has"
        " no header"
    )
    return RawHeader(problems=(front_matter_problem(1, message),))


READERS: tuple[Callable[[str], RawHeader | None], ...] = (read_yaml,)
"""The dialects, in the order in which they are tried."""


def read_header(text: str) -> RawHeader:
    """Return what the first reader that knows the dialect finds."""
    for reader in READERS:
        raw = reader(text)
        if raw is not None:
            return raw
    return RawHeader()
