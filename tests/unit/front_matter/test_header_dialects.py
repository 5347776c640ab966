"""Headers of the engines that posts come from: where they are, and what they say."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from growth import assert_proportional
from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.model.posts import FrontMatter, Status

ZONE = ZoneInfo("UTC")

HEADERS = {
    "yaml": "---\ntitle: A\ntags: [b, c]\ndate: 2025-03-01\nplumage: good\n---\n",
    "toml": "+++\ntitle = 'A'\ntags = ['b',\n 'c']\ndate = 2025-03-01\n"
    "plumage = 'good'\n+++\n",
    "named toml": "---toml\ntitle = 'A'\ntags = 'b, c'\ndate = '2025-03-01'\n"
    "plumage = 'good'\n---\n",
    "named json": '---json\n{"title": "A", "tags": ["b", "c"],\n'
    '"date": "2025-03-01", "plumage": "good"}\n---\n',
    "json": '{\n  "title": "A",\n  "tags": ["b", "c"],\n  "date": "2025-03-01",\n'
    '  "plumage": "good"\n}\n',
    "pelican": "Title: A\nTags: b, c\nDate: 2025-03-01\nplumage: good\n\n",
    "several lines": "Title: A\nTags: b\n    c\nDate: 2025-03-01\nplumage: good\n\n",
    "nikola": ".. title: A\n.. tags: b, c\n.. date: 2025-03-01\n.. plumage: good\n",
    "nikola in markdown": "<!--\n.. title: A\n.. tags: b, c\n.. date: 2025-03-01\n"
    ".. plumage: good\n-->\n",
    "bear": "title: A\ntags: b, c\npublished_date: 2025-03-01\nplumage: good\n\n___\n",
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
        extra={"plumage": "good"},
    )
    assert text.split("\n")[header.body_line :][0].strip() == "Body."
    assert (header.problems, header.repaired) == ((), False)


@pytest.mark.parametrize(
    "text",
    [
        HEADERS["yaml"],
        HEADERS["toml"],
        HEADERS["nikola"],
        "A title\n=======\n\n:tags: b, c\n:date: 2025-03-01\n:plumage: good\n\nBody.\n",
        "C\n=\n\n:tags: b, c\n:date: 2025-03-01\n:plumage: good\n\nBody.\n",
        "===\nABC\n===\n\n:tags: - b\n       - c\n:date: 2025-03-01\n:plumage: good\n\nX\n",
        ".. _a:\n.. B.\n   C.\n\n:tags: b, c\n:date: 2025-03-01\n:plumage: good\n\nX\n*\n",
    ],
)
def test_restructuredtext_has_dialects_of_its_own(text: str) -> None:
    """A field list below the title or above it is a header of reStructuredText."""
    header = parse_header(text, ZONE, rst=True)

    assert header.front_matter.tags == ("b", "c")
    assert header.front_matter.date == datetime(2025, 3, 1, tzinfo=UTC)
    assert header.front_matter.extra == {"plumage": "good"}
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
    """Its text would be on the page, so the file is held back."""
    header = parse_header("+++\ntitle = 'a'\n\nBody", ZONE)

    assert header.front_matter == FrontMatter(status=Status.DRAFT)
    assert header.body_line == 0
    assert [problem.line for problem in header.problems] == [1]


ABSURD = {
    "toml opened": (lambda n: "+++\ntitle = " + "[" * n + "\n+++\n", 30_000),
    "toml nested": (lambda n: f"+++\ntitle = {'[' * n}{']' * n}\n+++\n", 400),
    "toml key": (lambda n: "+++\ntitle = 1\n" + "a." * n + "b = 1\n+++\n", 30_000),
    "toml table": (lambda n: "+++\ntitle = 1\n[" + "a." * n + "b]\n+++\n", 900),
    "toml number": (lambda n: "+++\ntitle = " + "9" * n + "\n+++\n", 5000),
    "toml again": (lambda n: "+++\n" + "title = 1\n" * n + "+++\n", 15_200),
    "json opened": (lambda n: '{"title": ' + "[" * n + "\n}\n", 30_000),
    "json nested": (
        lambda n: '{"title": ' + '{"a":' * n + "1" + "}" * (n + 1) + "\n",
        400,
    ),
    "json number": (lambda n: '{"title": ' + "9" * n + "}\n", 5000),
    "json text": (lambda n: '{"title": "' + "x" * n + '"}\n', 2_000_000),
    "json again": (
        lambda n: '---json\n{"title": 1,\n' + '"a": 1,\n' * n + '"b": 2}\n---\n',
        15_200,
    ),
    "pelican lines": (lambda n: "title: x\ndate: y\n" + "    x\n" * n, 100_000),
    "bear text": (lambda n: "title: " + "x" * n + "\n___\n", 1_000_000),
    "nikola again": (lambda n: "<!--\n" + ".. title: x\n" * n, 100_000),
    "comments": (lambda n: "<!-- " * n, 100_000),
    "fields": (lambda n: ":a: b\n" * n, 100_000),
    "rules": (lambda n: "=\n" * n, 100_000),
    "escapes": (lambda n: ":" + "\\:" * n, 100_000),
    "directives": (lambda n: ".. a\n" * n, 100_000),
}
"""Headers of any size that are made to be slow, or to grow."""


@pytest.mark.parametrize("name", ABSURD)
def test_absurd_header_is_read_at_once(name: str) -> None:
    """It takes no more than its length says."""
    make, size = ABSURD[name]

    def read(size: int) -> None:
        parse_header(make(size), ZONE)
        parse_header(make(size), ZONE, rst=True)

    assert_proportional(read, size)
