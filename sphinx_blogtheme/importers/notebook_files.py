"""Import notebooks, which are copied: MyST-NB reads them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.discovery.gate import POST_SIGNS, sign_of_header
from sphinx_blogtheme.front_matter.notebook import joined_lines, read_notebook
from sphinx_blogtheme.importers.bodies.active_html import without_active
from sphinx_blogtheme.importers.bodies.active_text import without_active_parts
from sphinx_blogtheme.importers.documents import read_document, zone_of
from sphinx_blogtheme.importers.model import Document
from sphinx_blogtheme.importers.post_directives import post_directives
from sphinx_blogtheme.model.decoding import readable_json

if TYPE_CHECKING:
    from sphinx_blogtheme.importers.site_folder import SiteFolder

NOTEBOOKS = ".ipynb"
"""Suffix of notebooks."""


def add_notebook(tree: SiteFolder, path: str) -> None:
    """Import a notebook: a post if its header, metadata or a directive dates it.

    One that is none is copied as a file, with a warning.
    """
    text = tree.take(path)
    if text is None:
        return
    notebook = read_notebook(readable_json(text))
    if notebook is None:
        tree.warn(path, "is no notebook; copied as a file")
        tree.copy(path, path)
        return
    found = post_directives(notebook.texts("markdown"), rst=False)
    defaults = [{"date": one.date, **one.options} for one in found[:1]]
    metadata = notebook.content.get("metadata")
    if isinstance(metadata, dict):
        defaults.append(metadata)
    facts = read_document(notebook.head, zone_of(None), defaults=defaults).facts
    # MyST-NB leaves raw cells out, but nbsphinx doesn't.
    if not found and post_directives(notebook.texts("raw"), rst=True):
        message = (
            "its post directive is in a raw cell, which MyST-NB does not read; imported"
            " as a page; write the date into its first cell"
        )
        tree.warn(path, message)
    place = PurePosixPath(path)
    bare = place.with_suffix("").as_posix()
    tree.add(
        Document(
            source=path,
            path=path,
            facts=replace(facts, slug=facts.slug or place.stem),
            body="",
            urls=(f"/{bare}/",),
            page=not (found or sign_of_header(facts) in POST_SIGNS),
            as_it_is=(tree.root / path).read_bytes(),
        )
    )


def without_active_cells(file: bytes) -> tuple[bytes, list[str]]:
    """Return a notebook without what runs in its texts.

    Outputs stay: what they run is what the author's code made, as interactive charts.

    :return: the file, and predicates of the document, as those of `active_text`.
    """
    notebook = read_notebook(readable_json(file.decode("utf-8-sig")))
    if notebook is None:
        return file, []
    found: dict[str, None] = {}
    is_changed, runs = False, False
    for cell in notebook.content["cells"]:
        if cell.get("cell_type") == "markdown":
            text = joined_lines(cell.get("source"))
            cleaned, messages = without_active_parts(text)
            if cleaned != text:
                cell["source"], is_changed = cleaned, True
                found |= dict.fromkeys(messages)
        outputs = cell.get("outputs")
        runs = runs or any(map(_runs, outputs if isinstance(outputs, list) else ()))
    if runs:
        found["has an output with a script, which is kept"] = None
    if is_changed:
        text = json.dumps(notebook.content, indent=1, ensure_ascii=False)
        file = f"{text}\n".encode(errors="replace")
    return file, list(found)


def _runs(output: Any) -> bool:
    """Return whether an output of a cell has a script or the like."""
    data = output.get("data") if isinstance(output, dict) else None
    if not isinstance(data, dict):
        return False
    html = joined_lines(data.get("text/html"))
    return "application/javascript" in data or without_active(html, [])[0] != html
