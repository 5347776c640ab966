"""Find out whether a URL of the site is free for a redirect."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.discovery.served_files import ServedFiles
from sphinx_blogtheme.model.permalinks import SPHINX_FILES, SPHINX_PAGES
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.aliases import Redirect


class Claims:
    """Knows which page or file has a URL; URLs that differ in case are the same."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        self._env = env
        self._domain = domain = blog_domain(env)
        self._builder = app.builder
        self._pages: dict[str, str] = {}
        """From a page's URL to its docname."""
        self._aliases: dict[str, Redirect] = {}
        self._session = session_of(env)
        self._files = {
            *self._session.resources,
            *SPHINX_FILES,
            *(path for files in domain.files.values() for path in files),
            *ServedFiles(app.config, Path(app.confdir)).paths(),
        }
        others = {*SPHINX_PAGES, "404", *app.config.html_additional_pages}
        for docname in sorted({*env.found_docs, *self._session.pages, *others}):
            self._pages[_folded(docname)] = docname
            self._pages[_folded(docname.removesuffix("/index"))] = docname
            self._files.add(self._output(docname))
        self._files = set(map(_folded, self._files))
        self._folders = {folder for file in self._files for folder in _folders_of(file)}

    def _output(self, docname: str) -> str:
        if makes_site(self._builder):
            return self._builder.output_name(docname)
        return f"{docname}/index.html"

    def add(self, redirect: Redirect) -> tuple[bool, str]:
        """Return whether a redirect gets its URL, and the owner of the URL if not.

        The owner is empty if no redirect is needed: the URL is the page's own, or has
        the same redirect already.
        """
        alias, docname = redirect.alias, redirect.docname
        place = _folded(alias.place.removesuffix(".html").removesuffix(".htm"))
        file = _folded(alias.file)
        page = self._pages.get(place)
        if page == docname and file == _folded(self._output(docname)):
            return False, ""
        if page not in (None, docname):
            return False, self._name(page or "")
        if {file, *_folders_of(file)} & self._files or file in self._folders:
            return False, f"the file {alias.place}"
        first = self._aliases.setdefault(place, redirect)
        if first.docname != docname:
            return False, f"an alias of {self._name(first.docname)}"
        if first is not redirect and first.alias.file == alias.file:
            return False, ""
        return True, ""

    def _name(self, docname: str) -> str:
        if docname in self._env.found_docs:
            return self._env.doc2path(docname, base=False).as_posix()
        view = self._session.pages.get(docname)
        return view.name if view else f"the page {docname!r}"


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _folders_of(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))
