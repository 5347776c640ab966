"""The blogroll: blogs of others, as a page and as OPML."""

from __future__ import annotations

import pytest
from lxml import etree

from conftest import post

FILES = {"x.md": post()}
BLOGS = [
    {"title": "Alone", "url": "https://alone.example/"},
    {
        "title": "Ann & Co",
        "url": "https://ann.example/",
        "feed": "https://ann.example/feed.xml",
        "description": "On <nibs>.",
        "category": "Pens",
        "rel": "friend met",
    },
    {"title": "Bo", "url": "https://bo.example/", "category": "Pens"},
]
YAML = """\
- title: Alone
  url: https://alone.example/
- title: Ann & Co
  url: https://ann.example/
  feed: https://ann.example/feed.xml
  description: On <nibs>.
  category: Pens
  rel: friend met
- {title: Bo, url: "https://bo.example/", category: Pens}
"""
TOML = """\
[[blogs]]
title = "Alone"
url = "https://alone.example/"
[[blogs]]
title = "Ann & Co"
url = "https://ann.example/"
feed = "https://ann.example/feed.xml"
description = "On <nibs>."
category = "Pens"
rel = "friend met"
[[blogs]]
title = "Bo"
url = "https://bo.example/"
category = "Pens"
"""
OPML = """\
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Alone" type="link" url="https://alone.example/"/>
<outline text="Pens">
  <outline text="Ann &amp; Co" type="rss" xmlUrl="https://ann.example/feed.xml"
    htmlUrl="https://ann.example/" description="On &lt;nibs&gt;."/>
  <outline text="Bo" htmlUrl="https://bo.example/"/>
</outline>
</body></opml>
"""


@pytest.fixture(scope="module")
def built(module_site):
    """Return a site with a blogroll, built."""
    return module_site(FILES, author="Eve", blog_blogroll=BLOGS).build()


def outlines(built):
    """Return the attributes of the blogs in the OPML, with the name of their group."""
    root = etree.fromstring(built.text("blogroll.opml").encode())
    return [
        (one.getparent().get("text"), {**one.attrib})
        for one in root.iter("outline")
        if "type" in one.attrib
    ]


def test_page_shows_the_blogs_by_category(built):
    """Those without a category come first."""
    page = built.html("blogroll").select_one("main")

    assert [tag.get_text() for tag in page.select("h1, h2, .p-name.u-url")] == [
        *("Blogroll", "Alone", "Pens", "Ann & Co", "Bo"),
    ]
    assert page.select_one(".p-note").get_text() == "On <nibs>."
    assert page.select_one("a[rel]")["rel"] == ["friend", "met"]


def test_page_has_microformats(built):
    """A program finds a feed of cards, each with name, URL and note."""
    (feed,) = built.html("blogroll").select(".h-feed")
    cards = feed.select(".h-card")

    assert feed.select_one(".p-name").get_text() == "Blogroll"
    assert len(cards) == 3
    assert cards[1].select_one(".p-name.u-url")["href"] == "https://ann.example/"
    assert cards[1].select_one(".p-note").get_text() == "On <nibs>."


def test_opml_lists_the_blogs(built):
    """Feed readers import it; a blog without a feed is a link."""
    (none, alone), (pens, ann), (_, bo) = outlines(built)
    root = etree.fromstring(built.text("blogroll.opml").encode())

    assert root.get("version") == "2.0"
    assert root.findtext("head/title") == "Test blog: Blogroll"
    assert root.findtext("head/ownerName") == "Eve"
    assert (none, pens) == (None, "Pens")
    assert (alone["type"], alone["url"]) == ("link", "https://alone.example/")
    assert ann == {
        "type": "rss",
        "text": "Ann & Co",
        "title": "Ann & Co",
        "description": "On <nibs>.",
        "xmlUrl": "https://ann.example/feed.xml",
        "htmlUrl": "https://ann.example/",
    }
    assert bo["type"] == "link"


def test_pages_announce_the_opml(built):
    """Programs look for it on the front page; relative URLs lead there from anywhere."""
    for docname, url in (
        ("", "blogroll.opml"),
        ("2025/03/x", "../../../blogroll.opml"),
    ):
        (link,) = built.html(docname).select("link[rel=blogroll]")
        assert link["href"] == url


def test_blogroll_is_in_the_menu_only_if_named(site, built):
    """It is there if `blog_menu` has it."""
    menu = ["archives", "blogroll"]
    named = site(FILES, blog_blogroll=BLOGS, blog_menu=menu).build()

    assert not built.html("").select('.bt-menu a[href="blogroll/"]')
    (entry,) = named.html("").select('.bt-menu a[href="blogroll/"]')
    assert entry.get_text() == "Blogroll"


FORMS = {
    "blogroll.yml": YAML,
    "blogroll.yaml": f"blogs:\n{YAML}",
    "blogroll.toml": TOML,
    "blogroll.opml": OPML,
}


@pytest.mark.parametrize("name", FORMS)
def test_blogroll_is_a_file_beside_conf(site, built, name):
    """Each of the formats gives the same OPML; a change of the file is noticed."""
    blog = site({**FILES, name: FORMS[name]}, author="Eve")
    assert blog.build().text("blogroll.opml") == built.text("blogroll.opml")

    blog.write({name: FORMS[name].replace("Bo", "Bobo")})
    again = blog.build()
    assert "Bobo" in again.text("blogroll.opml")
    assert "Bobo" in again.text("blogroll/index.html")

    blog.remove(name)
    gone = blog.build()
    assert not gone.exists("blogroll.opml")
    assert not gone.exists("blogroll")
    assert not gone.html("").select("link[rel=blogroll]")


def test_file_may_have_any_name(site, built):
    """The option has its path from `conf.py`."""
    files = {**FILES, "data/friends.yml": YAML}
    other = site(files, author="Eve", blog_blogroll="data/friends.yml").build()

    assert other.text("blogroll.opml") == built.text("blogroll.opml")


def test_site_has_no_blogroll_unless_asked(site):
    """Neither page nor file; an empty list wins over a file."""
    for options in ({}, {"blog_blogroll": []}):
        files = {**FILES, **({"blogroll.yml": YAML} if options else {})}
        built = site(files, **options).build()

        assert not built.exists("blogroll")
        assert not built.exists("blogroll.opml")
        assert "blogroll" not in built.text("index.html")


@pytest.mark.parametrize("name", ["blogroll.md", "blogroll/index.md"])
def test_page_of_the_author_replaces_the_page(site, name):
    """The OPML stays."""
    own = {name: "---\norphan:\n---\n# Friends\n"}
    built = site({**FILES, **own}, blog_blogroll=BLOGS).build()

    assert "Friends" in built.html("blogroll").select_one("h1").get_text()
    assert built.exists("blogroll.opml")


def test_opml_of_the_author_stays(site):
    """A file of the site wins, and is announced."""
    built = site({**FILES, "files/blogroll.opml": "own"}, blog_blogroll=BLOGS).build()

    assert built.text("blogroll.opml") == "own"
    assert built.html("").select("link[rel=blogroll]")


FAULTS = {
    "no blog": ("Ann", "expected a dictionary with a title and a url; got 'Ann'"),
    "no url": ({"title": "Ann"}, "expected a URL as 'url' of each blog; got {'title"),
    "path": ({"url": "/ann/"}, "expected a URL as 'url' of each blog; got '/ann/'"),
    "script": (
        {"url": "javascript:alert(1)"},
        "expected a URL as 'url' of each blog; got 'j",
    ),
}
PARTS = {
    "key": ({"feeds": "x"}, "got 'feeds' (did you mean 'feed'?)"),
    "feed": ({"feed": "javascript:alert(1)"}, "expected a URL as 'feed'; got 'javas"),
    "type": ({"title": 7}, "expected a string as 'title'; got 7"),
    "rel": ({"rel": "freind"}, "got 'freind' (did you mean 'friend'?)"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_blog_that_is_none_is_left_out_with_a_warning(site, kind):
    """It names the option, and the others stay."""
    row, said = FAULTS[kind]
    built = site(FILES, blog_blogroll=[row, BLOGS[0]]).build(
        warnings=[f"WARNING: blog_blogroll: {said}"]
    )

    assert len(outlines(built)) == 1
    assert "conf.py:" in built.warnings[0]


@pytest.mark.parametrize("kind", PARTS)
def test_bad_value_is_left_out_with_a_warning(site, kind):
    """The rest of the blog stays; one without a title has the name of its host."""
    facts, said = PARTS[kind]
    blog = {"url": "https://www.ann.example/", **facts}
    built = site(FILES, blog_blogroll=[blog]).build(warnings=[said])

    ((_, found),) = outlines(built)
    assert found["text"] == "ann.example"
    assert "javascript" not in built.text("blogroll.opml")


def test_warning_about_a_file_names_file_and_line(site):
    """The line has the value."""
    text = YAML + "- title: Cy\n  url: cy.example\n"
    site({**FILES, "blogroll.yml": text}).build(
        warnings=["blogroll.yml:11: WARNING: blogroll.yml: expected a URL as 'url'"]
    )


BROKEN = {
    "blogroll.yml": "a: [",
    "blogroll.yaml": "title: x",
    "blogroll.toml": "[[blogs",
    "blogroll.opml": "<html/>",
}


@pytest.mark.parametrize("name", BROKEN)
def test_file_that_is_no_list_is_one_warning(site, name):
    """The site is built without a blogroll."""
    built = site({**FILES, name: BROKEN[name]}).build(
        warnings=[f"{name}:1: WARNING: {name}: expected a list of blogs in YAML"]
    )

    assert not built.exists("blogroll.opml")


def test_missing_file_is_one_warning(site):
    """It was asked for by name."""
    site(FILES, blog_blogroll="friends.yml").build(
        warnings=["blog_blogroll: 'friends.yml': expected a file beside conf.py"]
    )


def test_other_theme_has_page_and_file(site):
    """With the theme's own frame."""
    built = site(FILES, blog_blogroll=BLOGS, html_theme="alabaster").build()

    cards = built.html("blogroll").select(".body .h-card .p-name")
    assert [card.get_text() for card in cards] == ["Alone", "Ann & Co", "Bo"]
    assert built.html("").select("link[rel=blogroll]")


def test_blogroll_needs_no_url_of_the_site(site):
    """All its URLs are those of others."""
    built = site(FILES, blog_blogroll=BLOGS, html_baseurl="").build()

    assert len(outlines(built)) == 3
