"""What a page of documentation has around its text, and what a blog's page has not."""

from __future__ import annotations

import pytest

from conftest import post

INDEX = """# Docs

```{toctree}
:caption: Guide

usage
short
```
"""

FILES = {
    "index.md": INDEX,
    "usage.md": "# Usage\n\n## A\n\nText.\n\n## B\n\nText.\n",
    "short.md": "# Short\n\nText.\n",
}

NEWS = {"news.md": post(title="News")}

LONG_SIGNATURE = """# Docs

```{py:function} split(text: str, limit: int = 10, *, keep: bool = False) -> list[str]

Split it.
```
"""


@pytest.fixture(scope="module", params=[{}, NEWS], ids=["alone", "beside a blog"])
def built(request, module_site):
    """Return documentation, built."""
    return module_site(FILES | request.param).build()


def test_tree_and_sections_come_before_the_text(built):
    """In this order for the keyboard; buttons open them where there is no room."""
    page = built.html("usage")
    tree, contents = page.select(".bt-shell > [popover]")

    assert [a.text for a in tree.select("nav a")] == ["Usage", "Short"]
    assert [a.text for a in contents.select("li li a")] == ["A", "B"]
    assert contents.find_next_sibling("main")
    buttons = page.select(".bt-page-bar button")
    assert [page.find(id=b["popovertarget"]) for b in buttons] == [tree, contents]
    assert tree.find_previous("button") is buttons[-1]


def test_page_without_sections_has_no_contents(built):
    """Nor a button for them."""
    page = built.html("short")

    assert len(page.select(".bt-shell > [popover]")) == 1
    assert len(page.select(".bt-page-bar button")) == 1


def test_header_has_the_search(built):
    """On each page but that of the search, which has it in its text."""
    for name in ("usage", "genindex"):
        form = built.html(name).select_one("header form[role=search]")
        assert form["action"] == "../search/"
        assert form.select_one("input")["aria-keyshortcuts"] == "/"
        assert not built.html(name).select(".bt-menu-search")
    assert len(built.html("search").select("form[role=search]")) == 1
    assert built.html("search").select_one("nav .toctree-l1")


def test_menu_has_the_index_only_with_an_entry(site):
    """Also after a change of another page, which gets the first one."""

    def shown(built):
        pages = [built.html(name) for name in ("usage", "search")]
        return [bool(page.select("a[href='../genindex/']")) for page in pages]

    docs = site(FILES)
    assert shown(docs.build()) == [False, False]
    docs.write({"short.md": "# Short\n\n```{index} pen\n```\n\nText.\n"})
    assert shown(docs.build()) == [True, True]


def test_post_beside_documentation_has_its_header(site):
    """The search is at the same place, the key works, and there is no tree."""
    page = site(FILES | NEWS).build().html("2025/03/news")

    assert page.select_one("header form[role=search]")
    assert page.select_one("script[src*='docs.js']")
    assert not page.select("[popover], .bt-page-bar")


def test_key_of_the_search_can_be_left_out(site):
    """By the option that Sphinx's own themes have."""
    options = {"enable_search_shortcuts": False}
    page = site(FILES, html_theme_options=options).build().html("usage")

    assert page.select_one("header form[role=search]")
    assert not page.select("[aria-keyshortcuts]")


def test_blog_alone_has_none_of_it(site):
    """Neither on its posts nor on its pages, and not the styles for it."""
    blog = site({"about.md": "# About\n\n## A\n\n## B\n", **NEWS}).build()

    for name in (".", "about", "2025/03/news", "search"):
        page = blog.html(name)
        assert not page.select("[popover], .bt-page-bar, header form, .bt-docs")
        assert not page.select("[src*='docs.js'], select[name=kind]")
        if name != "about":
            assert not page.select("[href*='docs.css']")


def test_site_puts_its_versions_above_the_tree(site):
    """By a template that is there for it."""
    template = "<p class='v'>{{ release }}</p>"
    files = {**FILES, "_templates/slots/versions.html": template}
    built = site(files, templates_path=["_templates"], release="2.1").build()
    versions = built.html("usage").select_one(".bt-side .v")

    assert versions.text == "2.1"
    assert versions.find_next("nav")["aria-label"] == "Contents"


def test_captions_of_trees_are_headings_with_a_level(site):
    """On the front page of a blog in documentation, too."""
    built = site(FILES | NEWS).build()

    levels = [c["aria-level"] for c in built.html().select("[role=heading]")]
    assert levels == ["2"] * len(levels)
    assert levels


@pytest.mark.parametrize("extensions", [["sphinx_blogtheme"], ["myst_parser"]])
def test_long_signature_is_no_list_without_terms(site, extensions):
    """Its parameters are on lines of their own, with the theme alone, too."""
    files = {"index.md": LONG_SIGNATURE}
    conf = {"extensions": extensions, "maximum_signature_line_length": 30}
    page = site(files, **conf).build().html()
    lines = page.select(".sig-lines > div")

    assert [line.text.strip() for line in lines] == [
        "text: str,",
        "limit: int = 10,",
        "*,",
        "keep: bool = False,",
    ]
    assert not page.select(".sig dl, .sig dd")


def test_names_among_the_sections_break_between_their_parts(site):
    """Their words stay whole."""
    files = {"index.md": "# Docs\n\n```{py:function} text.split_long_lines()\n```\n"}
    name = site(files).build().html().select_one(".bt-contents code")

    assert name.text == "text.split_long_lines()"
    assert len(name.select("wbr")) == 3


def test_tabs_of_other_extensions_have_the_colours_of_the_palette(site):
    """The pages that have some load the styles for it."""
    tabs = '<div class="sphinx-tabs docutils container"></div>\n'
    built = site({"index.md": f"# Docs\n\n{tabs}", "a.md": post()}).build()

    assert built.html().select("link[href*='css/tabs.css']")
    assert not built.html("2025/03/a").select("link[href*='css/tabs.css']")
