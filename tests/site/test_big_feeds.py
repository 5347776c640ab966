"""Feeds that would be too big for one file, in a built site."""

from __future__ import annotations

import json
from itertools import chain

import feedparser
import pytest

from conftest import DOT, post

BASE = "https://example.org/"
LONG = "![x](/images/x.png) " + "word " * 2000
"""About 10 KB."""

FILES = {
    f"{n}.md": post(f"Intro.\n\n<!--more-->\n\n{LONG}\n", date=f"2025-03-{n:02d}")
    for n in range(1, 8)
} | {"files/images/x.png": DOT}
FOUND = {
    "rss": ("feed/rss.xml", "feed/rss-2.xml", "feed/rss-3.xml"),
    "atom": ("feed/atom.xml", "feed/atom-2.xml", "feed/atom-3.xml"),
    "json": ("feed/feed.json", "feed/feed-2.json", "feed/feed-3.json"),
}
PAGES = [path for paths in FOUND.values() for path in paths]


@pytest.fixture
def blog(site):
    """Return a blog whose feeds need three pages each."""
    return site(FILES, blog_feed_limit=32)


def entries(built, path):
    """Return the ids of a page's entries."""
    if path.endswith("json"):
        return [item["id"] for item in json.loads(built.text(path))["items"]]
    return [entry.id for entry in feedparser.parse(built.text(path)).entries]


@pytest.fixture(scope="module")
def built(module_site):
    """Return that blog, built."""
    return module_site(FILES, blog_feed_limit=32).build()


@pytest.mark.parametrize("kind", FOUND)
def test_feed_has_pages_below_the_limit(built, kind):
    """They have each post once, the newest first."""
    found = [*chain(*(entries(built, path) for path in FOUND[kind]))]

    assert found == [f"{BASE}2025/03/{n}/" for n in range(7, 0, -1)]
    for path in FOUND[kind]:
        assert len(built.text(path).encode()) <= 32 * 1024


def test_there_are_no_other_pages(built):
    """Beside the feeds, there is the page that offers them."""
    names = {f"feed/{file.name}" for file in (built.out / "feed").iterdir()}

    assert names == {*PAGES, "feed/index.html"}


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_relative_urls(built, path):
    """A page is read alone, too."""
    assert "/images/x.png" in built.text(path)
    assert built.text(path).count("/images/x.png") == built.text(path).count(
        f"{BASE}images/x.png"
    )


def test_limit_of_512_kb_is_the_default(site):
    """Ten long posts are too much for one file; a usual blog has one."""
    huge = {f"{n}.md": post(LONG * 9, date=f"2025-03-{n:02d}") for n in range(1, 8)}
    built = site({**huge, "files/images/x.png": DOT}, blog_feeds=["atom"]).build()

    assert len(entries(built, "feed/atom.xml")) < 7
    assert built.exists("feed/atom-2.xml")
    assert len(built.text("feed/atom.xml").encode()) <= 512 * 1024


def test_feed_without_a_limit_is_one_file(blog):
    """As big as its posts are; the pages of an earlier build are removed."""
    blog.build()
    blog.configure(blog_feed_limit=0)
    built = blog.build()

    assert len(entries(built, "feed/atom.xml")) == 7
    assert not any(built.exists(p) for paths in FOUND.values() for p in paths[1:])


def test_pages_stay_when_nothing_changes(blog):
    """They are neither removed nor written again."""
    first = blog.build()
    states = {path: (first.out / path).stat().st_mtime_ns for path in PAGES}
    second = blog.build()
    assert {path: (second.out / path).stat().st_mtime_ns for path in PAGES} == states
    blog.write({"other.md": "---\norphan:\n---\n# Other\n"})

    third = blog.build()
    assert {path: (third.out / path).stat().st_mtime_ns for path in PAGES} == states


@pytest.mark.parametrize("change", ["edit", "fewer", "lost page"])
def test_pages_are_those_of_a_clean_build(blog, change):
    """After any change: shorter posts, fewer of them, or a page that was deleted."""
    first = blog.build()
    if change == "edit":
        blog.write({"7.md": post("Short.\n", date="2025-03-07")})
    elif change == "fewer":
        for n in (1, 2, 3, 4):
            blog.remove(f"{n}.md")
    else:
        (first.out / "feed/atom-3.xml").unlink()
    built = blog.build()
    pages = {p.name: p.read_bytes() for p in sorted((built.out / "feed").iterdir())}
    again = blog.build(fresh=True)

    assert pages == {
        p.name: p.read_bytes() for p in sorted((again.out / "feed").iterdir())
    }


def test_file_of_the_site_is_no_page_of_a_feed(site):
    """It stays as it is, and the page has the next free name."""
    own = {"files/feed/atom-2.xml": "own"}
    built = site({**FILES, **own}, blog_feed_limit=32, blog_feeds=["atom"]).build()

    assert built.text("feed/atom-2.xml") == "own"
    links = {
        i.rel: i.href for i in feedparser.parse(built.text("feed/atom.xml")).feed.links
    }
    assert links["next"] == f"{BASE}feed/atom-3.xml"
    assert entries(built, "feed/atom-3.xml")


def test_post_that_is_too_long_has_its_excerpt_in_the_feed(site):
    """A reader gets the rest from the post's own page."""
    long = post(f"Intro.\n\n<!--more-->\n\n{LONG * 5}\n")
    built = site({"x.md": long, "files/images/x.png": DOT}, blog_feed_limit=16).build()
    (entry,) = feedparser.parse(built.text("feed/atom.xml")).entries

    assert entry.content[0].value.strip() == "<p>Intro.</p>"
    assert not built.exists("feed/atom-2.xml")


def test_feeds_of_kinds_and_of_changes_have_pages_too(site):
    """No feed is above the limit, whatever it is about."""
    text = "word " * 180
    notes = "".join(f"\n  - 2025-04-{day:02}: {text}" for day in range(1, 17))
    files = {
        f"n{n}.md": post(text, title=None, date=f"2025-03-{n:02d}")
        for n in range(1, 17)
    }
    files["x.md"] = post(LONG, date="2025-03-20", changes=notes)
    files |= {"y.md": post(LONG, date="2025-03-21"), "files/images/x.png": DOT}
    options = {"blog_kind_pages": ["note"], "blog_feed_length": 0}
    built = site(files, blog_feed_limit=12, **options).build()

    for folder, number in (
        ("feed/articles", 2),
        ("notes/feed", 16),
        ("changes/feed", 16),
    ):
        for name in ("rss", "atom", "feed"):
            pages = sorted((built.out / folder).glob(f"{name}*"))
            assert len(pages) > 1
            assert all(page.stat().st_size <= 12 * 1024 for page in pages)
            found = chain(*(entries(built, f"{folder}/{p.name}") for p in pages))
            assert len({*found}) == number


def test_note_of_a_change_that_is_too_long_has_no_text_in_the_feed(site):
    """Its title leads to the post, which has the whole note."""
    files = {"x.md": post(changes=f"{{2025-04-01: '{'word ' * 600}'}}")}
    built = site(files, blog_feed_limit=2, blog_feeds=["atom"]).build()
    (entry,) = feedparser.parse(built.text("changes/feed/atom.xml")).entries

    assert entry.title == "Post"
    assert entry.link == f"{BASE}2025/03/x/#changed-2025-04-01"
    assert len(built.text("changes/feed/atom.xml").encode()) <= 2 * 1024


def test_note_that_is_too_long_has_a_title_in_the_feed(site):
    """An item of RSS without a text needs one."""
    files = {"n.md": post("word " * 600, title=None, kind="note")}
    built = site(files, blog_feed_limit=2, blog_feeds=["rss"]).build()
    (entry,) = feedparser.parse(built.text("feed/rss.xml")).entries

    assert entry.title.startswith("word word")
    assert len(built.text("feed/rss.xml").encode()) <= 2 * 1024
