"""Headers that are almost headers: each is read, holds its file back, or is text."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.model.posts import FrontMatter, Status

ZONE = ZoneInfo("UTC")

HELLO = FrontMatter(title="Hello", date=datetime(2025, 3, 1, tzinfo=UTC))

YAML = "title: Hello\ndate: 2025-03-01\n"
TOML = "title = 'Hello'\ndate = 2025-03-01\n"
JSON = '{"title": "Hello", "date": "2025-03-01"}\n'

READ = {
    "empty line": (f"\n---\n{YAML}---\nText", 5),
    "many": (f"\n \n\t\n---\n{YAML}---\nText", 7),
    "carriage returns": (f"\r\n---\n{YAML}---\nText", 5),
    "byte order mark": (f"\ufeff\n---\n{YAML}---\nText", 5),
    "comment above": (f"<!-- a\nb -->\n\n---\n{YAML}---\nText", 7),
    "toml below a line": (f"\n+++\n{TOML}+++\nText", 5),
    "comment behind": (f"---  # ours\n{YAML}---\nText", 4),
    "spaces behind": (f"--- \t\n{YAML}---   \nText", 4),
    "yaml": (f"---yaml\n{YAML}---\nText", 4),
    "spaced yaml": (f"--- YAML\n{YAML}---\nText", 4),
    "yml": (f"---yml\n{YAML}---\nText", 4),
    "tabs between": ("---\ntitle:\tHello\ndate:\t2025-03-01\n---\nText", 4),
    "tabs before": ("---\n\ttitle: Hello\n\tdate: 2025-03-01\n---\nText", 4),
    "four hyphens": (f"----\n{YAML}----\nText", 4),
    "two hyphens": (f"--\n{YAML}--\nText", 4),
    "dashes": (f"\u2014-\n{YAML}\u2014\nText", 4),
    "more at the end": (f"---\n{YAML}----\nText", 4),
    "indented": ("  ---\n  title: Hello\n  date: 2025-03-01\n  ---\nText", 4),
    "below a line, indented": (
        "\n  ---\n  title: Hello\n  date: 2025-03-01\n  ---\nText",
        5,
    ),
    "semicolons": (f";;;\n{JSON};;;\nText", 3),
    "json": (f"---json\n{JSON}---\nText", 3),
    "toml": (f"---toml\n{TOML}---\nText", 4),
    "space of a web page": (f"\u00a0---\n{YAML}---\nText", 4),
    "space without width": (f"\u200b---\n{YAML}---\nText", 4),
    "two byte order marks": (f"\ufeff\ufeff---\n{YAML}---\nText", 4),
}
"""Headers that mean what was meant, with the number of lines before the body."""

HELD_BACK = {
    "never closed": "---\ntitle: Hello\n\nText",
    "never closed, below a line": "\n---\ntitle: Hello\n\nText",
    "never closed, toml": "+++\ntitle = 'Hello'\n\nText",
    "javascript": "---js\n{ title: 'Hello' }\n---\nText",
    "javascript in lines": "---javascript\nconst title = 'Hello';\n---\nText",
    "spaced": "--- coffee\ntitle: 'Hello'\n---\nText",
}
"""Headers that nobody reads, and that would be text of a public page."""

TEXT = {
    "rule below a line": "\n---\n\nText\n",
    "rule and words": "---\nNote: read this.\n\nText\n",
    "table": "--- | ---\na | b\n",
    "rule later": "Text\n\n---\ntitle: Hello\n---\n",
    "comment": "<!-- title: Hello -->\n\nText\n",
    "block break": "+++\n\nText\n",
    "heading": "Text\n----\n\ntitle: Hello\n\n----\n",
    "title between lines": "-----------\nTags: many\n-----------\n\nText\n",
    "long rule": "----\n\nText\n\n----\n",
    "speech": "— title: he said\n\n—\n",
    "equals": "+++\na = b\n",
    "code": "```\n---\ntitle: Hello\n---\n```\n",
    "code block": "    some\n    title: Hello\n",
}
"""Text that is no header at all."""


@pytest.mark.parametrize(("text", "body_line"), READ.values(), ids=READ)
def test_header_that_is_almost_one_is_read(text: str, body_line: int) -> None:
    """Nothing is lost, no word is said, and the body begins where it does."""
    header = parse_header(text, ZONE)

    assert (header.front_matter, header.problems) == (HELLO, ())
    assert text.removeprefix("\ufeff").split("\n")[header.body_line :] == ["Text"]
    assert header.body_line == body_line


@pytest.mark.parametrize("text", HELD_BACK.values(), ids=HELD_BACK)
def test_header_that_nobody_reads_holds_its_file_back(text: str) -> None:
    """One problem says so, at the line where the header begins."""
    header = parse_header(text, ZONE)

    assert header.front_matter.status is Status.DRAFT
    assert [problem.line for problem in header.problems] == [1 + text.startswith("\n")]
    assert "assumed a draft" in header.problems[0].message


@pytest.mark.parametrize("text", TEXT.values(), ids=TEXT)
def test_text_is_no_header(text: str) -> None:
    """Rules, tables, comments and code begin as headers do, and are none."""
    header = parse_header(text, ZONE)

    assert (header.front_matter, header.body_line) == (FrontMatter(), 0)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("2025-03-01T10:30", "2025-03-01T10:30:00+00:00"),
        ("2025-03-01 10:30:00.123456", "2025-03-01T10:30:00.123456+00:00"),
        ("2025-03-01T10:30:00.123456789Z", "2025-03-01T10:30:00.123456+00:00"),
        ("2025-03-01T10:30:00+01:00", "2025-03-01T10:30:00+01:00"),
        ("2025-03-01 10:30:00 +0100", "2025-03-01T10:30:00+01:00"),
    ],
)
def test_date_keeps_its_moment(line: str, moment: str) -> None:
    """With parts of a second and an offset, in quotes or not."""
    for text in (line, f"'{line}'"):
        header = parse_header(f"---\ndate: {text}\n---\n", ZONE)

        assert header.front_matter.date == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("title: {a: 1}", "{a: 1}"),
        ("title: {{ site.name }}", "{{ site.name }}"),
        ("title: 2025", "2025"),
        ("title: yes", "yes"),
    ],
)
def test_title_is_the_text_that_was_written(lines: str, title: str) -> None:
    """YAML has other values; an author has a title."""
    header = parse_header(f"---\n{lines}\n---\n", ZONE)

    assert header.front_matter.title == title
