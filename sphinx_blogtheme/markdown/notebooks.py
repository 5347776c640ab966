"""Let MyST-NB read notebooks, and our own parser all other Markdown.

If a site lists MyST-NB among its extensions, that reads all Markdown. Markdown that is
a notebook (in MyST's format) is still parsed by MyST-NB.
"""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.markdown.trust.header_options import allowed_options
from sphinx_blogtheme.markdown.trust.limited_markup import limited
from sphinx_blogtheme.markdown.trust.prose import prose_config
from sphinx_blogtheme.model.decoding import readable_json
from sphinx_blogtheme.model.posts import NOTEBOOK
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_MARKDOWN = ".md"

_HEADER = re.compile(r"---[^\n]*\n(?P<keys>(?:(?!---|\.\.\.)[^\n]*\n)*)")

EMPTY = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": []}
"""A notebook without cells."""


def keep_markdown(app: Sphinx, config: Config) -> None:
    """Take Markdown back from MyST-NB (on ``config-inited``)."""
    if "myst_nb" not in app.extensions:
        return
    if app.registry.source_suffix.get(_MARKDOWN) == NOTEBOOK:
        app.add_source_suffix(_MARKDOWN, "markdown", override=True)
    if config.source_suffix.get(_MARKDOWN) == NOTEBOOK:
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
            config, nb_config = env.myst_config, env.mystnb_config
            with limited(env, document) as prose:
                known = {*config.enable_extensions, "dollarmath", "amsmath"}
                env.myst_config = config.copy(enable_extensions=known)
                if prose:
                    env.myst_config = prose_config(env.myst_config)
                    env.mystnb_config = nb_config.copy(execution_mode="off")
                try:
                    super().parse(with_allowed_options(env, inputstring), document)
                finally:
                    env.myst_config, env.mystnb_config = config, nb_config

    return NotebookParser


def with_allowed_options(env: Any, text: str) -> str:
    """Return a notebook without the options that its header may not set.

    :param text: a notebook of Jupyter, or one in Markdown.
    """
    if '"myst' not in text and "myst" not in text.partition("\n---")[0]:
        return text
    config = env.myst_config
    if text.lstrip().startswith("{"):
        notebook = json.loads(text)
        metadata = notebook.get("metadata", {})
        notebook["metadata"] = allowed_options(metadata, config, env)
        # The first cell may have a header, too, as one in Markdown has.
        for cell in notebook.get("cells", [])[:1]:
            source = cell.get("source", "")
            joined = "".join(source) if isinstance(source, list) else source
            if cell.get("cell_type") in ("markdown", "raw"):
                cell["source"] = _with_allowed_header(env, joined)
        return json.dumps(notebook)
    return _with_allowed_header(env, text)


def _with_allowed_header(env: Any, text: str) -> str:
    """Return Markdown with a header that has only allowed options, line for line."""
    import yaml

    match = _HEADER.match(text)
    try:
        given = yaml.safe_load(match["keys"]) if match else None
    except yaml.YAMLError:
        return text
    if not match or not isinstance(given, dict):
        return text
    allowed = _without_dates(allowed_options(given, env.myst_config, env))
    if allowed == given:
        return text
    keys = yaml.safe_dump(allowed, allow_unicode=True, sort_keys=False)
    missing = max(0, match["keys"].count("\n") - keys.count("\n"))
    return f"---\n{keys}{'#' * (missing > 0)}{chr(10) * missing}{text[match.end('keys') :]}"


def _without_dates(value: Any) -> Any:
    """Return a value with texts for dates, which MyST-NB can't write as JSON."""
    if isinstance(value, dict):
        return {key: _without_dates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_dates(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


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
