"""Find the target of each URL of the site, and the relative URL of a link to it."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import chain
from posixpath import basename
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from sphinx_blogtheme.markdown.renderer import COMMENTS
from sphinx_blogtheme.model.permalinks import SPHINX_FILES, SPHINX_PAGES
from sphinx_blogtheme.model.schedule import by_name
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.discovery.served_files import ServedFiles
    from sphinx_blogtheme.model.aliases import Redirect


_NO_ID = "that page has no id {!r}"
_PAGE_NAME = re.compile(r"(?:(?:^|/)index)?\.html$|(?:^|/)index$")
"""The end of a page's path that its docname lacks."""


class Target(NamedTuple):
    """The target of a URL of the site: a page, or a file."""

    docname: str | None = None
    """Docname of a document or a generated page; None for a file."""
    path: str = ""
    """Quoted URL of a file, relative to the root; empty if there is a docname."""
    fault: str = ""
    """Why the link is dead, such as "that page has no id 'x'"; else empty."""
    is_sure: bool = True
    """Whether the fault is one, whatever other extensions write."""


class SiteMap:
    """Finds the targets of all URLs of the site that is being built."""

    def __init__(self, env: BuildEnvironment, files: ServedFiles) -> None:
        self._env = env
        self._domain = blog_domain(env)
        self._session = session_of(env)
        self._files = files
        self._memo: dict[str, Target] = {}
        self._withheld = by_name(getattr(env.project, "withheld", ()))
        self.redirects: Mapping[str, Redirect] = {}
        """The redirects by path of their file; set before the first use of `find`."""

    def find(self, url: str) -> Target:
        """Return the target of a URL from the root, such as ``/2025/03/x/#step``."""
        if url not in self._memo:
            self._memo[url] = self._find(url)
        return self._memo[url]

    def _find(self, url: str) -> Target:
        parts = urlsplit(url)
        path = unquote(parts.path).strip("/")
        for docname in self._names(path):
            if docname in self._env.found_docs or docname in self._session.pages:
                return self._page(docname, parts.fragment)
            if docname in SPHINX_PAGES and not self._is_left_out(docname):
                return self._page(docname, parts.fragment)
        redirect = self.redirects.get(path) or self.redirects.get(f"{path}/index.html")
        if redirect:  # the link needs none, unless that leads to a URL
            found = Target(path=f"{quote(path)}/")
            if redirect.docname:
                found = self._page(redirect.docname, parts.fragment)
            return found
        path = self._pictures.get(path, path)
        if (
            path in self._session.resources
            or path in SPHINX_FILES
            or path in self._post_files
        ):
            return Target(path=quote(path))
        if file := self.file(path) or self._files.find_static(path):
            slash = "/" if parts.path.endswith("/") else ""
            is_page = file.suffix in (".html", ".htm")
            fault = ""
            if is_page and not names_no_id(parts.fragment):
                fault = _NO_ID.format(parts.fragment)
            return Target(path=quote(path) + slash, fault=fault, is_sure=not fault)
        withheld = next(filter(None, map(self.withheld_fault, self._names(path))), "")
        return Target(
            path=quote(unquote(parts.path).lstrip("/")),
            fault=withheld or "the site has no such page or file",
            is_sure=bool(withheld),
        )

    def _names(self, path: str) -> tuple[str, ...]:
        """Return the docnames that a path may mean."""
        name = _PAGE_NAME.sub("", path)
        if not name:
            return (self._env.config.root_doc,)
        return (name, f"{name}/index")

    def _page(self, docname: str, fragment: str) -> Target:
        fault = self.fragment_fault(docname, fragment)
        return Target(docname, fault=fault, is_sure=not fault)

    @cached_property
    def _post_files(self) -> frozenset[str]:
        """Paths in the output of the files that posts bring along."""
        return frozenset(chain.from_iterable(self._domain.files.values()))

    @cached_property
    def _pictures(self) -> dict[str, str]:
        """Paths of the pictures that posts bring along, by those that Sphinx gives."""
        places = {
            source: path
            for docname in sorted(self._domain.files, reverse=True)
            for path, source in self._domain.files[docname].items()
        }
        copied = frozenset(chain.from_iterable(self._domain.copied.values()))
        names = ((basename(source), source) for source in sorted(places, reverse=True))
        return {
            f"_images/{name}": places[source]
            for name, source in names
            if source not in copied
        }

    def withheld_fault(self, name: str) -> str:
        """Return why a document that exists is not public; empty if it is.

        :param name: its docname, or its path without the suffix.
        """
        withheld = self._withheld.get(name)
        public = withheld is None or withheld.docname in self._env.found_docs
        return "" if withheld is None or public else withheld.fault

    def _is_left_out(self, docname: str) -> bool:
        engine = getattr(self._session.builder, "search_engine", "")
        return docname == "search" and engine == "none"

    def file(self, path: str) -> Path | None:
        """Return the source file that is served at a path, or at its ``index.html``."""
        return self._files.find(path) or self._files.find(f"{path}/index.html")

    def fragment_fault(self, docname: str, fragment: str) -> str:
        """Return why a fragment of a page leads to nothing; empty if it leads."""
        if names_no_id(fragment):
            return ""
        anchors = self._domain.anchors.get(docname, frozenset())
        if unquote(fragment) in anchors or fragment in anchors:
            return ""
        if fragment == COMMENTS and docname in self._domain.posts:
            return ""
        return _NO_ID.format(fragment)


def names_no_id(fragment: str) -> bool:
    """Return whether a fragment needs no id: that of the top, of a text or a program.

    Programs in a page have fragments such as ``#/place`` and ``#!/place``.
    """
    return fragment.lower() in ("", "top") or fragment.startswith(("/", "!", ":~:"))


def site_map_of(env: BuildEnvironment) -> SiteMap:
    """Return the site map of a build, when reading has ended."""
    site_map: SiteMap = session_of(env).parts[SiteMap]
    return site_map
