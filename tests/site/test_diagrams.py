"""A diagram of Mermaid is a picture where its program is, and code elsewhere."""

from __future__ import annotations

import json
import os
import posixpath
import sys

import feedparser
import pytest
import sphinxcontrib

from conftest import post
from sphinx_blogtheme.features.diagrams.drawn_svg import fitted_svg

FLOW = "flowchart LR\n  A --> B"

FENCE = f"```mermaid\n{FLOW}\n```\n"

SVG = (
    '<svg id="my-svg" width="100%" xmlns="http://www.w3.org/2000/svg"'
    ' style="max-width: 90.5px; background-color: transparent;"'
    ' viewBox="-8 -8 90.5 40"><g class="today"><line x1="3"/></g>'
    '<g class="root"><text>{}</text></g></svg>'
)

MMDC = f"""\
#!{sys.executable}
import json, pathlib, sys, time
here = pathlib.Path(__file__).parent
if sys.argv[1:] == ["--version"]:
    version = (here / "version").read_text()
    print(f"(node:{{time.time_ns()}}) Warning" if version != "broken" else "")
    sys.exit(version if version == "broken" else print(version))
given = dict(zip(sys.argv[1:], sys.argv[2:]))
text = pathlib.Path(given["--input"]).read_text()
with (here / "calls").open("a") as calls:
    calls.write("drawn\\n")
if "refuse" in text:
    sys.exit("Parse error on line 2")
while "endless" in text:
    time.sleep(600)
config = json.loads(pathlib.Path(given["--configFile"]).read_text())
label = (here / "version").read_text() + config.get("theme", "") + str(len(text))
pathlib.Path(given["--output"]).write_text(
    "" if "nothing" in text else {SVG!r}.format(label)
)
"""


@pytest.fixture
def mmdc(tmp_path, monkeypatch):
    """Return a folder on PATH with a program that draws like Mermaid's."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "mmdc").write_text(MMDC, encoding="utf-8")
    (folder / "mmdc").chmod(0o755)
    (folder / "version").write_text("1.0", encoding="utf-8")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def calls(folder):
    """Return how many diagrams the program in a folder was given."""
    file = folder / "calls"
    return len(file.read_text(encoding="utf-8").split()) if file.exists() else 0


@pytest.fixture(autouse=True)
def _no_program(monkeypatch):
    """Let no test find a program of this machine."""
    folders = os.environ["PATH"].split(os.pathsep)
    kept = [name for name in folders if not os.path.exists(f"{name}/mmdc")]  # noqa: PTH110
    monkeypatch.setenv("PATH", os.pathsep.join(kept))


WAYS = {
    "fence": FENCE,
    "alt": f'```mermaid alt="From A to B"\n{FLOW}\n```\n',
    "pandoc": f"```{{.mermaid alt='From A to B'}}\n{FLOW}\n```\n",
    "directive": f"```{{mermaid}}\n:alt: From A to B\n\n{FLOW}\n```\n",
    "rst": f"```{{eval-rst}}\n.. mermaid::\n   :alt: From A to B\n\n   {FLOW.replace(chr(10), chr(10) + '   ')}\n```\n",
    "file": "```{mermaid} flow.mmd\n:alt: From A to B\n```\n",
    "said": f"```mermaid\n{FLOW}\n  accTitle: From A\n  accDescr {{\n  to\n  B\n  }}\n```\n",
}
ALTS = {"fence": "flowchart LR A --> B", "said": "From A. to B"}


def test_diagram_is_a_picture(site, mmdc):
    """On its page, in lists and in feeds, whichever way it is written."""
    sources = {f"posts/{key}.md": post(text, title=key) for key, text in WAYS.items()}
    built = site({**sources, "posts/flow.mmd": FLOW}, blog_mermaid="svg").build()

    for key in WAYS:
        (image,) = built.html(f"2025/03/{key}").select(".e-content img")
        file = (built.out / f"2025/03/{key}" / image["src"]).resolve()
        assert (image["width"], image["height"]) == ("90", "40")
        assert image["alt"] == ALTS.get(key, "From A to B")
        assert 'width="90" height="40"' in file.read_text(encoding="utf-8")
        assert image["class"] == ["bt-diagram"]
    listed = built.html().select(".h-entry img.bt-diagram")
    assert len(listed) == len(WAYS)
    assert all((built.out / image["src"]).is_file() for image in listed)
    entries = feedparser.parse(built.text("feed/atom.xml")).entries
    address = "https://example.org/_images/mermaid-"
    assert all(f'src="{address}' in entry.content[0].value for entry in entries)
    assert FENCE in built.text("2025/03/fence.md")
    # Six times the same text, and one with more.
    assert calls(mmdc) == 2


def test_diagram_with_a_caption_is_a_figure(site, mmdc):
    """It can be referred to by its name."""
    text = f"```{{mermaid}}\n:caption: The *way*\n:name: way\n\n{FLOW}\n```\n\n{{ref}}`way`\n"
    built = site({"posts/a.md": post(text)}).build()

    (figure,) = built.html("2025/03/a").select("figure#way")
    assert figure.select_one("img.bt-diagram")
    assert figure.select_one("figcaption em").text == "way"


@pytest.fixture
def blog(site):
    """Return a site with a diagram, and a post without one."""
    return site({"posts/a.md": post(FENCE), "posts/b.md": post("Text.\n")})


def test_diagram_is_drawn_once(blog, mmdc):
    """Until its text, the settings or the version of the program change."""
    blog.build()
    blog.write({"posts/b.md": post("Other text.\n")})
    blog.build()
    assert calls(mmdc) == 1

    for number, change in enumerate(
        [
            lambda: blog.write({"posts/a.md": post(FENCE.replace("B", "C"))}),
            lambda: blog.configure(blog_mermaid_config={"theme": "forest"}),
            lambda: (mmdc / "version").write_text("1.1", encoding="utf-8"),
        ],
        2,
    ):
        change()
        os.utime(mmdc / "mmdc", (number, number))  # as installing it does
        built = blog.build()
        assert calls(mmdc) == number
        assert built.differences(blog.build(fresh=True)) == []
        assert len(list((built.out / "_images").iterdir())) == 1
        (mmdc / "calls").write_text("drawn\n" * number, encoding="utf-8")


def test_program_may_come_and_go(blog, mmdc):
    """Pages follow it, and are what a clean build makes."""
    program = mmdc / "mmdc"
    for is_there in (False, True, False):
        program.rename(mmdc / "away") if program.exists() and not is_there else None
        (mmdc / "away").rename(program) if is_there else None
        said = (
            () if is_there else ["a.md:6: WARNING: blog_mermaid = 'auto': there is no"]
        )
        built = blog.build(warnings=said)

        page = built.html("2025/03/a")
        assert bool(page.select(".e-content img")) == is_there
        assert bool(page.select(".highlight-mermaid pre")) != is_there
        assert built.differences(blog.build(fresh=True, warnings=said)) == []
        kept = blog.outputs / "doctrees-dirhtml" / "blog" / "diagrams"
        assert len(list(kept.glob("*"))) == is_there


def test_diagram_is_gone_with_its_post(blog, mmdc):
    """Nothing is left of it, beside the site either."""
    built = blog.build()
    blog.remove("posts/a.md")
    built = blog.build()

    assert not list(built.out.rglob("mermaid-*"))
    assert not list((blog.outputs / "doctrees-dirhtml" / "blog" / "diagrams").iterdir())


FAULTS = {
    "refuse": "Parse error on line 2",
    "nothing": "it is no SVG",
    "endless": "it was not done after 1 seconds",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_diagram_that_is_not_drawn_is_code(site, mmdc, fault):
    """With one warning at its line, in each build, although two posts show it."""
    text = f"Text.\n\n```mermaid\n{fault}\n```\n"
    made = site(
        {"posts/a.md": post(text), "posts/b.md": post(text)}, blog_mermaid_timeout=1
    )
    for _ in range(2):
        built = made.build(warnings=[f"cannot be drawn: {FAULTS[fault]}"])
        assert "a.md:8: WARNING" in built.warnings[0]
        assert built.html("2025/03/b").select_one("pre").text == f"{fault}\n"


@pytest.mark.parametrize("way", ["auto", "svg", "extension", "code"])
def test_without_a_program_diagrams_are_code(site, way):
    """One warning says so, unless the site has chosen that."""
    said = {
        "auto": "conf.py:5: WARNING: blog_mermaid = 'auto': there is no program",
        "svg": "there is no program 'mmdc'",
        "extension": "expected 'sphinxcontrib.mermaid'",
    }
    built = site(
        {
            "posts/a.md": post(FENCE),
            "posts/b.md": post(WAYS["directive"]),
            "posts/c.md": post("```text\n" + FLOW + "\n```\n"),
        },
        blog_mermaid=way,
    ).build(warnings=[said[way]] if way in said else ())

    codes = [built.html(f"2025/03/{name}").select_one("pre") for name in "abc"]
    assert len({str(code) for code in codes}) == 1


def test_fence_in_a_notebook_is_a_picture(site, mmdc):
    """As it is where GitHub shows the notebook."""
    pytest.importorskip("myst_nb")
    head = "---\ndate: 2025-03-02\nslug: drawn\n---\n# Drawn\n\n"
    cell = {"cell_type": "markdown", "metadata": {}, "source": head + FENCE}
    whole = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    built = site(
        {"posts/a.ipynb": json.dumps(whole)}, extensions=["myst_nb", "sphinx_blogtheme"]
    ).build()

    assert built.html("2025/03/drawn").select("img.bt-diagram")


def test_program_that_does_not_run_is_one_warning(blog, mmdc):
    """It is that of the option, and diagrams are code."""
    (mmdc / "version").write_text("broken", encoding="utf-8")
    built = blog.build(warnings=["blog_mermaid = 'auto': 'mmdc' does not run: broken"])

    assert built.html("2025/03/a").select(".e-content pre")


def test_guest_has_no_program_run(site, mmdc):
    """A diagram in prose is code, unless the owner allows the name."""
    made = site({"posts/a.md": post(FENCE)}, blog_trust="prose")
    assert made.build().html("2025/03/a").select(".e-content pre")

    made.configure(blog_prose_markup=["mermaid"])
    assert made.build().html("2025/03/a").select(".e-content img")


def test_no_diagram_is_drawn_for_other_formats(site, mmdc):
    """They have the code."""
    built = site({"posts/a.md": post(FENCE)}).build("text")

    assert "A --> B" in built.text("2025/03/a.txt")
    assert calls(mmdc) == 0


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        '<g onclick="1"/>',
        '<a href=" javascript:1"/>',
        "<foreignObject><iframe/></foreignObject>",
    ],
)
def test_drawing_with_a_script_is_not_published(inside):
    """A reader might open the file itself."""
    with pytest.raises(ValueError, match="it has a script"):
        fitted_svg(f'<svg viewBox="0 0 9 9">{inside}</svg>')


def test_drawing_shows_no_day():
    """The mark of a Gantt chart would be wrong on the next day."""
    assert 'class="today"' not in fitted_svg(SVG)


EXTENSION = """\
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

class mermaid(nodes.General, nodes.Inline, nodes.Element):
    pass

class Mermaid(SphinxDirective):
    has_content = True

    def run(self):
        return [mermaid(code="\\n".join(self.content), options={})]

def visit(self, node):
    self.body.append(f'<pre class="mermaid">{self.encode(node["code"])}</pre>')
    raise nodes.SkipNode

def install_js(app, pagename, templatename, context, doctree):
    if not doctree or doctree.next_node(mermaid):
        url = context["pathto"]("_static/mermaid.mjs", resource=True)
        app.add_js_file(None, body=f'import mermaid from "{url}";', type="module")

def setup(app):
    app.add_node(mermaid, html=(visit, None))
    app.add_directive("mermaid", Mermaid)
    app.connect("html-page-context", install_js)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
"""What sphinxcontrib-mermaid does, as far as it matters here."""


@pytest.fixture
def beside(site, tmp_path, monkeypatch):
    """Return a site with sphinxcontrib-mermaid: two diagrams, and a post without."""
    (tmp_path / "mermaid.py").write_text(EXTENSION, encoding="utf-8")
    monkeypatch.setattr(
        sphinxcontrib, "__path__", [str(tmp_path), *sphinxcontrib.__path__]
    )
    monkeypatch.delitem(sys.modules, "sphinxcontrib.mermaid", raising=False)
    directive = WAYS["directive"].replace(":alt: From A to B\n\n", "")
    yield site(
        {
            "posts/a.md": post(FENCE),
            "posts/b.md": post(directive),
            "posts/c.md": post(tags="plain"),
        },
        extensions=["sphinxcontrib.mermaid", "sphinx_blogtheme"],
    )
    sys.modules.pop("sphinxcontrib.mermaid", None)


def scripts(built, page):
    """Return the URLs of the extension's scripts on a page."""
    return [
        posixpath.normpath(posixpath.join("/", page, script.string.split('"')[1]))
        for script in built.html(page).select('script[type="module"]:not([src])')
    ]


def test_fence_is_a_diagram_of_the_extension(beside):
    """As its directive is; its script is on pages that show a diagram only."""
    built = beside.build()

    for page, count in (("2025/03/a", 1), ("2025/03/b", 1), ("", 2)):
        shown = built.html(page).select("pre.mermaid")
        assert [node.text for node in shown] == [FLOW] * count
        assert scripts(built, page) == ["/_static/mermaid.mjs"]
    for page in ("2025/03/c", "tag/plain", "archives"):
        assert scripts(built, page) == []


def test_program_draws_what_the_extension_would(beside, mmdc):
    """No page has its script."""
    built = beside.build()

    for page, count in (("2025/03/a", 1), ("2025/03/b", 1), ("", 2)):
        assert len(built.html(page).select("img.bt-diagram")) == count
        assert scripts(built, page) == []
    assert calls(mmdc) == 1


def test_program_beside_conf_py_is_found(site, mmdc, monkeypatch):
    """Where npm puts it, without an entry in PATH."""
    made = site({"posts/a.md": post(FENCE)}, exclude_patterns=["node_modules"])
    monkeypatch.setenv("PATH", os.environ["PATH"].partition(os.pathsep)[2])
    folder = made.source / "node_modules" / ".bin"
    folder.parent.mkdir()
    mmdc.rename(folder)

    assert made.build().html("2025/03/a").select("img.bt-diagram")
