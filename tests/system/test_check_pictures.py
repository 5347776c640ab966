"""``check`` names each picture without an alternative text, whatever shows it."""

from __future__ import annotations

import json

import pytest

from conftest import DOT, post, run

FIGURE = {
    "output_type": "display_data",
    "metadata": {},
    "data": {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>"},
}
CELLS = [
    {"cell_type": "raw", "metadata": {}, "source": "---\ndate: 2025-03-01\n---"},
    {
        "cell_type": "code",
        "metadata": {},
        "source": "draw_it()",
        "execution_count": 1,
        "outputs": [FIGURE],
    },
]
METADATA = {"language_info": {"name": "python", "pygments_lexer": "python"}}
NOTEBOOK = json.dumps(
    {"nbformat": 4, "nbformat_minor": 4, "metadata": METADATA, "cells": CELLS}, indent=1
)

PICTURES = {
    "x.md": (post("Words.\n\n```{image} a.png\n```"), "```{image}"),
    "x.rst": (".. date: 2025-03-01\n\nWords.\n\n.. image:: a.png\n", ".. image::"),
    "x.ipynb": (NOTEBOOK, "draw_it()"),
}


@pytest.mark.parametrize(("name", "case"), PICTURES.items(), ids=PICTURES)
def test_picture_without_alternative_text_is_named_at_its_line(site, name, case):
    """In Markdown, in reStructuredText, and as an output of a notebook."""
    text, mark = case
    made = site(
        {f"posts/{name}": text, "posts/a.png": DOT},
        extensions=["myst_nb", "sphinx_blogtheme"],
        nb_execution_mode="off",
    )
    said = run(
        *("-m", "sphinx_blogtheme", "check", made.source),
        *("--select", "missing-alt", "--format", "json"),
        check=False,
    )

    (found,) = json.loads(said.stdout)["findings"]
    assert found["rule"] == "missing-alt"
    assert found["line"] == text.partition(mark)[0].count("\n") + 1
