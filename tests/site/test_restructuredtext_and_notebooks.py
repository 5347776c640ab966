"""Posts in reStructuredText and notebooks, beside those in Markdown."""

from __future__ import annotations

import json

import feedparser
import pytest

from conftest import post

PAGE = "2025/03/x"

HEADERS = {
    "docinfo below the title": "A *title*\n=========\n\n:date: 2025-03-01\n:tags: one\n",
    "docinfo above the title": ":date: 2025-03-01\n:tags: one\n\nA title\n=======\n",
    "nikola": ".. title: A title\n.. date: 2025-03-01\n.. tags: one\n",
    "yaml": "---\ntitle: A title\ndate: 2025-03-01\ntags: one\n---\n",
    "yaml and the title": "---\ntitle: A title\ndate: 2025-03-01\ntags: one\n---\n\n"
    "A title\n=======\n",
}

BODY = """
Intro with a `link </2025/03/y/>`__.

.. TEASER_END

Part
----

More text.
"""


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_restructuredtext_is_a_post(site, header):
    """It has its place, its title once, its terms, its intro, and a feed's entry."""
    files = {"posts/x.rst": f"{header}\n{BODY}", "posts/y.md": post()}
    built = site(files).build()

    page = built.html(PAGE)
    assert [h.text for h in page.select("h1")] == ["A title"]
    assert page.title.text == "A title — Test blog"
    assert [h.text.strip("¶") for h in page.select("h2")][:1] == ["Part"]
    assert [tag.text for tag in page.select(".bt-tags a")] == ["One"]
    assert "2025-03-01" not in page.select_one(".e-content").text
    assert page.select_one(".e-content a")["href"] == "../y/"
    entry = built.html().select_one(".bt-entry:has(.bt-more)")
    assert "Intro" in entry.text
    assert "More text" not in entry.text
    titles = [e.title for e in feedparser.parse(built.text("feed/rss.xml")).entries]
    assert sorted(titles) == ["A title", "Post"]
    assert "More text." in built.text(f"{PAGE}.rst")
    (twin,) = page.select("link[rel=alternate][type='text/x-rst']")
    assert twin["href"] == "../x.rst"


@pytest.mark.parametrize("mark", [".. more", ".. TEASER_END: go on"])
def test_comment_ends_the_intro(site, mark):
    """As in Markdown, in the words of the engines."""
    text = f"{HEADERS['nikola']}\nIntro.\n\n{mark}\n\nRest.\n"
    built = site({"posts/x.rst": text}).build()

    assert "Rest" not in built.html().select_one(".bt-entry").text


@pytest.mark.parametrize(
    "header",
    [
        ":date: 2025-03-01\n:author: Ann\n:status: draft\n",
        ":Date: 2025-03-01\n",
        ":orphan:\n",
    ],
)
def test_document_with_a_date_stays_a_document(site, header):
    """What documentation says of a page makes no post, and no draft, of it."""
    text = f"{header}\nA page\n======\n\nText.\n"
    index = "Test\n====\n\n.. toctree::\n\n   guide/x\n"
    built = site({"index.rst": index, "guide/x.rst": text}).build(warnings=None)

    assert built.html("guide/x").h1.text.strip("¶") == "A page"


@pytest.mark.parametrize(
    ("path", "header"),
    [
        ("guide/x.rst", ":blogpost: true\n:date: 2025-03-01\n"),
        ("guide/x.rst", ":date: 2025-03-01\n:category: one\n"),
        ("posts/x.rst", ":date: 2025-03-01\n"),
        ("_posts/2025-03-01-x.rst", ""),
    ],
)
def test_document_that_is_filed_is_a_post(site, path, header):
    """It says so, or has what posts are filed under, or lies among posts."""
    built = site({path: f"{header}\nA page\n======\n\nText.\n"}).build()

    assert built.html(PAGE).h1.text == "A page"


def test_draft_in_restructuredtext_is_held_back(site):
    """The same words hold it back."""
    text = HEADERS["nikola"] + ".. status: draft\n\nText.\n"
    built = site({"posts/x.rst": text, "posts/y.md": post()}).build()

    assert not built.exists(PAGE)


@pytest.mark.parametrize("target", ["/posts/y", "y", "../posts/y"])
def test_doc_role_leads_to_the_file_of_a_post(site, target):
    """It leads to the permalink, also when that changes; a dead one is a warning."""
    text = HEADERS["nikola"] + f"\nSee :doc:`{target}`.\n"
    blog = site({"posts/x.rst": text, "posts/y.md": post()})

    def leads_to(built):
        return built.html(PAGE).select_one(".e-content a")["href"]

    assert leads_to(blog.build()) == "../y/"
    blog.write({"posts/y.md": post(slug="moved")})
    assert leads_to(blog.build()) == "../moved/"
    blog.write({"posts/y.md": post(state="draft")})
    blog.build(warnings=["x.rst:5: WARNING: unknown document"])
    blog.write({"posts/y.md": post()})
    assert leads_to(blog.build()) == "../y/"


def notebook(*cells, **metadata):
    made = [
        {
            "cell_type": kind,
            "id": f"c{number}",
            "metadata": {},
            "source": text.splitlines(keepends=True),
            **({"outputs": [], "execution_count": 1} if kind == "code" else {}),
        }
        for number, (kind, text) in enumerate(cells)
    ]
    metadata |= {"language_info": {"name": "python", "pygments_lexer": "python"}}
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata}
    return json.dumps({**content, "cells": made}, indent=1)


HEAD = "---\ntitle: A_title_ of\ndate: 2025-03-01\n---"
TEXT = "## Part\n\nIntro, a [link](/2025/03/y/).\n\n<!-- more -->\n\nMore text.\n"

NOTEBOOKS = {
    "raw cell": notebook(("raw", HEAD), ("markdown", TEXT), ("code", "print(1)")),
    "first cell": notebook(("markdown", f"{HEAD}\n\n{TEXT}"), ("code", "print(1)")),
    "metadata": notebook(
        ("markdown", TEXT), title="A_title_ of", date="2025-03-01", kernelspec={}
    ),
    "nikola": notebook(
        ("code", "1"),
        ("markdown", TEXT),
        nikola={"title": "A_title_ of", "date": "2025-03-01"},
    ),
    "heading": notebook(
        ("raw", "---\ndate: 2025-03-01\n---"), ("markdown", f"# A_title_ of\n\n{TEXT}")
    ),
}


@pytest.mark.parametrize("text", NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_notebook_is_a_post(site, text):
    """It is listed with the others, has its title once, and its links work."""
    pytest.importorskip("myst_nb")
    files = {"posts/x.ipynb": text, "posts/y.md": post()}
    built = site(
        files, extensions=["myst_nb", "sphinx_blogtheme"], nb_execution_mode="off"
    ).build()

    page = built.html(PAGE)
    assert [h.text for h in page.select("h1")] == ["A_title_ of"]
    assert page.select_one(".e-content a.reference")["href"] == "../y/"
    assert "2025-03-01" not in page.select_one(".e-content").text
    entry = built.html().select_one(".bt-entry:has(.bt-more)")
    assert "More text" not in entry.text


def test_dollars_of_a_notebook_are_formulas(site):
    """Jupyter takes them for that; in Markdown beside it, a price is a price."""
    pytest.importorskip("myst_nb")
    text = notebook(("raw", HEAD), ("markdown", "It is $x^2$."))
    files = {"posts/x.ipynb": text, "posts/y.md": post("From $5 to $6.\n")}
    extensions = ["myst_nb", "sphinx_blogtheme"]
    built = site(files, extensions=extensions, nb_execution_mode="off").build()

    assert built.html(PAGE).select_one(".e-content math msup")
    assert not built.html("2025/03/y").select("math")


def test_notebook_may_name_what_no_page_can_have(site):
    """NUL and half a character are lost, and nothing else is."""
    pytest.importorskip("myst_nb")
    text = notebook(("raw", HEAD), ("markdown", "One \U0001f600 \ud800 \0 two."))
    built = site(
        {"posts/x.ipynb": text},
        extensions=["myst_nb", "sphinx_blogtheme"],
        nb_execution_mode="off",
    ).build()

    said = built.html(PAGE).select_one(".e-content").text.strip()
    assert said == "One \U0001f600 \ufffd \ufffd two."


def test_fault_of_a_notebook_is_at_its_line(site):
    """The line is that of the file, which is JSON."""
    pytest.importorskip("myst_nb")
    text = notebook(("raw", f"{HEAD[:-4]}\ntoc: perhaps\n---"), ("markdown", TEXT))
    line = text.split("toc: perhaps")[0].count("\n") + 1
    files = {"posts/x.ipynb": text, "posts/y.md": post()}
    built = site(
        files, extensions=["sphinx_blogtheme", "myst_nb"], nb_execution_mode="off"
    ).build(warnings=[f"x.ipynb:{line}: WARNING: toc: 'perhaps'"])

    assert built.exists(PAGE)


def test_notebook_in_markdown_is_read_by_myst_nb(site):
    """A site may have both kinds of Markdown."""
    pytest.importorskip("myst_nb")
    text = (
        "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n"
        "language_info:\n  name: python\n  pygments_lexer: python\n---\n\n# Page\n\n"
        "```{code-cell}\nprint(1)\n```\n"
    )
    index = "# Test\n\n```{toctree}\npage\n```\n"
    built = site(
        {"index.md": index, "page.md": text, "posts/y.md": post("A \\$5 $x$.")},
        extensions=["myst_nb", "sphinx_blogtheme"],
        nb_execution_mode="off",
    ).build()

    assert built.html("page").select("div.cell_input")
    assert built.html("2025/03/y").select("math")


@pytest.mark.parametrize("text", ["no notebook", "[1]", '{"nbformat": 4, "cells": 1}'])
def test_broken_notebook_is_one_warning(site, text):
    """The other posts are built."""
    pytest.importorskip("myst_nb")
    built = site(
        {"posts/x.ipynb": text, "posts/y.md": post()},
        extensions=["myst_nb", "sphinx_blogtheme"],
        suppress_warnings=["toc.not_included"],
    ).build(warnings=["x.ipynb:1: WARNING: expected a notebook"])

    assert built.exists("2025/03/y")
