"""The entries of a Movable Type export, which other services write too.

It is text (https://movabletype.org/documentation/appendices/import-export-format.html):
each entry has lines ``KEY: value``, and parts after lines of five hyphens, each of which
begins with its name; eight hyphens end the entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY = re.compile(r"([A-Z][A-Z0-9 -]*):[ \t]*(.*)")
_PART = re.compile(r"([A-Z][A-Z0-9 ]*):[ \t]*")
_START = re.compile(
    r"\s*(?:[A-Z][A-Z0-9 -]*:[^\n]*\n)+-----\n(?:BODY|EXTENDED BODY|EXCERPT):"
)
_KEYS = re.compile(r"^(?:TITLE|AUTHOR|DATE|STATUS|BASENAME):", re.MULTILINE)
_FEWEST_KEYS = 2
_BIG = ("BODY", "EXTENDED BODY", "EXCERPT", "KEYWORDS", "COMMENT", "PING")
"""Names of the parts; other lines after five hyphens belong to the part before."""


@dataclass(kw_only=True, slots=True)
class MtEntry:
    """An entry of the export."""

    line: int
    """1-based line on which it begins."""
    keys: dict[str, list[str]] = field(default_factory=dict)
    """The values of its lines, by their names."""
    parts: dict[str, str] = field(default_factory=dict)
    """``BODY`` and the like."""
    comments: int = 0
    pings: int = 0

    def get(self, name: str) -> str:
        """Return the last value of a line, or ""."""
        return self.keys.get(name, [""])[-1]


def is_mt_export(head: bytes) -> bool:
    """Return whether a file with these first bytes is an export."""
    text = head.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    found = _START.match(text)
    keys = set(_KEYS.findall(found[0])) if found else ()
    return len(keys) >= _FEWEST_KEYS


def read_mt_entries(text: str) -> Iterator[MtEntry]:
    """Yield the entries of an export."""
    lines = re.sub(r"\r\n?", "\n", text).split("\n")
    start = 0
    for number, line in enumerate([*lines, "--------"]):
        if line.rstrip() != "--------":
            continue
        block, first = lines[start:number], start
        start = number + 1
        while block and not block[0].strip():
            del block[0]
            first += 1
        if block:
            yield _entry(block, first + 1)


def _entry(lines: list[str], line: int) -> MtEntry:
    entry = MtEntry(line=line)
    head, *sections = _sections(lines)
    for one in head:
        if found := _KEY.fullmatch(one.strip()):
            entry.keys.setdefault(found[1], []).append(found[2].strip())
    for section in sections:
        name = _part_name(section[0])
        if name == "COMMENT":
            entry.comments += 1
        elif name == "PING":
            entry.pings += 1
        else:
            entry.parts.setdefault(name, "\n".join(section[1:]).strip("\n"))
    return entry


def _sections(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines before the first part, and those of each part with its name."""
    current: list[str] = []
    for number, line in enumerate(lines):
        if line.rstrip() == "-----":
            after = lines[number + 1] if number + 1 < len(lines) else ""
            if not after.strip() or _part_name(after):
                yield current
                current = []
                continue
        current.append(line)
    if any(line.strip() for line in current):
        yield current


def _part_name(line: str) -> str:
    found = _PART.fullmatch(line)
    return found[1] if found and found[1] in _BIG else ""
