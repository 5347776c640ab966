"""The pages made of the posts: what each shows, and what each says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from conftest import Built, make_site, post

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "https://example.org/"

COUNT = 23
"""Posts of the site below: 12 of February 2024 and 11 of March 2025."""


def numbered(number: int) -> str:
    """Return the source of one of the posts: the higher the number, the newer."""
    early = number <= 12
    return post(
        f"Intro {number}.\n\n<!--more-->\n\nRest {number}.\n",
        title=f"Post {number}",
        date=f"2024-02-{number:02d}" if early else f"2025-03-{number:02d}",
        categories="nslu2-offsite-backup-project" if early else "python, latex, C++",
        tags="one tag, two" if number == COUNT else None,
        author="Ann, Bob" if number == COUNT else None,
        description="What it says." if number == COUNT else None,
        updated="2025-04-01" if number == COUNT else None,
    )


@pytest.fixture(scope="module")
def blog(tmp_path_factory) -> Built:
    """Return a site of 23 numbered posts and a page, built."""
    files = {f"posts/p{n}.md": numbered(n) for n in range(1, COUNT + 1)}
    files["index.md"] = "# Welcome\n\nHello, reader.\n"
    files["about.md"] = "---\norphan:\n---\n# About me\n\nI write.\n"
    return make_site(
        tmp_path_factory.mktemp("pages"),
        files,
        blog_categories={"nslu2-offsite-backup-project": "NSLU2 offsite backup"},
        blog_authors={"Bob": ("Bob B.", "https://bob.example/")},
        blog_description="About tests.",
    ).build()


def titles(built: Built, docname: str) -> list[str]:
    """Return the names of the entries that a page lists, as an h-feed."""
    return [name.get_text() for name in built.html(docname).select(".h-entry .p-name")]


def names(numbers: range) -> list[str]:
    """Return the titles of posts by their numbers."""
    return [f"Post {number}" for number in numbers]


def test_front_page_shows_the_owners_words_then_the_ten_newest(blog):
    """A visitor first sees what is new."""
    page = blog.html()

    assert "Hello, reader." in page.select_one(".bt-intro").get_text()
    assert titles(blog, "") == names(range(23, 13, -1))


def test_older_posts_are_on_further_pages(blog):
    """Paging loses no post and repeats none."""
    assert titles(blog, "page/2") == names(range(13, 3, -1))
    assert titles(blog, "page/3") == names(range(3, 0, -1))
    assert not blog.exists("page/4")
    assert not blog.exists("page/1")


@pytest.mark.parametrize(
    ("folder", "numbers"),
    [
        ("python", range(23, 12, -1)),
        ("nslu2-offsite-backup-project", range(12, 0, -1)),
        ("2025/03", range(23, 12, -1)),
        ("2024/02", range(12, 0, -1)),
    ],
)
def test_categories_and_months_are_paged_too(blog, folder, numbers):
    """Each list has its newest posts first and the others on ``page/2``."""
    assert titles(blog, folder) == names(numbers[:10])
    assert titles(blog, f"{folder}/page/2") == names(numbers[10:])


@pytest.mark.parametrize("folder", ["", "python", "2025/03"])
def test_pager_leads_to_the_next_page_and_back(blog, folder):
    """Nobody gets lost between the pages of a list."""
    first = blog.html(folder)
    older = first.select_one(".bt-pager a[rel=next]")["href"]
    here = f"{BASE}{folder}/" if folder else BASE
    second_url = urljoin(here, older)

    second = blog.html(second_url.removeprefix(BASE))
    newer = second.select_one(".bt-pager a[rel=prev]")["href"]
    assert first.select_one(".bt-pager a[rel=prev]") is None
    assert urljoin(second_url, newer) == here


def test_page_size_is_an_option(site):
    """Each site decides how much a page holds."""
    files = {f"{n}.md": post(title=f"Post {n}", slug=f"p{n}") for n in range(5)}
    built = site(files, blog_page_size=2).build()

    assert [len(titles(built, p)) for p in ("", "page/2", "page/3")] == [2, 2, 1]


def test_intro_ends_at_the_marker(blog):
    """A list shows the intro as a summary, with the way to the rest."""
    entry = blog.html().select_one(".h-entry")

    assert entry.select_one(".p-summary").get_text(strip=True) == "Intro 23."
    assert entry.select_one(".e-content") is None
    assert entry.select_one(".bt-more a")["href"] == "2025/03/p23/"


def test_post_without_a_marker_is_shown_whole(site):
    """There is no link to a rest that does not exist."""
    entry = site({"x.md": post("All.\n")}).build().html().select_one(".h-entry")

    assert entry.select_one(".e-content").get_text(strip=True) == "All."
    assert entry.select_one(".bt-more") is None


def test_post_is_one_h_entry(blog):
    """Microformats tell machines what a post's title, date, terms and text are."""
    page = blog.html("2025/03/p23")
    (entry,) = page.select(".h-entry")

    assert entry.select_one("h1.p-name").get_text() == "Post 23"
    published = entry.select_one("time.dt-published")
    assert published["datetime"] == "2025-03-23T00:00:00+00:00"
    assert published.get_text() == "23 March 2025"
    assert entry.select_one("time.dt-updated")["datetime"] == (
        "2025-04-01T00:00:00+00:00"
    )
    assert entry.select_one("a.u-url")["href"] == f"{BASE}2025/03/p23/"
    assert [a.get_text() for a in entry.select(".p-author")] == ["Ann", "Bob B."]
    assert [a.get_text() for a in entry.select(".p-category")] == [
        *("Python", "LaTeX", "C++"),
        *("One tag", "Two"),
    ]
    text = entry.select_one(".e-content").get_text().split()
    assert text == ["Intro", "23.", "Rest", "23."]


@pytest.mark.parametrize("docname", ["", "page/2", "python", "2025/03", "tag/two"])
def test_list_is_an_h_feed(blog, docname):
    """Each entry has its own title, address, date and text."""
    page = blog.html(docname)
    (feed,) = page.select(".h-feed")

    assert feed.select_one("h1.p-name").get_text()
    for entry in feed.select(".h-entry"):
        assert entry.select_one(".p-name a.u-url, a.u-url.p-name")
        assert entry.select_one("time.dt-published")
        assert entry.select_one(".p-summary, .e-content")


def test_archives_list_every_post_by_year(blog):
    """All posts are on one page, under their years."""
    page = blog.html("archives")

    assert [h2.get_text() for h2 in page.select("h2 a")] == ["2025", "2024"]
    assert titles(blog, "archives")[1:] == names(range(22, 0, -1))
    assert page.select_one("h2 a")["href"] == "../2025/"


def test_year_lists_its_posts_by_month(blog):
    """A year leads to its months."""
    page = blog.html("2024")

    assert [h2.get_text() for h2 in page.select("h2 a")] == ["February 2024"]
    assert titles(blog, "2024") == names(range(12, 0, -1))
    assert page.select_one("h2 a")["href"] == "02/"


def test_categories_are_listed_with_their_counts(blog):
    """Display names come from ``blog_categories``, from known words, or the slug."""
    lines = [
        (line.a.get_text(), line.a["href"], line.select_one(".bt-count").get_text())
        for line in blog.html("categories").select(".bt-terms li")
    ]

    assert lines == [
        ("C++", "../cpp/", "11 posts"),
        ("LaTeX", "../latex/", "11 posts"),
        ("NSLU2 offsite backup", "../nslu2-offsite-backup-project/", "12 posts"),
        ("Python", "../python/", "11 posts"),
    ]


def test_name_of_a_category_does_not_depend_on_the_post(site):
    """Two spellings of one category are one, on the page of either post."""
    built = site(
        {
            "a.md": post(categories="Data Science", date="2024-01-01"),
            "b.md": post(categories="data-science", tags="X Y"),
            "c.md": post(categories="DATA SCIENCE", tags="x y"),
        }
    ).build()

    for docname in ("2024/01/a", "2025/03/b", "2025/03/c"):
        category = built.html(docname).select_one(".p-category")
        assert category.get_text() == "Data Science"
        assert category["href"].endswith("data-science/")
    assert len(titles(built, "data-science")) == 3


def test_tags_and_authors_have_pages(blog):
    """They are lists like any other, in folders of their own."""
    assert titles(blog, "tag/one-tag") == ["Post 23"]
    assert titles(blog, "author/ann") == ["Post 23"]
    assert blog.html("author/bob").h1.get_text() == "Bob B."


def test_post_leads_to_its_neighbours(blog):
    """The newest post has only an older one, the oldest only a newer one."""

    def neighbours(number: int, month: str) -> dict[str, str]:
        page = blog.html(f"{month}/p{number}")
        lines = page.select(".bt-older-newer li")
        return {line.a["rel"][0]: line.get_text(" ", strip=True) for line in lines}

    assert neighbours(23, "2025/03") == {"prev": "Older Post 22 22 Mar 2025"}
    assert neighbours(13, "2025/03") == {
        "prev": "Older Post 12 12 Feb 2024",
        "next": "Newer Post 14 14 Mar 2025",
    }
    assert neighbours(1, "2024/02") == {"next": "Newer Post 2 2 Feb 2024"}


def pages(built: Built) -> Iterator[str]:
    """Yield the docname of each page but Sphinx's own."""
    for path in built.out.rglob("index.html"):
        docname = path.parent.relative_to(built.out).as_posix().removeprefix(".")
        if docname not in ("genindex", "search"):
            yield docname


def test_each_page_has_its_own_title_description_and_address(blog):
    """Search engines can tell the pages apart."""
    seen = {"title": set(), "description": set(), "canonical": set()}
    docnames = list(pages(blog))
    for docname in docnames:
        page = blog.html(docname)
        (title,) = page.select("head title")
        (canonical,) = page.select("link[rel=canonical]")
        assert canonical["href"] == f"{BASE}{docname}/".replace("org//", "org/")
        seen["title"].add(title.get_text())
        seen["canonical"].add(canonical["href"])
        (description,) = page.select("meta[name=description]")
        seen["description"].add(description["content"])

    assert {name: len(values) for name, values in seen.items()} == {
        "title": len(docnames),
        "canonical": len(docnames),
        "description": len(docnames),
    }


def test_description_is_the_authors_or_how_the_text_begins(blog):
    """Without a description, the intro gives one."""

    def description(docname: str) -> str:
        return blog.html(docname).select_one("meta[name=description]")["content"]

    assert description("2025/03/p23") == "What it says."
    assert description("2025/03/p22") == "Intro 22."
    assert description("") == "About tests."


def test_menu_names_what_the_site_has(blog):
    """Entries for pages that do not exist are left out; the current one is marked."""
    page = blog.html("about")
    links = page.select(".bt-menu a")

    assert [(a.get_text(), a["href"]) for a in links] == [
        ("About me", "#"),
        ("Archives", "../archives/"),
        ("Categories", "../categories/"),
        ("Feed", "../feed/"),
        ("Search", "../search/"),
    ]
    assert [a.get_text() for a in page.select("[aria-current=page]")] == ["About me"]


def test_menu_is_an_option(site):
    """Names, own labels with URLs, and posts that ask for it themselves."""
    built = site(
        {
            "page.md": "---\norphan:\n---\n# Page\n\n## Part\n",
            "x.md": post(title="On it", **{"on-menu": "true"}),
        },
        blog_menu=[
            "page",
            "contact",
            ("Part", "/page/#part"),
            ("Notes", "/2025/03/"),
            ("Elsewhere", "https://example.com/?a=1"),
        ],
    ).build()

    links = built.html("2025/03/x").select(".bt-menu a")
    assert [(a.get_text(), urljoin(f"{BASE}2025/03/x/", a["href"])) for a in links] == [
        ("Page", f"{BASE}page/"),
        ("Part", f"{BASE}page/#part"),
        ("Notes", f"{BASE}2025/03/"),
        ("Elsewhere", "https://example.com/?a=1"),
        ("On it", f"{BASE}2025/03/x/"),
        ("Search", f"{BASE}search/"),
    ]


def test_dead_link_of_the_menu_is_a_warning(site):
    """The menu is checked as the texts are."""
    blog = site({"x.md": post()}, blog_menu=[("Gone", "/gone/")])

    blog.build(warnings=["conf.py:5: WARNING: dead link to '/gone/'"])


def test_dates_are_in_the_language_of_the_site(site):
    """A German blog says "März"."""
    built = site({"x.md": post()}, language="de", blog_categories={}).build()

    assert (
        built.html("2025/03/x").select_one(".dt-published").get_text() == "1. März 2025"
    )
    assert built.html("2025/03").h1.get_text() == "März 2025"
    assert built.html("").html["lang"] == "de"


def test_text_of_a_header_is_text(site):
    """Markup in titles and names is shown, and never run."""
    nasty = "'<b>&amp; \"x\" <script>alert(1)</script>'"
    built = site(
        {
            "x.md": post(title=nasty, categories=nasty, tags=nasty, author=nasty),
            "y.md": post(description=nasty, date="2025-03-02"),
        }
    ).build()

    for docname in pages(built):
        page = built.html(docname)
        assert [s for s in page.select("script") if "alert" in s.get_text()] == []
        assert page.select(".p-name b, .p-category b, title b") == []
    assert built.html("2025/03/x").h1.get_text() == nasty.strip("'")


def test_unlisted_post_has_no_links_to_pages_that_do_not_exist(site):
    """Its category may have no listed post, and so no page."""
    built = site({"x.md": post(index="false", categories="lonely")}).build()

    assert not built.exists("lonely")
    assert built.html("2025/03/x").select(".p-category") == []


def test_slots_and_parts_can_be_replaced(site):
    """A template in the site's own folder stands in for one of the theme's."""
    built = site(
        {
            "x.md": post(),
            "templates/slots/post-after.html": "<p class='mine'>{{ post.title }}</p>",
        },
        templates_path=["templates"],
    ).build()

    assert built.html("2025/03/x").select_one(".mine").get_text() == "Post"


def test_post_without_author_has_the_default_one(site):
    """ABlog's setting says who writes where a header doesn't."""
    names = {"ann": ("Ann E.", None), "bob": ("Bob", None)}
    files = {"x.md": post(slug="x"), "y.md": post(slug="y", author="bob")}
    built = site(files, blog_authors=names, blog_default_author="ann").build()

    bylines = [
        built.html(f"2025/03/{name}").select_one(".p-author").get_text()
        for name in "xy"
    ]
    assert bylines == ["Ann E.", "Bob"]
    assert built.exists("author/ann/index.html")
