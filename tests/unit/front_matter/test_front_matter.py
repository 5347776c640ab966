"""Headers of posts: what is read silently, and what is a problem."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from growth import assert_proportional
from sphinx_blogtheme.front_matter.dialects import split_header
from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.front_matter.writing import write_header
from sphinx_blogtheme.importers.exports.dump import split_dump
from sphinx_blogtheme.model.dates import now, parse_date
from sphinx_blogtheme.model.posts import FrontMatter, Status

if TYPE_CHECKING:
    from sphinx_blogtheme.model.posts import Header

LISBON = ZoneInfo("Europe/Lisbon")


def header_of(*lines: str) -> Header:
    """Return what a header of these lines says."""
    return parse_header("\n".join(["---", *lines, "---", "Body."]), LISBON)


def test_whole_header() -> None:
    """Every key of the dialect sets its field."""
    header = header_of(
        "slug: hello-world",
        "title: Hello, world!",
        "date: 2006-11-10 22:04:01+00:00",
        "state: draft",
        "categories: python, linux,  ai ",
        "tags: [one, 'two, three']",
        "author: giles, admin",
        "description: A start: it has a colon",
        "index: False",
        "on-menu: True",
        "maths: true",
        "updated: 2007-01-02",
        "comments: no",
        "language: en-GB",
        "blogpost: true",
        "plumage: good",
    )

    assert header.front_matter == FrontMatter(
        slug="hello-world",
        title="Hello, world!",
        date=datetime(2006, 11, 10, 22, 4, 1, tzinfo=UTC),
        status=Status.DRAFT,
        categories=("python", "linux", "ai"),
        tags=("one", "two, three"),
        authors=("giles", "admin"),
        description="A start: it has a colon",
        listed=False,
        on_menu=True,
        maths=True,
        updated=datetime(2007, 1, 2, tzinfo=LISBON),
        comments=False,
        language="en-GB",
        is_post=True,
        extra={"plumage": "good"},
    )
    assert header.body_line == 18
    assert header.problems == ()
    assert header.repaired


@pytest.mark.parametrize(
    "value",
    [
        "10:30",
        "yes",
        "2025-01-01",
        "007",
        "1e3",
        "[Draft]",
        "{}",
        "3 < 4",
        "A #python tip",
    ],
)
def test_valid_yaml_loses_nothing(value: str) -> None:
    """A text stays what its author wrote, whatever YAML would make of it."""
    header = header_of(f"title: {value}")

    assert header.front_matter.title == value
    assert (header.problems, header.repaired) == ((), False)


@pytest.mark.parametrize(
    "value",
    [
        "MSBuild WTF: 'The error was:'",
        "'Quoted' and not",
        '"Left open',
        "[Draft] A list?",
        "*Emphasis* first",
        "&c and so on",
        "!Important notice",
        "@home",
        "`code` first",
        "100%: done",
        "- a dash: first",
    ],
)
def test_invalid_yaml_is_read_without_loss(value: str) -> None:
    """What isn't YAML is read as its author meant it, and counted, not warned of."""
    header = header_of(f"title: {value}", "tags: [a, b]")

    assert header.front_matter.title == value
    assert header.front_matter.tags == ("a", "b")
    assert (header.problems, header.repaired) == ((), True)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["title: 'It''s'"], "It's"),
        (['title: "C:\\dir"'], "C:\\dir"),
        (["title: >", "  a", "  b"], "a b"),
        (["title: |", "\ta", "\tb: c"], "a b: c"),
        (["title: a: b", "  c"], "a: b c"),
        (["title:Hello"], "Hello"),
        (["title: null"], None),
        (["title:"], None),
        (["# title: x"], None),
        (["TITLE: x"], "x"),
        (["{title: x}"], "x"),
    ],
)
def test_ways_of_writing_a_text(lines: list[str], title: str | None) -> None:
    """Quotes and block scalars are read as YAML has them."""
    header = header_of(*lines)

    assert header.front_matter.title == title
    assert header.problems == ()


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["categories: a, b,c"], ("a", "b", "c")),
        (["categories: a; b"], ("a", "b")),
        (["categories: [a, b]"], ("a", "b")),
        (["categories:", "- a", "- b"], ("a", "b")),
        (["categories:", "  - 'a", "  - b"], ("'a", "b")),
        (["categories: [it's, @b, c]"], ("it's", "@b", "c")),
        (["categories: a, a, , b,"], ("a", "b")),
        (["categories:"], ()),
        (["categories: #a, #b"], ("#a", "#b")),
        (["category: two words"], ("two words",)),
    ],
)
def test_ways_of_writing_a_list(lines: list[str], names: tuple[str, ...]) -> None:
    """Lists may be YAML's or parted by commas; empty and repeated names go."""
    header = header_of(*lines)

    assert header.front_matter.categories == names
    assert header.problems == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("True", True),
        ("true", True),
        ("yes", True),
        ("on", True),
        ("1", True),
        ("False", False),
        ("no", False),
        ("off", False),
        ("0", False),
        ("", None),
    ],
)
@pytest.mark.parametrize("key", ["on-menu", "on_menu", "onMenu", "ON MENU"])
def test_booleans_and_spellings_of_keys(
    key: str, text: str, expected: bool | None
) -> None:
    """A key is the same in every case, with hyphens, underscores or neither."""
    header = header_of(f"{key}: {text}")

    assert header.front_matter.on_menu is expected
    assert header.problems == ()


@pytest.mark.parametrize(
    ("lines", "field", "value", "line", "told"),
    [
        (
            ["slug: x", "state: published, startups"],
            "status",
            Status.PUBLISHED,
            3,
            ["state", "'published, startups'", "assumed 'published'"],
        ),
        (
            ["state: private"],
            "status",
            Status.DRAFT,
            2,
            ["'private'", "assumed 'draft'"],
        ),
        (["state: published, draft"], "status", Status.DRAFT, 2, ["assumed 'draft'"]),
        (["state:"], "status", Status.DRAFT, 2, ["''", "assumed 'draft'"]),
        (
            ["state: draft", "state: published"],
            "status",
            Status.DRAFT,
            3,
            ["line 2", "assumed 'draft'"],
        ),
        (
            ["state: published", "draft: true"],
            "status",
            Status.DRAFT,
            3,
            ["line 2", "assumed 'draft'"],
        ),
        (["draft: perhaps"], "status", Status.DRAFT, 2, ["'perhaps'", "assumed true"]),
        (
            ["state draft", "title: a: b"],
            "status",
            Status.DRAFT,
            2,
            ["'state draft'", "expected a colon", "assumed 'state: draft'"],
        ),
        (["index: perhaps"], "listed", False, 2, ["'perhaps'", "assumed false"]),
        (["maths: perhaps"], "maths", None, 2, ["'perhaps'", "true or false"]),
        (["date: soon"], "date", None, 2, ["'soon'", "going on without it"]),
        (["date: 01/02/2025"], "date", None, 2, ["order of day and month"]),
        (["date: [2025, 1]"], "date", None, 2, ["'2025, 1'", "expected a date"]),
        (["title: a", "x: y", "title: b"], "title", "b", 4, ["line 2", "assumed 'b'"]),
        (["title: a", "title: a"], "title", "a", 3, ["line 2", "assumed 'a'"]),
        (
            ["plumage: a", "plumage: b"],
            "extra",
            {"plumage": "b"},
            3,
            ["line 2", "assumed 'b'"],
        ),
        (["title: C # first"], "title", "C", 2, ["'# first'", "comment", "quotes"]),
        (["title: A: C # first"], "title", "A: C", 2, ["'# first'", "comment"]),
        (["title:", "  a: b"], "title", None, 2, ["expected text", "ignored"]),
        (["tags:", "- a", "- b: c"], "tags", ("a",), 2, ["list of texts", "left out"]),
        (["prose", "prose", "title: a"], "title", "a", 2, ["'prose'", "'key: value'"]),
        (
            ["x: &a one", "title: *a"],
            "title",
            "*a",
            3,
            ["aliases are not supported", "text"],
        ),
    ],
)
def test_doubtful_value_is_one_problem(
    lines: list[str], field: str, value: object, line: int, told: list[str]
) -> None:
    """A problem names line, key, value, what was expected and what was assumed."""
    header = header_of(*lines)

    assert getattr(header.front_matter, field) == value
    assert [(p.kind, p.line) for p in header.problems] == [("front_matter", line)]
    for part in told:
        assert part in header.problems[0].message
    assert not header.repaired


def test_keys_that_agree_are_no_problem() -> None:
    """Two keys of one field may say the same."""
    header = header_of("state: published", "draft: false")

    assert header.front_matter.status is Status.PUBLISHED
    assert header.problems == ()


def test_unknown_keys_are_kept() -> None:
    """Templates get every other key as it is written, with lists as lists."""
    header = header_of("myColour: red", "gallery: [x, {y: 1}]", "empty:")

    assert header.front_matter.extra == {
        "myColour": "red",
        "gallery": ["x", {"y": "1"}],
        "empty": "",
    }


def test_written_header_is_as_an_author_would_write_it() -> None:
    """Keys have an order, texts one line, lists brackets, and words no quotes."""
    long, shared = "A long sentence. " * 9 + "Its end.", {"alt": "A kettle"}
    facts = FrontMatter(
        title='Tea: a "how to" 🎉',
        date=datetime(2025, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=1))),
        categories=("Coffee & tea", "Hot, wet", "y", "1e3"),
        description=long,
        extra={"cover": shared, "gallery": [shared, "12:30"], "weight": "007"},
    )

    assert write_header(facts).splitlines() == [
        "---",
        """title: 'Tea: a "how to" 🎉'""",
        "date: 2025-03-01 09:30:00+01:00",
        'categories: [Coffee & tea, "Hot, wet", "y", "1e3"]',
        f"description: {long}",
        "cover:",
        "  alt: A kettle",
        'gallery: [{alt: A kettle}, "12:30"]',
        'weight: "007"',
        "---",
    ]


@pytest.mark.parametrize(
    ("text", "header", "body_line"),
    [
        ("---\na: b\n---\nBody", "a: b", 3),
        ("---\r\na: b\r\n---\r\nBody", "a: b", 3),
        ("\ufeff---\na: b\n...\nBody", "a: b", 3),
        ("--- \n---", "", 2),
        ("---\na: b\n", None, 0),
        ("\n---\na: b\n---\n", None, 0),
        ("----\na: b\n---\n", None, 0),
        ("Body", None, 0),
        ("", None, 0),
    ],
)
def test_split_header(text: str, header: str | None, body_line: int) -> None:
    """A header opens on the first line, and closes with `---` or `...`."""
    assert split_header(text) == (header, body_line)


def test_unclosed_header_is_a_problem() -> None:
    """Its text would be on the page, so the file is held back."""
    header = parse_header("---\ntitle: a\n\nBody", LISBON)

    assert header.front_matter == FrontMatter(status=Status.DRAFT)
    assert header.body_line == 0
    assert [problem.line for problem in header.problems] == [1]


def test_rule_at_the_top_is_no_header() -> None:
    """A thematic break begins a page without a header, and without a problem."""
    header = parse_header("---\n\nJust a rule above this.", LISBON)

    assert (header.front_matter, header.problems) == (FrontMatter(), ())


@pytest.mark.parametrize(
    ("start", "unit", "size"),
    [
        ("", "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", 300),
        ("", "[", 60_000),
        ("a: ", "{", 400),
        ("title: ", "x", 2_000_000),
        ("", "a:\n", 15_200),
        ("", "'", 50_000),
        ("title: ", " #", 30_000),
        ("", "- ", 30_000),
        ("%YAML ", "9", 5000),
    ],
    ids=lambda value: str(value)[:8],
)
def test_absurd_header_is_read_at_once(start: str, unit: str, size: int) -> None:
    """A header that is made to be slow, or to grow, takes no more than its length."""
    assert_proportional(
        lambda size: parse_header(f"---\n{start}{unit * size}\n---\n", LISBON), size
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-07-01", "2025-07-01T00:00:00+01:00"),
        ("2025-07-01 10:00", "2025-07-01T10:00:00+01:00"),
        ("2025-1-2 10:00:05", "2025-01-02T10:00:05+00:00"),
        ("2025/07/01", "2025-07-01T00:00:00+01:00"),
        ("2025-07-01T10:00:00Z", "2025-07-01T10:00:00+00:00"),
        ("2025-07-01 10:00:00+00:00", "2025-07-01T10:00:00+00:00"),
        ("2025-07-01 10:00:00 +0000", "2025-07-01T10:00:00+00:00"),
        ("2025-07-01 10:00:00.25-05:30", "2025-07-01T10:00:00.250000-05:30"),
        ("Mon, 15 Apr 2013 10:00:00 GMT", "2013-04-15T10:00:00+00:00"),
        ("Mon, 15 Apr 2013 10:00:00 -0700 (PDT)", "2013-04-15T10:00:00-07:00"),
        ("2019-03-04 10:00:00 UTC+01:00", "2019-03-04T10:00:00+01:00"),
        ("15 Apr, 2013", "2013-04-15T00:00:00+01:00"),
        ("April 15, 2013", "2013-04-15T00:00:00+01:00"),
        ("Sept. 3rd, 2013 at 12:05 am", "2013-09-03T00:05:00+01:00"),
        ("3rd of May 2013 3:30pm", "2013-05-03T15:30:00+01:00"),
        ("3/25/2015", "2015-03-25T00:00:00+00:00"),
        ("25/3/2015 18:30", "2015-03-25T18:30:00+00:00"),
        ("15.11.2026", "2026-11-15T00:00:00+00:00"),
        ("12-31-2023, 6:30 pm", "2023-12-31T18:30:00+00:00"),
        ("4/4/2015", "2015-04-04T00:00:00+01:00"),
        (date(2025, 7, 1), "2025-07-01T00:00:00+01:00"),
        (datetime(2025, 7, 1, 9), "2025-07-01T09:00:00+01:00"),  # noqa: DTZ001
        (datetime(2025, 7, 1, 9, tzinfo=UTC), "2025-07-01T09:00:00+00:00"),
    ],
    ids=repr,
)
def test_date_is_aware(text: Any, expected: str) -> None:
    """A date keeps the zone that it names, and gets the site's otherwise."""
    assert parse_date(text, LISBON).isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10",
        "monday",
        "May",
        "2025",
        "20250701",
        "2025-07",
        "2025-02-30",
        "2025-13-01",
        "2025-01-01 25:00",
        "2025-01-01 10:00+24:00",
        "2025-01-01 10:00 and more",
        "15 Foo 2013",
        "1 May 2013 13:00 pm",
        "0000-01-01",
        "0001-01-01 00:00+14:00",
        "9999-12-31 23:59-10:00",
        "2\u0660\u0662\u0665-07-01",
    ],
)
def test_garbage_is_no_date(text: str) -> None:
    """Nothing is guessed: a text that isn't a whole date is refused."""
    with pytest.raises(ValueError, match=r"\w"):
        parse_date(text, LISBON)


@pytest.mark.parametrize(
    "text", ["01/02/2025", "1.2.2025", "13-02-25", "1/2/2025 10:00"]
)
def test_unclear_order_is_refused(text: str) -> None:
    """A date of two short numbers and a year says why it is refused."""
    with pytest.raises(ValueError, match="order of day and month"):
        parse_date(text, LISBON)


def test_now_is_the_source_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reproducible build has the time that it is told."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1751360400")

    assert now(LISBON).isoformat() == "2025-07-01T10:00:00+01:00"


def test_now_without_a_source_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise it is the clock's time, in the zone of the site."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    assert now(LISBON).tzinfo is LISBON
    assert abs(now(LISBON) - datetime.now(UTC)) < timedelta(minutes=1)


def test_bad_source_date_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that isn't a number of seconds is not ignored."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ValueError, match=r"SOURCE_DATE_EPOCH.*'yesterday'"):
        now(LISBON)


def test_corpus_headers_lose_nothing() -> None:
    """Of 220 real headers, 60 aren't YAML, and one is ambiguous."""
    folder = os.environ.get("BLOGTHEME_CORPUS")
    if not folder:
        pytest.skip("BLOGTHEME_CORPUS does not name a folder with a dump")
    articles, _ = split_dump(Path(folder, "blog-dump.txt").read_bytes())
    headers = [parse_header(a.content.decode(), ZoneInfo("UTC")) for a in articles]
    problems = [problem for header in headers for problem in header.problems]

    assert len(headers) == 220
    assert sum(header.repaired for header in headers) == 60
    assert [problem.message.split(":")[0] for problem in problems] == ["state"]
    assert "'published, startups'" in problems[0].message
    for article, header in zip(articles, headers, strict=True):
        front = header.front_matter
        lines = article.content.decode().split("\n")[1 : header.body_line - 1]
        written = dict(line.split(": ", 1) for line in lines)
        for key in ("slug", "title", "description"):
            quoted = re.fullmatch("'(.*)'", written[key])
            assert getattr(front, key) == (quoted[1] if quoted else written[key])
        assert front.date is not None
        assert front.date.utcoffset() == timedelta(0)
        assert f"{front.date:%Y-%m-%d %H:%M:%S}" == written["date"][:19]
        assert ", ".join(front.categories) == ", ".join(
            name.strip() for name in written.get("categories", "").split(",")
        )
        assert front.listed == (written.get("index", "true").lower() == "true")
        assert front.extra == {}


def test_offset_without_zone_is_kept() -> None:
    """An offset survives as it is, whatever zone the site is in."""
    found = parse_date("2025-07-01 10:00+0530", LISBON)

    assert found.tzinfo == timezone(timedelta(hours=5, minutes=30))
