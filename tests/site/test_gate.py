"""Whatever makes a file a post, and whatever holds it back: nobody can read it.

One site has a file for each way to write a post and each reason to hold it back, with
a word of its own.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from conftest import DOT, make_site
from traces import words_left

EPOCH = "1750000000"
"""The clock of the builds: June 2025."""

DUE = "1760000000"
"""A later clock: October 2025."""

WORD = rb"xyzzy[a-z]+"

REASONS = {
    "draft": {"date": "2025-03-01", "state": "draft"},
    "future": {"date": "2025-09-01"},
    "later": {"date": "2025-03-01", "publishDate": "2025-09-01"},
    "expired": {"date": "2025-03-01", "expires": "2025-05-01"},
    "undated": {"blogpost": "true"},
    "unreadable": {"blogpost": "true", "date": "soonish"},
}
"""Headers that hold a post back at `EPOCH`, by reason."""


def body(word: str) -> str:
    return (
        f"# Title {word}\n\nText {word}.\n\n({word}label)=\n\n## Heading {word}\n\n"
        f"```{{index}} {word}entry\n```\n\nMore.[^n]\n\n[^n]: Note {word}.\n"
    )


def rst_body(word: str) -> str:
    return (
        f"Text {word}.\n\n.. _{word}label:\n\nHeading {word}\n{'-' * 40}\n\n"
        f".. index:: {word}entry\n\nMore.\n"
    )


def rst_title(word: str) -> str:
    return f"Title {word}\n{'=' * 40}\n\n"


def lines(form: str, header: dict[str, str]) -> str:
    return "".join(form.format(key, value) + "\n" for key, value in header.items())


def notebook(header: dict[str, str], word: str) -> str:
    head = nbformat.v4.new_markdown_cell(f"---\n{lines('{}: {}', header)}---\n")
    cells = [head, nbformat.v4.new_markdown_cell(body(word))]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells))


def folder(way: str, files: dict[str, str]) -> dict[str, str]:
    return {f"{way}/{name}": text for name, text in files.items()}


TOML = '{} = "{}"'
TABS = "{}:\t{}"

WITH_HEADER = {
    "yaml": lambda h, w: {f"{w}.md": f"---\n{lines('{}: {}', h)}---\n\n{body(w)}"},
    "toml": lambda h, w: {f"{w}.md": f"+++\n{lines(TOML, h)}+++\n\n{body(w)}"},
    "json": lambda h, w: {f"{w}.md": f"{json.dumps(h, indent=1)}\n\n{body(w)}"},
    "nikola": lambda h, w: {
        f"{w}.md": f"<!--\n{lines('.. {}: {}', h)}-->\n\n{body(w)}"
    },
    "comment": lambda h, w: {f"{w}.md": f"\n---  # a\n{lines(TABS, h)}---\n{body(w)}"},
    "docinfo": lambda h, w: {
        f"{w}.rst": f"{rst_title(w)}{lines(':{}: {}', h)}\n{rst_body(w)}"
    },
    "beside": lambda h, w: {
        f"{w}.md": body(w),
        f"{w}.meta": lines(".. {}: {}", h),
    },
    "folder": lambda h, w: {
        f"{w}/_defaults.yml": lines("{}: {}", h),
        f"{w}/{w}.md": body(w),
    },
    "ending": lambda h, w: {
        f"{w}.markdown": f"---\n{lines('{}: {}', h)}---\n{body(w)}"
    },
    "notebook": lambda h, w: {f"{w}.ipynb": notebook(h, w)},
    "textbook": lambda h, w: {f"{w}.myst": f"---\n{lines('{}: {}', h)}---\n{body(w)}"},
}
"""Files of a post with a header, by the way in which it is written."""

DATES = {"future": "Sep 1, 2025", "undated": "", "unreadable": "soonish"}
"""Dates of a ``post`` directive that hold it back, by reason."""

WITH_DIRECTIVE = {
    "rst": lambda d, w: {f"{w}.rst": f"{rst_title(w)}.. post:: {d}\n\n{rst_body(w)}"},
    "myst": lambda d, w: {f"{w}.md": f"# T {w}\n\n```{{post}} {d}\n```\n\n{body(w)}"},
    "evalrst": lambda d, w: {
        f"{w}.md": f"# T {w}\n\n```{{eval-rst}}\n.. post:: {d}\n```\n\n{body(w)}"
    },
    "included": lambda d, w: {
        f"{w}.rst": f"{rst_title(w)}.. include:: {w}.inc\n",
        f"{w}.inc": f".. post:: {d}\n\n{rst_body(w)}",
    },
    "second": lambda d, w: {
        f"{w}.rst": (
            f"{rst_title(w)}.. post:: 2025-03-01\n\nFirst.\n\nSecond\n------\n\n"
            f".. post:: {d}\n\n{rst_body(w)}"
        )
    },
    "both": lambda d, w: {
        f"{w}.md": f"---\ntitle: T {w}\n---\n\n```{{post}} {d}\n```\n\n{body(w)}"
    },
}
"""Files of a post with a directive of ABlog, by the way in which it is written."""

BY_PLACE = {
    "drafts": lambda w: {f"_drafts/{w}.md": body(w)},
    "named": lambda w: {f"posts/2025-09-01-{w}.md": body(w)},
    "namedfolder": lambda w: {f"posts/2025-09-01-{w}/index.md": body(w)},
    "jekyll": lambda w: {f"_posts/{w}.md": body(w)},
    "pattern": lambda w: {f"matched/{w}.md": body(w)},
    "unclosed": lambda w: {f"posts/{w}.md": f"---\ntitle: {w}\n\n{body(w)}"},
    "unclosedtoml": lambda w: {f"posts/{w}.md": f"+++\ntitle = '{w}'\n\n{body(w)}"},
    "javascript": lambda w: {f"posts/{w}.md": f"---js\n{{ t: '{w}' }}\n---\n{body(w)}"},
    "notyaml": lambda w: {f"posts/{w}.md": f"---\ndraft: {{\nx\n---\n{body(w)}"},
}
"""Files of a post that its place, its name or its unreadable header hold back."""


def sources() -> dict[str, str]:
    """Return the files of all posts that are held back."""
    files = {}
    for way, write in WITH_HEADER.items():
        for reason, header in REASONS.items():
            word = f"xyzzy{way}{reason}"
            titled = {"title": f"Title {word}", **header}
            files |= folder(f"posts/{way}", write(titled, word))
    for way, write in WITH_DIRECTIVE.items():
        for reason, date in DATES.items():
            files |= folder(f"posts/dir{way}", write(date, f"xyzzydir{way}{reason}"))
    for way, write in BY_PLACE.items():
        files |= write(f"xyzzyplace{way}")
    return files


def without_versions(built):
    """Return all files; in a first build, MyST-NB's style has no version (1.4)."""
    return {
        name: re.sub(rb"\?v=\w+", b"", data) for name, data in built.files().items()
    }


SECRETS = (
    {f"xyzzy{way}{reason}" for way in WITH_HEADER for reason in REASONS}
    | {f"xyzzydir{way}{reason}" for way in WITH_DIRECTIVE for reason in DATES}
    | {f"xyzzyplace{way}" for way in BY_PLACE}
)

INDEX = """\
# Home

```{toctree}
:glob:
:numbered:

posts/**
```
"""


@pytest.fixture
def clock(monkeypatch):
    """Set the clock of the builds."""
    return lambda epoch: monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)


@pytest.fixture
def gated(tmp_path, clock):
    """Return the site of all posts that are held back, with one that is public."""
    clock(EPOCH)
    public = "---\ntitle: Public\ndate: 2025-03-01\n---\n\nWords.\n"
    return make_site(
        tmp_path,
        {**sources(), "posts/public.md": public, "index.md": INDEX},
        extensions=["sphinx_blogtheme", "myst_nb"],
        source_suffix={
            **dict.fromkeys([".md", ".markdown"], "markdown"),
            **dict.fromkeys([".ipynb", ".myst"], "myst-nb"),
            ".rst": "restructuredtext",
        },
        blog_post_pattern=["matched/*"],
        nb_execution_mode="off",
    )


# sphinxcontrib-serializinghtml (2.0) uses what Sphinx deprecates.
@pytest.mark.filterwarnings("ignore:.*JSONHTMLBuilder.app")
@pytest.mark.parametrize(
    ("builder", "parallel"),
    [("dirhtml", 1), ("dirhtml", 2), ("html", 1), ("epub", 1), ("json", 1)],
)
def test_what_the_gate_holds_back_is_nowhere(gated, builder, parallel):
    """All ways to write a post, all reasons, and each with a word to search for."""
    built = gated.build(builder, parallel=parallel, warnings=None)

    assert words_left(built.out.parent, WORD) == {}


def test_second_build_holds_back_the_same(gated):
    """What is read only to be withdrawn is read again, and withdrawn again."""
    first = gated.build(warnings=None)
    pages = without_versions(first)
    again = gated.build(warnings=None)

    assert words_left(again.out.parent, WORD) == {}
    assert without_versions(again) == pages
    assert sorted(again.warnings) == sorted(first.warnings)


def test_toctree_and_labels_do_not_miss_what_is_held_back(gated):
    """Each warning is about a date or a header, and no file has two of the same."""
    warnings = gated.build(warnings=None).warnings
    kinds = {warning.rsplit("[", 1)[-1] for warning in warnings}

    assert kinds == {"blogtheme.front_matter]", "blogtheme.post_directive]"}
    assert len(set(warnings)) == len(warnings)


def test_posts_that_are_due_appear(gated, clock):
    """They are in toctrees too; and what has no date never is."""
    gated.build(warnings=None)
    clock(DUE)
    built = gated.build(warnings=None)
    found = set().union(*words_left(built.out, WORD).values())
    headers = {f"xyzzy{way}{why}" for way in WITH_HEADER for why in ("future", "later")}
    directives = {f"xyzzydir{way}future" for way in WITH_DIRECTIVE}
    places = {f"xyzzyplace{way}" for way in ("named", "namedfolder")}
    assert SECRETS & found == headers | directives | places
    tree = {link.get_text() for link in built.html().select(".toctree-l1 > a")}
    assert any("xyzzydirrstfuture" in text for text in tree)
    assert without_versions(built) == without_versions(
        gated.build(warnings=None, fresh=True)
    )


USES = {
    "download": "{download}`f <posts/FILE>`\n",
    "code": "```{literalinclude} posts/FILE\n```\n",
    "text": "```{include} posts/FILE\n:start-after: tags\n```\n",
    "raw": "```{raw} html\n:file: posts/FILE\n```\n",
    "link": "[f](posts/FILE)\n",
}
"""What a page can do with a file."""

HELD_BACK = {
    "a.md": "# T xyzzya\n\n```{post} DATE\n:tags: t\n```\n\nText xyzzya.\n",
    "b.rst": "T xyzzyb\n========\n\n.. post:: DATE\n   :tags: t\n\nText xyzzyb.\n",
}


@pytest.mark.filterwarnings("ignore:'sphinx.environment.BuildEnv")
@pytest.mark.parametrize("parallel", [1, 2])
def test_page_does_not_publish_what_a_directive_holds_back(tmp_path, clock, parallel):
    """Though Sphinx may read it before the post; the same after an edit of the date."""
    pages = {
        f"{use}{name[0]}.md": f"# Page\n\n{text.replace('FILE', name)}"
        for use, text in USES.items()
        for name in HELD_BACK
    }
    blog = make_site(tmp_path, {**pages, "index.md": "# Home\n"})
    clock(EPOCH)
    build = {"warnings": None, "parallel": parallel}

    def dated(date):
        blog.write(
            {f"posts/{n}": t.replace("DATE", date) for n, t in HELD_BACK.items()}
        )

    dated("2025-09-01")
    held_back = blog.build(**build)
    assert words_left(held_back.out.parent, WORD) == {}
    for page in pages:
        (warning,) = {line for line in held_back.warnings if f"/{page}:" in line}
        assert "is to be published at 2025-09-01" in warning
    assert sorted(blog.build(**build).warnings) == sorted(held_back.warnings)

    dated("2025-03-01")
    assert words_left(blog.build(**build).out, WORD)
    dated("2025-09-01")
    again = blog.build(**build)
    assert words_left(again.out.parent, WORD) == {}
    assert again.differences(held_back) == []
    clock(DUE)
    due = blog.build(**build)
    assert due.differences(blog.build(**build, fresh=True)) == []
    assert b"xyzzyb" in due.files()["textb/index.html"].lower()


def test_image_that_an_extension_made_goes_with_its_post(tmp_path, clock, monkeypatch):
    """Matplotlib's are drawn into the output folder while a document is read."""

    class Drawing(SphinxDirective):
        has_content = True

        def run(self):
            folder = self.env._app.outdir / "drawings"
            folder.mkdir(exist_ok=True)
            for suffix in ("png", "hires.png", "py"):
                (folder / f"xyzzyplot.{suffix}").write_bytes(DOT)
            path = os.path.relpath(folder, Path(self.get_source_info()[0]).parent)
            return [nodes.image(uri=f"{path}/xyzzyplot.png")]

    module = ModuleType("drawing")
    module.setup = lambda app: app.add_directive("drawing", Drawing)
    monkeypatch.setitem(sys.modules, "drawing", module)
    clock(EPOCH)
    text = "# T\n\n```{{post}} {}\n```\n\n```{{drawing}}\n```\n"
    files = {"posts/a.md": text.format("2025-09-01"), "index.md": "# Home\n"}
    blog = make_site(tmp_path, files, extensions=["drawing", "sphinx_blogtheme"])

    assert words_left(blog.build(warnings=None).out, WORD) == {}
    blog.write({"posts/a.md": text.format("2025-03-01")})
    assert words_left(blog.build(warnings=None).out, WORD)
