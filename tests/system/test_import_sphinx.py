"""Folders of Sphinx sites, of which nothing is left out silently."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sphinx_blogtheme.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

DATED = "---\ndate: 2025-02-01\n---\n"


def notebook(*cells: tuple[str, str], **metadata: object) -> str:
    return json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": 4,
            "metadata": metadata,
            "cells": [
                {"cell_type": kind, "metadata": {}, "source": source}
                for kind, source in cells
            ],
        }
    )


def imported(
    tmp_path: Path, files: dict[str, str], conf: str = ""
) -> dict[str, object]:
    """Import a site, and return the report."""
    site = tmp_path / "site"
    files = {
        "conf.py": f'extensions = ["ablog"]\n{conf}',
        "index.md": "# Home\n",
        **files,
    }
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    report = tmp_path / "report.json"
    main(["import", str(site), str(tmp_path / "blog"), "--report", str(report)])
    return json.loads(report.read_text("utf-8"))


NOTEBOOKS = {
    "a header": (notebook(("markdown", f"{DATED}\n# A\n")), "post"),
    "a raw header": (notebook(("raw", DATED), ("markdown", "# A\n")), "post"),
    "metadata": (notebook(("markdown", "# A\n"), date="2025-02-01"), "post"),
    "a directive": (
        notebook(("markdown", "# A\n\n```{post} 1 Feb 2025\n```\n")),
        "post",
    ),
    "nothing": (notebook(("markdown", "# A\n")), "page"),
    "a raw directive": (notebook(("raw", ".. post:: 1 Feb 2025\n")), "page"),
}


@pytest.mark.parametrize(("text", "kind"), NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_notebook_is_imported_as_what_it_is(tmp_path, text, kind):
    """It is copied unchanged, and the new configuration can read it."""
    conf = 'extensions = ["myst_nb", "ablog"]\nnb_execution_mode = "off"\n'
    found = imported(tmp_path, {"posts/a.ipynb": text}, conf)

    kinds = {one["path"]: one["kind"] for one in found["documents"]}
    assert kinds["posts/a.ipynb"] == kind
    assert (tmp_path / "blog/posts/a.ipynb").read_text("utf-8") == text
    made = (tmp_path / "blog/conf.py").read_text("utf-8")
    assert 'extensions = ["myst_nb", "sphinx_blogtheme"]' in made
    assert "nb_execution_mode = 'off'" in made or 'nb_execution_mode = "off"' in made
    warned = [one["source"] for one in found["warnings"]]
    assert warned == ["posts/a.ipynb"] * ("raw directive" in text or ".. post" in text)


LEFT = {
    "a notebook that nothing reads yet": ("a.ipynb", notebook(), "", "warnings"),
    "a file that is no notebook": ("a.ipynb", "{}", "", "warnings"),
    "a suffix of another markup": ("a.org", "* A\n", "'.org': 'org'", "errors"),
    "a second directive": (
        "a.rst",
        "A\n=\n\n.. post:: 1 Feb 2025\n\n.. post:: 2 Feb 2025\n",
        "",
        "warnings",
    ),
    "a date that is none": (
        "a.md",
        "---\ndate: 2025-02-01\ntags: {}\n---\n# A\n",
        "",
        "warnings",
    ),
}


@pytest.mark.parametrize(("name", "text", "suffixes", "told"), LEFT.values(), ids=LEFT)
def test_what_cannot_be_imported_whole_is_told(tmp_path, name, text, suffixes, told):
    """Each is named in the report."""
    found = imported(tmp_path, {name: text}, f"source_suffix = {{{suffixes}}}\n")

    assert name in [one["source"] for one in found[told]]


def test_sources_with_other_suffixes_are_imported(tmp_path):
    """What ``source_suffix`` names gets a suffix that the blog reads."""
    files = {
        "a.txt": "A\n=\n\n.. post:: 1 Feb 2025\n\nText.\n",
        "b.markdown": f"{DATED}# B\n",
    }
    conf = "source_suffix = {'.txt': 'restructuredtext', '.markdown': 'markdown'}\n"
    found = imported(tmp_path, files, conf)

    assert {one["source"]: one["path"] for one in found["documents"]} == {
        "index.md": "index.md",
        "a.txt": "a.rst",
        "b.markdown": "b.md",
    }


def test_folder_of_markdown_tells_of_its_notebooks(tmp_path):
    """They are posts and pages as well."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.md").write_text(f"{DATED}# A\n", encoding="utf-8")
    (site / "b.ipynb").write_text(NOTEBOOKS["a header"][0], encoding="utf-8")
    (site / "c.org").write_text("* C\n", encoding="utf-8")
    report = tmp_path / "report.json"
    main(["import", str(site), str(tmp_path / "blog"), "--report", str(report)])
    found = json.loads(report.read_text("utf-8"))

    assert {one["path"]: one["kind"] for one in found["documents"]} == {
        "a.md": "post",
        "b.ipynb": "post",
    }
    assert {one["source"] for one in found["warnings"]} == {"b.ipynb", "c.org"}
