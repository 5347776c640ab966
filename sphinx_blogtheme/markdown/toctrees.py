"""Let a toctree name posts by their files, whatever their permalinks are.

It may name generated pages, too, such as ``archives``.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.directives.other import TocTree
from sphinx.util.matching import patfilter

from sphinx_blogtheme.discovery.project import BlogProject

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from docutils import nodes

_EXPLICIT = re.compile(r"(?P<title>.+?)\s*(?<!\x00)<(?P<target>[^<>]*)>\s*", re.DOTALL)
_WILD = re.compile(r"[*?\[]")
_GENERATED = "generated-page://"
"""Stands before the docname of a generated page, which makes a URL for Sphinx of it."""


class PathTocTree(TocTree):
    """Sphinx's toctree, whose entries may also be paths of posts' sources."""

    def generated_pages(self) -> Container[str]:
        """Return the docnames of the generated pages that an entry may name."""
        return ()

    def run(self) -> list[nodes.Node]:
        """Replace paths by permalinks, then do as Sphinx does."""
        project = self.env.project
        if isinstance(project, BlogProject) and project.sources:
            posts = {
                posixpath.splitext(source.path)[0]: docname
                for docname, source in project.sources.items()
                if not source.release
            }
            self._listed = {self.env.docname}
            lines = [
                (line, self.content.source(index), self.content.offset(index))
                for index, entry in enumerate(self.content)
                for line in self._entries(entry, posts)
            ]
            self.content = StringList(
                [line for line, _, _ in lines],
                items=[(source, offset) for _, source, offset in lines],
            )
        found = super().run()
        for toctree in (
            node for one in found for node in one.findall(addnodes.toctree)
        ):
            toctree["entries"] = [
                (title, target.removeprefix(_GENERATED))
                for title, target in toctree["entries"]
            ]
        return found

    def _entries(self, entry: str, posts: dict[str, str]) -> Iterator[str]:
        """Yield the entries for one entry: itself, or the documents that it names."""
        explicit = _EXPLICIT.fullmatch(entry)
        path = self._path(explicit["target"] if explicit else entry)
        if "glob" in self.options and _WILD.search(path) and not explicit:
            yield from self._matching(path, posts) or [entry]
        elif path in posts:
            self._listed.add(posts[path])
            target = f"/{posts[path]}"
            yield f"{explicit['title']} <{target}>" if explicit else target
        elif path not in self.env.found_docs and path in self.generated_pages():
            target = f"{_GENERATED}{path}"
            yield f"{explicit['title']} <{target}>" if explicit else target
        else:
            self._listed.add(path)
            yield entry

    def _matching(self, pattern: str, posts: dict[str, str]) -> list[str]:
        """Return entries for what a pattern matches and no entry before it names.

        A post is found by the path of its file, and every document by its docname.

        :return: empty if nothing matches, of which Sphinx warns.
        """
        names = {docname: docname for docname in self.env.found_docs} | posts
        found = sorted(patfilter(names, pattern))
        docnames = dict.fromkeys(names[name] for name in found)
        new = [docname for docname in docnames if docname not in self._listed]
        self._listed.update(new)
        if docnames and not new:
            return [""]  # an empty entry is none
        return [f"/{docname}" for docname in new]

    def _path(self, target: str) -> str:
        """Return the path of an entry in the source folder, without its suffix."""
        here = self.env.doc2path(self.env.docname, base=False).parent.as_posix()
        path = target[1:] if target.startswith("/") else posixpath.join(here, target)
        path = posixpath.normpath(path)
        for suffix in self.config.source_suffix:
            path = path.removesuffix(suffix)
        return path
