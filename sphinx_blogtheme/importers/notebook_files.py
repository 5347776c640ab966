"""Import notebooks, which are copied unchanged: MyST-NB reads them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.discovery.gate import POST_SIGNS, sign_of_header
from sphinx_blogtheme.front_matter.notebook import read_notebook
from sphinx_blogtheme.importers.documents import read_document, zone_of
from sphinx_blogtheme.importers.model import Document
from sphinx_blogtheme.importers.post_directives import post_directives
from sphinx_blogtheme.model.decoding import readable_json

if TYPE_CHECKING:
    from sphinx_blogtheme.importers.site_folder import SiteFolder


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
