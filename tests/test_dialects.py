"""Headers of the engines that posts come from: where they are, and what they say."""

from __future__ import annotations

from datetime import UTC, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.model.posts import FrontMatter

ZONE = ZoneInfo("UTC")

HEADERS = {
    "yaml": "---\ntitle: A\ntags: [b, c]\ndate: 2025-03-01\nmood: good\n---\n",
    "toml": "+++\ntitle = 'A'\ntags = ['b',\n 'c']\ndate = 2025-03-01\n"
    "mood = 'good'\n+++\n",
    "named toml": "---toml\ntitle = 'A'\ntags = 'b, c'\ndate = '2025-03-01'\n"
    "mood = 'good'\n---\n",
    "named json": '---json\n{"title": "A", "tags": ["b", "c"],\n'
    '"date": "2025-03-01", "mood": "good"}\n---\n',
    "json": '{\n  "title": "A",\n  "tags": ["b", "c"],\n  "date": "2025-03-01",\n'
    '  "mood": "good"\n}\n',
    "pelican": "Title: A\nTags: b, c\nDate: 2025-03-01\nmood: good\n\n",
    "several lines": "Title: A\nTags: b\n    c\nDate: 2025-03-01\nmood: good\n\n",
    "nikola": ".. title: A\n.. tags: b, c\n.. date: 2025-03-01\n.. mood: good\n",
    "nikola in markdown": "<!--\n.. title: A\n.. tags: b, c\n.. date: 2025-03-01\n"
    ".. mood: good\n-->\n",
    "bear": "title: A\ntags: b, c\npublished_date: 2025-03-01\nmood: good\n\n___\n",
}


@pytest.mark.parametrize("text", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_header_says_the_same_in_each_dialect(text: str, mark: str, end: str) -> None:
    """One table of keys serves all dialects, and the body begins where it ends."""
    text = f"{mark}{text}Body.\n".replace("\n", end)

    header = parse_header(text, ZONE)

    assert header.front_matter == FrontMatter(
        title="A",
        tags=("b", "c"),
        date=datetime(2025, 3, 1, tzinfo=UTC),
        extra={"mood": "good"},
    )
    assert text.split("\n")[header.body_line :][0].strip() == "Body."
    assert (header.problems, header.repaired) == ((), False)


@pytest.mark.parametrize(
    "text",
    [
        HEADERS["yaml"],
        HEADERS["toml"],
        HEADERS["nikola"],
        "A title\n=======\n\n:tags: b, c\n:date: 2025-03-01\n:mood: good\n\nBody.\n",
        "===\nABC\n===\n\n:tags: - b\n       - c\n:date: 2025-03-01\n:mood: good\n\nX\n",
        ".. _a:\n.. B.\n   C.\n\n:tags: b, c\n:date: 2025-03-01\n:mood: good\n\nX\n*\n",
    ],
)
def test_restructuredtext_has_dialects_of_its_own(text: str) -> None:
    """A field list below the title or above it is a header of reStructuredText."""
    header = parse_header(text, ZONE, rst=True)

    assert header.front_matter.tags == ("b", "c")
    assert header.front_matter.date == datetime(2025, 3, 1, tzinfo=UTC)
    assert header.front_matter.extra == {"mood": "good"}
    assert header.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "Title: all there is to say\n\nText.\n",
        "Note: text\nDate: 2025-03-01\n\nText.\n",
        "Title: a paragraph\nthat goes on.\nDate: never\n\nText.\n",
        "Question: why?\n\n___\n\nText.\n",
        "+++\n\nA block.\n\n+++\n\nAnother.\n",
        '+++ {"slide": true}\ntitle = "x"\n+++\n',
        '{"a": 1}\n\nText.\n',
        '{"title": "x"} is JSON.\n',
        "{note}`title`\n",
        "{\n  ragged\n}\n",
        "<!-- more -->\n\nText.\n",
        "<!--\n.. todo: text\n-->\n",
        "<!--\n.. title: x\n",
        ".. note:: text\n",
        ".. code: x\n",
        "http://example.org/\n\nText.\n",
        ":title: text\n:date: 2025-03-01\n",
        "Text.\n\nTitle: x\nDate: 2025-03-01\n",
    ],
)
def test_text_is_no_header(text: str) -> None:
    """A page that only looks like a header somewhere stays as it is."""
    header = parse_header(text, ZONE)

    assert header.front_matter == FrontMatter()
    assert (header.body_line, header.problems) == (0, ())


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (
            "+++\ntitle = 'A: b'\ntags = [b, 'c']\n+++\n",
            3,
            ["tags = [b, 'c']", "expected TOML", "assumed"],
        ),
        ("+++\ntitle: A: b\ntags = 'b, c'\n+++\n", 2, ["title: A: b", "TOML"]),
        (
            "+++\ntitle = 'A: b'\n[taxonomies]\ntags = [b, c]\n+++\n",
            4,
            ["tags = [b, c]"],
        ),
        (
            '{\n"title": "A: b",\n"tags": ["b", "c"],\n}\n',
            3,
            ['["b", "c"],', "expected JSON", "trailing comma", "object", "assumed"],
        ),
        (
            '{\n"title": "A: b",\n"tags": ["b", "c",\n]\n}\n',
            3,
            ['["b", "c",', "expected JSON", "trailing comma", "array", "assumed"],
        ),
        ('---json\n{"title": "A: b",\n"tags": [b, c]}\n---\n', 3, ["expected JSON"]),
    ],
)
def test_broken_header_is_one_problem(text: str, line: int, told: list[str]) -> None:
    """A header that breaks its format's rules is read line by line, with one word."""
    header = parse_header(text, ZONE)

    assert header.front_matter.title == "A: b"
    assert header.body_line == text.count("\n")
    assert [problem.line for problem in header.problems] == [line]
    for part in told:
        assert part in header.problems[0].message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("+++\ntitle = 'a'\n\ndate = 'soon'\n+++\n", 4),
        ('{"x": {"y": 1},\n"title": "a",\n"date": "soon"}\n', 3),
        ("Title: a\nTags: b\nDate: soon\n\n", 3),
        ("<!--\n.. title: a\n.. date: soon\n-->\n", 3),
        ("title: a\n\ndate: soon\n___\n", 3),
    ],
)
def test_doubt_is_at_the_line_of_its_key(text: str, line: int) -> None:
    """A problem is where its author finds the key, in every dialect."""
    problems = parse_header(text, ZONE).problems

    assert [problem.line for problem in problems] == [line]


def test_unclosed_toml_is_a_problem() -> None:
    """A file that begins like a header but isn't one says so."""
    header = parse_header("+++\ntitle = 'a'\n\nBody", ZONE)

    assert (header.front_matter, header.body_line) == (FrontMatter(), 0)
    assert [problem.line for problem in header.problems] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "+++\ntitle = " + "[" * 30_000 + "\n+++\n",
        "+++\ntitle = " + "[" * 400 + "]" * 400 + "\n+++\n",
        "+++\ntitle = 1\n" + "a." * 30_000 + "b = 1\n+++\n",
        "+++\ntitle = 1\n[" + "a." * 900 + "b]\n+++\n",
        "+++\ntitle = " + "9" * 5000 + "\n+++\n",
        "+++\n" + "title = 1\n" * 1900 + "+++\n",
        '{"title": ' + "[" * 30_000 + "\n}\n",
        '{"title": ' + '{"a":' * 400 + "1" + "}" * 401 + "\n",
        '{"title": ' + "9" * 5000 + "}\n",
        '{"title": "' + "x" * 2_000_000 + '"}\n',
        '---json\n{"title": 1,\n' + '"a": 1,\n' * 1900 + '"b": 2}\n---\n',
        "title: x\ndate: y\n" + "    x\n" * 100_000,
        "title: " + "x" * 1_000_000 + "\n___\n",
        "<!--\n" + ".. title: x\n" * 100_000,
        "<!-- " * 100_000,
        ":a: b\n" * 100_000,
        "=\n" * 100_000,
        ":" + "\\:" * 100_000,
        ".. a\n" * 100_000,
    ],
    ids=lambda text: f"{len(text)} {text[:9]}",
)
def test_absurd_header_is_read_at_once(text: str) -> None:
    """A header that is made to be slow, or to grow, takes no time."""
    start = process_time()  # of this process: others make the clock run on
    parse_header(text, ZONE)
    parse_header(text, ZONE, rst=True)

    assert process_time() - start < 2
