"""Read the change notes of a header: a list, a mapping, or lines of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.raw import Node, RawEntry, Scalar
from sphinx_blogtheme.front_matter.values import HeaderContext, Reading, read_text_value
from sphinx_blogtheme.model.dates import parse_date
from sphinx_blogtheme.model.posts import ChangeNote

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXPECTED = "expected a date and a note, as in '2025-04-01: Corrected the figure.'"
_DATED = re.compile(r"(?:[-*]\s+)?(?P<date>\d[^\n]*?):(?:\s+(?P<note>.*))?")
NOTE_KEYS = ("note", "text", "change", "description")
"""Keys under which a mapping with a ``date`` has its note."""


def read_changes(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read change notes; each that is none has a doubt of its own."""
    notes, faults = [], []
    if isinstance(entry.node, Scalar) and not entry.node.text:
        return Reading(None)
    for when, what in _pairs(entry.node):
        note, fault = _note_of(when, what, entry, place)
        if note:
            notes.append(note)
        if fault:
            shown_ = ": ".join(filter(None, [when, _text_of(what)]))
            faults.append((shown_ or entry.key, fault))
    return Reading(tuple(notes), faults=tuple(faults))


def _pairs(node: Node) -> Iterator[tuple[str, Node | None]]:
    """Yield the dates with the notes under them; "" where there is no date."""
    if isinstance(node, Scalar):
        yield from _pairs_in_text(node)
    elif isinstance(node, list):
        for item in node:
            yield from _pairs(item)
    elif any(key.lower() == "date" for key in node):
        keys = {key.lower(): value for key, value in node.items()}
        what = next((keys[word] for word in NOTE_KEYS if word in keys), None)
        yield _text_of(keys["date"]), what
    else:
        for when, what in node.items():
            for one in what if isinstance(what, list) else [what]:
                yield when, one


def _pairs_in_text(node: Scalar) -> Iterator[tuple[str, Node | None]]:
    """Yield the dates with the notes in lines such as ``2025-04-01: Corrected.``."""
    lines = [line.strip() for line in (node.text or "").split("\n") if line.strip()]
    found: list[tuple[str, str]] = []
    for line in lines:
        if match := _DATED.fullmatch(line):
            found.append((match["date"], match["note"] or ""))
        elif found:
            when, what = found[-1]
            found[-1] = when, f"{what} {line}"
        else:
            found.append(("", line))
    for when, what in found or [("", "")]:
        yield when, Scalar(value=what, text=what, comment=node.comment)


def _note_of(
    when: str, what: Node | None, entry: RawEntry, place: HeaderContext
) -> tuple[ChangeNote | None, str]:
    """Return a note, and what was expected if something of it is wrong."""
    inner = RawEntry(key=entry.key, node=what or [], line=entry.line)
    text, doubt, *_ = read_text_value(inner, place)
    if not text or not when:
        return None, f"{_EXPECTED}; left out the note"
    try:
        date = parse_date(when, place.zone)
    except ValueError as error:
        return None, f"{error}; left out the note"
    return ChangeNote(date=date, text=" ".join(text.split())), doubt


def _text_of(node: Node | None) -> str:
    return (node.text or "") if isinstance(node, Scalar) else ""
