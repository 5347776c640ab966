"""Turn the aliases of all pages into redirects, where nothing else has their URL."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_blogtheme.builders import BlogBuilder
from sphinx_blogtheme.config import read_config, site_url
from sphinx_blogtheme.machines.aliases import Alias, aliases_in, parse_alias
from sphinx_blogtheme.permalinks import SPHINX_FILES, SPHINX_PAGES
from sphinx_blogtheme.reading import blog_domain
from sphinx_blogtheme.warnings import WARNING_TYPE, WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

REDIRECTS = "_redirects"
ROBOTS = "robots.txt"

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Redirect:
    """A URL from which readers are sent to a page."""

    alias: Alias
    docname: str


class _Claims:
    """Knows which page or file has which URL; names that differ in case are one."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        self._env = env
        self._domain = domain = blog_domain(env)
        self._builder = app.builder
        self._outdir = Path(app.outdir)
        self._pages: dict[str, str] = {}
        """From a page's URL to its docname."""
        self._aliases: dict[str, Redirect] = {}
        self._files = {
            *domain.resources,
            *SPHINX_FILES,
            *(path for files in domain.files.values() for path in files),
            *extra_files(app),
        }
        others = {*SPHINX_PAGES, "404", *app.config.html_additional_pages}
        for docname in sorted({*env.found_docs, *domain.pages, *others}):
            self._pages[_folded(docname)] = docname
            self._pages[_folded(docname.removesuffix("/index"))] = docname
            self._files.add(self._output(docname))
        self._files = set(map(_folded, self._files))
        self._folders = {folder for file in self._files for folder in _folders_of(file)}

    def _output(self, docname: str) -> str:
        if isinstance(self._builder, BlogBuilder):
            path = Path(self._builder.get_output_path(docname))
            return path.relative_to(self._outdir).as_posix()
        return f"{docname}/index.html"

    def add(self, redirect: Redirect) -> tuple[bool, str]:
        """Return whether a redirect has its URL, and else the owner of that.

        The owner is empty where there is nothing to redirect: the URL is the
        page's own, or it is there already.
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
        view = self._domain.pages.get(docname)
        return view.name if view else f"the page {docname!r}"


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _folders_of(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))


def extra_files(app: Sphinx) -> Iterator[str]:
    """Yield the paths of the files that the site has at its root itself."""
    for entry in app.config.html_extra_path:
        source = Path(app.confdir, entry)
        if source.is_file():
            yield source.name
        else:
            for path in source.rglob("*"):
                if path.is_file():
                    yield path.relative_to(source).as_posix()


def collect(app: Sphinx, env: BuildEnvironment) -> None:
    """Tell the site's map which URLs lead on (on ``env-updated``)."""
    domain, blog = blog_domain(env), read_config(app.config)
    base_url = site_url(app.config)
    own = set(extra_files(app))
    if blog.robots and base_url and ROBOTS not in own:
        domain.resources |= {ROBOTS}
    found: dict[str, Redirect] = {}
    aliases = list(_aliases(env))
    if not aliases:
        return
    claims = _Claims(app, env)
    for docname, texts in aliases:
        for text in texts:
            try:
                redirect = Redirect(parse_alias(text, base_url), docname)
            except ValueError as error:
                _warn_of_alias(env, docname, text, str(error))
                continue
            free, owner = claims.add(redirect)
            if free:
                found[redirect.alias.file] = redirect
            elif owner:
                _report_claim(env, docname, text, owner)
    domain.site_map.redirects = found
    if found and REDIRECTS not in own:
        domain.resources |= {REDIRECTS}


def _aliases(env: BuildEnvironment) -> Iterator[tuple[str, tuple[str, ...]]]:
    posts = blog_domain(env).posts
    for docname in sorted(env.found_docs):
        own = posts[docname].aliases if docname in posts else ()
        if aliases := own or aliases_in(env.metadata.get(docname, {})):
            yield docname, aliases


def _location(env: BuildEnvironment, docname: str, text: str) -> str:
    file = env.doc2path(docname)
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    line = next((n for n, line in enumerate(lines, start=1) if text in line), 1)
    return f"{file}:{line}"


def _warn_of_alias(env: BuildEnvironment, docname: str, text: str, fault: str) -> None:
    warn(
        WarningKind.FRONT_MATTER,
        f"aliases: {text!r}: expected a path in this site, such as '/2019/old/'; "
        f"{fault}; leaving it out.",
        location=_location(env, docname, text),
    )


def _report_claim(env: BuildEnvironment, docname: str, text: str, owner: str) -> None:
    _logger.error(
        "%s has the alias %s, but %s has that URL and keeps it; remove the alias.",
        env.doc2path(docname, base=False).as_posix(),
        text,
        owner,
        type=WARNING_TYPE,
        subtype=WarningKind.PERMALINK.value,
        location=_location(env, docname, text),
    )


def setup(app: Sphinx) -> None:
    """Register the stage, between those that group the site and that start to write."""
    app.connect("env-updated", collect, priority=150)
