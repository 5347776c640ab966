"""The demo blog has a second language, whose pages and the others name each other."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

BASE = "https://blog.example/"
XHTML = "{http://www.w3.org/1999/xhtml}link"
TRANSLATED = 3


@pytest.fixture(scope="module")
def pages(demo_site):
    """Return all pages of the demo blog, parsed, by URL."""
    return {
        f"{BASE}{file.parent.relative_to(demo_site.out).as_posix()}/".replace(
            "/./", "/"
        ): BeautifulSoup(file.read_bytes(), "lxml")
        for file in demo_site.out.rglob("index.html")
        if "_static" not in file.parts
    }


def versions(page):
    """Return the URL of each language that a page names in its head."""
    return {a["hreflang"]: a["href"] for a in page.select("head link[hreflang]")}


def test_pages_name_each_other(pages):
    """All versions name the same pages, themselves among them, and one for the rest."""
    named = {url: found for url, page in pages.items() if (found := versions(page))}
    posts = [url for url in named if pages[url].select_one(".bt-kind-post")]
    assert len(posts) == 2 * (TRANSLATED - 1)  # an unlisted page is not named
    for url, found in named.items():
        others = dict(found)
        assert others.pop("x-default") == others["en"]
        assert url == others[pages[url].html["lang"]]
        assert all(named[other] == found for other in others.values())


def test_readers_can_follow_what_search_engines_are_told(pages):
    """Each language that the head names is a link on the page."""
    for page in pages.values():
        shown = {a["hreflang"] for a in page.select(".bt-versions a")}
        assert {*versions(page)} - {"x-default", page.html["lang"]} <= shown


def test_sitemap_says_what_the_pages_say(demo_site, pages):
    """Posts that have no translation have no links there."""
    root = ET.fromstring(demo_site.text("sitemap.xml"))  # noqa: S314 -- our own
    for entry in root:
        found = {link.get("hreflang"): link.get("href") for link in entry.iter(XHTML)}
        page = pages[entry[0].text]
        if page.select_one(".bt-kind-post"):
            assert found == versions(page)


def test_each_text_is_once_on_the_lists_of_a_language(demo_site, pages):
    """The English lists have no translation, and the Portuguese ones no English post."""
    for url, page in pages.items():
        is_portuguese = url.startswith(f"{BASE}pt/")
        linked = {a["href"] for a in page.select(".bt-entry .u-url, .bt-line .u-url")}
        if not is_portuguese and "/language/" not in url:
            assert [href for href in linked if "pt/2026" in href] == []
        if is_portuguese:
            assert page.html["lang"] == "pt"
    titles = [title.text for title in demo_site.html("pt").select(".bt-entry-title")]
    assert len(titles) == TRANSLATED
