"""Report the dead links of a site when all of its files are written.

Other extensions make pages and files too, and themes make ids. So a link to what the
site map does not know is dead only if the output lacks it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sphinx_blogtheme.discovery.source_files import is_file
from sphinx_blogtheme.model.urls import is_elsewhere
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.found_links import location_of_link
from sphinx_blogtheme.site.links import warn_of_dead_link
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import names_no_id, site_map_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Set
    from pathlib import Path

    from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder
    from sphinx_blogtheme.site.site_map import Target

_SHARED = (".github.io", ".gitlab.io", ".codeberg.page")
"""Hosts of a person's site, with sites of other projects in its folders."""


def report_dead_links(
    builder: PermalinkBuilder, suspects: Set[str] | None = None
) -> list[str]:
    """Warn of the dead links in options and documents, in each build.

    :param suspects: docnames of the documents that may have some; by default all.
    :return: docnames of those that do, unless the output has what the site map lacks.
    """
    env = builder.env
    session, find = session_of(env), site_map_of(env).find
    files = _WrittenFiles(builder)
    for url, location in dict.fromkeys(session.doubts):
        if not files.have(url, find(url)):
            warn_of_dead_link(url, find(url), location)
    ours = {name.partition("/")[0] for name in (*env.found_docs, *session.pages)}
    links, faulty = blog_domain(env).links, []
    for docname in sorted(links if suspects is None else links.keys() & suspects):
        faults = [
            (link, target)
            for link in links[docname]
            if (link.url.split("/")[1] in ours or not _shares_host(link.written))
            and (target := find(link.url)).fault
        ]
        faulty += [docname] * bool(faults)
        for link, target in sorted(faults, key=lambda one: one[0].line or 0):
            if target.is_sure or not files.have(link.url, target):
                warn_of_dead_link(link.url, target, location_of_link(env, link))
    return faulty


def _shares_host(url: str) -> bool:
    """Return whether a whole URL is at a host where each project has a folder."""
    return is_elsewhere(url) and f".{urlsplit(url).hostname}".endswith(_SHARED)


class _WrittenFiles:
    """The output of a build."""

    def __init__(self, builder: PermalinkBuilder) -> None:
        self._builder = builder
        self._ids: dict[Path, frozenset[str]] = {}

    def have(self, url: str, target: Target) -> bool:
        """Return whether a URL from the root leads to a file, and to an id in it."""
        fragment = urlsplit(url).fragment
        for file in self._files(url, target):
            if not is_file(file):
                continue
            return (
                names_no_id(fragment)
                or file.suffix not in (".html", ".htm", self._builder.out_suffix)
                or not {fragment, unquote(fragment)}.isdisjoint(self._ids_in(file))
            )
        return False

    def _files(self, url: str, target: Target) -> Iterator[Path]:
        if target.docname is not None:
            yield self._builder.get_output_path(target.docname)
            return
        path = unquote(urlsplit(url).path).lstrip("/")
        if ".." in path.split("/") or "\0" in path:
            return
        if not path.endswith("/"):
            yield self._builder.outdir / path
            yield self._builder.outdir / f"{path}.html"
        yield self._builder.outdir / path / "index.html"

    def _ids_in(self, file: Path) -> frozenset[str]:
        from sphinx_blogtheme.markdown.html_attributes import Role
        from sphinx_blogtheme.markdown.html_references import references

        if file not in self._ids:
            html = file.read_text(encoding="utf-8", errors="replace")
            found = references(html)
            self._ids[file] = frozenset(
                one.value for one in found if one.role is Role.ID
            )
        return self._ids[file]
