"""Let MyST-NB read notebooks, and our own parser all other Markdown.

If a site lists MyST-NB among its extensions, that reads all Markdown. Markdown that is
a notebook (in MyST's format) is still parsed by MyST-NB.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.model.decoding import readable_json
from sphinx_blogtheme.model.posts import NOTEBOOK
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_MARKDOWN = ".md"

EMPTY = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": []}
"""A notebook without cells."""


def keep_markdown(app: Sphinx, config: Config) -> None:
    """Take Markdown back from MyST-NB (on ``config-inited``)."""
    if "myst_nb" not in app.extensions:
        return
    if app.registry.source_suffix.get(_MARKDOWN) == NOTEBOOK:
        app.add_source_suffix(_MARKDOWN, "markdown", override=True)
    suffixes: Any = config.source_suffix  # a list too, at this time
    if isinstance(suffixes, dict) and suffixes.get(_MARKDOWN) == NOTEBOOK:
        # A copy: Sphinx (9.0) gives each site of a process the same dictionary.
        config.source_suffix = config.source_suffix | {_MARKDOWN: "markdown"}
    app.add_source_parser(_parser(), override=True)


@cache
def _parser() -> type[Any]:
    """Return MyST-NB's parser, with formulas between dollars as in Jupyter."""
    from myst_nb.sphinx_ import Parser

    class NotebookParser(Parser):  # type: ignore[misc]
        def parse(self, inputstring: str, document: nodes.document) -> None:
            env = document.settings.env
            config = env.myst_config
            known = {*config.enable_extensions, "dollarmath", "amsmath"}
            env.myst_config = config.copy(enable_extensions=known)
            try:
                super().parse(inputstring, document)
            finally:
                env.myst_config = config

    return NotebookParser


def parse_text_notebook(
    env: BuildEnvironment, text: str, document: nodes.document
) -> bool:
    """Parse Markdown that declares itself a notebook; return whether it does."""
    if not hasattr(env, "mystnb_config"):
        return False
    from myst_nb.core.read import is_myst_markdown_notebook

    if not is_myst_markdown_notebook(text):
        return False
    _parser()().parse(text, document)
    return True


def notebook_problem(text: str) -> str:
    """Return why a text is no notebook; empty if it is one."""
    nbformat: Any = import_module("nbformat")
    try:
        node = nbformat.reads(text, as_version=4)
        for cell in node.cells:
            # Only cells are checked: other problems don't prevent showing the text.
            kind = f"{cell.cell_type}_cell"
            nbformat.validate(cell, kind, node.nbformat, node.nbformat_minor)
    except Exception as error:  # noqa: BLE001 -- nbformat's own come from many places
        return str(error).partition("\n")[0] or type(error).__name__
    return ""


def replace_broken_notebook(app: Sphinx, docname: str, content: list[str]) -> None:
    """Replace a notebook that would end the build by an empty one.

    It is called on ``source-read``.
    """
    file = app.env.doc2path(docname)
    if "myst_nb" not in app.extensions or file.suffix != ".ipynb":
        return
    content[0] = readable_json(content[0])
    if fault := notebook_problem(content[0]):
        warn(
            WarningKind.SOURCE,
            f"expected a notebook in the format of Jupyter, but: {fault}; assumed that"
            " it is empty.",
            location=f"{file}:1",
        )
        content[0] = json.dumps(EMPTY)
