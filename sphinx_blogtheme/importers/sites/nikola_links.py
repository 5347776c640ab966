"""Nikola's own links, ``link://slug/x`` and ``:doc:`x```, as links of the new blog.

By Nikola's “Handbook” (Links, Shortcodes) and “reStructuredText reference” (Doc).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.code_mask import MASK, without_code
from sphinx_blogtheme.importers.bodies.destinations import with_destinations
from sphinx_blogtheme.importers.copied_files import (
    CopiedFiles,
    with_changed_rst_urls,
)
from sphinx_blogtheme.importers.documents import RST_SUFFIXES
from sphinx_blogtheme.importers.sites.rst_documents import rewrite_rst

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_blogtheme.importers.model import Document
    from sphinx_blogtheme.importers.site_folder import SiteFolder

_LINK = re.compile(r"link://(?P<kind>\w+)(?:/(?P<name>[^\s>`\"'()\[\]#]*))?")
_DOC_ROLE = re.compile(
    r":doc:`(?:(?P<text>[^`<]+?)\s*<(?P<slug>[^`>]+)>|(?P<bare>[^`<>]+))`"
)
_DOC_TAG = re.compile(
    r"\{\{%\s*doc(?:\s+title=(?P<quote>[\"'])(?P<text>[^\n]*?)(?P=quote))?\s*%\}\}"
    r"(?P<slug>[^{}\n]+)\{\{%\s*/doc\s*%\}\}"
)
_TERMS = {
    "tag": "tag",
    "category": "category",
    "author": "author",
    "tag_rss": "tag",
    "category_rss": "category",
}
_PLACES = {
    **dict.fromkeys(("index", "root"), "/"),
    **dict.fromkeys(("archive", "archives"), "/archives/"),
    **dict.fromkeys(("tag_index", "tags"), "/tag/"),
    **dict.fromkeys(("category_index", "categories"), "/categories/"),
    **dict.fromkeys(("authors", "author_index"), "/author/"),
    **dict.fromkeys(("rss", "index_rss", "index_atom"), "/feed/"),
}
_SMALL = re.compile(r"\.thumbnail(?=\.\w+$)")


class _Links:
    """Where links of one site lead."""

    def __init__(self, tree: SiteFolder) -> None:
        self.files = CopiedFiles(tree)
        self.named: dict[str, Document] = {}
        for document in tree.documents:
            facts = document.facts
            if facts.language is None:
                place = PurePosixPath(document.source)
                names = [facts.slug or "", place.stem, document.source]
                names += [url.strip("/").removesuffix(".html") for url in document.urls]
                for name in names:
                    self.named.setdefault(name.casefold(), document)

    def page(self, name: str) -> tuple[str, str] | None:
        """Return the URL and the title of a document by its slug or path, or None."""
        found = self.named.get(name.strip().strip("/").casefold())
        if found is None:
            return None
        return (
            f"{{filename}}/{found.path}",
            found.facts.title or found.facts.slug or name,
        )

    def url(self, match: re.Match[str]) -> str:
        """Return the URL for a link of Nikola; the link itself if it is unknown."""
        kind, name = match["kind"], (match["name"] or "").strip("/")
        if kind in ("slug", "filename", "post", "post_path"):
            found = self.page(name)
            return found[0] if found else match[0]
        if kind in _TERMS and name:
            return f"{{{_TERMS[kind]}}}{name}"
        if kind in ("gallery", "listing"):
            return f"/{'galleries' if kind == 'gallery' else 'listings'}/{name}"
        return _PLACES.get(kind, match[0])

    def changed(self, document: Document, url: str) -> str:
        """Return another URL for one in a document, or "" if it stays."""
        if found := _LINK.fullmatch(url.partition("#")[0]):
            fragment = url[len(found[0]) :]
            new = self.url(found) + fragment
            return new if new != url else ""
        if named := self.files.named(document, url):
            return named
        large = _SMALL.sub("", url)
        if large != url:
            return self.files.named(document, large) or self.files.at_url(large)
        return ""

    def of_role(self, match: re.Match[str]) -> str:
        """Return a link in reStructuredText for the role ``doc``."""
        found = self.page(match["slug"] or match["bare"])
        if found is None:
            return match[0]
        text = match["text"] or found[1].replace("`", "'")
        return f"`{text.strip()} <{found[0]}>`__"

    def of_tag(self, match: re.Match[str]) -> str:
        """Return a link in Markdown for the shortcode ``doc``."""
        found = self.page(match["slug"])
        if found is None:
            return match[0]
        return f"[{match['text'] or found[1]}]({found[0]})"


def translate_links(tree: SiteFolder, listing: Callable[[str], str]) -> None:
    """Rewrite the texts of all documents, whose files are all decided on.

    :param listing: returns the new path of a file that a listing shows, or "".
    """
    links = _Links(tree)

    def in_rst(document: Document) -> Callable[[str], str]:
        def change(line: str) -> str:
            line = _DOC_ROLE.sub(links.of_role, line)
            return with_changed_rst_urls(line, partial(links.changed, document))

        return change

    rewrite_rst(tree, listing=listing, plain=in_rst)
    for number, document in enumerate(tree.documents):
        if document.path.endswith(RST_SUFFIXES):
            continue
        body = document.body
        if "{{%" in body:
            masked = without_code(body)
            for match in reversed([*_DOC_TAG.finditer(body)]):
                if masked[match.start()] != MASK:
                    body = (
                        body[: match.start()]
                        + links.of_tag(match)
                        + body[match.end() :]
                    )
        body = with_destinations(body, partial(links.changed, document), html=False)
        tree.documents[number] = replace(document, body=body)
