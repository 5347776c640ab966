"""The page that explains and offers the feeds, at the URL of their folder."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from conftest import post

BASE = "https://example.org/"
FILES = {"x.md": post(categories="python", tags="a, b", author="Ann")}
FORMATS = ["rss.xml", "atom.xml", "feed.json"]


def addresses(page):
    """Return the addresses on the page that can be copied."""
    return [tag.get_text() for tag in page.select("main pre, main li code")]


def feed_in_menu(built):
    """Return label and URL of the menu's entry that leads to the feeds."""
    found = {a["href"]: a.get_text() for a in built.html("").select(".bt-menu a")}
    return [(text, url) for url, text in found.items() if url.startswith("feed")]


@pytest.fixture(scope="module")
def built(module_site):
    """Return a site with the feeds of some terms, built."""
    return module_site(FILES, blog_term_feeds=["category", "tag"]).build()


def test_page_offers_all_feeds_of_the_site(built):
    """Each format of the whole blog, then the first of each term that has feeds."""
    page = built.html("feed")

    assert addresses(page) == [
        *(f"{BASE}feed/{name}" for name in FORMATS),
        *(f"{BASE}{term}/feed/rss.xml" for term in ("python", "tag/a", "tag/b")),
    ]
    assert [h.get_text() for h in page.select("main h2")] == [
        "All posts",
        "Categories",
        "Tags",
    ]
    links = [a["href"] for a in page.select("main a[type]")]
    assert len(links) == 4 * len(FORMATS)
    for link in links:
        assert built.exists(f"feed/{link}")


def test_page_explains_what_a_feed_is(built):
    """In a few sentences; they say whether a feed has whole posts."""
    text = built.html("feed").select_one("main").get_text()

    assert "A feed tells you of new posts." in text
    assert "the whole text" in text


def test_feeds_stand_beside_the_page(built):
    """The page is one more file of the folder."""
    assert all(built.exists(f"feed/{name}") for name in (*FORMATS, "index.html"))


def test_menu_leads_to_the_page(built):
    """Readers see words there, rather than the source of a feed."""
    assert feed_in_menu(built) == [("Feed", "feed/")]


def test_page_is_in_the_sitemap_and_in_no_feed(built):
    """Search engines may show it; it is no post."""
    assert f"<loc>{BASE}feed/</loc>" in built.text("sitemap.xml")
    assert f"{BASE}feed/</" not in built.text("feed/rss.xml")


def offered(page):
    """Return the headings of the page, each with the sources of feeds below it."""
    return {
        heading.get_text(): [
            item.a.get_text()
            for part in heading.find_next_siblings()[:1]
            for item in part.select("li")
        ]
        for heading in page.select("main h2")
    }


KINDS = {
    "x.md": post(title="X", changes="{2025-04-01: Note.}"),
    "n.md": post("Rain.\n", title=None, date="2025-03-04"),
}
KIND_FEEDS = {
    "articles beside all": (
        {"blog_kind_pages": ["note"]},
        ["All posts", "More feeds"],
        ["Articles", "Notes", "Changes"],
        ["feed/articles", "notes/feed", "changes/feed"],
    ),
    "all beside articles": (
        {"blog_feed_kinds": ["article"], "blog_changes_page": ""},
        ["Blog", "More feeds"],
        ["Everything"],
        ["feed/all"],
    ),
    "page of articles": (
        {"blog_kind_pages": ["article"], "blog_changes_page": ""},
        ["All posts", "More feeds"],
        ["Articles"],
        ["feed/articles"],
    ),
}


@pytest.mark.parametrize("kind", KIND_FEEDS)
def test_page_offers_the_feeds_of_kinds_and_of_changes(site, kind):
    """After those of the blog; each once, though two had the same posts."""
    options, headings, sources, folders = KIND_FEEDS[kind]
    built = site(KINDS, blog_title="Blog", **options).build()
    page = built.html("feed")

    assert [h.get_text() for h in page.select("main h2")] == headings
    assert offered(page)["More feeds"] == sources
    assert addresses(page)[len(FORMATS) :] == [
        f"{BASE}{folder}/rss.xml" for folder in folders
    ]
    assert all(built.exists(f"{folder}/rss.xml") for folder in folders)


def test_page_of_changes_names_its_feeds(site):
    """The links have the title that the feeds have."""
    built = site(KINDS, blog_title="Blog").build()
    link = built.html("changes").select_one("link[rel=alternate]")

    assert link["title"] == "Blog: Changes (RSS)"


OWN = "---\norphan:\n---\n# Subscribe\n\nAs you like.\n"
STANDING = post(title="Subscribe", slug="feed", index="false")
INSTEAD = {
    "page": ({"feed.md": OWN}, "Subscribe"),
    "folder": ({"feed/index.md": OWN}, "Subscribe"),
    "file": ({"files/feed/index.html": "<h1>Subscribe</h1>"}, "Feed"),
    "standing page": ({"s.md": STANDING}, "Subscribe"),
}


@pytest.mark.parametrize("builder", ["dirhtml", "html"])
@pytest.mark.parametrize("kind", INSTEAD)
def test_page_of_the_author_replaces_it(site, kind, builder):
    """Without a message; the menu leads there, and the feeds stay where they are."""
    files, label = INSTEAD[kind]
    built = site({**FILES, **files}).build(builder)
    ((text, url),) = feed_in_menu(built)
    name = url + "index.html" if url.endswith("/") else url

    assert text == label
    assert "Subscribe</h1>" in built.text(name) or "Subscribe<a" in built.text(name)
    assert "A feed tells you" not in built.text(name)
    assert all(built.exists(f"feed/{name}") for name in FORMATS)


def test_category_of_that_name_keeps_its_page(site):
    """A list of posts is more than a page that nobody asked for."""
    built = site({"x.md": post(title="In it", categories="feed")}).build()

    assert "In it" in built.html("feed").select_one("main").get_text()
    assert feed_in_menu(built) == [("Feed", "feed/rss.xml")]


def test_alias_keeps_its_redirect(site):
    """Who came from elsewhere may have a page about the feeds already."""
    header = "---\norphan:\naliases: /feed/\n---\n"
    built = site({**FILES, "follow.md": f"{header}# Follow\n"}).build()

    assert "follow" in built.text("feed/index.html")
    assert 'http-equiv="refresh"' in built.text("feed/index.html")


WITHOUT = {
    "switched off": ({"blog_feed_page": False}, [("Feed", "feed/rss.xml")]),
    "no feeds": ({"blog_feeds": []}, []),
    "no URL": ({"html_baseurl": ""}, []),
}


@pytest.mark.parametrize("kind", WITHOUT)
def test_page_is_left_out(site, kind):
    """If the site doesn't want it, or has no feeds; the menu leads to what exists."""
    options, menu = WITHOUT[kind]
    built = site(FILES, **options).build()

    assert not built.exists("feed/index.html")
    assert feed_in_menu(built) == menu


def test_draft_makes_no_feeds_and_no_page(site):
    """In a preview, a blog of drafts has no feed that could be offered."""
    built = site({"x.md": post(draft="true")}, blog_drafts=True).build(warnings=[])

    assert not built.exists("feed")


def test_other_theme_has_the_page(site):
    """With the theme's own frame, and all addresses."""
    built = site(FILES, html_theme="alabaster").build()
    page = built.html("feed")

    found = [tag.get_text().strip() for tag in page.select(".bt-blog :is(code, pre)")]
    assert found == [
        *(f"{BASE}feed/{name}" for name in FORMATS),
        f"{BASE}python/feed/{FORMATS[0]}",
    ]


def test_page_goes_with_the_option(site):
    """The page of an earlier build is removed, and returns."""
    blog = site(FILES)
    first = blog.build().text("feed/index.html")
    blog.configure(blog_feed_page=False)
    assert not blog.build().exists("feed/index.html")
    blog.configure(blog_feed_page=True)

    assert blog.build().text("feed/index.html") == first


def test_post_keeps_the_id_that_it_had(site):
    """Programs that know an entry by it don't show the post once more."""
    files = {"x.md": post(slug="x", feed_id="'tag:a.example,2024-05-06:/x'")}
    built = site(files, html_baseurl=BASE).build()
    rss = ET.fromstring(built.text("feed/rss.xml"))  # noqa: S314 - our own
    guid = rss.find(".//guid")

    assert guid.text == "tag:a.example,2024-05-06:/x"
    assert guid.get("isPermaLink") == "false"
    assert "<id>tag:a.example,2024-05-06:/x</id>" in built.text("feed/atom.xml")
    item = json.loads(built.text("feed/feed.json"))["items"][0]
    assert (item["id"], item["url"]) == (guid.text, f"{BASE}2025/03/x/")
