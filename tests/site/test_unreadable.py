"""Documents that a parser, a transform or a writer can't take."""

from __future__ import annotations

import pytest

from conftest import post, posts

EXTENSION = """
from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform


class trap(nodes.General, nodes.Element):
    pass


class Trap(Directive):
    required_arguments = 1

    def run(self):
        if self.arguments[0] == "parsed":
            raise ValueError("no good")
        return [trap(at=self.arguments[0])]


def spring(self, at):
    for node in self.document.findall(trap):
        if node["at"] == at:
            raise KeyError(at)


class Early(SphinxTransform):
    default_priority = 500

    def apply(self, **kwargs):
        spring(self, "transformed")


class Late(SphinxPostTransform):
    default_priority = 5

    def run(self, **kwargs):
        spring(self, "resolved")


def fail(self, node):
    raise RuntimeError("written")


class Spring:
    def __init__(self, document):
        self.document = document


def listen(at):
    def listener(app, document, *docname):
        spring(Spring(document), at)
    return listener


def setup(app):
    app.connect("doctree-read", listen("read"))
    app.connect("doctree-resolved", listen("listened"))
    app.add_node(trap, html=(fail, None))
    app.add_directive("trap", Trap)
    app.add_transform(Early)
    app.add_post_transform(Late)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
STAGES = ("parsed", "transformed", "read", "resolved", "listened", "written")


def nested(levels: int) -> dict[str, str]:
    """Return bodies with a word below as many levels of each kind."""
    return {
        "quotes": "> " * levels + "DEEP\n",
        "lists": "".join(f"{'  ' * n}- DEEP{n}\n" for n in range(levels)),
        "fences": ":::{note}\n" * levels + "DEEP\n",
        "emphasis": "*a **b " * levels + "DEEP" + "** c*" * levels,
    }


def test_deep_text_is_shown_as_it_is(site):
    """It is a warning for each such post, and the others are built."""
    deep = nested(120)
    rst = "".join(f"{'  ' * n}* DEEP{n}\n\n" for n in range(120))
    directives = "".join(f"{'   ' * n}.. note::\n\n" for n in range(120))
    files = posts(**deep, good="*Good*.\n") | {
        "posts/bullets.rst": f":date: 2025-03-01\n\n{rst}",
        "posts/notes.rst": f":date: 2025-03-01\n\n{directives}{'   ' * 120}DEEP\n",
    }
    warned = [f"posts/{name}.md:1" for name in deep]
    built = site(files).build(
        warnings=[*warned, "posts/bullets.rst:1", "posts/notes.rst:1"]
    )

    for name in (*deep, "bullets", "notes"):
        assert "DEEP" in built.html(f"2025/03/{name}").select_one("pre").get_text()
    assert built.html("2025/03/good").select_one(".e-content em")


def test_what_is_less_deep_is_read(site):
    """Markdown-it leaves out what is below its own limit, without a word."""
    built = site(posts(**nested(40))).build()

    for name in nested(40):
        content = built.html(f"2025/03/{name}").select_one(".e-content")
        assert "DEEP" in content.get_text()
        assert not content.select("pre")


@pytest.mark.parametrize(("suffix", "processes"), [("md", 1), ("rst", 1), ("md", 2)])
def test_failure_of_an_extension_is_for_one_document(
    site, suffix, processes, tmp_path, monkeypatch
):
    """Wherever it is, in a listener too, the document is text under its title."""
    directive = "```{{trap}} {}\n```" if suffix == "md" else ".. trap:: {}"
    files = {
        f"posts/{stage}.{suffix}": post(f"TEXT *x*.\n\n{directive.format(stage)}\n")
        for stage in STAGES
    }
    files |= {f"posts/good{n}.md": post("*Good*.\n") for n in range(6)}
    (tmp_path / "traps.py").write_text(EXTENSION)
    monkeypatch.syspath_prepend(tmp_path)
    built = site(files, extensions=["traps", "sphinx_blogtheme"]).build(
        parallel=processes,
        warnings=[f"posts/{stage}.{suffix}:1" for stage in STAGES],
    )

    listened = [w for w in built.warnings if "/read." in w or "/listened." in w]
    assert all("(in the extension traps)" in warning for warning in listened)
    for stage in STAGES:
        page = built.html(f"2025/03/{stage}")
        assert "TEXT *x*." in page.select_one(".e-content pre").get_text()
        assert page.h1.get_text() == "Post"
    assert built.html("2025/03/good1").select_one(".e-content em")


def test_tag_without_an_end_is_text(site):
    """A browser would take all up to the next tag for its attributes."""
    built = site(posts(x='<div class="a"\nONE\n\n*TWO*\n')).build(
        warnings=["x.md:6: WARNING: HTML with a tag that has no end"]
    )

    content = built.html("2025/03/x").select_one(".e-content")
    assert '<div class="a"\nONE' in content.get_text()
    assert content.em.get_text() == "TWO"


def test_unknown_role_is_shown_as_typed(site):
    """MyST leaves its text out."""
    built = site(posts(x="A {shout}`WORD`\n")).build(
        warnings=["Unknown interpreted text role"]
    )

    text = built.html("2025/03/x").select_one(".e-content").get_text()
    assert "A {shout}`WORD`" in text


def test_sections_beside_the_title_are_read(site):
    """A title with nothing below it but others of its level is only the title."""
    rst = "Post\n====\n\n:date: 2025-03-01\n\nOne\n===\n\nText.\n\nTwo\n===\n\nMore.\n"
    built = site({"posts/x.rst": rst}).build()

    headings = built.html("2025/03/x").select(".e-content h2")
    assert [heading.get_text().strip("¶") for heading in headings] == ["One", "Two"]


@pytest.mark.parametrize(
    ("body", "line", "end"),
    [
        ("ONE\n\n<!-- note\n\n*TWO*\n", 8, "'-->'"),
        ("ONE\n\n<script>\nlet x\n\n*TWO*\n", 8, "'</script>'"),
        ("ONE <script> *TWO*\n", 6, "'</script>'"),
        ("ONE <textarea> *TWO*\n", 6, "'</textarea>'"),
        ("<iframe src='https://x.example/'>\n\nONE *TWO*\n", 6, "'</iframe>'"),
        ("ONE\n\n<?php x\n\n*TWO*\n", 8, "'?>'"),
    ],
)
def test_unclosed_html_hides_nothing(site, body, line, end):
    """The author is told, and what follows is shown."""
    built = site(posts(x=body)).build(
        warnings=[f"x.md:{line}: WARNING: HTML that has no end: expected {end}"]
    )

    page = built.html("2025/03/x")
    assert page.select_one(".e-content em").get_text() == "TWO"
    assert page.select_one("footer")
    assert "</section>" not in page.select_one(".e-content").get_text()
