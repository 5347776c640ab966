"""The files that texts refer to, which are copied to where their old URLs lead."""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx_blogtheme.importers.site_folder import SiteFolder

_URL = re.compile(r"(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?P<anchor>#.*)?", re.DOTALL)
_WEB = re.compile(r"[a-zA-Z][\w+.-]*:|//|\{|$")


class ReferredFiles:
    """Copies files, and returns the new URLs of what documents refer to."""

    def __init__(self, tree: SiteFolder) -> None:
        self._tree = tree
        self._copied: set[str] = set()

    def copy(self, path: str, target: str = "") -> None:
        """Copy a file of the site to the files of the blog.

        :param target: its path from the root of the new site, if that is another.
        """
        place = target or path
        if place not in self._copied:
            self._copied.add(place)
            self._tree.copy(path, f"files/{place}")

    def new_url(
        self,
        url: str,
        source: str,
        *,
        is_html: bool,
        documents: Collection[str] = (),
    ) -> str:
        """Return the new URL of a link or picture in a document.

        :param source: path of the document's file, from which its URLs are resolved.
        :param is_html: whether the URL is in HTML, where it can't name a source.
        :param documents: paths of the site's sources, which links may name.
        """
        match = _URL.fullmatch(url)
        if not match or _WEB.match(url) or not match["path"]:
            return url
        bare = unquote(match["path"])
        query, anchor = match["query"] or "", match["anchor"] or ""
        if bare.startswith("/"):
            path = bare.lstrip("/")
        else:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(source), bare))
        if path in documents:
            target = PurePosixPath(path).with_suffix(".md").as_posix()
            folder = posixpath.dirname(source) or "."
            if is_html:
                place = PurePosixPath(path).with_suffix("").as_posix()
                return f"/{place.removesuffix('index').rstrip('/')}/{anchor}"
            return f"{posixpath.relpath(target, folder)}{anchor}".replace(" ", "%20")
        if path in self._copied or (
            path in self._tree.paths() and not path.startswith("..")
        ):
            self.copy(path)
            return f"/{path}{query}{anchor}".replace(" ", "%20")
        return url
