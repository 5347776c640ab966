"""Other extensions, each with what a small blog beside it would use of it.

A site has two posts, a page and an unlisted post, all with the same text. Sphinx runs in a
process of its own, because some extensions change Sphinx itself.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from conftest import DOT, Built, make_site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

UNLISTED = "zanzibar"
"""A word in the name of the unlisted post, and in no other text."""

LISTED = ("2025/03/one", "2024/02/two")
"""Docnames of the posts that lists show."""

MODULE = '''"""A module with names."""

import argparse


class Pencil:
    """A pencil."""

    def draw(self, width: int = 1) -> str:
        """Draw a line.

        :param width: width of the line.
        """
        return "-" * width


def parser() -> argparse.ArgumentParser:
    """Return a parser."""
    made = argparse.ArgumentParser(prog="pencil", description="Draws.")
    made.add_argument("--width", help="Width of the line.")
    return made
'''

COMMAND = '''"""A command."""

import click


@click.command()
@click.option("--width", help="Width of the line.")
def command(width: int) -> None:
    """Draw a line."""
'''

NOTEBOOK = (
    '{"cells": [{"cell_type": "raw", "metadata": {}, "source": "---\\ntitle: Notebook'
    '\\ndate: 2025-03-03\\n---\\n"}, {"cell_type": "code", "execution_count": 1, '
    '"metadata": {}, "source": "1 + 1", "outputs": [{"data": {"text/plain": ["2"]}, '
    '"execution_count": 1, "metadata": {}, "output_type": "execute_result"}]}], '
    '"metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", '
    '"name": "python3"}, "language_info": {"name": "python", "pygments_lexer": "ipython3"'
    '}}, "nbformat": 4, "nbformat_minor": 4}\n'
)

NOTEBOOK_PAGE = (
    NOTEBOOK.replace('"raw"', '"markdown"')
    .replace("---\\ntitle: Notebook\\ndate: 2025-03-03\\n---\\n", "# Notebook")
    .replace(
        '"metadata": {"kernelspec"',
        '"metadata": {"nbsphinx": {"orphan": true}, "kernelspec"',
    )
)

BIB = """@book{knuth,
  author = {Donald Knuth}, title = {Literate Programming}, year = {1992},
  publisher = {CSLI},
}
"""


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """An extension, and what a site does with it."""

    extensions: tuple[str, ...]
    """Modules for ``extensions``."""
    conf: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    """Markdown in each post and page."""
    files: dict[str, str | bytes] = field(default_factory=dict)
    """Further sources."""
    says: str = ""
    """What the line contains that says who stands back."""
    alone: str = ""
    """Why it is not among those that are built together; empty for the others."""
    program: str = ""
    """A program that it runs."""

    def missing(self) -> str:
        """Return what is not installed, or an empty text."""
        for name in self.extensions:
            try:
                found = importlib.util.find_spec(name)
            except ModuleNotFoundError:
                found = None
            if found is None:
                return name
        return "" if not self.program or shutil.which(self.program) else self.program


NEIGHBOURS: dict[str, Neighbour] = {
    "copybutton": Neighbour(
        extensions=("sphinx_copybutton",),
        conf={"copybutton_prompt_text": ">>> "},
        text="```python\n>>> x = 1\n```\n",
        says="copy button",
    ),
    "sitemap": Neighbour(
        extensions=("sphinx_sitemap",),
        conf={"sitemap_url_scheme": "{link}"},
        says="sitemap",
    ),
    "opengraph": Neighbour(
        extensions=("sphinxext.opengraph",),
        conf={
            "ogp_site_url": "https://example.org/",
            "ogp_social_cards": {"enable": False},
            "ogp_image": "https://example.org/card.png",
        },
        says="Open Graph",
    ),
    "notfound": Neighbour(
        extensions=("notfound.extension",),
        conf={"notfound_urls_prefix": "/"},
        says="404.html",
    ),
    "reredirects": Neighbour(
        extensions=("sphinx_reredirects",),
        conf={"redirects": {"old": "../2025/03/one/"}},
    ),
    "rediraffe": Neighbour(
        extensions=("sphinxext.rediraffe",),
        conf={
            "rediraffe_redirects": {
                "former.md": "about.md",
                "posts/before.md": "posts/one.md",
            }
        },
    ),
    "llm": Neighbour(
        extensions=("sphinx_llm.txt",),
        says="llms.txt",
        alone="it builds the site twice, and both it and sphinx-llms-txt write llms.txt",
    ),
    "llms-txt": Neighbour(
        extensions=("sphinx_llms_txt",),
        says="llms.txt",
    ),
    "last-updated-by-git": Neighbour(
        extensions=("sphinx_last_updated_by_git",),
        # sphinx-llms-txt asks for the sources of pages that others make.
        conf={"git_untracked_show_sourcelink": True},
        program="git",
    ),
    "design": Neighbour(
        extensions=("sphinx_design",),
        text="::::{tab-set}\n:::{tab-item} A\nApples.\n:::\n:::{tab-item} B\nBananas.\n"
        ":::\n::::\n\n:::{card} A card\n:link: https://example.com/\nText.\n:::\n\n"
        ":::{dropdown} More\nText.\n:::\n\n{octicon}`check;1em`\n",
    ),
    "tabs": Neighbour(
        extensions=("sphinx_tabs.tabs",),
        text="````{tabs}\n```{tab} Apples\nRed.\n```\n```{tab} Pears\nYellow.\n```\n"
        "````\n\n````{tabs}\n```{group-tab} Linux\nA.\n```\n```{group-tab} macOS\nB.\n"
        "```\n````\n",
    ),
    "inline-tabs": Neighbour(
        extensions=("sphinx_inline_tabs",),
        text="```{tab} Apples\nRed.\n```\n```{tab} Pears\nYellow.\n```\n",
        alone="it has the directive of sphinx-tabs",
    ),
    "togglebutton": Neighbour(
        extensions=("sphinx_togglebutton",),
        text="```{admonition} Answer\n:class: dropdown\nText.\n```\n\n"
        "```{toggle}\nHidden.\n```\n",
    ),
    "mermaid": Neighbour(
        extensions=("sphinxcontrib.mermaid",),
        text="```{mermaid}\nflowchart LR\n  A --> B\n```\n\n"
        "```mermaid\nflowchart LR\n  B --> C\n```\n",
    ),
    "bibtex": Neighbour(
        extensions=("sphinxcontrib.bibtex",),
        conf={"bibtex_bibfiles": ["refs.bib"]},
        text="As {footcite:t}`knuth` says, and a note of ours.[^1]\n\n[^1]: Ours.\n\n"
        "```{footbibliography}\n```\n",
        files={"refs.bib": BIB},
    ),
    "gallery": Neighbour(
        extensions=("sphinx_gallery.gen_gallery",),
        conf={
            "sphinx_gallery_conf": {
                "examples_dirs": "examples",
                "gallery_dirs": "gallery",
                "image_scrapers": (),
                "reset_modules": (),
                "download_all_examples": False,
                "plot_gallery": "False",
            },
        },
        files={
            "examples/README.rst": "Gallery\n=======\n\nExamples.\n",
            "examples/plot_one.py": '"""\nAn example\n==========\n\nText.\n"""\n\n'
            "# %%\n# More text.\n\nprint(1)\n",
        },
    ),
    "nbsphinx": Neighbour(
        extensions=("nbsphinx",),
        files={"notebook.ipynb": NOTEBOOK_PAGE},
        conf={"nbsphinx_execute": "never"},
        program="pandoc",
        alone="it reads notebooks, as MyST-NB does",
    ),
    "myst-nb": Neighbour(
        extensions=("myst_nb",),
        files={"posts/notebook.ipynb": NOTEBOOK},
        conf={"nb_execution_mode": "off"},
    ),
    "autoapi": Neighbour(
        extensions=("sphinx.ext.inheritance_diagram", "autoapi.extension"),
        conf={"autoapi_dirs": ["code"], "autoapi_keep_files": False},
        files={"code/pen.py": MODULE.replace("Pencil", "Pen")},
    ),
    "autodoc2": Neighbour(
        extensions=("autodoc2",),
        conf={"autodoc2_packages": ["code2/brush.py"]},
        files={
            "tree.md": "---\norphan: true\n---\n# Tree\n\n```{toctree}\n"
            "apidocs/index\n```\n",
            "code2/brush.py": MODULE.replace("Pencil", "Brush"),
        },
    ),
    "numpydoc": Neighbour(
        conf={"numpydoc_show_class_members": False},
        extensions=("sphinx.ext.autodoc", "sphinx.ext.autosummary", "numpydoc"),
        files={
            "api.md": "---\norphan: true\n---\n# API\n\n```{eval-rst}\n"
            ".. autoclass:: pencil.Pencil\n   :members:\n```\n",
            "pencil.py": MODULE,
        },
        alone="it reads the docstrings that autodoc-typehints reads",
    ),
    "autodoc-typehints": Neighbour(
        extensions=("sphinx.ext.autodoc", "sphinx_autodoc_typehints"),
        files={
            "api.md": "---\norphan: true\n---\n# API\n\n```{eval-rst}\n"
            ".. autofunction:: pencil.parser\n```\n",
            "pencil.py": MODULE,
        },
    ),
    "click": Neighbour(
        extensions=("sphinx_click",),
        alone="with autodoc's mock loaded by another one, it takes the module for it",
        files={
            "commands.py": COMMAND,
            "cli.md": "---\norphan: true\n---\n# CLI\n\n"
            "```{eval-rst}\n.. click:: commands:command\n   :prog: pencil\n```\n",
        },
    ),
    "argparse": Neighbour(
        extensions=("sphinxarg.ext",),
        files={
            "pencil.py": MODULE,
            "arguments.md": "---\norphan: true\n---\n# Arguments"
            "\n\n```{eval-rst}\n.. argparse::\n   :module: pencil\n"
            "   :func: parser\n   :prog: pencil\n```\n",
        },
    ),
    "codeautolink": Neighbour(
        extensions=("sphinx.ext.autodoc", "sphinx_codeautolink"),
        says="names in code",
        text="```python\nimport pencil\npencil.Pencil\n```\n",
        files={
            "names.md": "---\norphan: true\n---\n# Names\n\n```{eval-rst}\n"
            ".. autoclass:: pencil.Pencil\n```\n",
            "pencil.py": MODULE,
        },
    ),
    "tippy": Neighbour(
        extensions=("sphinx_tippy",),
        conf={"tippy_enable_wikitips": False, "tippy_enable_doitips": False},
        says="notes",
        text="See [about](/about.md) and [](#a-heading).\n\n## A heading\n\nText.\n",
    ),
    "sphinx": Neighbour(
        extensions=(
            *("sphinx.ext.intersphinx", "sphinx.ext.extlinks", "sphinx.ext.todo"),
            *("sphinx.ext.githubpages", "sphinx.ext.autosectionlabel"),
            *("sphinx.ext.ifconfig", "sphinx.ext.viewcode"),
        ),
        conf={
            "extlinks": {"issue": ("https://example.net/%s", "issue %s")},
            "todo_include_todos": True,
            "suppress_warnings": ["autosectionlabel.*"],
        },
        text="{issue}`12`\n\n```{todo}\nMore.\n```\n",
        files={"todo.md": "---\norphan: true\n---\n# To do\n\n```{todolist}\n```\n"},
    ),
}


def harmless() -> dict[str, Neighbour]:
    """Return the neighbours that are installed and can be built together."""
    return {
        name: one
        for name, one in NEIGHBOURS.items()
        if not one.alone and not one.missing()
    }


COMMON = {
    "index.md": "# Test blog\n\nHello.\n\n```{toctree}\n:hidden:\nabout\n```\n",
    "dot.png": DOT,
}


def sources(text: str, *, drawn: bool = True) -> dict[str, str | bytes]:
    """Return the sources of a site whose pages all have a text."""
    code = "```python\nx = 1\n```\n\n![A dot](/dot.png)\n\n"
    body = f"A beginning.\n\n{code}{text}\n"
    heads = {
        "posts/one.md": "title: One\ndate: 2025-03-01\ncategories: python\n"
        "tags: Tools\nauthor: Ann\n",
        "posts/two.md": "title: Two\ndate: 2024-02-01\ncategories: python\n"
        "description: The second.\n",
        f"posts/{UNLISTED}.md": "title: Hidden\ndate: 2025-03-02\nindex: false\n",
    }
    found = {name: f"---\n{head}---\n\n{body}" for name, head in heads.items()}
    return {**COMMON, **found, "about.md": f"# About\n\n{body}"}


@dataclass(frozen=True, kw_only=True)
class BuiltBeside:
    """A site that was built beside other extensions."""

    site: Built
    said: str
    """All that was printed."""
    names: list[str]
    """Names of the other extensions."""
    jobs: list[str]
    """What the lines are about that say who stands back."""

    def pages(self) -> dict[str, Any]:
        """Return the pages that have a text for readers, parsed, by path."""
        paths = (file.relative_to(self.site.out) for file in self.files(".html"))
        return {path.as_posix(): self.site.html(path.as_posix()) for path in paths}

    def files(self, *suffixes: str) -> list[Path]:
        """Return the files of the site with one of some suffixes, but static ones."""
        return [
            file
            for file in sorted(self.site.out.rglob("*"))
            if file.is_file()
            and file.suffix in suffixes
            and not {"_static", "_pagefind"} & {*file.relative_to(self.site.out).parts}
        ]


def build_beside(
    folder: Path, neighbours: Mapping[str, Neighbour], builder: str, **conf: Any
) -> BuiltBeside:
    """Build a site beside other extensions, every warning being an error."""
    files: dict[str, str | bytes] = {}
    extensions: list[str] = []
    options: dict[str, Any] = {}
    texts = []
    jobs = []
    for neighbour in neighbours.values():
        jobs += [neighbour.says] if neighbour.says else []
        texts.append(neighbour.text)
        files |= neighbour.files
        extensions += neighbour.extensions
        for name, value in neighbour.conf.items():
            options[name] = (
                [*options[name], *value]
                if isinstance(options.get(name), list)
                else value
            )
    site = make_site(
        folder,
        {**sources("\n\n".join(filter(None, texts))), **files},
        extensions=[*dict.fromkeys(extensions), "sphinx_blogtheme"],
        exclude_patterns=[
            "examples/*",
            "gallery/*.ipynb",
            "gallery/*.py",
            "gallery/*.zip",
        ],
        **{"author": "Ann", **options, **conf},
    )
    _keep_in_git(site.source)
    out = site.outputs / builder
    done = subprocess.run(
        (
            *(sys.executable, "-m", "sphinx", "-W", "--keep-going", "-b", builder),
            *("-d", str(site.outputs / "doctrees"), str(site.source), str(out)),
        ),
        cwd=site.source,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(
                [str(site.source), os.environ.get("PYTHONPATH", "")]
            ).strip(os.pathsep),
            "PYTHONSAFEPATH": "",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    said = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    assert done.returncode == 0, said
    return BuiltBeside(
        site=Built(out=out, warnings=[]), said=said, names=[*neighbours], jobs=jobs
    )


def _keep_in_git(source: Path) -> None:
    """Commit the sources, for extensions that ask Git."""
    if shutil.which("git") is None:
        return
    names = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    for command in (("init", "-q"), ("add", "."), (*names, "commit", "-qm", "All")):
        subprocess.run(("git", *command), cwd=source, check=True)  # noqa: S607
