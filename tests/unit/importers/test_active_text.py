"""What runs in a text of another engine is left out and named, whatever its form."""

from __future__ import annotations

import random
import re

import pytest

from sphinx_blogtheme.importers.blog_files import new_blog_files
from sphinx_blogtheme.importers.bodies.active_text import without_active_parts
from sphinx_blogtheme.importers.bodies.unclosed_media import with_closed_media
from sphinx_blogtheme.importers.model import Blog, Document
from sphinx_blogtheme.model.posts import FrontMatter

LEFT_OUT = {
    "a script in a paragraph": (
        "a <script>run()</script> b\n",
        "a  b\n",
        "a script (within the text)",
    ),
    "a script of two blocks": (
        "a <script>/*\n\n*/run()//</script>\n",
        "a /*\n\n*/run()//\n",
        "a script (within the text)",
    ),
    "a handler in a block": (
        "<div class='a' onclick=run()>\n\nT\n\n</div>\n",
        '<div class="a">\n\nT\n\n</div>\n',
        "onclick",
    ),
    "a handler beside code": (
        "`<b onclick=run()>` <b onclick=run()>T</b>\n",
        "`<b onclick=run()>` <b>T</b>\n",
        "onclick",
    ),
    "a handler after an escaped one": (
        r"\<b onclick=run()> <b onclick=run()>T</b>",
        r"\<b onclick=run()> <b>T</b>",
        "onclick",
    ),
    "a tag of several lines in a quotation": (
        "> <b\n> onclick=run()>T</b>\n",
        "> <b>T</b>\n",
        "onclick",
    ),
    "a block in a list": (
        "- a\n\n  <div onclick=run()>\n  T\n  </div>\n",
        "- a\n\n  <div>\n  T\n  </div>\n",
        "onclick",
    ),
    "cells of a table": (
        "|a|b|\n|-|-|\n|<b onclick=1>T</b>|<b onclick=1>T</b>|\n",
        "|a|b|\n|-|-|\n|<b>T</b>|<b>T</b>|\n",
        "onclick",
    ),
    "a footnote": (
        "[^1]: T\n\n    <b onclick=1>T</b>\n",
        "[^1]: T\n\n    <b>T</b>\n",
        "",
    ),
    "an encoded scheme": (
        '<a href="java&#115;cript:run()">T</a>\n',
        "<a>T</a>\n",
        "href",
    ),
    "a frame without an address": (
        "T <iframe src='javascript:run()'></iframe> T\n",
        "T  T\n",
        "src",
    ),
    "a program": (
        '<object data="a.swf"><param name="b"><b>T</b></object>\n',
        "<b>T</b>\n",
        "object",
    ),
    "an order to the browser": (
        '<meta http-equiv="refresh" content="0;url=https://a.example/">\n\nT\n',
        "\n\nT\n",
        "refresh",
    ),
    "a tag that what follows would end": (
        "<div>\n<img src=x title='\n\n' onerror=run() x='\n",
        "<div>\n&lt;img src=x title='\n\n' onerror=run() x='\n",
        "a tag without an end",
    ),
    "a tag in what is a style sheet only sometimes": (
        "<svg><style><img src=x onerror=run()></style></svg>\n",
        '<svg><style><img src="x"></style></svg>\n',
        "onerror",
    ),
    "a directive": (
        "```{note}\n<b onclick=1>T</b>\n```\n",
        "```{note}\n<b>T</b>\n```\n",
        "",
    ),
    "a directive with colons": (
        ":::{note}\n<b onclick=1>T</b>\n:::\n",
        ":::{note}\n<b>T</b>\n:::\n",
        "onclick",
    ),
    "raw HTML": (
        "```{raw} html\n<b onclick=1>T</b>\n```\n",
        "```{raw} html\n<b>T</b>\n```\n",
        "onclick",
    ),
    "reStructuredText": (
        "```{eval-rst}\n.. raw:: html\n\n   <b onclick=1>T</b>\n```\n",
        "```{eval-rst}\n.. raw:: html\n\n   <b>T</b>\n```\n",
        "onclick",
    ),
    "other line ends": (
        "T\r\n\r\n<b onclick=1>T</b>\r\nT\r\n",
        "T\r\n\r\n<b>T</b>\r\nT\r\n",
        "onclick",
    ),
}


@pytest.mark.parametrize(("text", "left", "named"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_only_what_runs_is_left_out_of_markdown(text, left, named):
    """All else stays as it was written."""
    cleaned, found = without_active_parts(text)

    assert cleaned == left
    assert len(found) == 1
    assert named in found[0]


KEPT = [
    "    <b onclick=1>\n\n```html\n<script>run()</script>\n```\n",
    "```{code-block} html\n<script>run()</script>\n```\n",
    "{% highlight html %}\n<script>run()</script>\n{% endhighlight %}\n",
    "{{< highlight html >}}\n<script>run()</script>\n{{< /highlight >}}\n",
    '<iframe src="https://a.example/x"></iframe>\n',
    "<p>a < b, c = d\n\n[x](javascript:run()) is no link in Markdown\n",
    "<details>\n<summary>T</summary>\n\nT\n\n</details>\n",
    "<style>.a > b { color: red }</style>\n",
]


@pytest.mark.parametrize("text", KEPT)
def test_code_and_what_only_shows_something_stay(text):
    """An article on HTML may show scripts."""
    assert without_active_parts(text) == (text, [])


def test_script_that_shows_a_gist_becomes_a_link():
    """As in bodies that are HTML."""
    text = '<script src="https://gist.github.com/a/b1.js"></script>\n\nT\n'
    cleaned, found = without_active_parts(text)

    assert cleaned.split() == ["<https://gist.github.com/a/b1>", "T"]
    assert found == []


RST = {
    ".. raw:: html\n\n   <b onclick=1>T</b>\n": ".. raw:: html\n\n   <b>T</b>\n",
    "- .. raw:: html\n\n     <b onclick=1>T</b>\n": "- .. raw:: html\n\n     <b>T</b>\n",
    ".. |x| raw:: html\n\n   <b onclick=1>T</b>\n": ".. |x| raw:: html\n\n   <b>T</b>\n",
    ".. role:: r(raw)\n   :format: html\n\n:r:`<b onclick=1>`T\n": (
        ".. role:: r(raw)\n   :format: html\n\n:r:`<b>`T\n"
    ),
    "`T <javascript:run()>`_\n": "`T <javascript-run()>`_\n",
    "`T <java\\script:run()>`__\n": "`T <java\\script-run()>`__\n",
    ".. _T: vbscript:run()\n": ".. _T: vbscript-run()\n",
    "T javascript:run()\n": "T javascript-run()\n",
    "``javascript:run()``\n": "``javascript:run()``\n",
    ".. code:: html\n\n   <b onclick=1>\n": ".. code:: html\n\n   <b onclick=1>\n",
}


@pytest.mark.parametrize(("text", "left"), RST.items())
def test_only_what_runs_is_left_out_of_restructuredtext(text, left):
    """A URL of docutils needs no brackets."""
    cleaned, found = without_active_parts(text, rst=True)

    assert cleaned == left
    assert bool(found) == (left != text)


PIECES = [
    *("<script>", "</script>", "<img src=x onerror=run()>", "<img src=x title='"),
    *(
        "' onerror=run() x='",
        "<b onclick=run()>",
        "<iframe srcdoc='<b onclick=run()>'>",
    ),
    *("<a href='javascript:run()'>", "<style>", "</style>", "<!--", "-->", "<![CDATA["),
    *("<svg>", "<textarea>", "\n", "\n\n", "> ", "- ", "    ", "`", "```\n", ">", "T"),
    *("```{note}\n", "```{raw} html\n", "```{eval-rst}\n", ":::{tip}\n", ":::\n", "$"),
    *(
        ".. raw:: html\n\n   ",
        "{% highlight html %}\n",
        "{% endhighlight %}\n",
        "|a|\n",
    ),
]


def test_what_is_left_has_nothing_to_leave_out():
    """However the pieces were put together, and whatever was in the way."""
    chance = random.Random(14)  # noqa: S311
    for _ in range(1500):
        text = "".join(chance.choices(PIECES, k=chance.randint(2, 16)))
        cleaned, _ = without_active_parts(text)

        assert without_active_parts(cleaned) == (cleaned, []), text


NOTEBOOK = b"""
{"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [
  {"cell_type": "markdown", "metadata": {}, "source": ["<b onclick=1>", "T"]}
]}
"""

DOCUMENTS = {
    "of any engine": ("a.md", "<b onclick=1>T</b>\n", None),
    "in reStructuredText": ("a.rst", ".. raw:: html\n\n   <b onclick=1>T</b>\n", None),
    "copied as it is": ("a.md", "", b"---\ntitle: <b>\n---\n<b onclick=1>T</b>\n"),
    "that is a notebook": (
        "a.ipynb",
        "",
        NOTEBOOK,
    ),
}


@pytest.mark.parametrize(("path", "body", "whole"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_every_document_is_imported_without_what_runs(path, body, whole):
    """The report names the document."""
    document = Document(
        source="old", path=path, facts=FrontMatter(title="A"), body=body, as_it_is=whole
    )
    blog = Blog(engine="Any", documents=(document,), intro="<b onclick=1>Front</b>")
    made = new_blog_files(blog, title="T", base_url="https://a.example/")
    told = {note.source for note in made.blog.warnings if "onclick" in note.message}

    assert re.search(r"<b>[\s\S]*T", made.contents[path].decode())
    assert b"onclick" not in made.contents[path] + made.contents["index.md"]
    assert told == {"old", "the front page"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<audio src=a>\n\nb", "<audio src=a></audio>\n\nb"),
        ("<video src=a></video> <audio>", "<video src=a></video> <audio></audio>"),
        (
            "<audio src=a> <audio src=b>x</audio>",
            "<audio src=a></audio> <audio src=b>x</audio>",
        ),
        ("`<audio>` <b>", "`<audio>` <b>"),
    ],
)
def test_players_end(text: str, expected: str) -> None:
    """One that is left open would hide the rest of the page."""
    assert with_closed_media(text) == expected
