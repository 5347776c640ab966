"""Change notes in headers: the forms in which authors write them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import jsonschema
import pytest

from sphinx_blogtheme.front_matter.dialects import read_header
from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.front_matter.json_schema import json_schema
from sphinx_blogtheme.front_matter.meaning import plain_value
from sphinx_blogtheme.front_matter.writing import write_header

ZONE = ZoneInfo("Europe/Lisbon")
VALID = jsonschema.Draft7Validator(json_schema())

TWO = ["2025-04-01 00:00 One.", "2025-04-02 18:30 Two: *more*."]

FORMS = {
    "list": (
        "---\ntitle: T\nchanges:\n  - 2025-04-01: One.\n"
        "  - '2025-04-02 18:30: Two: *more*.'\n---\n"
    ),
    "list that is almost YAML": (
        "---\ntitle: T\nchanges:\n- 2025-04-01: One.\n"
        "- 2025-04-02 18:30: Two:\n    *more*.\n---\n"
    ),
    "mappings": (
        "---\nchanges:\n  - {date: 2025-04-01, note: One.}\n"
        "  - date: 2025-04-02 18:30\n    note: |\n      Two:\n      *more*.\n---\n"
    ),
    "mapping": "---\nchanges:\n  2025-04-01: One.\n  2025-04-02 18:30: 'Two: *more*.'\n---\n",
    "TOML": (
        '+++\ntitle = "T"\n[changes]\n2025-04-01 = "One."\n'
        '"2025-04-02 18:30" = "Two: *more*."\n+++\n'
    ),
    "tables of TOML": (
        '+++\n[[changes]]\ndate = 2025-04-01\nnote = "One."\n[[changes]]\n'
        'date = 2025-04-02T18:30:00\ntext = "Two: *more*."\n+++\n'
    ),
    "JSON": (
        '{"title": "T", "changes": [{"2025-04-01": "One."},\n'
        ' {"date": "2025-04-02 18:30", "note": "Two: *more*."}]}\n'
    ),
    "lines": (
        "Title: T\nDate: 2025-03-01\nChanges: 2025-04-01: One.\n"
        "    2025-04-02 18:30: Two: *more*.\n\n"
    ),
}


def notes_of(text: str) -> list[str]:
    """Return date, time and text of each note, in the order of the header."""
    changes = parse_header(text, ZONE).front_matter.changes
    return [f"{note.date:%Y-%m-%d %H:%M} {note.text}" for note in changes]


@pytest.mark.parametrize("form", FORMS)
def test_notes_are_read_in_each_form(form: str) -> None:
    """They are the same notes, and no problem."""
    header = parse_header(FORMS[form], ZONE)

    assert notes_of(FORMS[form]) == TWO
    assert header.problems == ()
    assert {note.date.tzinfo for note in header.front_matter.changes} == {ZONE}


@pytest.mark.parametrize("form", FORMS)
def test_editors_find_no_fault_in_them(form: str) -> None:
    """The JSON Schema knows what the reader knows."""
    entries = read_header(FORMS[form]).entries

    assert [*VALID.iter_errors({e.key: plain_value(e.node) for e in entries})] == []


@pytest.mark.parametrize(
    "notes", ["2025-04-01: [One., Two.]", "2025-04-01: One.\n  2025-04-01: Two."]
)
def test_several_notes_of_a_day_are_kept(notes: str) -> None:
    """Each is a note, in the order in which they are written."""
    assert notes_of(f"---\nchanges:\n  {notes}\n---\n") == [
        "2025-04-01 00:00 One.",
        "2025-04-01 00:00 Two.",
    ]


def test_hash_in_a_note_is_no_comment() -> None:
    """The number of an issue stays."""
    text = "---\nchanges:\n  - 2025-04-01: Fixed as #12 asks.\n---\n"

    assert notes_of(text) == ["2025-04-01 00:00 Fixed as #12 asks."]


@pytest.mark.parametrize("value", ["", "[]", "{}"])
def test_no_notes_are_no_problem(value: str) -> None:
    """A key without a value is as if it were not there."""
    header = parse_header(f"---\nchanges: {value}\n---\n", ZONE)

    assert (header.front_matter.changes, header.problems) == ((), ())


@pytest.mark.parametrize(
    ("item", "named"),
    [
        ("Corrected.", "'Corrected.'"),
        ("2025-04-09", "'2025-04-09'"),
        ("soon: Later.", "'soon: Later.'"),
        ("{note: Later.}", "'note: Later.'"),
        ("{date: 2025-04-09}", "'2025-04-09'"),
        ("2025-04-09: {a: b}", "'2025-04-09'"),
        ("2025-13-09: Later.", "'2025-13-09: Later.'"),
    ],
)
def test_bad_note_is_one_problem(item: str, named: str) -> None:
    """It names the note and what was expected; the other notes count."""
    text = f"---\nchanges:\n  - {item}\n  - 2025-04-01: One.\n  - {{}}\n---\n"
    (problem,) = parse_header(text, ZONE).problems

    assert notes_of(text) == TWO[:1]
    assert problem.line == 2
    assert f"changes: {named}: " in problem.message
    assert problem.message.endswith("; left out the note")


def test_written_header_has_the_same_notes() -> None:
    """An import keeps them."""
    facts = parse_header(FORMS["list"], ZONE).front_matter
    again = parse_header(write_header(facts), ZONE)

    assert again.front_matter.changes == facts.changes
    assert again.problems == ()
