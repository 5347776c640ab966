"""Diagrams of Graphviz and PlantUML in posts: on pages, and gone with them."""

from __future__ import annotations

import sys

import feedparser
import pytest

from conftest import DOT, post

PROGRAM = f"""\
#!{sys.executable}
import os, pathlib, sys
assert pathlib.Path("beside.txt").exists(), os.getcwd()
out = [text[2:] for text in sys.argv if text.startswith("-o")]
data = bytes.fromhex("{DOT.hex()}")
if out:
    pathlib.Path(out[0]).write_bytes(data)
    if "-Tcmapx" in sys.argv:
        pathlib.Path(out[0] + ".map").write_text('<map id="g" name="g"></map>')
else:
    sys.stdout.buffer.write(data)
"""

KINDS = {
    "graphviz": "```{graphviz}\n:alt: From A to B\ndigraph { a -> b }\n```\n",
    "plantuml": "```{uml}\n:alt: From A to B\nAnn -> Bob\n```\n",
}

EXTENSIONS = {"graphviz": "sphinx.ext.graphviz", "plantuml": "sphinxcontrib.plantuml"}


@pytest.fixture(params=KINDS)
def drawn(request, site):
    """Return the text of a diagram, and a site with it in a post."""
    kind = request.param
    pytest.importorskip(EXTENSIONS[kind])
    text = KINDS[kind]
    made = site(
        {
            "posts/deep/a.md": post(text, slug="quills"),
            "posts/deep/beside.txt": "",
            "posts/b.md": post("Text.\n"),
        },
        extensions=[EXTENSIONS[kind], "sphinx_blogtheme"],
    )
    program = made.source / "draw"
    program.write_text(PROGRAM, encoding="utf-8")
    program.chmod(0o755)
    made.configure(graphviz_dot=str(program), plantuml=str(program))
    return text, made


def test_diagram_is_on_pages_and_in_feeds(drawn):
    """The program runs beside the source of the post."""
    built = drawn[1].build()

    for page in ("2025/03/quills", "2025/03", ""):
        (image,) = built.html(page).select('img[alt="From A to B"]')
        assert (built.out / page / image["src"]).resolve().read_bytes() == DOT
    entries = feedparser.parse(built.text("feed/atom.xml")).entries
    shown = [entry.content[0].value for entry in entries]
    assert sum('src="https://example.org/_images/' in text for text in shown) == 1


def test_drawing_goes_with_its_diagram(drawn):
    """When that is edited, held back or deleted; another post keeps its own."""
    text, made = drawn
    for files in (
        {"posts/deep/c.md": post(text, slug="second")},
        {"posts/deep/a.md": post(text.replace("b }", "c }").replace("Bob", "Cid"))},
        {"posts/b.md": post("Other.\n")},
        {"posts/deep/c.md": post(text, slug="second", draft="true")},
        {"posts/deep/a.md": post("Text.\n")},
    ):
        made.write(files)
        built = made.build()
        assert built.differences(made.build(fresh=True)) == []

    assert not [path for path in built.files() if "graphviz-" in path]
    assert not [path for path in built.files() if "plantuml" in path]
