"""The URLs of the files that are copied from a site, and where its texts name them."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sphinx_blogtheme.importers.site_urls import path_of
from sphinx_blogtheme.model.urls import is_elsewhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_blogtheme.importers.model import Document
    from sphinx_blogtheme.importers.site_folder import SiteFolder

_SERVED = "files/"

_URLS_IN_RST = (
    re.compile(
        r"\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?(?:image|figure)::[ \t]+(?P<url>\S+)[ \t]*$"
    ),
    re.compile(r":target:[ \t]+(?P<url>\S+)[ \t]*$"),
    re.compile(r"(?<=\S)[ \t]<(?P<url>[^<>`\s]+)>`_"),
    re.compile(r"^[ \t]*\.\.[ \t]+_[^:]+:[ \t]+(?P<url>\S+)[ \t]*$"),
)
"""Patterns of the URLs of links and images in a line of reStructuredText."""


def with_changed_rst_urls(line: str, change: Callable[[str], str]) -> str:
    """Return a line of reStructuredText that is no code with other URLs.

    :param change: returns the URL for one, or "" if it stays.
    """
    edits = {
        match.span("url"): new
        for pattern in _URLS_IN_RST
        for match in pattern.finditer(line)
        if (new := change(match["url"]))
    }
    for (start, end), new in sorted(edits.items(), reverse=True):
        line = line[:start] + new + line[end:]
    return line


class CopiedFiles:
    """The files that a site's importer copies to the root of the new blog."""

    def __init__(self, tree: SiteFolder) -> None:
        """Note the files; none may be copied afterwards."""
        self._urls = {
            path.relative_to(tree.root).as_posix(): target.removeprefix(_SERVED)
            for target, path in tree.files.items()
            if target.startswith(_SERVED)
        }
        self._served = set(self._urls.values())
        self._pages = {
            path_of(url, "").strip("/").removesuffix("/index.html")
            for document in tree.documents
            for url in document.urls
        }

    def of_source(self, path: str) -> str:
        """Return the URL of a file of the old site, or "" if it isn't copied.

        :param path: from the site's folder.
        """
        place = self._urls.get(posixpath.normpath(path).lstrip("/"))
        return f"/{quote(place)}" if place else ""

    def at_url(self, url: str) -> str:
        """Return a URL from the root if a file is copied to it, or ""."""
        return url if unquote(url).lstrip("/") in self._served else ""

    def named(self, document: Document, url: str) -> str:
        """Return the URL of a file or page that a document names relatively, or "".

        It is beside the document's source, or below the document's old URL.
        """
        if is_elsewhere(url) or url[:1] in "/#?{|" or ":" in url.partition("/")[0]:
            return ""
        bare = unquote(re.split("[?#]", url, maxsplit=1)[0])
        rest = url[len(re.split("[?#]", url, maxsplit=1)[0]) :]
        beside = posixpath.join(posixpath.dirname(document.source), bare)
        found = self.of_source(beside)
        if not found and document.urls:
            folder = path_of(document.urls[0], "").rpartition("/")[0]
            place = posixpath.normpath(posixpath.join(folder or "/", bare)).lstrip("/")
            is_page = place.removesuffix("/index.html") in self._pages and bare
            found = f"/{quote(place)}" if is_page or place in self._served else ""
            found += "/" if is_page and bare.endswith("/") else ""
        return f"{found}{rest}" if found else ""
