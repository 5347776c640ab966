"""What holds for any text: slugs, permalinks and headers."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_blogtheme.front_matter.dialects import split_header
from sphinx_blogtheme.front_matter.fields import FIELDS
from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.front_matter.writing import quoted, write_header
from sphinx_blogtheme.importers.exports.dump import split_dump
from sphinx_blogtheme.model.dates import parse_date
from sphinx_blogtheme.model.decoding import decode, readable
from sphinx_blogtheme.model.permalinks import (
    MAX_SEGMENT_BYTES,
    PermalinkPattern,
    safe_slug,
)
from sphinx_blogtheme.model.terms import term_name, term_slug

ZONE = ZoneInfo("Europe/Lisbon")

# Strategies take their limits without a zone.
YEARS = (datetime(1000, 1, 1), datetime(9990, 1, 1))  # noqa: DTZ001

anything = st.text(st.characters(exclude_categories=()))

KEYS = ("title", "slug", "date", "state", "tags", "index", "draft", "x")
YAML_BITS = st.sampled_from(
    [
        *":#-[]{}'\"&*!|>%@`,? \t~",
        "\n",
        "\n  ",
        ": ",
        " #",
        "- ",
        "\u2028",
        "\0",
        "null",
    ]
)
yaml_like = st.lists(YAML_BITS | st.sampled_from(KEYS) | anything).map("".join)
header_lines = st.lists(
    st.tuples(st.sampled_from(KEYS), yaml_like).map(": ".join) | yaml_like
).map("\n".join)

FIELD_KEYS = [field.keys[0] for field in FIELDS if field.keys]
VALUES = (
    "1",
    "true",
    "false",
    "draft",
    "de",
    "2025-03-01",
    "/a/",
    "[a, 'b: c']",
    "é🎉",
)
entries = st.dictionaries(
    st.sampled_from([*FIELD_KEYS, "plumage"]),
    st.sampled_from(VALUES) | yaml_like.map(lambda text: text.replace("\n", " ")),
    max_size=6,
)


@given(anything)
@example("con.")
@example("a\u0345\u0301")
def test_slug_is_safe_and_stays(text: str) -> None:
    """A slug is one plain segment, and making it safe again changes nothing."""
    slug = safe_slug(text)

    assert slug == safe_slug(slug)
    assert slug == unicodedata.normalize("NFC", slug)
    assert 0 < len(slug.encode()) <= MAX_SEGMENT_BYTES
    assert PurePosixPath(slug).parts == (slug,)
    assert slug[0] not in "._"
    assert slug[-1] != "."
    assert not any(unicodedata.category(char)[0] in "CZ" for char in slug)
    assert not set(slug) & set("/\\:*?\"'<>|%#&{}[]$`^+=,;@!()")


@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True))
def test_plain_slug_is_unchanged(slug: str) -> None:
    """What authors use as slugs stays, but for the names of devices."""
    if len(slug) <= MAX_SEGMENT_BYTES and safe_slug(slug) != slug:
        assert safe_slug(slug) == f"{slug}-"
        assert len(slug) <= 4


@given(anything, st.datetimes(timezones=st.just(UTC)))
def test_permalink_never_leaves_the_site(slug: str, date: datetime) -> None:
    """A docname is always as deep as its pattern."""
    docname = PermalinkPattern.parse("/{year}/{month}/{slug}/").docname(slug, date)

    assert len(docname.split("/")) == 3
    assert Path("/site", docname).resolve() == Path("/site", docname)


@given(anything)
def test_pattern_works_or_is_refused(text: str) -> None:
    """A pattern that is accepted gives a docname with the slug in it."""
    try:
        pattern = PermalinkPattern.parse(f"/{text}/{{slug}}")
    except ValueError:
        return
    docname = pattern.docname("the-slug", datetime(2025, 3, 1, tzinfo=UTC))

    assert docname.endswith("/the-slug")
    assert all(part not in ("", ".", "..") for part in docname.split("/"))


@given(anything)
def test_term_has_slug_and_name(text: str) -> None:
    """A category has a slug that stays, and a name to show."""
    slug = term_slug(text)

    assert slug == term_slug(slug) == safe_slug(slug)
    assert term_name(text, {}).strip()
    assert term_name(text, {slug: "Mine"}) == "Mine"


def check_header(text: str) -> None:
    """Check what holds for the header of any file."""
    header = parse_header(text, ZONE)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    assert 0 <= header.body_line <= len(lines)
    assert (header.body_line > 0) == (split_header(text)[0] is not None)
    assert all(1 <= (p.line or 0) <= len(lines) for p in header.problems)
    assert not (header.repaired and header.problems and header.body_line == 0)
    date = header.front_matter.date
    assert date is None or date.utcoffset() is not None


@settings(max_examples=400)
@given(entries)
@example({"location": "Lisbon", "pinned": "true"})
def test_written_header_is_read_as_the_same(entries: dict[str, str]) -> None:
    """What a header says is not lost where it is written anew, as by `import`."""
    lines = "\n".join(f"{key}: {value}" for key, value in entries.items())
    text, _ = decode(f"---\n{lines}\n---\n".encode(errors="replace"))
    facts = parse_header(text, ZONE).front_matter

    header = parse_header(write_header(facts), ZONE)

    assert header.front_matter == facts
    assert not header.repaired


@given(yaml_like)
@example("🎉: \\")
def test_quoted_text_is_the_same_for_yaml(text: str) -> None:
    """What is put in quotation marks is on one line, and read as it was."""
    written = quoted(text)

    assert len(written.splitlines()) == 1
    assert yaml.safe_load(written) == readable(text)


@given(anything)
def test_any_text_has_a_header(text: str) -> None:
    """No text is an error."""
    check_header(text)


@given(st.binary())
def test_any_bytes_have_a_header(data: bytes) -> None:
    """Neither are bytes that are no text."""
    check_header(data.decode(errors="replace"))


@settings(max_examples=400)
@given(header_lines)
def test_anything_between_delimiters_is_read(text: str) -> None:
    """Neither is anything between the delimiters."""
    check_header(f"---\n{text}\n---\nBody")


@given(
    st.text(
        st.characters(exclude_categories=("C", "Z"), exclude_characters="#'\"|>~[{"),
        min_size=1,
    ).filter(lambda text: text not in ("null", "-", "?") and text[0] not in "&*!%@`")
)
def test_text_is_kept(text: str) -> None:
    """A title without spaces, quotes or brackets is read as it is."""
    header = parse_header(f"---\ntitle: {text} {text}\n---\n", ZONE)

    assert header.front_matter.title == f"{text} {text}"
    assert header.problems == ()


@given(anything | st.from_regex(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}[ T]?\d*:?\d*"))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """A date is aware, in any zone, or a `ValueError`."""
    try:
        date = parse_date(text, ZONE)
    except ValueError:
        return

    assert date.astimezone(UTC) == date


@given(st.datetimes(*YEARS, timezones=st.timezones()))
def test_written_dates_come_back(date: datetime) -> None:
    """What ISO 8601 writes is read as the same moment."""
    offset = date.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        return

    for text in (date.isoformat(), str(date)):
        assert parse_date(text, ZONE).isoformat() == date.isoformat()


@given(
    st.binary()
    | st.lists(
        st.sampled_from(
            [b"<|article-start|>", b"<|article-end|>", b"", b"text", b"---"]
        )
    ).map(b"\n".join)
)
def test_any_bytes_are_a_dump(data: bytes) -> None:
    """Every start marker becomes an article or a fault."""
    articles, faults = split_dump(data)
    starts = [
        line for line in data.splitlines() if line.strip() == b"<|article-start|>"
    ]

    assert len(articles) + len(faults) >= max(1, len(starts))
    assert all(not a.content or a.content.endswith(b"\n") for a in articles)
