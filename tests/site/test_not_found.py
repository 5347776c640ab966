"""The page that a server sends where the site has none."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest

import captured
from conftest import Built, post

BASE = "https://example.org/blog/"
DEEP = "https://example.org/blog/no/such/page/"

OWN = "# Seite nicht gefunden\n\nOder [hier](/2025/03/x/#teil)? ![](/i.svg)\n\n## Und\n"

FILES = {
    "x.md": post("## Teil\n"),
    "files/i.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}


def assert_works_anywhere(built: Built, path: str = "/blog/") -> None:
    """Assert that no URL of the page depends on where it is shown, nor is dead."""
    page = built.html("404.html")
    found = 0
    for element in page.select("[href], [src], [action], [data-content_root]"):
        for name in ("href", "src", "action", "data-content_root"):
            url = element.get(name)
            if url is None or url.startswith(("#", "https://", "data:")):
                continue
            found += 1
            assert url.startswith(path), (name, url)
            file = urlsplit(urljoin(DEEP, url)).path.removeprefix(path)
            file += "index.html" if not file or file.endswith("/") else ""
            assert built.exists(file), url
    assert found > 5


@pytest.mark.parametrize("theme", ["sphinx_blogtheme", "alabaster", "furo"])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_page_works_at_any_depth(site, builder, theme):
    """A server shows it at every URL that it doesn't have, also below a folder."""
    pytest.importorskip(theme)
    conf = {"html_theme": theme, "html_baseurl": BASE, "html_favicon": "f.svg"}
    tree = {"index.md": "# Test\n\n```{toctree}\npage\n```\n", "page.md": "# Page\n"}
    built = site({**FILES, **tree, "f.svg": FILES["files/i.svg"]}, **conf).build(
        builder
    )

    assert_works_anywhere(built)
    assert not built.exists("404/index.html")


def test_page_says_what_it_is(site):
    """It is a kind of its own, without an address to be found at."""
    site(FILES, extensions=["sphinx_blogtheme", "captured"]).build()
    context = captured.CONTEXTS["404"]

    assert [post.docname for post in context["recent"]] == ["2025/03/x"]
    assert context["page_kind"] == "not-found"
    assert context["heading"] == context["page_title"] == "Page not found"
    assert context["page_description"] == "Test blog has no page at this address."
    assert context["page_url"] is context["pageurl"] is None
    assert [item.uri for item in context["blog"].menu] == [
        "/archives/",
        "/feed/",
    ]


def test_site_without_an_address_is_at_the_root(site):
    """That is where a server looks for the page."""
    built = site(FILES, html_baseurl=None).build()

    assert_works_anywhere(built, "/")


def test_page_is_found_by_nobody(site):
    """Neither search engines nor the site's own search lead to it."""
    built = site({**FILES, "404.md": OWN}, blog_search="sphinx").build()

    for name in ("sitemap.xml", "llms.txt", "searchindex.js"):
        assert "404" not in built.text(name), name
    assert "Seite" not in built.text("searchindex.js")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_owners_text_is_on_the_page(site, builder):
    """A document ``404.md`` is no page of its own, but what this page says."""
    blog = site({**FILES, "404.md": OWN}, html_baseurl=BASE)
    built = blog.build(builder)

    page = built.html("404.html")
    assert "Oder hier?" in page.get_text()
    link = next(a for a in page.select("a") if a.get_text() == "hier")
    assert link["href"] == "/blog/2025/03/x/#teil"
    assert page.select_one("img")["src"] == "/blog/i.svg"
    assert not built.exists("404/index.html")
    assert_works_anywhere(built)

    blog.remove("404.md")
    assert "Oder hier?" not in blog.build(builder).text("404.html")


def test_owners_heading_is_the_pages(site):
    """A site in another language says it in that."""
    conf = {"extensions": ["sphinx_blogtheme", "captured"]}
    site({**FILES, "404.md": OWN}, **conf).build()
    context = captured.CONTEXTS["404"]

    assert context["heading"] == context["page_title"] == "Seite nicht gefunden"


def test_file_of_the_owners_is_served_as_it_is(site):
    """Who has a whole page keeps it."""
    own = "<!DOCTYPE html>\n<title>Mine</title>\n"
    built = site({**FILES, "files/404.html": own}).build()

    assert built.text("404.html") == own


def test_template_of_the_owners_is_used(site):
    """Sphinx's own way to such a page still works."""
    template = "<!DOCTYPE html>\n<title>{{ pagename }}</title>\n"
    built = site(
        {**FILES, "templates/mine.html": template},
        templates_path=["templates"],
        html_additional_pages={"404": "mine.html"},
    ).build("html")

    assert built.html("404.html").title.get_text() == "404"


def test_documentation_without_a_post_has_no_such_page(site):
    """It is a part of the blog."""
    assert not site({}).build().exists("404.html")


OTHERS = {"notfound_context": {"title": "Lost", "body": "<h1>Lost</h1>"}}


@pytest.mark.filterwarnings("ignore:'tags' will become a required")
def test_page_of_sphinx_notfound_page_stands(site):
    """Ours is not made, and nothing is said."""
    pytest.importorskip("notfound")
    extensions = ["notfound.extension", "sphinx_blogtheme"]
    conf = {"extensions": extensions, "html_theme": "alabaster", **OTHERS}
    blog = site(FILES, **conf)
    built = blog.build("html")
    assert built.html("404.html").h1.text == "Lost"

    blog.configure(notfound_pagename="lost", blog_not_found_page=True)
    built = blog.build("html")
    assert built.html("lost.html").h1.text == "Lost"
    assert built.html("404.html").h1.text == "Page not found"


def test_site_can_do_without_the_page(site):
    """Then a document of this name is an ordinary page, and nothing leads to ours."""
    blog = site(FILES, blog_not_found_page=False)
    built = blog.build()
    assert not built.exists("404.html")

    blog.write({"404.md": OWN})
    assert "Seite nicht gefunden" in blog.build("html").html("404.html").text
