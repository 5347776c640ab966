"""A document can read and publish the site's files, and no others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from conftest import DOT, post

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Site

# MyST includes files with it.
pytestmark = pytest.mark.filterwarnings("ignore:'sphinx.environment.BuildEnv")

WORD = "zyxwv"
"""What stands in each file that may not be published."""

FILES: dict[str, str | bytes] = {
    ".env": f"TOKEN={WORD}\n",
    ".git/config": f"{WORD}\n",
    "_defaults.yml": f"about: {WORD}\n",
    "_templates/secret.html": f"{WORD}\n",
    "_build/old.txt": f"{WORD}\n",
    "posts/draft.md": post(f"{WORD}\n", title="D", state="draft"),
    "posts/other.rst": post(f"{WORD}\n", title="R", state="draft"),
    "posts/future.md": post(f"{WORD}\n", title="F", date="2199-01-01"),
}

PATHS = (
    "../../outside.txt",
    "../../outside.png",
    "/../outside.txt",
    "link.txt",
    "folder/outside.txt",
    "../.env",
    "../.git/config",
    "../conf.py",
    "/conf.py",
    "./../posts/../conf.py",
    "../_defaults.yml",
    "../_templates/secret.html",
    "../_build/old.txt",
    "draft.md",
    "other.rst",
    "future.md",
)
"""The paths of these files, as a post in ``posts`` may write them."""

MARKDOWN = {
    "link": "[x](path:{})\n",
    "download": "{{download}}`x <{}>`\n",
    "image": "![x]({})\n",
    "figure": "```{{figure}} {}\nText.\n```\n",
    "html image": '<p><img src="{}" alt="x"></p>\n',
    "include": "```{{include}} {}\n```\n",
    "literal include": "```{{literalinclude}} {}\n```\n",
    "code of an include": "```{{include}} {}\n:code: text\n```\n",
    "diff": "```{{literalinclude}} a.md\n:diff: {}\n```\n",
    "raw": "```{{raw}} html\n:file: {}\n```\n",
    "table": "```{{csv-table}} T\n:file: {}\n```\n",
    "inner": "```{{eval-rst}}\n.. literalinclude:: {}\n```\n",
}

RST = {
    "download": ":download:`x <{}>`\n",
    "image": ".. image:: {}\n",
    "figure": ".. figure:: {}\n\n   Text.\n",
    "linked image": "|i|\n\n.. |i| image:: {}\n",
    "include": ".. include:: {}\n",
    "literal": ".. include:: {}\n   :literal:\n",
    "literal include": ".. literalinclude:: {}\n",
    "raw": ".. raw:: html\n   :file: {}\n",
    "table": ".. csv-table:: T\n   :file: {}\n",
}


def secret_site(
    make: Callable[..., Site], sources: dict[str, str | bytes], **conf: object
) -> Site:
    """Return a site beside and in which there are files that nobody may publish."""
    made = make({**FILES, **sources}, templates_path=["_templates"], **conf)
    outside = made.source.parent
    outside.joinpath("outside.txt").write_text(f"{WORD}\n", encoding="utf-8")
    outside.joinpath("outside.png").write_bytes(DOT + WORD.encode())
    outside.joinpath("elsewhere").mkdir()
    outside.joinpath("elsewhere/outside.txt").write_text(WORD, encoding="utf-8")
    posts = made.source / "posts"
    posts.mkdir(exist_ok=True)
    posts.joinpath("link.txt").symlink_to(outside / "outside.txt")
    posts.joinpath("folder").symlink_to(outside / "elsewhere")
    conf_py = made.source / "conf.py"
    conf_py.write_text(f"{conf_py.read_text('utf-8')}\n# {WORD}\n", encoding="utf-8")
    return made


def published(folder: Path) -> list[str]:
    """Return the files of an output that have the word."""
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and WORD.encode() in path.read_bytes()
    ]


@pytest.mark.parametrize("path", PATHS)
def test_file_that_is_not_the_sites_is_refused(
    site: Callable[..., Site], path: str
) -> None:
    """No way of naming a file publishes it, and each gives one warning."""
    sources = {
        **{
            f"posts/m{number}.md": post(text.format(path), title=f"M{number}")
            for number, text in enumerate(MARKDOWN.values())
        },
        **{
            f"posts/r{number}.rst": post(text.format(path), title=f"R{number}")
            for number, text in enumerate(RST.values())
        },
        "posts/a.md": post("A.\n", title="A"),
    }
    built = secret_site(site, sources).build(warnings=None)

    assert not published(built.out)
    for name in sources.keys() - {"posts/a.md"}:
        mine = [warning for warning in built.warnings if f"{name}:" in warning]
        assert len(mine) == 1, (name, mine)
        assert path.rpartition("/")[2] in mine[0]


def test_pictures_of_many_types_are_refused_together(
    site: Callable[..., Site],
) -> None:
    """``outside.*`` leads to the file that ``outside.png`` leads to."""
    sources = {
        "posts/a.md": post("![Alt](../../outside.*)\n"),
        "posts/b.rst": post(".. image:: ../../outside.*\n   :alt: Alt\n"),
    }
    built = secret_site(site, sources).build(warnings=None)

    assert not published(built.out)
    assert len(built.warnings) == 2
    assert "Alt" in built.html("2025/03/a").text


def test_image_of_a_header_is_refused(site: Callable[..., Site]) -> None:
    """A header can't publish what a body can't."""
    sources = {
        f"posts/p{number}.md": post(image=path, title=f"P{number}")
        for number, path in enumerate(PATHS)
        if not path.startswith("/")
    }
    built = secret_site(site, sources).build(warnings=None)

    assert not published(built.out)
    for name in sources:
        mine = [warning for warning in built.warnings if f"{name}:" in warning]
        assert len(mine) == 1, (name, mine)


def test_file_by_url_or_from_docutils_is_refused(site: Callable[..., Site]) -> None:
    """A file has a URL too, and the folder of docutils has a folder above it."""
    made = secret_site(site, {})
    url = made.source.parent.joinpath("outside.txt").as_uri()
    made.write(
        {
            "posts/a.md": post(f"```{{raw}} html\n:url: {url}\n```\n", title="A"),
            "posts/b.rst": post(f".. csv-table:: T\n   :url: {url}\n", title="B"),
            "posts/c.md": post(
                "```{include} <../../../../../../../../../../etc/hosts>\n```\n",
                title="C",
            ),
            "posts/d.rst": post(
                ".. include:: <../../../../../../../../../../etc/hosts>\n", title="D"
            ),
            "posts/e.rst": post(".. include:: <isonum.txt>\n\n|copy|\n", title="E"),
        }
    )
    built = made.build(warnings=None)

    assert not published(built.out)
    assert len(built.warnings) == 4
    assert "localhost" not in built.text("2025/03/c/index.html")
    assert "©" in built.html("2025/03/e").text


def test_parser_of_an_include_is_not_imported_by_its_name(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any module could run as a parser, a file beside the post too."""
    made = site({"posts/a.rst": post(".. include:: b.txt\n   :parser: zyxmodule\n")})
    made.write({"posts/b.txt": "B.\n", "zyxmodule.py": "raise SystemExit(9)\n"})
    monkeypatch.syspath_prepend(made.source)

    built = made.build(warnings=None)

    assert any("expected one of rst" in warning for warning in built.warnings)


def test_files_of_the_site_are_published(site: Callable[..., Site]) -> None:
    """Pictures, downloads and included files of the folder work as before."""
    sources: dict[str, str | bytes] = {
        "posts/a.md": post(
            "![P](p.png) ![Q](/images/q.png) {download}`D <../data/d.txt>`\n\n"
            "```{include} ../data/i.md\n```\n"
        ),
        "posts/p.png": DOT,
        "files/images/q.png": DOT,
        "data/d.txt": "Data\n",
        "data/i.md": "Included.\n",
    }
    built = site(sources, exclude_patterns=["data"]).build()

    assert (built.out / "2025/03/a/p.png").is_file()
    assert list(built.out.glob("_downloads/*/d.txt"))
    assert "Included." in built.html("2025/03/a").text


README = "# Readme\n\nWhat it is.\n\n![L](../logo.png)\n"


@pytest.mark.parametrize("mark", ["README.md", "pyproject.toml", ".git/HEAD"])
def test_page_includes_files_of_its_project(
    site: Callable[..., Site], mark: str
) -> None:
    """Documentation includes the readme beside its folder; its posts can't."""
    include = "```{include} ../notes.md\n```\n"
    made = site(
        {"about.md": include, "posts/a.md": post(include.replace("..", "../.."))}
    )
    outside = made.source.parent
    for name, content in {mark: "x\n", "notes.md": "Notes.\n"}.items():
        outside.joinpath(name).parent.mkdir(exist_ok=True)
        outside.joinpath(name).write_text(content, encoding="utf-8")

    built = made.build(warnings=None)

    assert "Notes." in built.html("about").text
    assert "Notes." not in built.html("2025/03/a").text
    assert len(built.warnings) == 1
    assert "posts/a.md:6" in built.warnings[0]


def test_page_without_a_project_includes_nothing_from_outside(
    site: Callable[..., Site],
) -> None:
    """A folder above the site that is no project isn't the site's."""
    built = secret_site(site, {"about.md": "```{include} ../outside.txt\n```\n"}).build(
        warnings=None
    )

    assert not published(built.out)
    assert len(built.warnings) == 1


def test_trusted_paths_are_the_owners_word(site: Callable[..., Site]) -> None:
    """Posts can use what the owner lists, but nothing hidden in it, and no more."""
    sources = {
        "posts/a.md": post(
            "```{literalinclude} ../../shared/x.txt\n```\n\n"
            "```{literalinclude} ../../shared/.key\n```\n\n"
            "```{literalinclude} ../conf.py\n```\n\n"
            "```{literalinclude} ../../outside.txt\n```\n"
        )
    }
    made = secret_site(site, sources, blog_trusted_paths=["../shared", "conf.py"])
    shared = made.source.parent / "shared"
    shared.mkdir()
    shared.joinpath("x.txt").write_text("Shared words\n", encoding="utf-8")
    shared.joinpath(".key").write_text("Key\n", encoding="utf-8")

    built = made.build(warnings=None)

    text = built.html("2025/03/a").text
    assert "Shared words" in text
    assert "sphinx_blogtheme" in text
    assert len(built.warnings) == 2


def test_notebook_publishes_no_other_file(site: Callable[..., Site]) -> None:
    """A notebook's cells have the limits of other posts."""
    pytest.importorskip("myst_nb")
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": text}
        for text in (
            "---\ntitle: N\ndate: 2025-03-01\n---",
            "[x](path:../../outside.txt)",
            "![x](../../outside.png)",
            "```{include} ../../outside.txt\n```",
        )
    ]
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    made = secret_site(
        site,
        {"posts/n.ipynb": json.dumps(notebook)},
        extensions=["myst_nb", "sphinx_blogtheme"],
    )
    built = made.build(warnings=None)

    assert not published(built.out)
    assert len([one for one in built.warnings if "blogtheme.trust" in one]) == 3


def test_file_of_a_draft_is_published_with_it(site: Callable[..., Site]) -> None:
    """A build after the draft's publication is like a new one."""
    sources = {
        "posts/a.md": post("{download}`D <draft.md>`\n", title="A"),
        "posts/draft.md": post("Secret.\n", title="D", state="draft"),
    }
    made = site(sources)
    made.build(warnings=["posts/a.md:6"])
    made.write({"posts/draft.md": post("Secret.\n", title="D")})

    built = made.build()

    assert list(built.out.glob("_downloads/*/draft.md"))


def test_directive_of_an_extension_has_the_same_limits(
    site: Callable[..., Site],
) -> None:
    """Extensions take paths from the source folder, or from the document's."""
    body = "".join(
        f"```{{dump}} {path}\n```\n\n"
        for path in ("../outside.txt", "../../outside.txt", "../.git/config")
    )
    made = secret_site(site, {"posts/a.md": post(body)})
    conf = made.source / "conf.py"
    code = """
from docutils import nodes
from pathlib import Path
from sphinx.util.docutils import SphinxDirective

class Dump(SphinxDirective):
    required_arguments = 1

    def run(self):
        folders = [self.env.srcdir, self.env.doc2path(self.env.docname).parent]
        files = [Path(folder, self.arguments[0]) for folder in folders]
        return [nodes.paragraph("", f.read_text()) for f in files if f.is_file()]

def setup(app):
    app.add_directive("dump", Dump)
"""
    conf.write_text(conf.read_text("utf-8") + code, encoding="utf-8")

    built = made.build(warnings=["dump"] * 3)

    assert not published(built.out)
