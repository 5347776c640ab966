"""Turn the text of a draft into that of a published post, one line for each change.

Nothing else of the header is touched. Whoever calls this reads the result and
compares, because an author's header may mean something else than it seems to.
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
"""What a key says of a post that is public; other keys than these say a word."""


def published_text(text: str, date: str | None, *, rst: bool = False) -> str:
    """Return the text of a file with a header that says that it is published.

    :param date: to be written into it; None leaves the date that is there.
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
    """Yield the entries that set a field."""
    for entry in entries:
        known = [target.name for target, _ in BY_KEY.get(folded(entry.key), ())]
        if field in known and isinstance(entry.node, Scalar):
            yield entry


def _set(lines: list[str], entry: RawEntry, value: str) -> None:
    """Give a key another value, in quotation marks if the old one is."""
    line = lines[entry.line - 1]
    match = _LINE.fullmatch(line.removesuffix("\r"))
    if match is None:
        return
    head, quotes = match["head"], match["value"][:1]
    word = value not in ("true", "false")
    if word and quotes in ('"', "'"):
        value = f"{quotes}{value}{quotes}"
    ending = "\r" if line.endswith("\r") else ""
    # A key without a value may have no space behind it.
    space = "" if head.endswith((" ", "\t", "=")) else " "
    lines[entry.line - 1] = f"{head}{space}{value}{match['tail']}{ending}"


def _insert(lines: list[str], model: RawEntry, key: str, value: str) -> None:
    """Insert a key before one of the header, written in the same way."""
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
