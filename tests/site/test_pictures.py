"""Every kind of picture is shown wherever a post is, whoever made it."""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup

from conftest import DOT, WIDE, post

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"></svg>'

DRAW = """\
import os, sys
for number, argument in enumerate(sys.argv):
    if argument.startswith("-o"):
        with open(argument[2:], "w") as file:
            file.write('{svg}')
with open(r"{log}", "a") as file:
    print(os.getcwd(), file=file)
"""
"""A program that stands for Graphviz's, and notes the folder in which it is run."""


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def cell(kind: str, source: str, **keys: object) -> dict[str, object]:
    return {"cell_type": kind, "metadata": {}, "source": source, **keys}


def output(**data: object) -> dict[str, object]:
    names = {name.replace("_", "/").replace("xml", "+xml"): data[name] for name in data}
    return {"output_type": "display_data", "metadata": {}, "data": names}


def figure(**data: object) -> dict[str, object]:
    return cell("code", "draw()", execution_count=1, outputs=[output(**data)])


def notebook(*cells: object) -> str:
    head = cell("raw", "---\ntitle: Post\ndate: 2025-03-01\n---")
    kernel = {"name": "python3", "display_name": "Python 3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    content = {"nbformat": 4, "nbformat_minor": 4, "metadata": metadata}
    return json.dumps({**content, "cells": [head, *cells]})


RST = ".. title: Post\n.. date: 2025-03-01\n\n"
ATTACHED = {"pasted.png": {"image/png": encoded(WIDE)}}
PASTED = '![pasted.png](attachment:pasted.png) <img src="attachment:pasted.png" alt="">'

KINDS = {
    "beside.md": post("![](a.png)"),
    "root.md": post("![](/pics/b.png)"),
    "spaced.md": post("![](</pics/b c.png>) ![](/pics/b%20c.png)"),
    "served.md": post("![](/images/s.png)"),
    "image.md": post("```{image} a.png\n```"),
    "figure.md": post("```{figure} /pics/b.png\n:target: a.png\n\nCaption\n```"),
    "linked.md": post("```{image} /pics/b.png\n:target: /archives/\n```"),
    "html.md": post('<img src="/pics/b.png" alt="">'),
    "graph.md": post("```{graphviz}\ndigraph { ink -> paper }\n```"),
    "rst-root.rst": f"{RST}.. image:: /pics/b.png\n",
    "rst-linked.rst": f"{RST}.. image:: a.png\n   :target: /archives/\n",
    "rst-figure.rst": f"{RST}.. figure:: a.png\n   :target: a.png\n\n   Caption\n",
    "rst-inline.rst": f"{RST}See |a|.\n\n.. |a| image:: a.png\n   :target: beside.md\n",
    "rst-graph.rst": f"{RST}.. graphviz::\n\n   digraph {{ paper -> ink }}\n",
    "png.ipynb": notebook(figure(image_png=encoded(DOT), text_plain="<Figure>")),
    "svg.ipynb": notebook(figure(image_svgxml=SVG, image_png=encoded(DOT))),
    "output.ipynb": notebook(figure(text_html='<img src="a.png" alt="">')),
    "pasted.ipynb": notebook(cell("markdown", PASTED, attachments=ATTACHED)),
}
"""Posts with a picture each."""

FILES = {
    "posts/a.png": DOT,
    "pics/b.png": DOT,
    "pics/b c.png": DOT,
    "files/images/s.png": DOT,
}


@pytest.fixture(scope="module")
def pictured(module_site, tmp_path_factory):
    """Return a site with a post and a page for each kind, and a program for graphs."""
    folder = tmp_path_factory.mktemp("dot")
    program, log = folder / "dot", folder / "log"
    text = DRAW.format(svg=SVG, log=log)
    program.write_text(f"#!{sys.executable}\n{text}", encoding="utf-8")
    program.chmod(0o755)
    posts = {f"posts/{name}": text for name, text in KINDS.items()}
    made = module_site(
        posts | FILES,
        extensions=["myst_nb", "sphinx.ext.graphviz", "sphinx_blogtheme"],
        nb_execution_mode="off",
        graphviz_dot=str(program),
        graphviz_output_format="svg",
        blog_page_size=50,
        blog_feed_length=50,
        html_baseurl="https://example.org/blog/",
        version="1",
        copyright="2025",
    )
    return made, log


@pytest.fixture(scope="module")
def shown(pictured):
    """Return the built site."""
    return pictured[0].build()


def pictures(html) -> list[tuple[str, str]]:
    """Return the URL and the alternative text of each picture."""
    found = [(i["src"], i["alt"]) for i in html.select("img")]
    return found + [(o["data"], "") for o in html.select("object[data]")]


def slug_of(name: str) -> str:
    return name.rpartition(".")[0]


def places(built, name: str) -> dict[str, tuple[str, BeautifulSoup]]:
    """Return the URL and the content of each place that shows a post."""
    permalink = f"2025/03/{slug_of(name)}/"
    base = "https://example.org/blog/"
    feed = feedparser.parse(built.text("feed/atom.xml"), sanitize_html=False)
    (entry,) = [e for e in feed.entries if e.link == base + permalink]
    listed = {
        place: next(
            one
            for one in built.html(place).select(".bt-entry, .h-entry")
            if one.select(f'a[href$="{permalink}"]')
        )
        for place in ("", "archives")
        if built.html(place).select(".bt-entry img, .h-entry img")
    }
    return {
        "page": (base + permalink, built.html(permalink).select_one(".e-content")),
        "feed": ("", BeautifulSoup(entry.content[0].value, "html5lib")),
        **{
            f"list {place}": (
                f"{base}{place}/".replace("//", "/").replace(":/", "://"),
                at,
            )
            for place, at in listed.items()
        },
    }


@pytest.mark.parametrize("name", KINDS)
def test_picture_is_shown_wherever_the_post_is(shown, name):
    """Its file is in the output, and its alternative text is no path."""
    found = places(shown, name)

    assert len(found) > 2
    for place, (url, html) in found.items():
        assert pictures(html), place
        for source, alt in pictures(html):
            path = urlsplit(urljoin(url, source)).path
            assert path.startswith("/blog/"), (place, source)
            assert shown.exists(unquote(path.removeprefix("/blog/"))), (place, source)
            assert not {"/", "."} & set(alt), (place, alt)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("linked.md", "../../../archives/"),
        ("rst-linked.rst", "../../../archives/"),
        ("figure.md", "a.png"),
        ("rst-figure.rst", "a.png"),
        ("rst-inline.rst", "../beside/"),
    ],
)
def test_target_of_a_picture_is_a_link_of_the_site(shown, name, target):
    """It may be a page by its URL, a file, or a post by its file."""
    (link,) = shown.html(f"2025/03/{slug_of(name)}").select(".e-content a:has(img)")

    assert link["href"] == target
    url = f"https://example.org/blog/2025/03/{slug_of(name)}/"
    assert urljoin(url, target) in shown.text("feed/rss.xml")


def test_program_of_a_diagram_runs_in_the_folder_of_the_post(pictured, shown):
    """So a diagram can name files there; the folder of the permalink doesn't exist."""
    made, log = pictured
    folders = set(log.read_text(encoding="utf-8").split())

    assert shown.exists("2025/03/graph")
    assert folders == {str(made.source / "posts")}


@pytest.mark.long
@pytest.mark.parametrize("name", KINDS)
def test_picture_is_in_a_book(pictured, name):
    """An EPUB has the pictures too."""
    built = pictured[0].build("epub", warnings=None)
    file = built.out / "2025/03" / f"{slug_of(name)}.xhtml"
    html = BeautifulSoup(file.read_text(encoding="utf-8"), "html5lib")
    found = [source for source, _ in pictures(html)]

    assert found
    assert all((file.parent / unquote(source)).is_file() for source in found)


def test_output_folder_in_the_source_folder_is_no_source(site):
    """A picture of a notebook is copied from it, and no page is made of it."""
    text = KINDS["png.ipynb"]
    made = site(
        {"posts/x.ipynb": text},
        extensions=["myst_nb", "sphinx_blogtheme"],
        nb_execution_mode="off",
    )
    made = replace(made, outputs=made.source / "site")
    made.build()
    built = made.build()

    (image,) = built.html("2025/03/x").select(".e-content img")
    assert (built.out / "2025/03/x" / image["src"]).resolve().is_file()
    assert not built.exists("site")


def test_files_of_one_name_are_numbered_in_one_way(site):
    """Whether the text shows the second one, or the header names it."""
    both = "![](a.png)\n\n![](sub/a.png)\n"
    built = site(
        {
            "posts/x.md": post(both, slug="x"),
            "posts/y.md": post("![](a.png)", slug="y", image="sub/a.png"),
            "posts/a.png": DOT,
            "posts/sub/a.png": WIDE,
        }
    ).build()

    for slug in ("x", "y"):
        folder = built.out / "2025/03" / slug
        assert (folder / "a.png").read_bytes() == DOT
        assert (folder / "a-2.png").read_bytes() == WIDE


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_missing_target_of_a_picture_is_a_dead_link(site, suffix):
    """It is one warning, and the picture stays."""
    text = {
        ".md": post("```{image} a.png\n:target: /nowhere/\n```"),
        ".rst": f"{RST}.. image:: a.png\n   :target: /nowhere/\n",
    }[suffix]
    built = site({f"posts/x{suffix}": text, "posts/a.png": DOT}).build(
        warnings=["dead link to '/nowhere/'"]
    )

    assert built.html("2025/03/x").select(".e-content img")


def test_directive_may_be_all_of_a_post_in_restructuredtext(site):
    """A role that a directive calls needs no text before it."""
    text = f"{RST}.. inheritance-diagram:: pathlib.PurePath\n"
    built = site(
        {"posts/x.rst": text},
        extensions=["sphinx.ext.inheritance_diagram", "sphinx_blogtheme"],
        graphviz_dot=str(Path("no", "dot")),
    ).build(warnings=["cannot be run"])

    assert built.exists("2025/03/x")
