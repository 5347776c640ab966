"""What extensions file under the docname of a post is found by the path of its source."""

from __future__ import annotations

import base64
import json
import sys

import pytest

from conftest import DOT, post

PATH = "posts/deep"
PAGE = "---\norphan: true\n---\n# Page\n\n{}"

SUMMARY = """\
```{eval-rst}
.. autosummary::
   :toctree: generated

   zipapp.create_archive
```
"""


@pytest.mark.parametrize("folder", ["", "posts/", "posts/deep/"])
def test_pages_of_autosummary_lie_beside_the_post(site, folder):
    """They are found there, whatever the permalink is."""
    built = site(
        {f"{folder}2025-03-01-a.md": post(SUMMARY, slug="quills")},
        extensions=["sphinx.ext.autosummary", "sphinx_blogtheme"],
        autosummary_generate=True,
    ).build(warnings=None)

    stub = f"{folder}generated/zipapp.create_archive"
    assert not [warning for warning in built.warnings if "stub file" in warning]
    assert built.exists(f"{stub}/index.html")
    (link,) = built.html("2025/03/quills").select("table.autosummary a")
    assert link["href"].startswith(f"../../../{stub}/")


def test_section_of_a_post_has_a_label_with_its_path(site):
    """As it has in documentation; the label with the docname stays."""
    text = "## Nibs\n\nText.\n"
    names = "2025/03/quills:Nibs", f"{PATH}/a:Nibs", "page:Page"
    links = " ".join(f"{{ref}}`{name}`" for name in names)
    built = site(
        {
            f"{PATH}/a.md": post(text, slug="quills"),
            "posts/b.md": post(links, slug="b"),
            "page.md": PAGE.format(links),
        },
        extensions=["sphinx.ext.autosectionlabel", "sphinx_blogtheme"],
        autosectionlabel_prefix_document=True,
    ).build()

    for page, url in (("page", "../2025/03/quills/"), ("2025/03/b", "../quills/")):
        found = [a["href"] for a in built.html(page).select("a:has(.std-ref)")]
        assert found[:2] == [f"{url}#nibs"] * 2
        assert len(found) == 3


DRAWING = f"""\
#!{sys.executable}
import sys
name = next(text[2:] for text in sys.argv if text.startswith("-o"))
head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">'
with open(name, "w") as file:
    file.write(head + '<a x:href="../b/#top"/><a x:href="https://graph.example/"/></svg>')
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_links_in_a_diagram_go_by_the_page_of_the_post(site, builder):
    """Their author writes them as in the text; the file of the picture is elsewhere."""
    graph = "```{graphviz}\ndigraph { a }\n```\n"
    made = site(
        {"posts/a.md": post(graph, slug="a"), "posts/b.md": post(slug="b")},
        extensions=["sphinx.ext.graphviz", "sphinx_blogtheme"],
        graphviz_output_format="svg",
    )
    made.write({"dot": DRAWING})
    (made.source / "dot").chmod(0o755)
    made.configure(graphviz_dot=str(made.source / "dot"))
    built = made.build(builder)

    (file,) = (built.out / "_images").glob("*.svg")
    assert '"../2025/03/b#top"' in file.read_text(encoding="utf-8")
    assert '"https://graph.example/"' in file.read_text(encoding="utf-8")


def notebook():
    """Return a notebook of a post, which shows a picture and glues it."""
    kind, data = "application/papermill.record/", base64.b64encode(DOT).decode()
    shown = {"output_type": "display_data", "metadata": {}, "data": {"image/png": data}}
    picture = {
        "output_type": "display_data",
        "data": {f"{kind}image/png": data},
        "metadata": {"scrapbook": {"name": "ink", "mime_prefix": kind}},
    }
    code = {
        "cell_type": "code",
        "source": "ink()",
        "outputs": [shown, picture],
        "metadata": {},
    }
    head = (
        "---\ndate: 2025-03-02\nslug: drawn\n---\n# Drawn\n\n{nb-download}`plot.ipynb`"
    )
    text = {"cell_type": "markdown", "source": head, "metadata": {}}
    cells = [text, {**code, "execution_count": 1}]
    python = {"name": "python3", "display_name": "Python", "language": "python"}
    whole = {"cells": cells, "metadata": {"kernelspec": python}}
    return json.dumps({**whole, "nbformat": 4, "nbformat_minor": 4})


@pytest.fixture(scope="module")
def glued(module_site):
    """Return a site whose pages and posts use another post's notebook."""
    pytest.importorskip("myst_nb")
    text = "```{{glue:any}} ink\n:doc: {0}\n```\n\n{{nb-download}}`{0}`\n"
    return module_site(
        {
            f"{PATH}/plot.ipynb": notebook(),
            f"{PATH}/a.md": post(text.format("plot.ipynb"), slug="glued"),
            "page.md": PAGE.format(text.format(f"{PATH}/plot.ipynb")),
        },
        extensions=["myst_nb", "sphinx_blogtheme"],
        nb_execution_mode="off",
    ).build()


@pytest.mark.parametrize("page", ["2025/03/glued", "page", "2025/03", ""])
def test_picture_of_another_notebook_is_shown(glued, page):
    """On a page, in a post, and on lists."""
    images = glued.html(page).select("img[src*=_images]")

    assert images
    for image in images:
        assert (glued.out / page / image["src"]).resolve().read_bytes() == DOT


@pytest.mark.parametrize("page", ["2025/03/glued", "page", "2025/03/drawn"])
def test_executed_notebook_is_found_by_its_path(glued, page):
    """Relative to the document that offers it, if that is read later."""
    (link,) = glued.html(page).select("a.download")

    assert (glued.out / page / link["href"]).resolve().is_file()
    assert "plot.ipynb" in link.text


def test_page_of_no_notebook_offers_none(site):
    """The warning is MyST-NB's own."""
    pytest.importorskip("myst_nb")
    site(
        {"page.md": PAGE.format("{nb-download}`none.ipynb`")},
        extensions=["myst_nb", "sphinx_blogtheme"],
    ).build(warnings=["download file not readable"])
