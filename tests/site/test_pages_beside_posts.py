"""Documentation with a theme of its own stays as it was when it gets a blog."""

from __future__ import annotations

import pytest

from conftest import post

FILES = {
    "index.rst": "Tool\n====\n\n.. toctree::\n\n   usage\n",
    "usage.rst": 'Usage\n=====\n\nIt\'s "called" -- like this.\n',
    "news/a.md": post('It\'s "out".\n'),
}
SMART = "It’s “called” – like this."
TYPED = 'It\'s "called" -- like this.'


def paragraph(built, docname):
    """Return the first paragraph of a page."""
    texts = [
        found.get_text() for found in built.html(docname).select("main p, .body p")
    ]
    return next(text for text in texts if text.startswith("It"))


def test_pages_keep_their_quotation_marks_and_sources(site):
    """Sphinx's defaults hold for pages with another theme; posts stay as typed."""
    built = site(FILES, html_theme="alabaster").build()

    assert paragraph(built, "usage") == SMART
    assert paragraph(built, "2025/03/a") == 'It\'s "out".'
    assert built.text("_sources/usage.rst.txt") == FILES["usage.rst"]
    assert built.html("usage").select_one("a[href$='usage.rst.txt']")


def test_pages_keep_the_title_of_the_documentation(site):
    """Sphinx's own, with the release; a blog, which has none, keeps its name."""
    blog = site(FILES, html_theme="alabaster", project="Tool", release="1.5")
    assert blog.build().html("usage").title.text == "Usage — Tool 1.5 documentation"

    blog.configure(release="")
    assert blog.build().html("usage").title.text == "Usage — Tool"


def test_typed_marks_stay_with_our_theme(site):
    """And sources are not published."""
    built = site(FILES).build()

    assert paragraph(built, "usage") == TYPED
    assert not built.exists("_sources/usage.rst.txt")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("theme.toml", '[theme]\ninherit = "sphinx_blogtheme"\n'),
        ("theme.conf", "[theme]\ninherit = sphinx_blogtheme\n"),
    ],
)
def test_theme_that_inherits_from_ours_has_its_defaults(site, file, text):
    """It looks like ours, so its typography is ours."""
    files = {**FILES, f"themes/mine/{file}": text}
    built = site(files, html_theme="mine", html_theme_path=["themes"]).build()

    assert paragraph(built, "usage") == TYPED


def test_posts_have_the_marks_of_the_pages_if_the_site_says_so(site):
    """The option is for both then."""
    built = site(FILES, html_theme="alabaster", smartquotes=True).build()

    assert paragraph(built, "usage") == SMART
    assert paragraph(built, "2025/03/a") == "It’s “out”."


def test_what_the_site_says_holds_with_any_theme(site):
    """An option that is set is not a default."""
    conf = {"smartquotes": False, "html_copy_source": False}
    built = site(FILES, html_theme="alabaster", **conf).build()

    assert paragraph(built, "usage") == TYPED
    assert not built.exists("_sources/usage.rst.txt")


def test_source_of_a_post_is_published_only_if_the_site_says_so(site):
    """It may tell what its author holds back until a later date."""
    note = "```{update} 1 Jan 2090\nXyzzy.\n```\n"
    blog = site({**FILES, "news/a.md": post(note)}, html_theme="alabaster")
    built = blog.build()
    assert b"Xyzzy" not in b"".join(built.files().values())
    assert not built.html("2025/03/a").select("a[href*=_sources]")

    blog.configure(html_copy_source=True)
    assert "Xyzzy" in blog.build(fresh=True).text("_sources/news/a.md.txt")


def test_title_of_the_documentation_is_the_one_that_it_sets(site):
    """In the header and in the title of each page, as Sphinx's themes have it."""
    blog = site(FILES, html_title="Tool 1.5", project="Tool")
    page = blog.build().html("usage")
    assert page.title.text == "Usage — Tool 1.5"
    assert page.select_one(".bt-site-title").text.strip() == "Tool 1.5"
    assert blog.build().html().title.text == "Tool 1.5"

    blog.configure(html_short_title="Tool!")
    page = blog.build().html("usage")
    assert page.title.text == "Usage — Tool 1.5"
    assert page.select_one(".bt-site-title").text.strip() == "Tool!"

    blog.configure(blog_title="News of Tool")
    page = blog.build().html("usage")
    assert page.title.text == "Usage — News of Tool"


@pytest.mark.parametrize(
    ("conf", "title", "header"),
    [
        ({}, "Usage — Tool 1 documentation", "Tool"),
        ({"html_title": "Tool 1.5"}, "Usage — Tool 1.5", "Tool 1.5"),
        ({"html_short_title": "T"}, "Usage — Tool 1 documentation", "T"),
    ],
)
def test_theme_alone_shows_the_title_that_is_set(site, conf, title, header):
    """The name of the project is enough where none is."""
    conf = {"project": "Tool", "release": "1", "extensions": [], **conf}
    files = {"index.rst": FILES["index.rst"], "usage.rst": FILES["usage.rst"]}
    page = site(files, **conf).build().html("usage")

    assert page.title.text == title
    assert page.select_one(".bt-site-title").text.strip() == header


def test_posts_come_after_the_text_of_the_front_page(site):
    """They are no section of it; without posts there is no list either."""
    blog = site({**FILES, "index.rst": f"{FILES['index.rst']}\nText.\n"})
    blog.configure(html_theme="alabaster")
    page = blog.build().html()
    assert page.select_one(".bt-intro + .h-entry")
    assert "Text." in page.select_one(".bt-intro").get_text()

    blog.configure(blog_front_kinds=[])
    page = blog.build().html()
    assert not page.select(".h-entry")
