"""Feeds, twins, sitemap and ``llms.txt`` of a built site."""

from __future__ import annotations

import json
import re

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from conftest import DOT, make_site, post

BASE = "https://example.org/blog/"

BODY = """Intro with $x^2$, a [link](/2024/01/old/), [another](/python/) and a note[^1].

![Dot](dot.png) ![Shared](/images/dot.png)

<!--more-->

## Part

See [above](#part).

[^1]: The note.
"""

FILES = {
    "posts/new.md": post(
        BODY,
        title="New & <shiny>",
        categories="python, ai",
        author="Ann, Bob",
        description="In short.",
        updated="2025-05-01T12:00:00+02:00",
    ),
    "posts/old.md": post("Old text.\n", title="Old", date="2024-01-01", tags="t"),
    "posts/hidden.md": post(title="Hidden", index="false"),
    "posts/dot.png": DOT,
    "files/images/dot.png": DOT,
    "about.md": "---\norphan:\n---\n# About this\n\nText.\n",
}

XML = ("feed/rss.xml", "feed/atom.xml")


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    """Return a site with two listed posts and an unlisted one."""
    folder = tmp_path_factory.mktemp("publish")
    return make_site(folder, FILES, html_baseurl=BASE, blog_description="On tests.")


@pytest.fixture(scope="module")
def built(blog):
    """Return that site, built."""
    return blog.build()


def numbered(count):
    """Return the sources of so many posts, each a day newer than the last."""
    return {
        f"{n}.md": post(
            f"Intro.\n\n<!--more-->\n\nRest {n}.\n", date=f"2025-03-{n:02d}"
        )
        for n in range(1, count + 1)
    }


def contents(built, path):
    """Return the HTML of each entry of a feed, newest first."""
    if path.endswith("json"):
        return [item["content_html"] for item in json.loads(built.text(path))["items"]]
    return [e.content[0].value for e in feedparser.parse(built.text(path)).entries]


@pytest.mark.parametrize("path", XML)
def test_feed_says_whose_it_is_and_where(built, path):
    """A reader shows the blog's title, and finds its home."""
    feed = feedparser.parse(built.text(path))

    assert not feed.bozo
    assert feed.feed.title == "Test blog"
    assert feed.feed.link == BASE
    assert [entry.link for entry in feed.entries] == [
        f"{BASE}2025/03/new/",
        f"{BASE}2024/01/old/",
    ]
    assert feed.entries[0].title == "New & <shiny>"


def test_json_feed_has_the_same_entries(built):
    """The three formats differ in form only."""
    feed = json.loads(built.text("feed/feed.json"))

    assert feed["home_page_url"] == BASE
    assert feed["feed_url"] == f"{BASE}feed/feed.json"
    assert [item["id"] for item in feed["items"]] == [
        f"{BASE}2025/03/new/",
        f"{BASE}2024/01/old/",
    ]
    texts = [
        BeautifulSoup(contents(built, f"feed/{name}")[0], "html5lib").get_text()
        for name in ("feed.json", "atom.xml", "rss.xml")
    ]
    assert texts == [texts[0]] * 3


@pytest.mark.parametrize("path", [*XML, "feed/feed.json", "python/feed/rss.xml"])
def test_text_of_an_entry_works_anywhere(built, path):
    """It holds maths, notes and images, and every URL is absolute."""
    html = BeautifulSoup(contents(built, path)[0], "html5lib")

    urls = [e.get("href") or e.get("src") for e in html.select("[href], [src]")]
    assert f"{BASE}2024/01/old/" in urls
    assert f"{BASE}python/" in urls
    assert f"{BASE}2025/03/new/dot.png" in urls
    assert f"{BASE}images/dot.png" in urls
    assert f"{BASE}2025/03/new/#part" in urls
    assert [url for url in urls if not url.startswith("https://")] == []
    assert html.select_one("math")
    assert html.select_one("aside.footnote")
    assert html.select_one("h1") is None
    assert html.select(".headerlink") == []


def test_dates_of_feeds_are_the_posts(built):
    """A feed was updated when a post was, and never when it was built."""
    feed = feedparser.parse(built.text("feed/atom.xml"))
    old = feedparser.parse(built.text("ai/feed/atom.xml"))

    assert feed.feed.updated == "2025-05-01T12:00:00+02:00"
    assert feed.entries[0].published == "2025-03-01T00:00:00+00:00"
    assert feed.entries[0].updated == "2025-05-01T12:00:00+02:00"
    assert feed.entries[1].updated == "2024-01-01T00:00:00+00:00"
    assert old.feed.updated == "2025-05-01T12:00:00+02:00"


def test_authors_and_terms_are_in_the_feeds(built):
    """None of several authors is lost."""
    entry = feedparser.parse(built.text("feed/atom.xml")).entries[0]

    assert [author.name for author in entry.authors] == ["Ann", "Bob"]
    assert [tag.label or tag.term for tag in entry.tags] == ["Python", "AI"]


@pytest.mark.parametrize("category", ["python", "ai"])
def test_each_category_has_feeds(built, category):
    """A reader may follow one category only; its page announces that feed first."""
    feed = feedparser.parse(built.text(f"{category}/feed/atom.xml"))
    links = built.html(category).select('link[rel=alternate][type*="+"]')

    assert [entry.title for entry in feed.entries] == ["New & <shiny>"]
    assert feed.feed.link == f"{BASE}{category}/"
    assert feed.feed.id != feedparser.parse(built.text("feed/atom.xml")).feed.id
    assert [link["href"] for link in links] == [
        *("feed/rss.xml", "feed/atom.xml", "feed/feed.json"),
        *("../feed/rss.xml", "../feed/atom.xml", "../feed/feed.json"),
    ]


def test_every_page_announces_the_feeds(built):
    """Feed readers find them from wherever a reader is."""
    for path in built.out.rglob("*.html"):
        page = built.html(path.relative_to(built.out).as_posix())
        types = {link["type"] for link in page.select("head link[rel=alternate]")}
        assert types >= {
            "application/rss+xml",
            "application/atom+xml",
            "application/feed+json",
        }, path


LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def test_language_of_a_post_is_in_every_feed(site):
    """Readers' programs then hyphenate, pronounce and translate it as that."""
    files = {
        "x.md": post(title="X", date="2025-03-03", lang="pt_BR"),
        "y.md": post(title="Y", date="2025-03-02", lang="ar, pt-br"),
        "z.md": post(title="Z", date="2025-03-01"),
    }
    built = site(
        files, html_baseurl=BASE, author="", blog_term_feeds=["language", "author"]
    ).build()

    for folder, own in {
        "": "en",
        "language/ar/": "ar",
        "language/pt-br/": "pt-BR",
    }.items():
        atom = etree.fromstring(built.text(f"{folder}feed/atom.xml").encode())
        rss = etree.fromstring(built.text(f"{folder}feed/rss.xml").encode())
        feed = json.loads(built.text(f"{folder}feed/feed.json"))
        assert (atom.get(LANGUAGE), feed["language"]) == (own, own)
        assert rss.findtext("channel/language") == own
        expected = {"X": "pt-BR", "Y": "ar", "Z": None}
        expected = {
            "language/ar/": {"Y": "ar"},
            "language/pt-br/": {"X": "pt-BR", "Y": "ar"},
        }.get(folder, expected)
        assert {i["title"]: i.get("language") for i in feed["items"]} == expected
        assert {
            entry.findtext("{*}title"): entry.get(LANGUAGE)
            for entry in atom.iter("{*}entry")
        } == expected
        assert {
            item.findtext("title"): item.findtext("{*}language")
            for item in rss.iter("item")
        } == expected


def test_feed_of_a_term_is_by_the_blog_and_has_no_pages(site):
    """Its title is no author, and of its list's pages it knows nothing."""
    files = {f"{n}.md": post(title=f"N{n}", tags="x") for n in range(3)}
    built = site(
        files, html_baseurl=BASE, author="", blog_term_feeds=["tag"], blog_page_size=2
    ).build()

    atom = etree.fromstring(built.text("tag/x/feed/atom.xml").encode())
    assert atom.findtext("{*}author/{*}name") == "Test blog"
    assert atom.findtext("{*}subtitle") == "Posts of Test blog about X."
    meta = 'meta[name="description"]'
    assert built.html("tag/x").select_one(meta)["content"].endswith("X, page 1 of 2.")


@pytest.mark.parametrize(("length", "expected"), [(None, 10), (3, 3), (0, 12)])
def test_length_of_the_feeds_is_an_option(site, length, expected):
    """Ten entries, or as many as ``blog_feed_length`` says; 0 is all."""
    built = site(numbered(12), blog_feed_length=length).build()

    for path in (*XML, "feed/feed.json"):
        assert len(contents(built, path)) == expected


def test_feed_may_hold_the_intros_only(site):
    """``blog_feed_fulltext = False`` makes readers come to the site."""
    full = site(numbered(1)).build()
    short = site(numbered(1), blog_feed_fulltext=False).build()

    for path in (*XML, "feed/feed.json"):
        assert "Rest 1." in contents(full, path)[0]
        assert "Rest" not in contents(short, path)[0]
        assert "Intro." in contents(short, path)[0]


def test_formats_of_the_feeds_are_an_option(site):
    """Only the chosen ones are written and announced, in that order."""
    files = {"x.md": post(categories="python")}
    built = site(files, blog_feeds=["json", "rss"]).build()

    found = {path.name for path in built.out.rglob("feed/*")}
    assert found - {"index.html"} == {"feed.json", "rss.xml"}
    links = built.html().select('link[rel=alternate][type*="+"]')
    assert [link["href"] for link in links] == ["feed/feed.json", "feed/rss.xml"]


def test_without_an_address_there_is_nothing_for_machines(site):
    """Feeds need absolute URLs; without ``html_baseurl`` none is written or linked."""
    files = {"x.md": post("[x](/2025/03/)\n", categories="python")}
    built = site(files, html_baseurl=None).build()

    assert list(built.out.rglob("feed")) == []
    for name in ("llms.txt", "sitemap.xml", "2025/03/x.md"):
        assert not built.exists(name)
    page = built.html("2025/03/x")
    assert page.select("link[rel=alternate], link[rel=canonical]") == []
    assert [a for a in page.select("a") if "feed" in a["href"]] == []
    assert page.select_one(".u-url")["href"] == "#"


def test_site_without_posts_has_no_feeds(site):
    """An empty feed would be of no use to anyone."""
    built = site({}).build()

    assert not built.exists("feed")
    assert built.html().select("link[rel=alternate]") == []


def test_twin_is_the_authors_markdown(built):
    """Title, date and address, then the body as it was written."""
    text = built.text("2025/03/new.md")

    assert text.startswith("# New & <shiny>\n")
    assert "2025-03-01" in text.partition("Intro")[0]
    assert f"{BASE}2025/03/new/" in text
    assert text.endswith(BODY)
    assert not built.exists("2025/03/hidden.md")
    twin = built.html("2025/03/new").select_one('link[type="text/markdown"]')
    assert twin["href"] == "../new.md"


def test_llms_txt_lists_posts_and_pages(built):
    """Its form is that of llmstxt.org: a title, a summary, sections of links."""
    text = built.text("llms.txt")

    assert text.startswith("# Test blog\n\n> On tests.\n")
    assert re.findall(r"^- \[.*\]\((.*?)\)", text, re.MULTILINE) == [
        f"{BASE}2025/03/new.md",
        f"{BASE}2024/01/old.md",
        f"{BASE}about/",
    ]


def test_llms_txt_and_twins_are_an_option(site):
    """A site may do without."""
    built = site({"x.md": post()}, blog_llms=False).build()

    assert not built.exists("llms.txt")
    assert not built.exists("2025/03/x.md")
    assert built.html("2025/03/x").select('[type="text/markdown"]') == []


def test_sitemap_lists_every_page_once(built):
    """All but Sphinx's own pages and what is unlisted."""
    sitemap = BeautifulSoup(built.text("sitemap.xml"), "xml")
    found = {url.loc.text: url.lastmod and url.lastmod.text for url in sitemap("url")}
    expected = {
        f"{BASE}{path.parent.relative_to(built.out).as_posix()}/".replace("/./", "/")
        for path in built.out.rglob("index.html")
    } - {
        f"{BASE}{name}/" for name in ("search", "genindex", "2025/03/hidden", "hidden")
    }

    assert found.keys() == expected
    assert len(sitemap("url")) == len(expected)
    assert found[f"{BASE}2025/03/new/"] == "2025-05-01T12:00:00+02:00"


def test_sitemap_is_an_option(site):
    """A site may bring its own."""
    built = site({"x.md": post(), "files/sitemap.xml": "mine"}, blog_sitemap=False)

    assert built.build().text("sitemap.xml") == "mine"


def test_two_builds_are_the_same(blog, built, monkeypatch):
    """No clock, no chance and no path of this machine is in any file."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    again = blog.build(fresh=True)

    assert again.files() == built.files()


def test_html_builder_publishes_the_same(blog, built):
    """The address of a post is the same under both builders."""
    html = blog.build("html")

    for name in ("feed/rss.xml", "feed/atom.xml", "feed/feed.json", "2025/03/new.md"):
        assert html.text(name) == built.text(name)
    assert f"{BASE}about.html" in html.text("sitemap.xml")
