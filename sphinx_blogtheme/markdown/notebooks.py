"""Let MyST-NB read notebooks, and our own parser all other Markdown.

If a site lists MyST-NB among its extensions, that reads all Markdown. Markdown that is
a notebook (in MyST's format) is still parsed by MyST-NB.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from functools import cache
from mimetypes import guess_extension
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.discovery.problems import INSTALL_MYST_NB
from sphinx_blogtheme.files import write_whole
from sphinx_blogtheme.markdown.notebook_cells import write_hidden_cells
from sphinx_blogtheme.markdown.trust.header_options import allowed_options
from sphinx_blogtheme.markdown.trust.limited_markup import limited
from sphinx_blogtheme.markdown.trust.prose import prose_config
from sphinx_blogtheme.markdown.unreadable import cause_of, empty, show_text
from sphinx_blogtheme.model.decoding import readable_json
from sphinx_blogtheme.model.posts import NOTEBOOK
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_MARKDOWN = ".md"
_END_OF_HEADER = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_CELL = re.compile(
    r"^(?P<fence> {0,3}(?:`{3,}|~{3,}|:{3,}))\{code-cell\}[^\n]*"
    r"(?P<options>(?:\n[ ]{0,3}:[\w-]+:[^\n]*)*)",
    re.MULTILINE,
)

_HEADER = re.compile(r"---[^\n]*\n(?P<keys>(?:(?!---|\.\.\.)[^\n]*\n)*)")

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
    write_hidden_cells(app)


@cache
def _parser() -> type[Any]:
    """Return MyST-NB's parser, with formulas between dollars as in Jupyter.

    A notebook on which it fails is shown without being run.
    """
    from myst_nb.sphinx_ import Parser

    class NotebookParser(Parser):  # type: ignore[misc]
        def parse(self, inputstring: str, document: nodes.document) -> None:
            env = document.settings.env
            if ablog_keeps_urls(env.config):
                super().parse(with_allowed_options(env, inputstring), document)
                return
            config, running = env.myst_config, env.mystnb_config
            known = {*config.enable_extensions, "dollarmath", "amsmath"}
            with limited(env, document) as prose:
                env.myst_config = config.copy(enable_extensions=known)
                if prose:
                    env.myst_config = prose_config(env.myst_config)
                    env.mystnb_config = running.copy(execution_mode="off")
                text = with_allowed_options(env, inputstring)
                try:
                    super().parse(text, document)
                except Exception as error:
                    if running.execution_raise_on_error:
                        raise
                    _report_failure(error, document)
                    empty(document)
                    env.mystnb_config = running.copy(execution_mode="off")
                    try:
                        super().parse(text, document)
                    except Exception:  # noqa: BLE001 -- of others; it has been reported
                        show_text(document, env, env.docname)
                finally:
                    env.myst_config, env.mystnb_config = config, running

    return NotebookParser


def _report_failure(error: Exception, document: nodes.document) -> None:
    warn(
        WarningKind.SOURCE,
        f"MyST-NB cannot read or run this notebook: {cause_of(error)}; it is shown without"
        " being run.",
        location=f"{document['source']}:1",
    )


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
    allowed = _plain(allowed_options(given, env.myst_config, env))
    if allowed == given:
        return text
    keys = yaml.safe_dump(allowed, allow_unicode=True, sort_keys=False)
    missing = max(0, match["keys"].count("\n") - keys.count("\n"))
    return f"---\n{keys}{'#' * (missing > 0)}{chr(10) * missing}{text[match.end('keys') :]}"


def parse_text_notebook(
    env: BuildEnvironment, text: str, document: nodes.document
) -> bool:
    """Parse Markdown that declares itself a notebook; return whether it was parsed."""
    header = notebook_header(text)
    if header is None or not hasattr(env, "mystnb_config"):
        return False
    _parser()().parse(_with_header(text, header), document)
    return True


def without_cells(text: str, document: nodes.document) -> str:
    """Return Markdown with plain code for the cells of a notebook.

    It is for sites without MyST-NB, whose authors get a warning.
    """
    if "{code-cell}" not in text or notebook_header(text) is None:
        return text
    warn(
        WarningKind.SOURCE,
        f"a notebook: expected MyST-NB, which reads it ({INSTALL_MYST_NB}); its cells are"
        " shown as code.",
        location=f"{document['source']}:1",
    )
    return _CELL.sub(
        lambda cell: "\n" * cell["options"].count("\n") + f"{cell['fence']}python", text
    )


def notebook_header(text: str) -> dict[str, Any] | None:
    """Return the header of Markdown that is a notebook, as values of JSON; else None.

    https://myst-nb.readthedocs.io/en/latest/authoring/text-notebooks.html
    """
    if not text.startswith("---") or not ("mystnb" in text or "jupytext" in text):
        return None
    head, mark, _ = _split(text)
    if not mark:
        return None
    header = _read_yaml(head, text)
    if header.get("file_format") == "mystnb":
        return header
    found: Any = header
    for key in ("jupytext", "text_representation", "format_name"):
        found = found.get(key) if isinstance(found, dict) else None
    return header if found == "myst" else None


def _split(text: str) -> tuple[str, str, str]:
    """Return header, ``---`` and body of a text; the mark is empty without a header."""
    start = text.find("\n") + 1
    end = _END_OF_HEADER.search(text, start)
    if end is None:
        return "", "", text
    return text[start : end.start()], "---", text[end.end() :]


def _read_yaml(header: str, text: str) -> dict[str, Any]:
    import yaml

    from sphinx_blogtheme.front_matter.dialects import read_header
    from sphinx_blogtheme.front_matter.meaning import plain_value

    try:
        found = _plain(yaml.safe_load(header))
    except (yaml.YAMLError, ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    # As we read it, since the post is one by this header.
    return {entry.key: plain_value(entry.node) for entry in read_header(text).entries}


def _plain(value: Any) -> Any:
    """Return a value of YAML as one of JSON: dates as text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_plain(item) for item in value]
    known = value is None or isinstance(value, (bool, int, float, str))
    return value if known else str(value)


def _with_header(text: str, header: dict[str, Any]) -> str:
    """Return a text with another header, in JSON, which is YAML too.

    The lines below stay where they are.
    """
    head, mark, body = _split(text)
    made = json.dumps(header, ensure_ascii=False)
    return "---\n" + made + "\n" * head.count("\n") + mark + body


def mend_notebook_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Mend a notebook that would end the build (on ``source-read``).

    What is no notebook at all becomes an empty one.
    """
    file = app.env.doc2path(docname)
    if "myst_nb" not in app.extensions or file.suffix != ".ipynb":
        return
    from sphinx_blogtheme.front_matter.notebook import Notebook
    from sphinx_blogtheme.markdown.notebook_repair import mend_notebook

    folder = Path(app.env.mystnb_config.output_folder)  # type: ignore[attr-defined]

    def save(data: bytes, kind: str) -> str:
        suffix = guess_extension(kind) or ".bin"
        path = folder / f"{hashlib.sha256(data).hexdigest()}{suffix}"
        if not path.is_file():
            write_whole(path, data)
        return "/" + Path(os.path.relpath(path.resolve(), app.srcdir)).as_posix()

    content[0] = readable_json(content[0])
    try:
        mended = mend_notebook(content[0], save)
    except ValueError as error:
        warn(
            WarningKind.SOURCE,
            f"expected a notebook in the format of Jupyter, but: {error}; assumed that"
            " it is empty.",
            location=f"{file}:1",
        )
        content[0] = json.dumps(EMPTY)
        return
    whole = Notebook(content={"cells": []}, file=content[0])
    for fault in mended.faults:
        first = fault.near.partition("\n")[0]
        line = whole.line(first) if first else 1
        warn(
            WarningKind.SOURCE,
            f"expected a notebook in the format of Jupyter, but: {fault.message}.",
            location=f"{file}:{line}",
        )
    content[0] = mended.text
