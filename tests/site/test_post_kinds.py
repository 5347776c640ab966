"""Links, quotations and notes: in lists, on their pages and in feeds."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from conftest import Built, make_site, post

BASE = "https://example.org/"

SOURCES = {
    "posts/essay.md": post("In short.\n\n<!--more-->\n\nAt length.\n", title="Essay"),
    "posts/page.md": post(
        "Worth a look.\n", title="A page", date="2025-03-02", link="https://www.e.org/x"
    ),
    "posts/words.md": post(
        "> Be brief.\n>\n> — *Ann*, 1880\n", title=None, date="2025-03-03"
    ),
    "posts/rain.md": post(
        "Rain, all week.\n", title=None, date="2025-03-04", author="Bob"
    ),
}
OPTIONS = {
    "blog_kind_pages": ["link", "quote", "note"],
    "html_baseurl": BASE,
}


@pytest.fixture(scope="module")
def blog(tmp_path_factory) -> Built:
    """Return a site with a post of each kind, built."""
    return make_site(tmp_path_factory.mktemp("kinds"), SOURCES, **OPTIONS).build()


def xml(built: Built, path: str) -> BeautifulSoup:
    """Return a feed, parsed."""
    return BeautifulSoup(built.text(path), "xml")


def rss_titles(built: Built, folder: str = "feed") -> list[str | None]:
    """Return the titles in an RSS feed; None for an item without one."""
    items = xml(built, f"{folder}/rss.xml").select("item")
    return [item.title and item.title.get_text() for item in items]


def test_link_leads_elsewhere_by_its_title_and_here_by_its_date(blog):
    """A reader sees where a link goes before following it."""
    entry = blog.html("links").select_one(".h-entry")

    title = entry.select_one(".p-name > a")
    assert title["href"] == "https://www.e.org/x"
    assert {"u-bookmark-of", "h-cite"} <= set(title["class"])
    assert entry.select_one(".bt-host").get_text() == "e.org"
    assert entry.select_one("a.u-url")["href"] == "../2025/03/page/"


def test_quotation_names_its_source(blog):
    """The dash makes the last line an attribution, in lists and on the page."""
    for page in ("quotes", "2025/03/words"):
        quotation = blog.html(page).select_one(".bt-short-quote blockquote")
        assert quotation.select_one(".attribution").get_text() == "—Ann, 1880"


def test_note_has_its_date_for_a_heading(blog):
    """A note is whole in lists, and has no name in microformats."""
    entry = blog.html("notes").select_one(".h-entry")

    assert entry.select_one("h2 time")["datetime"].startswith("2025-03-04")
    assert entry.select_one("h2 a.u-url")["href"] == "../2025/03/rain/"
    assert entry.select_one(".e-content").get_text(strip=True) == "Rain, all week."
    assert entry.select_one(".p-name, .bt-more") is None
    assert len(entry.select("time")) == 1


def test_page_of_a_note_is_titled_by_its_first_words(blog):
    """The browser shows them, and the page does not say them twice."""
    page = blog.html("2025/03/rain")

    assert page.title.get_text().startswith("Rain, all week.")
    assert page.select_one("h1").get("class") == ["bt-hidden"]
    assert page.select_one(".h-entry .p-name") is None
    assert blog.html("2025/03/essay").select_one("h1.p-name").get_text() == "Essay"


def test_front_page_shows_all_kinds_newest_first(blog):
    """By default a blog is one stream."""
    entries = blog.html().select(".h-entry")

    assert [entry.select_one("time")["datetime"][:10] for entry in entries] == [
        *("2025-03-04", "2025-03-03", "2025-03-02", "2025-03-01"),
    ]
    assert [bool(entry.select_one(".bt-more")) for entry in entries] == [
        *(False, False, False, True),
    ]


@pytest.mark.parametrize("shown", ["excerpt", "description"])
def test_short_kinds_keep_their_style_in_lists_of_excerpts(site, shown):
    """There is nothing to shorten, and a quotation is no summary."""
    built = site(SOURCES, **OPTIONS, blog_list_shows=shown).build()

    quotation = built.html("quotes").select_one(".bt-short-quote .attribution")
    assert quotation.get_text() == "—Ann, 1880"
    assert "At length" in built.html("2025/03/essay").get_text()
    classes = [entry["class"] for entry in built.html().select(".h-entry")]
    assert ["bt-entry-short" in names for names in classes] == [False] * 3 + [True]


def test_front_page_can_leave_kinds_out(site):
    """Pinned posts stay; the archive has everything."""
    pinned = {"posts/pin.md": post("Hello.\n", title=None, slug="pin", pinned="true")}
    built = site(SOURCES | pinned, blog_front_kinds=["article"]).build()

    links = [a["href"] for a in built.html().select(".h-entry a.u-url")]
    assert set(links) == {"2025/03/pin/", "2025/03/essay/"}
    assert len(built.html("archives").select(".bt-line")) == 5
    assert not built.exists("notes")


@pytest.mark.parametrize(
    ("options", "main", "folder", "second"),
    [
        ({}, [None, None, "A page", "Essay"], "feed/articles", ["Essay"]),
        (
            {"blog_feed_kinds": ["article"]},
            *(["Essay"], "feed/all", [None, None, "A page", "Essay"]),
        ),
    ],
)
def test_feeds_are_with_and_without_the_short_kinds(
    site, options, main, folder, second
):
    """Readers choose, since each page announces both."""
    built = site(SOURCES, html_baseurl=BASE, **options).build()

    assert rss_titles(built) == main
    assert rss_titles(built, folder) == second
    announced = [
        link["href"]
        for link in built.html("2025/03/rain").select("link[rel=alternate]")
        if "rss" in link["type"]
    ]
    assert announced == ["../../../feed/rss.xml", f"../../../{folder}/rss.xml"]


def test_blog_of_articles_has_one_feed(site):
    """A second feed with the same posts would be noise."""
    built = site({"posts/a.md": post()}, html_baseurl=BASE).build()

    assert sorted(path.name for path in (built.out / "feed").iterdir()) == [
        *("atom.xml", "feed.json", "index.html", "rss.xml"),
    ]


def test_note_has_a_title_in_feeds_only_where_it_must(blog):
    """Atom requires one; RSS wants a description then."""
    entry = xml(blog, "feed/atom.xml").select_one("entry")
    item = xml(blog, "feed/rss.xml").select_one("item")
    first = json.loads(blog.text("feed/feed.json"))["items"][0]

    assert entry.title.get_text() == "Rain, all week."
    assert "<p>Rain, all week.</p>" in item.description.get_text()
    assert "title" not in first
    assert not blog.text("2025/03/rain.md").startswith("#")


def test_page_of_a_kind_has_feeds_and_further_pages(site):
    """It works as the page of a category does, and can be on the menu."""
    files = {
        f"posts/n{n}.md": post(f"Note {n}.\n", title=None, date=f"2025-03-0{n}")
        for n in (1, 2, 3)
    }
    built = site(
        files | {"posts/essay.md": post()},
        blog_page_size=2,
        blog_kind_pages=["note", "quote"],
        blog_menu=["notes", "quotes"],
        html_baseurl=BASE,
    ).build()

    page = built.html("notes")
    assert page.select_one(".bt-menu a").get_text() == "Notes"
    assert page.select_one("a[rel=next]")["href"] == "page/2/"
    assert page.select_one("link[rel=alternate]")["href"] == "feed/rss.xml"
    assert built.html("notes/page/2").h1.get_text() == "Notes, page 2"
    assert rss_titles(built, "notes/feed") == [None] * 3
    assert not built.exists("quotes")


def test_draft_of_a_note_makes_no_feed_and_no_page(site):
    """What nobody may see leaves no trace."""
    files = {"posts/a.md": post(), "posts/n.md": post("S.\n", title=None, draft="true")}
    built = site(files, blog_kind_pages=["note"], html_baseurl=BASE).build()

    assert not built.exists("notes")
    assert not built.exists("feed/articles")


def test_page_without_a_title_leads_to_what_it_quotes(site):
    """Below the text, marked up as in lists."""
    words = post("> Hm.\n", title=None, kind="quote", link="https://www.e.org/x")
    page = site({"a.md": words}).build().html("2025/03/a")

    (link,) = page.select("p.bt-host a")
    assert link["href"] == "https://www.e.org/x"
    assert link["class"] == ["u-quotation-of", "h-cite"]


def test_kind_that_changes_is_shown_at_the_next_build(site):
    """An incremental build is like a clean one."""
    source = site(SOURCES, **OPTIONS)
    source.build()
    source.write({"posts/rain.md": post("Rain, all week.\n", date="2025-03-04")})
    built = source.build()

    assert not built.exists("notes")
    assert rss_titles(built)[0] == "Post"
    assert built.differences(source.build(fresh=True)) == []


def test_other_themes_show_the_kinds_too(site):
    """A note has its date for a heading there too, and the source its quotation."""
    built = site(SOURCES, html_theme="alabaster").build()

    entries = built.html().select(".h-entry")
    assert entries[0].h2.get_text() == entries[0].time.get_text()
    assert entries[1].select_one(".attribution") is not None
    assert "h-cite" in entries[2].h2.a["class"]


def test_quotation_in_an_article_is_left_alone(site):
    """Only the text of a quotation has a source made of its last line."""
    built = site({"posts/a.md": post("Hm.\n\n> Be brief.\n>\n> — Ann\n")}).build()

    assert built.html("2025/03/a").select_one(".attribution") is None
