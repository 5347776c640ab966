"""Rewrite the documents of a site in reStructuredText, and tell what is left over."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import line_with
from sphinx_blogtheme.importers.bodies.rst_text import (
    RstPlaces,
    rst_for_sphinx,
    unknown_roles,
    without_docinfo,
)
from sphinx_blogtheme.importers.documents import (
    RST_SUFFIXES,
    UnreadableError,
    read_text_file,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx_blogtheme.importers.model import Document
    from sphinx_blogtheme.importers.site_folder import SiteFolder

_DOCUTILS = b"""# Ids of headings are those of the old site.
[general]
auto_id_prefix: %
"""


def rewrite_rst(
    tree: SiteFolder,
    *,
    listing: Callable[[str], str] | None = None,
    plain: Callable[[Document], Callable[[str], str]] | None = None,
) -> None:
    """Rewrite the documents in reStructuredText for Sphinx.

    What is left over is one line of the report for each name, with its first place.

    :param listing: as that of `RstPlaces`.
    :param plain: returns the function that changes the lines of a document.
    """
    unknown: dict[str, list[str]] = {}
    dropped: dict[str, list[str]] = {}
    for number, document in enumerate(tree.documents):
        if document.as_it_is is not None or not document.path.endswith(RST_SUFFIXES):
            continue
        places = RstPlaces(
            listing=listing or (lambda _: ""),
            included=partial(_included_text, tree, dirname(document.source)),
            plain=plain(document) if plain else None,
        )
        new = rst_for_sphinx(without_docinfo(document.body), places)
        tree.documents[number] = replace(document, body=new.text)
        for mark in (*new.unknown, *(f":{r}:`" for r in unknown_roles(new.text))):
            unknown.setdefault(mark, []).append(document.source)
        for mark in new.dropped:
            dropped.setdefault(mark, []).append(document.source)
    name_leftovers(tree, unknown, "is not understood")
    name_leftovers(tree, dropped, "has no effect here; it is left out")


def docutils_settings(documents: Iterable[Document]) -> dict[str, bytes]:
    """Return the file by which headings have docutils' own ids; none if none needs it.

    Those of a second heading with the same text, or of one without Latin letters, are
    ``features-1`` and ``section-1`` there, and ``id1`` with Sphinx.
    """
    needed = any(
        one.as_it_is is None and one.path.endswith(RST_SUFFIXES) for one in documents
    )
    return {"docutils.conf": _DOCUTILS} if needed else {}


def name_leftovers(tree: SiteFolder, found: Mapping[str, list[str]], why: str) -> None:
    """Warn once of each mark that is left over, with its first place and its number.

    :param found: the files that have it, by the text of the mark.
    :param why: the predicate of the warning.
    """
    for mark, sources in found.items():
        path, others = sources[0], len(set(sources)) - 1
        line = line_with(tree.root / path, mark, mark.strip(".:{}%` "))
        more = f" (so in {others} more file{'s'[: others > 1]})" if others else ""
        tree.warn(path, f"{line}: {mark.rstrip('`')} {why}{more}")


def _included_text(tree: SiteFolder, folder: str, name: str) -> str | None:
    """Return the text of a file of the site that a text includes, or None."""
    places = (normpath(join(folder, name)), normpath(name))  # of the file, or the site
    safe = [one for one in places if not one.startswith(("..", "/"))]
    path = next((one for one in safe if (tree.root / one).is_file()), "")
    if not path:
        return None
    file = tree.root / path
    if path in tree.paths():
        tree.skip(path, "is in the texts that include it")
    try:
        return read_text_file(file)
    except UnreadableError:
        return None
