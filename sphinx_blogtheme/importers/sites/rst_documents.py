"""Rewrite the documents of a site in reStructuredText, and tell what is left over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import line_with
from sphinx_blogtheme.importers.bodies.rst_text import rst_for_sphinx, unknown_roles
from sphinx_blogtheme.importers.documents import RST_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_blogtheme.importers.model import Document
    from sphinx_blogtheme.importers.site_folder import SiteFolder


def rewrite_rst(
    tree: SiteFolder,
    *,
    listing: Callable[[str], str] | None = None,
    plain: Callable[[Document], Callable[[str], str] | None] | None = None,
) -> None:
    """Rewrite the documents in reStructuredText for Sphinx.

    What no build knows is one line of the report for each name, with its first place.

    :param listing: as that of `rst_for_sphinx`.
    :param plain: returns the function that changes the lines of a document.
    """
    found: dict[str, list[str]] = {}
    for number, document in enumerate(tree.documents):
        if document.as_it_is is not None or not document.path.endswith(RST_SUFFIXES):
            continue
        change = plain(document) if plain else None
        new = rst_for_sphinx(document.body, listing, change)
        tree.documents[number] = replace(document, body=new.text)
        roles = [f":{name}:" for name in unknown_roles(new.text)]
        for mark in (*new.unknown, *new.dropped, *roles):
            found.setdefault(mark, []).append(document.source)
    for mark, sources in found.items():
        path = sources[0]
        line = line_with(tree.root / path, mark, mark.strip(".: "))
        more = f"; so have {len(sources) - 1} more files" if len(sources) > 1 else ""
        if mark.startswith(":") and f"{mark}`" not in mark:
            why = f"has {mark}, which is left out"
        else:
            why = f"has {mark}, which is not understood"
        tree.warn(path, f"{line}: {why}{more}")
