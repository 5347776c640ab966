"""Change notes: on the post, on a page of their own, in feeds, and in dates."""

from __future__ import annotations

import json
import zlib

import feedparser
import pytest

from conftest import post

BASE = "https://example.org/blog/"
EPOCH = "1750000000"
"""The clock of the builds: 15 June 2025."""

NOTED = """\
---
title: Noted
date: 2025-03-01
tags: x
author: Ann
changes:
  - 2025-04-01: Corrected the *figure* of [the other](/2025/03/other/).
  - 2025-05-02 10:30:00+02:00: Added `a` section, see [above](#top).
  - 2025-06-16: Not known yet.
---

Text.
"""

FILES = {
    "posts/noted.md": NOTED,
    "posts/other.md": post(title="Other", date="2025-03-02"),
    "posts/explicit.md": post(
        title="Explicit",
        date="2025-03-03",
        updated="2025-06-01",
        changes="{2025-03-03: On the day., 2025-05-02: Later.}",
        language="pt",
    ),
    "posts/draft.md": post(
        title="Draft", state="draft", changes="{2025-05-05: Not known yet.}"
    ),
    "posts/hidden.md": post(
        title="Hidden",
        slug="hidden",
        date="2025-03-04",
        index="false",
        changes="{2025-05-06: Of a page in no list.}",
    ),
}


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Set the clock of the builds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture
def blog(site):
    """Make a blog whose posts have notes."""
    return site(FILES, html_baseurl=BASE)


def notes_on(page):
    """Return id, date and text of the notes at the end of a post."""
    return [
        (item["id"], item.time["datetime"], item.span.get_text())
        for item in page.select(".bt-changes li")
    ]


def test_post_shows_its_notes(blog):
    """The newest is first, with its Markdown, and the date of the post follows it."""
    page = blog.build().html("2025/03/noted")

    assert notes_on(page) == [
        (
            "changed-2025-05-02",
            "2025-05-02T10:30:00+02:00",
            "Added a section, see above.",
        ),
        (
            "changed-2025-04-01",
            "2025-04-01T00:00:00+00:00",
            "Corrected the figure of the other.",
        ),
    ]
    links = [a["href"] for a in page.select(".bt-changes li a")]
    assert links == ["#top", "../other/"]
    assert page.select_one(".bt-changes em, .bt-changes code")
    assert page.select_one(".dt-updated")["datetime"].startswith("2025-05-02T10:30")
    assert page.select_one(".dt-updated a")["href"] == "#changed-2025-05-02"
    assert page.select_one(".bt-changes > p a")["href"] == "../../../changes/"


def test_post_without_notes_shows_no_box(blog):
    """It is as it was."""
    page = blog.build().html("2025/03/other")

    assert page.select(".bt-changes, .dt-updated") == []


def test_page_lists_all_notes(blog):
    """The newest is first; each leads to its place in its post."""
    page = blog.build().html("changes")

    assert page.h1.get_text() == "Changes"
    assert [
        (line.time.get_text(), line.a["href"], line.p.get_text())
        for line in page.select(".bt-line")
    ] == [
        (
            "2 May 2025",
            "../2025/03/noted/#changed-2025-05-02",
            "Added a section, see above.",
        ),
        ("2 May 2025", "../2025/03/explicit/#changed-2025-05-02", "Later."),
        (
            "1 April 2025",
            "../2025/03/noted/#changed-2025-04-01",
            "Corrected the figure of the other.",
        ),
        ("3 March 2025", "../2025/03/explicit/#changed-2025-03-03", "On the day."),
    ]
    assert page.select_one(".bt-line [lang=pt] p").get_text() == "Later."
    assert page.select_one(".bt-line p a")["href"] == "../2025/03/noted/#top"


def test_notes_have_feeds_of_their_own(blog):
    """In all formats that are on, announced on their page before those of the site."""
    blog.configure(blog_feeds=["atom", "json"])
    built = blog.build()

    announced = [
        link["href"]
        for link in built.html("changes").select("link[rel=alternate][title]")
    ]
    assert announced[:3] == ["feed/atom.xml", "feed/feed.json", "../feed/atom.xml"]
    assert built.html("changes").select_one(".bt-parent a")["href"] == "feed/atom.xml"
    assert not built.exists("changes/feed/rss.xml")
    feed = feedparser.parse(built.text("changes/feed/atom.xml"))
    assert feed.feed.title.endswith(": Changes")
    assert feed.feed.updated == "2025-05-02T10:30:00+02:00"
    newest = feed.entries[0]
    assert newest.id == newest.link == f"{BASE}2025/03/noted/#changed-2025-05-02"
    assert (newest.title, newest.published) == ("Noted", newest.updated)
    assert newest.content[0].value == (
        f'<p>Added <code>a</code> section, see <a href="{BASE}2025/03/noted/#top">above</a>.</p>'
    )
    items = json.loads(built.text("changes/feed/feed.json"))["items"]
    assert len(items) == len(feed.entries) == 4
    assert f'<a href="{BASE}2025/03/other/">' in items[2]["content_html"]


def test_every_date_of_a_change_is_the_same(blog):
    """Atom, JSON Feed, JSON-LD, Open Graph and the sitemap say when, and lists don't."""
    built = blog.build()
    when = "2025-05-02T10:30:00+02:00"
    page = built.html("2025/03/noted")

    graph = json.loads(page.select_one('script[type="application/ld+json"]').string)
    assert graph["@graph"][0]["dateModified"] == when
    meta = page.select_one('meta[property="article:modified_time"]')
    assert meta["content"] == when
    entries = feedparser.parse(built.text("feed/atom.xml")).entries
    assert [(e.title, e.updated) for e in entries] == [
        ("Explicit", "2025-06-01T00:00:00+00:00"),  # its own key is later than its note
        ("Other", "2025-03-02T00:00:00+00:00"),
        ("Noted", when),
    ]
    items = json.loads(built.text("feed/feed.json"))["items"]
    assert items[2]["date_modified"] == when
    sitemap = built.text("sitemap.xml")
    assert f"<loc>{BASE}2025/03/noted/</loc>\n<lastmod>{when}</lastmod>" in sitemap
    assert f"<loc>{BASE}changes/</loc>\n<lastmod>{when}</lastmod>" in sitemap


def test_mended_word_changes_no_date(blog):
    """Feed readers are told nothing of it; a note tells them."""
    before = feedparser.parse(blog.build().text("feed/atom.xml"))
    blog.write({"posts/noted.md": NOTED.replace("Text.", "Words.")})
    mended = feedparser.parse(blog.build().text("feed/atom.xml"))

    assert "Words." in mended.entries[2].content[0].value
    dates = [[e.updated for e in feed.entries] for feed in (before, mended)]
    assert dates[0] == dates[1]
    assert before.feed.updated == mended.feed.updated

    note = "changes:\n  - 2025-06-02: Replaced a word."
    blog.write({"posts/noted.md": NOTED.replace("changes:", note)})
    told = feedparser.parse(blog.build().text("feed/atom.xml"))
    assert told.entries[2].updated == told.feed.updated == "2025-06-02T00:00:00+00:00"


def test_note_of_the_future_is_held_back_until_then(blog, monkeypatch):
    """No file has it, not even what is kept for the next build; then it appears."""
    built = blog.build()
    kept = [f for f in blog.outputs.rglob("*") if f.is_file()]
    assert [f for f in kept if b"Not known yet" in f.read_bytes()] == []

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750200000")
    built = blog.build()
    page = built.html("2025/03/noted")
    assert notes_on(page)[0][0] == "changed-2025-06-16"
    assert "Not known yet." in built.html("changes").get_text()
    assert "Not known yet." in built.text("changes/feed/rss.xml")


def test_update_of_the_future_leaves_no_trace(site):
    """Not in the index, the inventory or the links of other posts either."""
    files = {
        "posts/a.md": post(
            "```{update} 2099-01-01\n:::{index} xyzzyword\n:::\n(xyzzylabel)=\n"
            "xyzzytext [b](/2025/03/b/) [gone](/xyzzygone/)\n```\n"
        ),
        "posts/b.md": post(title="B"),
    }
    built = site(files).build()

    assert "Linked from" not in built.html("2025/03/b").get_text()
    found = [f for f in built.out.rglob("*") if f.is_file()]
    inventory = zlib.decompress(
        (built.out / "objects.inv").read_bytes().split(b"zlib.\n")[1]
    )
    assert [f for f in found if b"xyzzy" in f.read_bytes()] == []
    assert b"xyzzy" not in inventory


def test_page_of_ones_own_takes_the_place_of_the_list_at_once(blog):
    """Posts no longer lead to it as to a list, in the next build."""
    assert notes_on(blog.build().html("2025/03/noted"))
    blog.write({"changes.md": "# Mine\n"})

    page = blog.build(warnings=None).html("2025/03/noted")
    assert page.select(".bt-changes > p a") == []


def test_preview_lists_the_notes_of_drafts_for_its_author_only(blog):
    """They are on the pages, as drafts are, and in no feed."""
    blog.configure(blog_drafts=True)
    built = blog.build()

    assert "Not known yet." in built.html("changes").get_text()
    assert "Not known yet." not in built.text("changes/feed/atom.xml")


def test_unlisted_post_shows_its_notes_itself(blog):
    """They are in no list and no feed; its standing page has them too."""
    built = blog.build()

    for page in ("hidden", "2025/03/hidden"):
        assert notes_on(built.html(page))[0][2] == "Of a page in no list."
        assert built.html(page).select(".bt-changes > p a") == []
    assert "in no list" not in built.text("changes/index.html")
    assert "in no list" not in built.text("changes/feed/atom.xml")


def test_second_build_writes_nothing(blog):
    """Notes make no document be read again."""
    blog.build()
    before = {
        f: f.stat().st_mtime_ns for f in (blog.outputs / "dirhtml").rglob("*.html")
    }
    blog.build()

    after = {
        f: f.stat().st_mtime_ns for f in (blog.outputs / "dirhtml").rglob("*.html")
    }
    assert after == before


def test_option_can_do_without_the_page(blog):
    """The posts have their notes all the same."""
    blog.configure(blog_changes_page="")
    built = blog.build()

    assert not built.exists("changes")
    assert len(notes_on(built.html("2025/03/noted"))) == 2


def test_other_themes_show_notes_too(blog):
    """On the post, on the page, and as feeds."""
    blog.configure(html_theme="alabaster", extensions=["sphinx_blogtheme"])
    built = blog.build()

    page = built.html("2025/03/noted")
    assert "Corrected the figure" in page.find(id="changed-2025-04-01").get_text()
    assert "Corrected the figure" in built.html("changes").get_text()
    assert (
        built.html("changes").select_one("link[title*=Changes]")["href"]
        == "feed/rss.xml"
    )


def test_links_of_notes_count(blog):
    """A post that a note links to knows it; a link to a note's place is alive."""
    link = "[See](/2025/03/noted/#changed-2025-04-01).\n"
    blog.write({"posts/third.md": post(link, title="Third", date="2025-03-05")})
    linked = blog.build().html("2025/03/other").select_one(".bt-post-links").get_text()

    assert "Noted" in linked
