"""What is wrong with a notebook costs nothing else."""

from __future__ import annotations

import json

import pytest

from conftest import build_folder, post

HEAD = "---\ntitle: Post\ndate: 2025-03-01\n---"
KERNEL = {
    "kernelspec": {"name": "python3", "display_name": "Python 3"},
    "language_info": {"name": "python", "pygments_lexer": "python"},
}
STAYS = {"cell_type": "markdown", "metadata": {}, "source": "Words that stay."}
CELL = {"cell_type": "code", "metadata": {}, "source": "draw()", "execution_count": 1}


def notebook(*cells: object, **metadata: object) -> str:
    head = {"cell_type": "raw", "metadata": {}, "source": HEAD}
    content = {"nbformat": 4, "nbformat_minor": 4, "metadata": KERNEL | metadata}
    return json.dumps({**content, "cells": [head, *cells, STAYS]}, indent=1)


def shows(data: object, **keys: object) -> str:
    output = {"output_type": "display_data", "metadata": {}, "data": data, **keys}
    return notebook({**CELL, "outputs": [output]})


ODD = {"application/vnd.code.notebook.error": {"message": "odd"}}

FAULTS = {
    "odd data": (shows(ODD), "cell 2, output 1", ""),
    "odd data beside good": (shows(ODD | {"text/plain": "good"}), "output 1", "good"),
    "no data": (shows("none"), "cell 2, output 1", ""),
    "odd kind of output": (shows({}, output_type="odd"), "cell 2, output 1", ""),
    "no stream's name": (
        notebook({**CELL, "outputs": [{"output_type": "stream", "text": "said"}]}),
        "cell 2, output 1",
        "said",
    ),
    "no cell": (notebook("text"), "cell 2: 'text'", ""),
    "odd kind of cell": (notebook({**STAYS, "cell_type": "heading"}), "cell 2", ""),
    "odd source": (notebook({**STAYS, "source": {"a": 1}}), "cell 2", ""),
    "odd kernel": (notebook(kernelspec="python"), "metadata: kernelspec", ""),
}


@pytest.mark.parametrize(("text", "told", "kept"), FAULTS.values(), ids=FAULTS)
def test_odd_part_of_a_notebook_is_one_warning(site, text, told, kept):
    """All other text is shown."""
    built = site(
        {"posts/x.ipynb": text, "posts/y.md": post()},
        extensions=["myst_nb", "sphinx_blogtheme"],
        nb_execution_mode="off",
    ).build(warnings=["WARNING: expected a notebook"])

    assert told in built.warnings[0]
    shown = built.html("2025/03/x").select_one(".e-content").text
    assert "Words that stay." in shown
    assert kept in shown


HARMLESS = {
    "unknown key": notebook({**STAYS, "collapsed": True}),
    "no outputs": notebook({k: v for k, v in CELL.items() if k != "execution_count"}),
    "no metadata": notebook({"cell_type": "markdown", "source": "A"}),
    "no minor version": notebook(STAYS).replace('"nbformat_minor": 4,', ""),
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_fault_that_no_reader_sees_is_no_warning(site, text):
    """Many programs write notebooks that are not quite in the format."""
    built = site(
        {"posts/x.ipynb": text},
        extensions=["myst_nb", "sphinx_blogtheme"],
        nb_execution_mode="off",
    ).build()

    shown = built.html("2025/03/x").select_one(".e-content").text
    assert "Words that stay." in shown


HEADERS = {
    "date": "date: 2025-03-01",
    "time": "date: 2025-03-01 10:00:00+01:00\nupdated: 2025-03-02T08:00:00",
    "list of dates": "date: 2025-03-01\nedited: [2025-03-02, 2025-03-03]",
    "date as a key": "date: 2025-03-01\nextra: {2025-03-02: done, 1: [.inf, null]}",
    "set": "date: 2025-03-01\nextra: !!set {a, b}",
    "invalid YAML": "date: 2025-03-01\ndescription: A: b",
}
TEXT = (
    "kernelspec:\n  name: python3\n---\n\nIntro.\n\n```{code-cell}\nprint(6 * 7)\n```\n"
)


@pytest.mark.parametrize("kind", ["file_format: mystnb", "jupytext"])
@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_text_notebook_may_have_any_header(site, header, kind):
    """MyST-NB gets values that it can keep, and the post its date."""
    if kind == "jupytext":
        kind = "jupytext:\n  text_representation:\n    format_name: myst"
    built = site(
        {"posts/x.md": f"---\ntitle: Post\n{header}\n{kind}\n{TEXT}"},
        extensions=["myst_nb", "sphinx_blogtheme"],
        nb_execution_mode="off",
        suppress_warnings=["myst-nb.lexer"],
    ).build()

    page = built.html("2025/03/x")
    assert page.select_one(".cell_input").text.strip() == "print(6 * 7)"
    assert [h.text for h in page.select("h1")] == ["Post"]


@pytest.mark.parametrize(
    "mode", ["cache", pytest.param("auto", marks=pytest.mark.long)]
)
def test_text_notebook_is_run_and_kept(site, mode):
    """The second build takes the outputs from the cache."""
    header = "---\ntitle: Post\ndate: 2025-03-01\nfile_format: mystnb\n"
    made = site(
        {"posts/x.md": f"{header}{TEXT}"},
        extensions=["myst_nb", "sphinx_blogtheme"],
        nb_execution_mode=mode,
    )

    for fresh in (False, True):
        page = made.build(fresh=fresh).html("2025/03/x")
        assert page.select_one(".cell_output").text.strip() == "42"


def test_notebook_that_cannot_be_run_is_shown(site):
    """It is one warning, and the other posts are built."""
    header = "---\ntitle: Post\ndate: 2025-03-01\nfile_format: mystnb\n"
    text = f"{header}{TEXT}".replace("name: python3", "name: none-such")
    built = site(
        {"posts/x.md": text, "posts/y.md": post()},
        extensions=["myst_nb", "sphinx_blogtheme"],
        nb_execution_mode="cache",
        suppress_warnings=["myst-nb.lexer"],
    ).build(warnings=["x.md:1: WARNING: MyST-NB cannot read or run"])

    shown = built.html("2025/03/x").select_one(".e-content").text
    assert "Intro." in shown
    assert "print(6 * 7)" in shown
    assert built.exists("2025/03/y")


def test_notebooks_among_posts_without_myst_nb_are_one_warning(site):
    """It says what to install; a notebook elsewhere may be there to be downloaded."""
    text = notebook()
    files = {"posts/a.ipynb": text, "posts/b/c.ipynb": text, "data/x.ipynb": text}
    made = site({**files, "posts/y.md": post()})
    # A process of its own: Sphinx keeps file types from one site to the next.
    built = build_folder(made.source, made.outputs)

    (warning,) = built.warnings
    assert "a.ipynb:1: WARNING: a notebook among the posts (and 1 more)" in warning
    assert "pip install myst-nb" in warning
    assert built.exists("2025/03/y")


def test_cells_of_a_text_notebook_without_myst_nb_are_code(site):
    """The post is whole, and one warning says what to install."""
    header = "---\ntitle: Post\ndate: 2025-03-01\nfile_format: mystnb\n"
    text = f"{header}{TEXT}".replace(
        "{code-cell}\n", "{code-cell} ipython3\n:tags: []\n"
    )
    built = site({"posts/x.md": text}).build(
        warnings=["x.md:1: WARNING: a notebook: expected MyST-NB"]
    )

    assert "pip install myst-nb" in built.warnings[0]
    code = built.html("2025/03/x").select_one(".highlight-python")
    assert code.text.strip() == "print(6 * 7)"
