"""Notebooks that nbsphinx reads are posts; their cells here are reStructuredText.

nbsphinx needs Pandoc for cells of Markdown.
"""

from __future__ import annotations

import json

import pytest

from conftest import DOT, build_folder, post

pytest.importorskip("nbsphinx")

LINKS = """\
`post <a.md>`__ `part <a.md#A-Part>`__ `draft <d.md>`__ `page <../guide.md>`__
`notebook <{other}.ipynb>`__ `file <data.csv>`__ `site </archives/>`__

.. image:: near.png
"""


def notebook(title, text, **metadata):
    """Return a notebook with one cell of text."""
    cell = {
        "cell_type": "raw",
        "metadata": {"raw_mimetype": "text/restructuredtext"},
        "source": f"{title}\n{'=' * len(title)}\n\n{text}",
    }
    return json.dumps(
        {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    )


FILES = {
    "posts/a.md": post("Text.\n\n## A part\n", slug="quills"),
    "posts/d.md": post("A secret.\n", draft="true"),
    "posts/ink.ipynb": notebook("Ink", LINKS.format(other="note"), date="2025-03-02"),
    "posts/note.ipynb": notebook("Note", LINKS.format(other="ink"), orphan="true"),
    "posts/later.ipynb": notebook("Later", "A secret.", date="2099-01-01"),
    "posts/data.csv": "1,2\n",
    "posts/near.png": DOT,
    "guide.md": "---\norphan: true\n---\n# Guide\n",
}


@pytest.fixture(scope="module")
def built(module_site):
    """Return the site with a notebook as a post, and one as a page."""
    extensions = ["nbsphinx", "sphinx_blogtheme"]
    made = module_site(FILES, extensions=extensions, nbsphinx_execute="never")
    # It uses what Sphinx deprecates, which is an error in this process.
    found = build_folder(made.source, made.outputs, builder="html")
    assert len(found.warnings) == 2
    assert all("'d.md' is a draft" in warning for warning in found.warnings)
    return found


def test_notebook_with_a_date_is_a_post(built):
    """At its permalink, on the lists, with the picture beside it."""
    page = built.html("2025/03/ink")

    assert [h.text.strip("¶") for h in page.select("h1")] == ["Ink"]
    (image,) = page.select(".e-content img")
    assert (built.out / "2025/03/ink" / image["src"]).read_bytes() == DOT
    assert built.html().select_one('a[href="2025/03/ink/"]')
    assert "/2025/03/ink/" in built.text("feed/rss.xml")


@pytest.mark.parametrize(
    ("page", "links"),
    [
        (
            "2025/03/ink/index.html",
            {
                "post": "../quills/",
                "part": "../quills/#a-part",
                "page": "../../../guide.html",
                "notebook": "../../../posts/note.html",
                "file": "data.csv",
                "site": "../../../archives/",
            },
        ),
        (
            "posts/note.html",
            {
                "post": "../2025/03/quills/",
                "part": "../2025/03/quills/#a-part",
                "page": "../guide.html",
                "notebook": "../2025/03/ink/",
                "file": "data.csv",
                "site": "../archives/",
            },
        ),
    ],
)
def test_links_of_a_notebook_lead_to_what_they_name(built, page, links):
    """To a post by its file, and to a file beside the notebook; a draft's are text."""
    found = {a.text: a["href"] for a in built.html(page).select("a.reference")}

    assert {name: found.get(name) for name in links} == links
    assert "draft" not in found


def test_nothing_of_what_is_held_back_is_published(built):
    """A link publishes a file; a copy of each notebook is kept among the doctrees."""
    kept = {file.name for file in built.out.parent.rglob("*") if file.is_file()}

    assert "note.ipynb" in kept
    assert not {"d.md", "later.ipynb"} & kept
    assert not any(b"A secret" in data for data in built.files().values())


def test_notebook_in_prose_runs_nothing(site):
    """A guest's code is shown, and is not run; HTML is shown as text."""
    text = "A guest.\n\n.. raw:: html\n\n   <b class=own>x</b>\n"
    made = json.loads(notebook("Guest", text, date="2025-03-02"))
    code = {"cell_type": "code", "metadata": {}, "source": "open('ran', 'w')"}
    made["cells"].append({**code, "outputs": [], "execution_count": None})
    made["metadata"]["language_info"] = {"name": "python"}
    blog = site(
        {"posts/guest.ipynb": json.dumps(made)},
        extensions=["nbsphinx", "sphinx_blogtheme"],
        blog_trust="prose",
    )
    built = build_folder(blog.source, blog.outputs)

    (warning,) = built.warnings
    assert "directive 'raw': expected one for prose" in warning
    page = built.html("2025/03/guest").select_one(".e-content")
    assert "open('ran', 'w')" in page.text
    assert not page.select(".own")
    assert not list(blog.source.parent.rglob("ran"))
