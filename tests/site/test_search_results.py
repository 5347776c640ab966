"""Results of Sphinx's own search lead to pages that exist."""

from __future__ import annotations

import json

import pytest

from conftest import post
from serving import serve

FILES = {
    "contact.md": "# Contact\n\nWrite a letter.\n",
    "posts/a.md": post("Quills are sharpened.\n", title="Quills"),
    "posts/b.md": post("Ink is mixed.\n", title="Ink", date="2024-05-01"),
}


def results_of(built):
    """Return the files to which the results of Sphinx's script lead, by title."""
    text = built.text("searchindex.js")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    files = (f"{name}.html" for name in index["docnames"])
    return dict(zip(index["titles"], files, strict=True))


@pytest.mark.parametrize("theme", ["alabaster", "sphinx_blogtheme"])
def test_posts_are_found_under_the_builder_html(site, theme):
    """Also after an edit, when the index is that of a new build."""
    blog = site(FILES, html_theme=theme, blog_search="sphinx")
    first = results_of(blog.build("html"))
    assert first["Ink"] == "2024/05/b/index.html"
    assert first["Contact"] == "contact.html"

    blog.write({"posts/a.md": post("Geese.\n", title="Geese")})
    blog.remove("contact.md")
    edited = blog.build("html")
    results = results_of(edited)
    assert {"Geese", "Ink"} <= results.keys()
    assert "Contact" not in results
    assert all(edited.exists(file) for file in results.values())
    assert edited.files() == blog.build("html", fresh=True).files()


def test_entry_of_the_index_on_two_pages_keeps_their_order(site):
    """Also if a build writes only the second of them."""
    page = "---\norphan:\n---\n# {}\n\n```{{index}} quill\n```\n\nText.\n"
    files = {"a.md": page.format("A"), "b.md": page.format("B") + "[](posts/x.md)\n"}
    blog = site({**files, "posts/x.md": post()}, blog_search="sphinx")
    blog.build()
    blog.write({"posts/x.md": post(title="Other")})
    built = blog.build()

    assert built.differences(blog.build(fresh=True)) == []


@pytest.mark.browser
def test_result_in_another_theme_leads_to_the_post(page, site):
    """Its summary is that of the post, too."""
    built = site(FILES, html_theme="alabaster").build("html")
    with serve(built.out, "/docs/") as url:
        page.goto(f"{url}search.html?q=sharpened")
        page.locator("#search-results .context").first.wait_for()
        page.locator("#search-results a").first.click()
        page.get_by_role("heading", name="Quills").wait_for()

        assert page.url.startswith(f"{url}2025/03/a/")
