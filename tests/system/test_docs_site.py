"""Documentation drawn by the theme: without the extension, without posts, with both."""

from __future__ import annotations

import pytest

from conftest import make_site, post

INDEX = """# Docs

```{toctree}
:maxdepth: 2

start
reference/options
```
"""

FILES = {
    "index.md": INDEX,
    "start.md": "# Start\n\n## First steps\n\nSee [](reference/options.md).\n",
    "reference/options.md": (
        "# Options\n\n```{eval-rst}\n.. py:function:: f(x)\n\n   Do it.\n```\n"
    ),
}

BLOG = "2025/03/news"

THEME_ALONE = {"extensions": ["myst_parser"]}

KINDS = {
    "theme alone": ({}, THEME_ALONE),
    "extension without posts": ({}, {}),
    "beside a blog": ({"news.md": post(title="News")}, {}),
}


@pytest.fixture(scope="module", params=KINDS)
def docs(request, tmp_path_factory):
    """Return a documentation project of each kind, built."""
    files, conf = KINDS[request.param]
    folder = tmp_path_factory.mktemp("docs")
    return make_site(folder, {**FILES, **files}, **conf).build()


def test_navigation_shows_the_tree_of_pages(docs):
    """The toctree is beside the text, with the current page marked."""
    tree = docs.html("start").select_one(".bt-tree:not(.bt-contents)")

    names = [a.get_text() for a in tree.select("li.toctree-l1 > a")]
    assert names == ["Start", "Options"]
    assert tree.select_one(".current > a").get_text() == "Start"


def test_pages_lead_to_their_neighbours(docs):
    """A reader goes through the pages in the order of the toctree."""
    page = docs.html("start")

    assert page.select_one("link[rel=next]")["href"] == "../reference/options/"
    assert page.select_one("link[rel=prev]")["href"] == "../"


def test_index_page_is_the_authors(docs):
    """Its text and its toctree are there, under its own title."""
    page = docs.html()

    assert len(page.select("h1")) == 1
    assert "Options" in page.select_one("main").get_text()


def test_api_is_drawn_and_found(docs):
    """Signatures have their anchors; the index lists them."""
    assert docs.html("reference/options").find(id="f")
    assert "f()" in docs.html("genindex").select_one("main").get_text()
    assert docs.exists("search/index.html")


def test_documentation_announces_no_feed_it_does_not_have(docs):
    """ABlog alone would announce one on every page."""
    feeds = docs.html("start").select("link[type*=atom], link[type*=rss]")

    assert all(docs.exists(f"start/{feed['href']}") for feed in feeds)
    assert bool(feeds) == docs.exists(BLOG)


def test_documentation_has_no_pages_of_a_blog(docs):
    """Lists are made where there is something to list."""
    for name in ("archives", "feed", "2025"):
        assert docs.exists(name) == docs.exists(BLOG)


def test_page_that_no_toctree_has_is_a_warning(site):
    """Documentation keeps Sphinx's check, which a blog's pages don't need."""
    files = {**FILES, "lost.md": "# Lost\n"}

    site(files).build(warnings=["lost.md: WARNING: document isn't included"])
    site({"lost.md": "# Lost\n", "x.md": post()}).build()


def test_post_can_be_in_a_toctree(site):
    """It is named by its permalink, as everywhere."""
    index = "# Docs\n\n```{toctree}\n2025/03/a\n/2025/03/b\n```\n"
    files = {f"posts/{n}.md": post(title=n.upper()) for n in "ab"}
    built = site({"index.md": index, **files}).build()

    links = built.html().select(".toctree-wrapper a")
    assert [a["href"] for a in links] == ["./2025/03/a/", "./2025/03/b/"]


def test_post_in_a_toctree_may_be_named_by_its_file(site):
    """By path, with a title of its own, or with others by a pattern."""
    index = (
        "# Docs\n\n```{toctree}\nposts/a\nBee <posts/b.md>\n```\n\n"
        "```{toctree}\n:glob:\nposts/x-*\n```\n"
    )
    names = ("a", "b", "x-1", "x-2")
    files = {f"posts/{n}.md": post(title=n.upper()) for n in names}
    built = site({"index.md": index, **files}).build()

    links = built.html().select(".toctree-wrapper a")
    assert [a["href"] for a in links] == [f"./2025/03/{name}/" for name in names]
    assert [a.get_text() for a in links] == ["A", "Bee", "X-1", "X-2"]


def test_documentation_does_not_change_between_builds(site):
    """An edit gives what a clean build gives here, too."""
    blog = site({**FILES, "news.md": post(title="News")})
    blog.build()
    blog.write({"start.md": "# Begin\n\n## Other steps\n"})
    built = blog.build()

    assert built.files() == blog.build(fresh=True).files()
