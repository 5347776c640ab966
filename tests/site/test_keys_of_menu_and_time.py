"""Keys for the menu, for links between posts, and for the reading time."""

from __future__ import annotations

import pytest

from conftest import post

WORDS = "word " * 500


def menu(built) -> list[str]:
    return [link.get_text(strip=True) for link in built.html().select(".bt-menu a")]


def test_menu_is_in_the_order_of_the_posts(site):
    """Small numbers come first, posts without a number last."""
    pages = {"b": "2", "d": None, "c": "30", "a": "-1"}
    files = {
        f"{name}.md": post(title=name, on_menu="true", index="false", weight=weight)
        for name, weight in pages.items()
    }
    built = site(files, blog_menu=[]).build()

    assert menu(built)[:4] == ["a", "b", "c", "d"]


def test_hugo_orders_and_names_its_menu(site):
    """By the entry of the menu, which stands in the header."""
    entry = "{{main: {{name: {}, weight: {}}}}}"
    files = {
        "a.md": post(title="A long title", menu=entry.format("A", 2), slug="a"),
        "b.md": post(title="B long title", menu=entry.format("B", 1), slug="b"),
    }
    assert menu(site(files, blog_menu=[]).build())[:2] == ["B", "A"]


def test_short_title_is_that_of_links(site):
    """On the menu and between posts; the page and lists have the whole title."""
    files = {
        "a.md": post(title="The whole title", link_title="Short", on_menu="true"),
        "b.md": post(title="Other", date="2025-03-02"),
        "about.md": post(title="All about us", short_title="Us", index="false"),
    }
    built = site(files, blog_menu=["about"]).build()

    assert menu(built)[:2] == ["Us", "Short"]
    assert built.html("2025/03/a").select_one("h1").get_text() == "The whole title"
    assert built.html().select("article h2")[-1].get_text() == "The whole title"
    neighbours = built.html("2025/03/b").select_one(".bt-end").get_text()
    assert "Short" in neighbours
    assert "whole" not in neighbours


def test_pinned_posts_are_in_their_order(site):
    """Others are in the order of dates."""
    files = {
        "a.md": post(title="a", pinned="true", order="2", date="2025-03-04"),
        "b.md": post(title="b", pinned="true", order="1"),
        "c.md": post(title="c", weight="1", date="2025-03-02"),
        "d.md": post(title="d", weight="2", date="2025-03-03"),
    }
    built = site(files).build()

    titles = [one.get_text() for one in built.html().select("article h2")]
    assert titles == ["b", "a", "d", "c"]


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("read_time", "true", "3 min read"),
        ("ShowReadingTime", "false", ""),
        ("hide_reading_time", "true", ""),
        ("readtime", "15", "15 min read"),
    ],
)
def test_header_decides_on_the_reading_time(site, key, value, shown):
    """Whether it is there, or how long it takes."""
    built = site({"a.md": post(WORDS, **{key: value})}).build()

    found = built.html("2025/03/a").select_one(".bt-reading-time")
    assert (found.get_text() if found else "") == shown


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("show_date", "false", False),
        ("hideMeta", "true", False),
        ("show_date", "true", True),
    ],
)
def test_header_decides_on_the_date(site, key, value, shown):
    """Neither readers nor machines see it; the permalink has it."""
    page = post(WORDS, index="false", **{key: value})
    html = site({"about.md": page}).build().html("2025/03/about")

    said = html.select(".bt-meta, .bt-tools details")
    assert bool(said) is shown
    assert bool(html.select('meta[property="article:published_time"]')) is shown
    assert ("datePublished" in str(html)) is shown
    assert ("2025-03-01" in str(html)) is shown


@pytest.mark.parametrize("theme", ["sphinx_blogtheme", "alabaster"])
def test_theme_decides_on_the_reading_time(site, theme):
    """For all posts; other themes have no such option."""
    options = {"show_reading_time": False} if theme == "sphinx_blogtheme" else {}
    built = site(
        {"a.md": post(WORDS)}, html_theme=theme, html_theme_options=options
    ).build()

    found = built.html("2025/03/a").select_one(".bt-reading-time")
    assert (found is None) == bool(options)


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_empty_key_of_ablog_switches_comments_off(site, suffix):
    """Its mere presence does."""
    header = "---\ntitle: A\ndate: 2025-03-01\nnocomments:\n---\n\nText.\n"
    if suffix == "rst":
        header = ":date: 2025-03-01\n:blogpost: true\n:nocomments:\n\nA\n=\n\nText.\n"
    comments = {"system": "utterances", "repo": "ann/blog"}
    files = {f"a.{suffix}": header, "b.md": post()}
    built = site(files, blog_comments=comments).build()

    assert "utteranc" not in built.text("2025/03/a/index.html")
    assert "utteranc" in built.text("2025/03/b/index.html")
