"""Reader of folders of Markdown that are of no known engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.documents import (
    MARKDOWN_SUFFIXES,
    RST_SUFFIXES,
    date_from_name,
    read_document,
    zone_of,
)
from sphinx_blogtheme.importers.notebook_files import NOTEBOOKS, add_notebook
from sphinx_blogtheme.importers.site_folder import SiteFolder, new_path
from sphinx_blogtheme.importers.text_files import (
    UNSUPPORTED_SUFFIXES,
    add_document,
    read,
    suffix_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.importers.model import Blog

NAME = "Markdown"


_FOR_HOSTS = ("_redirects", "_headers", "CNAME", "robots.txt")
"""Files that a host looks for in the root of a site."""


def recognises(path: Path) -> bool:
    """Return whether a folder may have texts in Markdown; any may."""
    return path.is_dir()


def read_blog(root: Path) -> Blog:
    """Return the documents and files of a folder.

    Documents with a date, in the header or in their names, are posts; the others are
    pages.
    """
    tree = SiteFolder(root, NAME)
    zone = zone_of(None)
    intro = ""
    tree.skip_hidden()
    for path in list(tree.paths()):
        if suffix_of(path) == NOTEBOOKS:
            add_notebook(tree, path)
            message = (
                "is a notebook; to build it, `pip install myst-nb` and add 'myst_nb' to"
                " extensions"
            )
            tree.warn(path, message)
            continue
        if suffix_of(path) not in (*MARKDOWN_SUFFIXES, *RST_SUFFIXES):
            if suffix_of(path) in UNSUPPORTED_SUFFIXES[:-1]:  # a .txt may be a file
                message = (
                    f"is in {suffix_of(path)}, which is not read; copied as a file"
                )
                tree.warn(path, message)
            is_for_host = path in _FOR_HOSTS
            tree.copy(path, f"files/{path}" if is_for_host else new_path(path))
            continue
        if path == "index.md":
            intro = read_document(tree.take(path) or "", zone).body
            tree.skip(path, "the front page; its text is in index.md")
            continue
        draft = read(tree, path, zone)
        if draft is None:
            continue
        place = PurePosixPath(path)
        stem = place.parent.name if place.stem == "index" else place.stem
        facts, stem = date_from_name(draft.facts, stem, zone)
        facts = replace(facts, slug=facts.slug or stem)
        add_document(tree, path, draft, facts, [], page=facts.date is None)
    return tree.blog(intro=intro)
