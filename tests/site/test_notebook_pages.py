"""What a post that is a notebook offers its readers."""

from __future__ import annotations

import json

import pytest

from conftest import post

pytest.importorskip("myst_nb", reason="MyST-NB is not installed")

HEADER = "---\ntitle: Ink\ndate: 2025-03-01\nprivate: me@home.example\n---\n"


def cell(kind: str, source: str, *outputs, **metadata):
    made = {"cell_type": kind, "metadata": metadata, "source": source}
    if kind == "code":
        made |= {"execution_count": 1, "outputs": list(outputs)}
    return made


def notebook(*cells, **metadata) -> str:
    content = {"nbformat": 4, "nbformat_minor": 4, "metadata": metadata}
    return json.dumps(content | {"cells": list(cells)})


ANSWER = {
    "output_type": "execute_result",
    "execution_count": 1,
    "metadata": {},
    "data": {"text/plain": "42"},
}
KERNEL = {"name": "python3", "display_name": "Python 3"}
LANGUAGE = {"name": "python", "pygments_lexer": "python"}


@pytest.fixture(scope="module")
def built(module_site):
    """Return a site with a notebook, a draft that is one, and a post in Markdown."""
    shown = notebook(
        cell("raw", HEADER),
        cell("markdown", "Words of ink."),
        cell("code", "6 * 7", ANSWER, tags=["hide-output"]),
        kernelspec=KERNEL,
        language_info=LANGUAGE,
        owner="me",
    )
    files = {
        "posts/ink.ipynb": shown,
        "posts/plan.ipynb": notebook(
            cell("raw", HEADER.replace("private", "draft: true\nprivate")),
        ),
        "posts/plain.md": post("```python\n1\n```\n"),
    }
    return module_site(
        files, extensions=["myst_nb", "sphinx_blogtheme"], nb_execution_mode="off"
    ).build()


def test_copy_of_a_notebook_is_a_notebook(built):
    """It has the cells and the kernel, and nothing that its header says."""
    page = built.html("2025/03/ink")
    copy = json.loads(built.text("2025/03/ink.ipynb"))

    assert [one["source"] for one in copy["cells"]] == ["Words of ink.", "6 * 7"]
    assert copy["cells"][1]["outputs"] == [ANSWER]
    assert copy["metadata"] == {"kernelspec": KERNEL, "language_info": LANGUAGE}
    assert page.select_one(".bt-tools a[download]")["href"] == "../ink.ipynb"
    (alternate,) = page.select('link[type="application/x-ipynb+json"]')
    assert alternate["href"] == "../ink.ipynb"


def test_draft_has_no_copy(built):
    """The copy of the other notebook is the only one."""
    assert [p.name for p in built.out.rglob("*.ipynb")] == ["ink.ipynb"]


def test_label_of_what_is_hidden_is_there_once(built):
    """On the page and in a feed, and in no description."""
    page = built.html("2025/03/ink")

    assert page.select_one("details > summary").get_text() == "Show code cell output"
    assert built.text("feed/rss.xml").count("code cell output") == 1
    description = page.select_one('meta[name="description"]')["content"]
    assert description == "Words of ink."


def test_cells_have_the_dress_of_the_theme(built):
    """It is loaded where there are cells; MyST-NB's own sheet is on no page."""

    def sheets(page: str) -> list[str]:
        links = built.html(page).select('link[rel="stylesheet"]')
        return [link["href"].rpartition("/")[2].partition("?")[0] for link in links]

    assert "notebook.css" in sheets("2025/03/ink")
    assert "notebook.css" not in sheets("2025/03/plain")
    assert not any(name.startswith("mystnb") for name in sheets("2025/03/ink"))
