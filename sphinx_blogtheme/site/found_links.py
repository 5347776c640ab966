"""Find the anchors of a document that was read, and its links within the site."""

from __future__ import annotations

from html import escape
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin

from docutils import nodes
from sphinx import addnodes

from sphinx_blogtheme.discovery.allowed_files import refusal_of
from sphinx_blogtheme.discovery.project import made_by_build
from sphinx_blogtheme.discovery.source_files import is_file
from sphinx_blogtheme.files import line_with
from sphinx_blogtheme.markdown.node_places import nearest_line
from sphinx_blogtheme.markdown.renderer import SITE_LINK
from sphinx_blogtheme.model.urls import (
    is_elsewhere,
    is_site_url,
    path_in_site,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.markdown.html_references import Reference
    from sphinx_blogtheme.model.posts import Post

_IN_URLS = "/?#&=%:;+,@!$'()*~"
"""Characters that Markdown leaves as they are in a URL."""


class SiteLink(NamedTuple):
    """A link to a URL of the site."""

    url: str
    """The URL from the root of the site: ``/2025/03/x/#step``."""
    source: str
    """Path of the file that has it, from the source folder if that is above it."""
    line: int | None
    """1-based line in that file where the link or its paragraph begins, if known."""
    written: str
    """The URL as its author wrote it, but for escapes; or as `url`."""
    untitled: bool = False
    """Whether its text is to be the title of the page."""


class ApiReference(NamedTuple):
    """A reference in a text that may lead to an object of Python's domain."""

    target: str
    kind: str | None = None
    """Its role, such as ``func``."""
    module: str = ""
    """The module in which its name is looked for first."""
    class_: str = ""
    """The class likewise."""
    by_end: bool = False
    """Whether the end of a full name is enough."""


def anchors_and_links(
    env: BuildEnvironment, docname: str, document: nodes.document
) -> tuple[frozenset[str], tuple[SiteLink, ...]]:
    """Return the ids and names that fragments may lead to, and the links.

    :param document: the doctree before its references are resolved.
    """
    finder = _Finder(env, docname)
    anchors = set(document.ids)
    for xref in document.findall(addnodes.pending_xref):
        finder.take_reference(xref)
    for reference in document.findall(nodes.reference):
        finder.take_reference(reference)
    for raw in document.findall(nodes.raw):
        if is_html(raw):
            anchors |= finder.take_html(raw)
    return frozenset(anchors), tuple(finder.links)


def api_references(doctree: nodes.document) -> Iterator[ApiReference]:
    """Yield what a document refers to that may be an object of Python's domain."""
    for reference in doctree.findall(addnodes.pending_xref):
        domain, kind = reference.get("refdomain"), reference.get("reftype")
        place = reference.get("py:module") or "", reference.get("py:class") or ""
        target = reference["reftarget"]
        if domain == "py":
            by_end = reference.hasattr("refspecific")
            yield ApiReference(target, kind, *place, by_end)
        elif not domain and kind in ("any", "myst"):
            yield ApiReference(target, None, *place)


def is_html(raw: nodes.raw) -> bool:
    """Return whether a raw node is for HTML."""
    return "html" in raw.get("format", "").split()


class _Finder:
    """Collects the links of one document."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        self._env = env
        self._base = env.config.html_baseurl or ""
        self._page = f"/{quote(docname)}/"
        self._path = str(env.doc2path(docname))
        self._is_post = hasattr(env.project, "sources") and (
            docname in env.project.sources
        )
        self.links: list[SiteLink] = []

    def take_reference(self, node: nodes.Element) -> None:
        """Collect a node of a link."""
        if node.get("reftype") == SITE_LINK:
            self._add(
                node["reftarget"],
                node,
                node.line,
                node.get("written"),
                untitled=not node.astext(),
            )
        elif url := path_in_site(node.get("refuri", ""), self._base):
            self._add(url, node, nearest_line(node), node["refuri"])

    def take_html(self, raw: nodes.raw) -> set[str]:
        """Collect the links in HTML; return its ids."""
        html, anchors = raw.astext(), set[str]()
        if "=" not in html and "<style" not in html.lower():
            return anchors
        from sphinx_blogtheme.markdown.html_attributes import Role
        from sphinx_blogtheme.markdown.html_references import URLS, references

        for reference in references(html):
            if reference.role is Role.ID:
                if reference.element != "map":
                    anchors.add(reference.value)
            elif reference.role in URLS and (url := self._url_of(reference)):
                below = html.count("\n", 0, reference.start)
                line = raw.line and raw.line + below
                self._add(url, raw, line, reference.value)
        return anchors

    def _url_of(self, reference: Reference) -> str | None:
        """Return a URL in HTML as one from the root; None if it needs no check."""
        url = reference.value.strip()
        if is_site_url(url):
            # MyST-NB names its pictures by their paths from the source folder.
            path = normpath(url.lstrip("/"))
            made = reference.element == "img" and made_by_build(self._env, path)
            known = made and not refusal_of(self._env, Path(self._env.srcdir, path))
            return None if known else url
        is_link = reference.element in ("a", "area")
        if is_elsewhere(url):  # a frame may well show another program of the host
            return path_in_site(url, self._base) if is_link else None
        if url.startswith("#"):
            # Programs in the page use others as "#!/place".
            return self._page + url if is_link and url[1:2] not in ("", "!") else None
        if not url or not self._is_post or reference.element == "img":
            return None  # images beside the text are found by `features.images`
        return urljoin(self._page, url)

    def _add(
        self,
        url: str,
        node: nodes.Element,
        line: int | None,
        written: str | None,
        *,
        untitled: bool = False,
    ) -> None:
        source = (node.source or self._path).removeprefix(f"{self._env.srcdir}/")
        self.links.append(SiteLink(url, source, line, written or url, untitled))


def links_of_notes(env: BuildEnvironment, post: Post) -> Iterator[SiteLink]:
    """Yield the links to URLs of the site in a header: in change notes and a caption."""
    from sphinx_blogtheme.markdown.short_markdown import urls_in_line

    base = env.config.html_baseurl or ""
    texts = [note.text for note in post.changes if not note.in_text]
    for text in [*texts, *filter(None, [post.image_caption])]:
        for written in urls_in_line(text):
            url = written
            if is_elsewhere(url):
                url = path_in_site(url, base) or ""
            else:
                url = urljoin(f"/{quote(post.docname)}/", url)
            if url:
                yield SiteLink(url, post.path, 1, written)


def location_of_link(env: BuildEnvironment, link: SiteLink) -> str:
    """Return the path of a link's file with its line, for a warning."""
    path = Path(env.srcdir, link.source)
    if not link.line or not is_file(path):
        return str(path)
    url = link.written.removeprefix("https:")
    spellings = (url, escape(url), quote(url, _IN_URLS))
    return f"{path}:{line_with(path, *spellings, first=link.line)}"
