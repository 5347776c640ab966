"""Resolve wikilinks: find the page by its title, the name of its file, or its slug."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.markdown.wikilinks import WIKILINK
from sphinx_blogtheme.model.dated_names import without_date
from sphinx_blogtheme.model.headings import heading_slug
from sphinx_blogtheme.model.permalinks import safe_slug
from sphinx_blogtheme.site.links import url_of
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import Target, site_map_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_MARKDOWN = (".md", ".markdown")


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


class WikilinkIndex:
    """The pages of a site, by all names that a wikilink may have for them."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._names: defaultdict[str, dict[int, dict[str, None]]] = defaultdict(dict)
        self._paths: dict[str, str] = {}
        for docname in sorted(env.found_docs):
            path = PurePosixPath(str(env.project.doc2path(docname, absolute=False)))
            self._add(env, docname, path)
        self._withheld = {
            _key(name): item.fault
            for item in getattr(env.project, "withheld", ())
            if item.docname not in env.found_docs
            for name in (
                PurePosixPath(item.path).stem,
                without_date(PurePosixPath(item.path).stem),
                str(PurePosixPath(item.path).with_suffix("")),
            )
        }

    def _add(self, env: BuildEnvironment, docname: str, path: PurePosixPath) -> None:
        bare = path.with_suffix("")
        self._paths[docname] = bare.as_posix()
        source = source_of(env, docname)
        title = env.titles.get(docname)
        ranked = [
            [bare.as_posix()],
            [bare.name if bare.name != "index" else bare.parent.name],
            [title.astext() if title else "", source.title if source else ""],
            [source.slug if source else "", docname],
            [without_date(bare.name)],
        ]
        for rank, names in enumerate(ranked):
            for name in filter(None, map(_key, names)):
                self._names[name].setdefault(rank, {})[docname] = None

    def find(self, target: str, here: str) -> list[str]:
        """Return the docnames of the pages that a target may mean, from ``here``.

        :param target: a title, a slug, or the name or path of a file.
        :param here: docname of the page with the link.
        """
        path = PurePosixPath(target.replace("\\", "/").strip().strip("/"))
        if path.suffix.lower() in _MARKDOWN:
            path = path.with_suffix("")
        folder = PurePosixPath(self._paths.get(here, "")).parent
        if target.startswith("."):
            for part in path.parts:
                folder = folder.parent if part == ".." else folder
            path = PurePosixPath(*[part for part in path.parts if part != ".."])
        beside = self._names.get(_key((folder / path).as_posix()), {}).get(0)
        if beside:
            return [*beside]
        for rank, found in sorted(self._names.get(_key(path.as_posix()), {}).items()):
            del rank
            return self._nearest([*found], folder)
        if len(path.parts) > 1:
            ranks = self._names.get(_key(path.name), {})
            end = _key(f"/{path.as_posix()}")
            fitting = [
                docname
                for docname in dict.fromkeys(
                    one for names in ranks.values() for one in names
                )
                if _key(f"/{self._paths[docname]}").endswith(end)
            ]
            return self._nearest(fitting, folder)
        return []

    def _nearest(self, docnames: list[str], folder: PurePosixPath) -> list[str]:
        """Return those in a folder, if there are any, else all."""
        near = [
            one for one in docnames if PurePosixPath(self._paths[one]).parent == folder
        ]
        return near or docnames

    def fault(self, target: str, found: list[str]) -> str:
        """Return why a target leads nowhere."""
        if found:
            files = ", ".join(repr(self._paths[docname]) for docname in found)
            return f"several pages have that name, {files}"
        name = _key(target.strip("/").removesuffix(".md"))
        return self._withheld.get(name) or (
            "the site has no page with that title, file name or slug"
        )


class ResolveWikilinks(SphinxPostTransform):
    """Makes links of the wikilinks of a document, and warns of those to nothing."""

    default_priority = 4
    resolves = True
    """Whether its outcome depends on other documents, see `references`."""

    def run(self, **kwargs: object) -> None:
        """Replace each wikilink by a link, or by its text."""
        del kwargs
        for reference in list(self.document.findall(addnodes.pending_xref)):
            if reference.get("reftype") == WIKILINK:
                reference.replace_self(self._resolved(reference))

    def _resolved(self, reference: addnodes.pending_xref) -> nodes.Node:
        here, target = self.env.docname, reference["reftarget"]
        index = _index_of(self.env)
        found = index.find(target, here) if target else [here]
        if len(found) != 1:
            self._warn(reference, f"{index.fault(target, found)}; its text is kept")
            return nodes.Text(reference.astext())
        docname = found[0]
        fragment = self._fragment(reference, docname)
        builder = session_of(self.env).builder
        mark = f"#{quote(fragment)}" if fragment else ""
        url = f"/{docname}/{mark}"
        uri = mark if docname == here else ""
        uri = uri or url_of(builder, here, Target(docname), url) or "./"
        link = nodes.reference("", "", internal=True, refuri=uri)
        link += nodes.Text(self._text(reference, docname))
        return link

    def _text(self, reference: addnodes.pending_xref, docname: str) -> str:
        """Return the text of a link; a page named by its slug is called by its title."""
        typed = reference.astext()
        title = self.env.titles.get(docname)
        is_slug = typed == reference["reftarget"] and safe_slug(typed) == typed
        return title.astext() if title and is_slug and not reference["given"] else typed

    def _fragment(self, reference: addnodes.pending_xref, docname: str) -> str:
        """Return the id of the heading or block that a wikilink names; empty for none."""
        written = reference["fragment"].rpartition("#")[2].strip()
        if not written:
            return ""
        site_map = site_map_of(self.env)
        for name in _ids(written):
            if not site_map.fragment_fault(docname, name):
                return name
        what = "block" if written.startswith("^") else "heading"
        fault = f"that page has no {what} {written.removeprefix('^')!r}"
        self._warn(reference, f"{fault}; it leads to the page")
        return ""

    def _warn(self, reference: addnodes.pending_xref, fault: str) -> None:
        warn(
            WarningKind.LINK,
            f"dead link {reference['written']}: {fault}.",
            location=reference,
        )


def _ids(written: str) -> Iterator[str]:
    """Yield the ids that a heading or a block may have in a page."""
    yield written
    yield heading_slug(written)
    yield nodes.make_id(written)


def _index_of(env: BuildEnvironment) -> WikilinkIndex:
    """Return the index of a build, when reading has ended."""
    parts = session_of(env).parts
    if WikilinkIndex not in parts:
        parts[WikilinkIndex] = WikilinkIndex(env)
    index: WikilinkIndex = parts[WikilinkIndex]
    return index


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ResolveWikilinks)
