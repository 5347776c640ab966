"""Change the header of a draft into that of a published post, line by line.

Only the lines of the state and the date change. Callers have to read the result and
compare it with the original, since a header may not mean what its lines suggest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.dialects import read_header
from sphinx_blogtheme.front_matter.fields import BY_KEY, folded
from sphinx_blogtheme.front_matter.raw import RawEntry, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(
    r"""(?P<head>\s*(?:\.\.[ ]|:)?["']?[\w .-]+["']?\s*[:=]\s*)
    (?P<value>"[^"]*"|'[^']*'|[^,#]*?)
    (?P<tail>\s*,?\s*(?:\#.*)?)""",
    re.VERBOSE,
)

_SAYS_PUBLISHED = {
    "draft": "false",
    "headless": "false",
    "publish": "true",
    "published": "true",
    "render": "true",
}
"""Value that each key has in a published post; any other key has ``published``."""


def published_text(text: str, date: str | None, *, rst: bool = False) -> str:
    """Return the text of a file with a header that says that the post is published.

    :param date: publication date to be written; None keeps the one that is there.
    :param rst: whether the file is in reStructuredText.
    """
    raw = read_header(text, rst=rst, expected=True)
    lines = text.split("\n")
    for entry in _entries(raw.entries, "status"):
        _set(lines, entry, _SAYS_PUBLISHED.get(folded(entry.key), "published"))
    if date is not None:
        dated = next(_entries(raw.entries, "date"), None)
        if dated:
            _set(lines, dated, date)
        elif raw.entries:
            _insert(lines, raw.entries[0], "date", date)
        elif not rst:
            lines[:0] = ["---", f"date: {date}", "---", ""]
    return "\n".join(lines)


def _entries(entries: tuple[RawEntry, ...], field: str) -> Iterator[RawEntry]:
    """Yield the entries that set a field of that name with a single value."""
    for entry in entries:
        known = [target.name for target, _ in BY_KEY.get(folded(entry.key), ())]
        if field in known and isinstance(entry.node, Scalar):
            yield entry


def _set(lines: list[str], entry: RawEntry, value: str) -> None:
    """Replace the value of a key, keeping its quotation marks and its comment."""
    line = lines[entry.line - 1]
    match = _LINE.fullmatch(line.removesuffix("\r"))
    if match is None:
        return
    head, quotes = match["head"], match["value"][:1]
    word = value not in ("true", "false")
    if word and quotes in ('"', "'"):
        value = f"{quotes}{value}{quotes}"
    ending = "\r" if line.endswith("\r") else ""
    # A key without a value may have no space after it.
    space = "" if head.endswith((" ", "\t", "=")) else " "
    lines[entry.line - 1] = f"{head}{space}{value}{match['tail']}{ending}"


def _insert(lines: list[str], model: RawEntry, key: str, value: str) -> None:
    """Insert a key above an entry, written in the same way."""
    match = _LINE.fullmatch(lines[model.line - 1].removesuffix("\r"))
    if match is None:
        return
    name = re.escape(model.key)
    head = re.sub(rf"{name}(?=[\"']?\s*[:=])", key, match["head"], count=1)
    comma = ""
    if head.lstrip().startswith('"'):  # JSON
        value, comma = f'"{value}"', ","
    ending = "\r" if lines[model.line - 1].endswith("\r") else ""
    lines.insert(model.line - 1, f"{head}{value}{comma}{ending}")
