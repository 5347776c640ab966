"""What is made for ABlog, and what becomes of ABlog's own ways."""

from __future__ import annotations

from urllib.parse import urljoin

import feedparser
import pytest

from conftest import DOT, make_site, post

BASE = "https://example.org/"

POSTS = {
    "posts/one.md": post(
        "First.\n\nSecond.\n",
        title="One",
        date="2024-01-01T10:00:00+05:00",
        categories="python, C++",
        author="Ann, Bob",
        tags="a tag",
        description="About one.",
    ),
    "posts/two.md": post(
        title="Two", date="2025-02-02", categories="python", author="Ann"
    ),
    "posts/hidden.md": post(title="Hidden", index="false", categories="python"),
}

EXCERPTS = """---
orphan: true
---
# Lists

```{postlist}
:category: python
:sort:
:format: "{title} of {date}"
:date: "%Y"
```

(second)=
## Second

```{postlist}
:tags: a tag
:excerpts:
```

## Third

```{postlist}
:author: Bob
```

## Fourth

```{postlist} 1
```
"""


def links(element, docname):
    """Return the text and the URL in the site of each link of an element."""
    here = f"{BASE}{docname}/"
    return [
        (" ".join(a.get_text().split()), urljoin(here, a["href"]).removeprefix(BASE))
        for a in element.select("a:not(.headerlink)")
    ]


@pytest.fixture(scope="module")
def list_of(tmp_path_factory):
    """Return the links of each section of the page of post lists."""
    folder = tmp_path_factory.mktemp("lists")
    built = make_site(folder, {**POSTS, "lists.md": EXCERPTS}).build()
    page = built.html("lists")
    return {h.get_text().rstrip("¶"): h.parent for h in page.select("h1, h2")}


def test_post_list_by_category_has_a_format(list_of):
    """``postlist`` finds posts by category; ``sort`` puts the oldest first."""
    top = list_of["Lists"].select_one("ul")

    assert links(top, "lists") == [("One", "2024/01/one/"), ("Two", "2025/02/two/")]
    assert "Two of 2025" in " ".join(top.get_text().split())


def test_post_list_by_tag_has_excerpts(list_of):
    """An excerpt is the post's description."""
    section = list_of["Second"]

    assert ("One", "2024/01/one/") in links(section, "lists")
    assert "About one." in section.get_text()


def test_post_list_by_author_and_of_a_length(list_of):
    """The second of several authors counts; a number cuts the list."""
    assert ("One", "2024/01/one/") in links(list_of["Third"], "lists")
    fourth = links(list_of["Fourth"], "lists")
    assert ("Two", "2025/02/two/") in fourth
    assert ("One", "2024/01/one/") not in fourth


def test_unlisted_post_is_in_no_list_of_ablogs(list_of):
    """ABlog never hears of it."""
    assert "Hidden" not in list_of["Lists"].get_text()


SIDEBARS = ["recentposts", "categories", "archives", "tagcloud", "authors"]


@pytest.fixture(scope="module")
def sidebar(tmp_path_factory):
    """Return a post's page under Alabaster, with ABlog's sidebars."""
    names = [f"ablog/{name}.html" for name in SIDEBARS]
    built = make_site(
        tmp_path_factory.mktemp("sidebars"),
        POSTS,
        html_theme="alabaster",
        html_sidebars={"**": names},
    ).build()
    return links(built.html("2025/02/two").select_one(".sphinxsidebar"), "2025/02/two")


@pytest.mark.parametrize(
    ("label", "url"),
    [
        ("01 January - One", "2024/01/one/"),
        ("Recent Posts", "archives/"),
        ("Categories", "categories/"),
        ("Archives", "archives/"),
        ("Python (2)", "python/"),
        ("C++ (1)", "cpp/"),
        ("2024 (1)", "2024/"),
        ("A tag", "tag/a-tag/"),
        ("Ann (2)", "author/ann/"),
        ("Bob (1)", "author/bob/"),
    ],
)
def test_sidebars_lead_to_our_pages(sidebar, label, url):
    """ABlog's sidebars work in themes that know ABlog only."""
    assert any(
        found == url and label.split(" (")[0].split(" - ")[-1] in text
        for text, found in sidebar
    ), sidebar


def test_references_lead_to_our_pages(site):
    """ABlog's labels of categories, tags, authors and archives can be used."""
    page = (
        "---\norphan: true\n---\n# Page\n\n"
        "{ref}`category-python` {ref}`tag-a-tag` {ref}`author-ann` {ref}`archive-2024` "
        "{ref}`blog-posts` {ref}`blog-categories` {ref}`blog-feed`\n"
    )
    blog = site({**POSTS, "page.md": page})
    built = blog.build()

    expected = ["python/", "tag/a-tag/", "author/ann/", "2024/"]
    expected += ["archives/", "categories/", "feed/atom.xml"]
    found = links(built.html("page").select_one(".bt-body"), "page")
    assert [url for _, url in found] == expected
    blog.write({"page.md": page + "\nMore.\n"})
    again = links(blog.build().html("page").select_one(".bt-body"), "page")
    assert [url for _, url in again] == expected


RST_POST = """Title of it
===========

.. post:: 2025-02-03
   :category: python
   :author: Ann, Bob
   :tags: x

   Text of it.

.. update:: 2025-03-04

   Something new.
"""


def test_post_directive_makes_a_post(site):
    """A reStructuredText page with ABlog's directive is in lists, feeds and archives."""
    built = site({**POSTS, "old/it.rst": RST_POST}).build()

    page = built.html("old/it")
    assert page.h1.get_text().rstrip("¶") == "Title of it"
    assert page.select_one("time.dt-published")["datetime"].startswith("2025-02-03")
    assert [a.get_text() for a in page.select(".p-author")] == ["Ann", "Bob"]
    assert page.select_one(".e-content").get_text().count("Text of it.") == 1
    entries = feedparser.parse(built.text("python/feed/atom.xml")).entries
    assert [entry.title for entry in entries] == ["Title of it", "Two", "One"]
    assert ("Title of it", "old/it/") in links(built.html("2025"), "2025")


def test_update_directive_shows_its_date(site):
    """It is a note with the date as a title."""
    note = site({"it.rst": RST_POST}).build().html("it").select_one(".update")

    assert note.select_one(".admonition-title").get_text() == "Updated on 4 March 2025"
    assert "Something new." in note.get_text()


@pytest.mark.parametrize("directive", ["post", "update"])
def test_date_of_a_directive_that_cannot_be_read_is_one_warning(site, directive):
    """A post is held back then, an update is shown as it is; the build goes on."""
    source = RST_POST.replace(
        *(
            ("2025-02-03", "soonish")
            if directive == "post"
            else ("2025-03-04", "soonish")
        )
    )
    built = site({**POSTS, "it.rst": source}).build(
        warnings=["WARNING: the date 'soonish' cannot be read"]
    )

    assert "it.rst" in built.warnings[0]
    assert built.exists("it/index.html") == (directive == "update")


def test_aware_dates_do_not_crash(site):
    """ABlog alone can't compare dates with and without a zone."""
    files = {
        f"{n}.md": post(title=f"Post {n}", date=date)
        for n, date in enumerate(
            ["2025-01-01", "2025-01-01T00:00:00-11:00", "2025-01-01 12:00:00+0000"]
        )
    }
    files["list.md"] = "---\norphan: true\n---\n# List\n\n```{postlist}\n:sort:\n```\n"
    built = site(files).build()

    names = [
        name for name, _ in links(built.html("list").select_one(".bt-body"), "list")
    ]
    assert {"Post 0", "Post 1", "Post 2"} <= {name.split(" - ")[-1] for name in names}


def test_sites_of_one_process_do_not_share_posts(site):
    """ABlog's memory of the last site is emptied."""
    page = "---\norphan: true\n---\n# List\n\n```{postlist}\n```\n"
    site({**POSTS, "list.md": page}).build()
    built = site({"other.md": post(title="Other"), "list.md": page}).build()

    text = built.html("list").select_one(".bt-body").get_text()
    assert "Other" in text
    assert "One" not in text


@pytest.fixture(scope="module")
def guest(tmp_path_factory):
    """Return a site of ABlog's, which uses our theme and has not asked for our URLs."""
    files = {
        "posts/one.md": (
            "---\nblogpost: true\ndate: 2024-01-01\ncategory: python\n---\n# One\n\nText.\n"
        ),
        "index.md": "# Home\n\n```{postlist}\n```\n",
    }
    return make_site(
        tmp_path_factory.mktemp("guest"),
        files,
        extensions=["myst_parser", "ablog", "sphinx_blogtheme"],
        blog_baseurl=BASE,
        blog_title="Guest",
    ).build("dirhtml")


def test_guest_keeps_ablogs_urls(guest):
    """A site that lists ``ablog`` itself is not moved."""
    assert guest.html("posts/one").h1.get_text().rstrip("¶") == "One"
    assert guest.exists("blog/category/python/index.html")
    assert guest.exists("blog/2024/index.html")
    assert not guest.exists("2024")
    assert not guest.exists("feed")


def test_guest_keeps_ablogs_feed(guest):
    """The feed is where its readers expect it."""
    feed = feedparser.parse(guest.text("blog/atom.xml"))

    assert [entry.link for entry in feed.entries] == [f"{BASE}posts/one/"]
    alternate = guest.html("posts/one").select_one('[type="application/atom+xml"]')
    assert alternate["href"] == "../../blog/atom.xml"


def test_guest_can_ask_for_our_urls(site):
    """``blog_permalink`` in such a site hands its posts to us."""
    built = site(
        {"posts/one.md": post(title="One")},
        extensions=["myst_parser", "ablog", "sphinx_blogtheme"],
        blog_permalink="/{year}/{month}/{slug}/",
    ).build()

    assert built.exists("2025/03/one/index.html")
    assert built.html("blog").select_one("body a")["href"] == "../archives/"
    assert not built.exists("blog/drafts")


MOVED = {"extensions": ["ablog", "sphinx_blogtheme"], "blog_permalink": ""}
"""Options of a site that was ABlog's, and keeps its URLs."""

NEWS = {
    "news/p.md": post("See [q](q.md).\n\n![x](dot.png)\n", title="P", tags="t"),
    "news/q.md": post(title="Q", date="2025-02-01"),
    "news/r/index.md": post(title="R", date="2025-01-01"),
    "news/s.rst": "S\n=\n\n.. post:: 2025-01-02\n\nText.\n",
    "news/dot.png": DOT,
}


@pytest.mark.parametrize(
    ("builder", "urls"),
    [
        ("html", ["news/p.html", "news/q.html", "news/r/index.html", "news/s.html"]),
        ("dirhtml", ["news/p/", "news/q/", "news/r/", "news/s/"]),
    ],
)
def test_moved_site_keeps_the_urls_of_its_builder(site, builder, urls):
    """Each page is where it was, and lists, feeds and other pages lead there."""
    built = site(NEWS, **MOVED).build(builder)
    page = built.html(urls[0])

    for url in urls:
        assert built.html(url).select_one(".e-content")
        link = built.html(url).select_one("link[rel=canonical]")
        assert link["href"] == BASE + url
    assert len(list(built.out.rglob("news/**/*.html"))) == len(urls)
    found = page.select_one(".e-content a")["href"]
    assert urljoin(BASE + urls[0], found) == BASE + urls[1]
    image = urljoin(urls[0], page.select_one(".e-content img")["src"])
    assert (built.out / image).read_bytes() == DOT
    feed = feedparser.parse(built.text("feed/atom.xml"))
    assert {entry.link for entry in feed.entries} == {BASE + url for url in urls}
    listed = built.html("archives").select(".u-url")
    assert {urljoin(f"{BASE}archives/", a["href"]) for a in listed} >= {
        BASE + url for url in urls
    }
    assert {entry.text for entry in built.html("tag/t").select("h2")} == {"P"}


@pytest.mark.parametrize(
    ("builder", "old"),
    [("html", "news/p.html"), ("dirhtml", "news/p/index.html")],
)
def test_old_url_leads_to_a_post_that_its_header_moves(site, builder, old):
    """ABlog doesn't know the key, so readers have links to the file's path."""
    files = {"news/p.md": post(permalink="elsewhere")}
    built = site(files, **MOVED).build(builder)

    link = built.html(old).select_one("body a")
    assert urljoin(BASE + old, link["href"]) == f"{BASE}elsewhere/"
    assert built.html("elsewhere").select_one(".e-content")


def test_old_url_of_a_moved_post_is_free_for_others(site):
    """A redirect that nobody wrote gives way without a word."""
    files = {
        "news/p.md": post(permalink="elsewhere"),
        "x.md": post(permalink="news/p"),
    }
    built = site(files, **MOVED).build()

    assert built.html("news/p").select_one(".e-content")


def test_empty_page_at_ablogs_list_shows_the_posts(site):
    """A menu and old links lead there; a page with text stays as it is."""
    files = {
        "index.md": "# Home\n\n```{toctree}\nblog\n```\n",
        "blog.md": "# My journal\n",
        "blog/p.md": post(title="P"),
    }
    blog = site(files, **MOVED)
    page = blog.build().html("blog")
    assert page.h1.text.startswith("My journal")
    assert [a.text for a in page.select("a.u-url")] == ["P"]

    blog.write({"blog.md": "# My journal\n\nWords.\n"})
    built = blog.build()
    assert [p.text for p in built.html("blog").select("main p")] == ["Words."]
    assert built.differences(blog.build(fresh=True)) == []


def test_ablogs_url_of_the_site_is_enough(site):
    """Feeds, sitemap and canonical URLs need no second option."""
    built = site(
        {"p.md": post(), "index.md": "# Home\n\n{ref}`blog-feed`\n"},
        extensions=["ablog", "sphinx_blogtheme"],
        blog_permalink="",
        blog_baseurl="https://example.org",
        html_baseurl=None,
    ).build()

    assert f"<loc>{BASE}p/</loc>" in built.text("sitemap.xml")
    assert built.html("p").select_one("link[rel=canonical]")["href"] == f"{BASE}p/"
    feed = built.html().find("a", title=lambda text: text and "Feed" in text)["href"]
    assert built.exists(feed.removeprefix(BASE))


def test_reference_to_the_feed_is_a_warning_without_one(site):
    """Without a URL a site has no feed, and a label that leads nowhere is undefined."""
    files = {"p.md": post(), "index.md": "# Home\n\n{ref}`blog-feed`\n"}
    built = site(files, html_baseurl=None).build(
        warnings=["WARNING: undefined label: 'blog-feed'"]
    )

    assert not built.html().select("a.reference")
