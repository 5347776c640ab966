"""Keys that other engines act on, and that a blog moved from them acts on too."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.front_matter.writing import write_header
from sphinx_blogtheme.model.posts import FrontMatter, Status

ZONE = ZoneInfo("UTC")


def facts_of(lines: str) -> FrontMatter:
    header = parse_header(f"---\n{lines}\n---\n", ZONE)
    assert header.problems == ()
    return header.front_matter


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        ("linkTitle: Ink", "short_title", "Ink"),
        ("nav_title: Ink", "short_title", "Ink"),
        ("menu: {main: {name: Ink, weight: 5}}", "short_title", "Ink"),
        ("menu: {main: {name: Ink, weight: 5}}", "order", 5),
        ("menu:\n  main:\n    identifier: x", "order", None),
        ("weight: -3", "order", -3),
        ("nav_order: 2", "order", 2),
        ("extra:\n  order: 2", "order", 2),
        ("sidebar_position: 3", "order", 3),
        ("eleventyNavigation: {key: Ink, order: 4}", "order", 4),
        ("eleventyNavigation: {key: Ink, order: 4}", "short_title", "Ink"),
        ("eleventyNavigation: {key: Ink, order: 4}", "on_menu", True),
        ("sticky: 100", "pinned", True),
        ("top: 0", "pinned", False),
        ("hide_table_of_contents: true", "toc", False),
        ("showTableOfContents: false", "toc", False),
        ("showComments: false", "comments", False),
        ("cover: false", "image", None),
        ("excerpt_separator: ''", "excerpt_paragraphs", 0),
        ("is_page: True", "listed", False),
        ("nocomments:", "comments", False),
        ("nocomments: false", "comments", True),
        ("disableComments: true", "comments", False),
        ("output-file: first-try.html", "slug", "first-try"),
        ("output-file: index.html", "slug", None),
        ("output-file: a.html\nslug: b", "slug", "b"),
        ("redirect_to: https://e.org/x", "redirect_to", "https://e.org/x"),
        ("redirect_to:\n  - /new/", "redirect_to", "/new/"),
        ("read_time: false", "reading_time", 0),
        ("ShowReadingTime: true", "reading_time", None),
        ("hideReadingTime: true", "reading_time", 0),
        ("readtime: 15", "reading_time", 15),
        ("excerpt: 2", "excerpt_paragraphs", 2),
        ("excerpt: Two pens.", "summary", "Two pens."),
        ("excerpt_separator: <!-- cut -->", "excerpt_separator", "<!-- cut -->"),
        ('excerpt_separator: "\\n\\n"', "excerpt_paragraphs", 1),
        ("cover: {image: c.png, caption: '[Ann](/a/)'}", "image_caption", "[Ann](/a/)"),
        ("header: {teaser: c.png}", "image", "c.png"),
        ("cover: {image: c.png, hidden: true}", "hide_cover", True),
        ("cover: {image: c.png, hiddenInSingle: true}", "hide_cover_on_post", True),
        ("status: scheduled\ndate: 2030-01-01", "status", Status.PUBLISHED),
        ("status: future\ndate: 2030-01-01", "scheduled", True),
    ],
)
def test_key_sets_a_field(lines: str, field: str, value: object) -> None:
    """As it does in the engine that it is of."""
    assert getattr(facts_of(lines), field) == value


@pytest.mark.parametrize("value", ["//e.org/x", "ftp://e.org/", "a b", "[/a/, /b/]"])
def test_redirect_leads_to_a_url_or_a_path(value: str) -> None:
    """Anything else is one problem, and leads nowhere."""
    header = parse_header(f"---\nredirect_to: {value}\n---\n", ZONE)

    (problem,) = header.problems
    assert "expected a URL" in problem.message
    assert header.front_matter.redirect_to is None


def test_alias_of_a_text_is_that_text() -> None:
    """A path that a header needs twice is written once, as YAML allows."""
    found = facts_of("slug: &s a\nimage:\n  path: &x /a.png\n  feature: *x\n  alt: *s")

    assert (found.image, found.image_alt) == ("/a.png", "a")


@pytest.mark.parametrize("title", ["*Really*", "&c", "Q &a"])
def test_marks_of_yaml_in_a_title_are_text(title: str) -> None:
    """They name nothing, so nobody meant YAML."""
    assert facts_of(f"title: {title}\nslug: a").title == title


def test_draft_wins_over_a_schedule() -> None:
    """Two keys that disagree show less."""
    found = facts_of("status: scheduled\ndraft: true\ndate: 2020-01-01")

    assert found.status is Status.DRAFT


def test_keys_are_written_as_they_are_read() -> None:
    """An import loses none of them."""
    facts = FrontMatter(
        title="Ink and paper",
        short_title="Ink",
        order=-1,
        redirect_to="/new/",
        excerpt_paragraphs=2,
        excerpt_separator="~~~~",
        reading_time=0,
        image="c.png",
        image_caption="By *Ann*",
        hide_cover=True,
        hide_cover_on_post=True,
        hide_cover_in_lists=False,
    )

    assert parse_header(write_header(facts), ZONE).front_matter == facts
