"""URLs as Hugo makes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sphinx_blogtheme.importers.sites.hugo_urls import filled_in, urlize
from sphinx_blogtheme.model.posts import FrontMatter

FACTS = FrontMatter(title="My Post", date=datetime(2024, 3, 5, tzinfo=UTC))
SECTIONS = ("posts", "Tips", "go")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/:year/:month/:slug/", "/2024/03/my-post"),
        ("/:sections/:filename", "/posts/tips/go/a"),
        ("/:sections[1:]/:filename", "/tips/go/a"),
        ("/:sections[:1]/:filename", "/posts/a"),
        ("/:sections[:last]/:filename", "/posts/tips/a"),
        ("/:sections[last]/:filename", "/go/a"),
        ("/:sections[0]/:filename", "/posts/a"),
        ("/:sections[9]/:filename", "/a"),
        ("/:2006-:01/:2/:contentbasename", "/2024-03/5/a"),
        ("/x/:monthname/:unknown/:title", "/x/march/my-post"),
    ],
)
def test_permalink_is_filled_in(pattern: str, expected: str) -> None:
    """All tokens are known, with their slices, and the parts of Go's dates."""
    assert filled_in(pattern, FACTS, "a", SECTIONS) == expected


def test_page_without_a_date_has_no_dated_permalink() -> None:
    """Its URL is then that of its folders."""
    assert filled_in("/:year/:slug/", FrontMatter(title="T"), "a", ()) is None
    assert filled_in("/:section/:slug/", FrontMatter(title="T"), "a", ("b",)) == "/b/t"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A - b", "a-b"),
        ("a---b", "a---b"),
        (" What's  next? ", "whats-next"),
        (
            "\u0928\u092e\u0938\u094d\u0924\u0947",
            "\u0928\u092e\u0938\u094d\u0924\u0947",
        ),
        ("C++ & C#", "c++-c"),
    ],
)
def test_text_in_a_url(text: str, expected: str) -> None:
    """Hyphens, letters of all scripts and their marks stay."""
    assert urlize(text) == expected
