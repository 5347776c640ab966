"""Turn a header that is almost YAML into one that is, and means the same.

Only values that are not YAML change, each on its own lines; whatever else is in
the header, comments and blank lines too, stays as its author wrote it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter import parse_header, split_header
from sphinx_blogtheme.front_matter.dialects import read_header
from sphinx_blogtheme.front_matter.raw import Node, RawEntry, Scalar
from sphinx_blogtheme.front_matter.strict import NotStrictError, read_strict
from sphinx_blogtheme.front_matter.writing import quoted

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_CLOSED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)


class CannotQuoteError(ValueError):
    """Quotes alone do not make YAML of a header."""

    def __init__(self, message: str, line: int = 1) -> None:
        """Say why, and on which line of the file."""
        super().__init__(message)
        self.line = line


def needs_quotes(text: str) -> bool:
    """Return whether the header of a file is between ``---``, and is not YAML."""
    header, _ = split_header(text)
    return header is not None and read_header(text).repaired


def quoted_header(text: str, zone: ZoneInfo) -> dict[int, str]:
    """Return the lines of a header that need quotes, by number, as they should be.

    The numbers are 1-based. An empty text stands for a line that goes, because
    its value now stands on the line of the key.

    :param text: the whole file, its lines ended by a newline alone.
    :raises CannotQuoteError: if it would not be YAML, or mean something else.
    """
    header, body_line = split_header(text)
    if header is None:
        return {}
    lines = text.split("\n")
    changes: dict[int, str] = {}
    entries = list(read_header(text).entries)
    if not entries:
        return {}  # a list, or a text
    ends = [entry.line for entry in entries[1:]] + [body_line]
    for entry, end in zip(entries, ends, strict=True):
        last = _last_line(lines, entry.line, end)
        if _is_strict("\n".join(lines[entry.line - 1 : last]), entry):
            continue
        if _is_unclosed(entry.node):
            msg = f"the quotes around the value of {entry.key!r} are never closed"
            raise CannotQuoteError(msg, entry.line)
        changes[entry.line] = f"{_written_key(entry.key)}: {_quoted(entry.node)}"
        changes |= dict.fromkeys(range(entry.line + 1, last + 1), "")
    changed = [changes.get(n, line) for n, line in enumerate(lines, start=1)]
    _assert_same(text, "\n".join(changed), zone)
    return changes


def _last_line(lines: list[str], first: int, end: int) -> int:
    """Return the last line of a value that begins on `first`, before line `end`."""
    last = first
    for number in range(first + 1, end):
        line = lines[number - 1]
        if line.strip() and not line.startswith("#"):
            if not (line[0].isspace() or line.startswith("- ")):
                break
            last = number
    return last


def _is_strict(text: str, entry: RawEntry) -> bool:
    try:
        found = read_strict(text, first_line=entry.line)
    except NotStrictError:
        return False
    return [(e.key, e.node) for e in found] == [(entry.key, entry.node)]


def _is_unclosed(node: Node) -> bool:
    """Return whether quotes open a value, so that nobody knows where it should end."""
    if isinstance(node, list):
        return any(map(_is_unclosed, node))
    text = (node.text or "") if isinstance(node, Scalar) else ""
    return text.startswith(("'", '"')) and not _CLOSED.match(text)


def _written_key(key: str) -> str:
    try:
        plain = read_strict(f"{key}: x", first_line=1)
    except NotStrictError:
        plain = []
    return key if [entry.key for entry in plain] == [key] else quoted(key)


def _quoted(node: Node) -> str:
    if isinstance(node, Scalar):
        if node.text is None:
            return ""
        comment = f" {node.comment}" if node.comment else ""
        return quoted(node.text) + comment
    if isinstance(node, list):
        return f"[{', '.join(_quoted(item) for item in node)}]"
    raise CannotQuoteError("a mapping is not a value that quotes can mend")


def _assert_same(before: str, after: str, zone: ZoneInfo) -> None:
    """Make sure that a changed file has the same header, in strict YAML.

    :raises CannotQuoteError: if not.
    """
    old, new = parse_header(before, zone), parse_header(after, zone)
    if read_header(after).repaired:
        raise CannotQuoteError("quotes alone do not make YAML of it")
    if old.front_matter != new.front_matter or old.body_line != new.body_line:
        raise CannotQuoteError("with quotes it would mean something else")
