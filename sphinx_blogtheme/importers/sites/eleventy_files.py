"""Files of 11ty's input that texts show or link to, by their places or by their URLs.

Plugins for images copy them from beside a text without a rule of the configuration, and
one for links reads the paths of files.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from posixpath import dirname, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_blogtheme.importers.bodies.destinations import with_destinations
from sphinx_blogtheme.importers.copied_files import CopiedFiles
from sphinx_blogtheme.importers.documents import HTML_SUFFIXES, MARKDOWN_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.importers.model import Document
    from sphinx_blogtheme.importers.site_folder import SiteFolder

_TEXTS = (*MARKDOWN_SUFFIXES, *HTML_SUFFIXES, ".njk", ".liquid", ".js", ".json")


def copy_shown(tree: SiteFolder, folder: str) -> None:
    """Copy what texts name of the input, and let the texts name it by its URL.

    :param folder: the folder of the input, from the site's.
    """
    undecided = set(tree.paths())
    named = {
        path
        for document in tree.documents
        for url in _urls(document)
        for path in _paths(document, url, folder)
        if path in undecided and not path.endswith(_TEXTS)
    }
    for path in sorted(named):
        below = path.removeprefix(f"{folder}/") if folder else path
        tree.copy(path, f"files/{below}")
    files = CopiedFiles(tree)
    sources = {document.source: document.path for document in tree.documents}

    def changed(document: Document, url: str) -> str:
        bare, mark, fragment = url.partition("#")
        for path in _paths(document, bare, folder):
            if bare.endswith(MARKDOWN_SUFFIXES) and path in sources:
                return f"{{filename}}/{sources[path]}{mark}{fragment}"
        return files.named(document, url)

    for number, document in enumerate(tree.documents):
        body = with_destinations(document.body, partial(changed, document), html=False)
        facts = document.facts
        if facts.image and (url := files.named(document, facts.image)):
            facts = replace(facts, image=url)
        tree.documents[number] = replace(document, body=body, facts=facts)


def _urls(document: Document) -> list[str]:
    """Return the URLs that a document names."""
    found = [document.facts.image] if document.facts.image else []

    def note(url: str) -> str:
        found.append(url)
        return ""

    with_destinations(document.body, note, html=False)
    return found


def _paths(document: Document, url: str, folder: str) -> Iterator[str]:
    """Yield the paths that a URL may be: beside the text, or in the input."""
    bare = unquote(url.partition("#")[0].partition("?")[0])
    if not bare or "://" in url:
        return
    beside = [] if bare.startswith("/") else [dirname(document.source)]
    for place in (*beside, folder):
        yield normpath(f"{place or '.'}/{bare.lstrip('/')}")
