"""What builders of Sphinx other than `html` make of a blog."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from conftest import post, posts

RAW = {
    "void": "One<br>two <img src='https://x.example/a.png' alt=a> &nbsp; three.\n",
    "open": "<div class=a class=b>\n\n<p>One\n<p>two\n\n*three*\n",
    "comment": "One <!-- a -- b --> two\n\n<!-- c --- -->\n\nthree\n",
    "script": "<script>if (1 < 2 && 3) {}</script>\n\nthree\n",
    "upper": "<TABLE><TR><TD>One<TD>two</TABLE>\n\nthree\n",
    "notes": "One$x^2$[^1] ~~two~~ three\n\n[^1]: Note.\n",
    "tasks": "- [ ] one\n- [x] three\n",
}
COMMENTS = {
    "system": "giscus",
    "repo": "a/b",
    "repo-id": "R",
    "category": "C",
    "category-id": "D",
}


def test_chapters_are_xml(site):
    """Whatever raw HTML a post has."""
    built = site(posts(**RAW), version="1", copyright="2025, Ann").build(
        "epub", warnings=None
    )

    for slug in RAW:
        root = ET.fromstring(built.text(f"2025/03/{slug}.xhtml"))  # noqa: S314 -- ours
        assert "three" in "".join(root.itertext()), slug


def test_epub_is_silent_about_files_for_servers(site):
    """What an EPUB can't hold is left out; a picture is not."""
    files = {
        "x.md": post(),
        "files/robots.txt": "User-agent: *\n",
        "files/data/a.json": "{}",
        "files/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "extra/CNAME": "example.org",
    }
    options = {"version": "1", "copyright": "2025, Ann", "html_extra_path": ["extra"]}
    built = site(files, **options).build("epub")

    listed = built.text("content.opf")
    assert 'href="a.svg"' in listed
    assert "robots.txt" not in listed


@pytest.mark.filterwarnings("ignore:'sphinxcontrib")
@pytest.mark.parametrize(
    "builder", ["json", "pickle", "xml", "text", "man", "latex", "texinfo", "gettext"]
)
def test_builder_takes_a_blog_with_comments(site, builder):
    """Comments are for pages; other formats don't have them."""
    files = posts(**RAW, sums="$$\na\n$$ (one)\n\nSee {eq}`one`.\n")
    built = site(files, blog_comments=COMMENTS).build(builder, warnings=None)

    assert built.files()
    assert "Exception" not in "".join(built.warnings)


def test_included_footnotes_are_numbered(site):
    """A text in Markdown within one in reStructuredText counts on."""
    part = "Included.[^a]\n\n[^a]: From Markdown.\n"
    include = ".. include:: /parts/part.md\n   :parser: myst_parser.sphinx_\n"
    rst = f":date: 2025-03-01\n\nFirst [1]_.\n\n{include}\n.. [1] Own.\n"
    built = site(
        {"posts/x.rst": rst, "parts/part.md": part}, exclude_patterns=["parts"]
    ).build()

    content = built.html("2025/03/x").select_one(".e-content")
    marks = content.select("a.footnote-reference")
    assert [mark.get_text() for mark in marks] == ["[1]", "[2]"]
    notes = [content.find(id=mark["href"][1:]) for mark in marks]
    assert [note.p.get_text() for note in notes] == ["Own.", "From Markdown."]


@pytest.mark.parametrize("builder", ["latex", "texinfo", "man", "text", "epub"])
def test_book_lists_posts_that_it_does_not_contain(site, builder):
    """The list leads to the published posts."""
    files = {
        "index.rst": "Tool\n====\n\n.. toctree::\n\n   news\n",
        "news.rst": "News\n====\n\n.. postlist:: 5\n   :category: ink\n",
        "a.md": post("Text.\n", title="Out now", categories="ink"),
    }
    conf = {"version": "1", "copyright": "A", "html_baseurl": "https://example.org/"}
    built = site(files, **conf).build(builder)

    if builder == "latex":
        (file,) = built.out.glob("*.tex")
        assert "https://example.org/2025/03/a/" in file.read_text("utf-8")
