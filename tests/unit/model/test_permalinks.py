"""Patterns and safe slugs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sphinx_blogtheme.model.permalinks import (
    MAX_SEGMENT_BYTES,
    PermalinkPattern,
    safe_slug,
)

MARCH = datetime(2025, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pattern", "docname"),
    [
        ("/{year}/{month}/{slug}/", "2025/03/x"),
        ("/{year}/{month}/{slug}", "2025/03/x"),
        ("/{slug}/", "x"),
        ("/blog/{year}-{month}-{day}-{slug}/", "blog/2025-03-01-x"),
    ],
)
def test_pattern_gives_docname(pattern: str, docname: str) -> None:
    """A docname has two digits for months and days, and no outer slash."""
    assert PermalinkPattern.parse(pattern).docname("x", MARCH) == docname


@pytest.mark.parametrize(
    ("pattern", "docname"),
    [
        ("/{category}/{slug}/", "old-pens/x"),
        ("/{section}/{author}/{slug}/", "ann/x"),
        ("/{year}{month}{day}{hour}{minute}{second}/{title}/", "20250301183005/a-pen"),
        ("/{category}-{section}/{slug}/", "old-pens/x"),
    ],
)
def test_fields_of_a_header_are_parts_of_a_permalink(
    pattern: str, docname: str
) -> None:
    """A part that would be empty is left out."""
    date = MARCH.replace(hour=18, minute=30, second=5)
    fields = {"category": "old pens", "author": "ann", "title": "a-pen"}

    assert PermalinkPattern.parse(pattern).docname("x", date, fields) == docname


def test_year_has_four_digits() -> None:
    """Years before 1000 are filled up, so that names sort by date."""
    pattern = PermalinkPattern.parse("/{year}/{slug}/")

    assert pattern.docname("x", MARCH.replace(year=33)) == "0033/x"


@pytest.mark.parametrize("slug", ["../../etc", "a/b", "..", "/", "{year}", "\\..\\x"])
def test_slug_stays_one_segment(slug: str) -> None:
    """No slug adds a level to a permalink, or leaves one."""
    docname = PermalinkPattern.parse("/{year}/{slug}/").docname(slug, MARCH)

    assert len(docname.split("/")) == 2
    assert ".." not in docname


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("{year}/{slug}", "starts with '/'"),
        ("https://example.org/{slug}/", "without a scheme"),
        ("//example.org/{slug}/", "nothing between"),
        ("/{year}//{slug}/", "nothing between"),
        ("/../{slug}/", "'..'"),
        ("/./{slug}/", "'.'"),
        ("/{year}/{month}/", "{slug} is missing"),
        ("/{titel}/{slug}/", "{titel} is not a field"),
        ("/{slug!r}/{slug}/", "{slug!r} is not a field"),
        ("/{slug}/{x/", "'{x' cannot be part"),
        ("/_static/{slug}/", "'_static' cannot be part"),
        ("/my posts/{slug}/", "'my posts' cannot be part"),
        ("/{slug}?a=b", "'{slug}?a=b' cannot be part"),
        ("", "starts with '/'"),
    ],
)
def test_pattern_that_cannot_work_is_refused(pattern: str, fault: str) -> None:
    """The message says what is wrong, and shows a pattern that works."""
    with pytest.raises(ValueError, match=r"/\{year\}/\{month\}/\{slug\}/") as caught:
        PermalinkPattern.parse(pattern)

    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("plain-slug", "plain-slug"),
        ("a--b_c.d~e", "a--b_c.d~e"),
        ("Ends-with-", "Ends-with-"),
        ("two words", "two-words"),
        ("a - b", "a-b"),
        ("what?!", "what"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\\b", "a-b"),
        ("_static", "static"),
        (".hidden", "hidden"),
        ("end...", "end"),
        ("", "untitled"),
        ("..", "untitled"),
        ("☃", "untitled"),
        ("cafe\u0301", "caf\u00e9"),
        ("हिन्दी", "हिन्दी"),
        ("a\u202egpj", "a-gpj"),
        ("a\u200bb", "a-b"),
        ("a\0b\nc", "a-b-c"),
        ("a\ud800b", "a-b"),
        ("con", "con-"),
        ("NUL.txt", "NUL-.txt"),
        ("com¹", "com¹-"),
        ("contact", "contact"),
        ("100%", "100"),
    ],
)
def test_slug_is_made_safe(text: str, slug: str) -> None:
    """Plain slugs stay; what URLs or file systems can't take becomes hyphens."""
    assert safe_slug(text) == slug


def test_long_slug_is_cut_between_characters() -> None:
    """The limit counts bytes, and no character is cut in two."""
    assert safe_slug("x" + "é" * 200) == "x" + "é" * ((MAX_SEGMENT_BYTES - 1) // 2)
