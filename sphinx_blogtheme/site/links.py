"""Turn links by URL into references that are checked and work under any path.

An author writes ``/2025/03/x/#step``, ``/python`` or ``/images/a.png`` as readers
would; the site may be deployed below ``/blog/``. So a link becomes relative,
and one that leads nowhere is a warning at the author's line.
"""

from __future__ import annotations

import contextlib
import re
from html import escape, unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_blogtheme.builder.html import BlogBuilder
from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.discovery.source_files import is_file
from sphinx_blogtheme.markdown.renderer import COMMENTS, SITE_LINK
from sphinx_blogtheme.markdown.shortcodes.post_context import named_pages
from sphinx_blogtheme.model.permalinks import SPHINX_FILES, SPHINX_PAGES
from sphinx_blogtheme.model.schedule import by_name
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.features.redirects.claims import Redirect

_RAW_URL = re.compile(
    r"(<[a-z][^<>]*?\s(?:href|src|poster)\s*=\s*)([\"'])(/(?!/)[^\"']*)\2",
    re.IGNORECASE,
)


class Target(NamedTuple):
    """What a URL of the site leads to."""

    docname: str | None = None
    """A document or a generated page."""
    path: str = ""
    """URL from the root, quoted, of a file; empty where there is a docname."""
    fault: str = ""
    """Why the link is dead, or empty."""


class SiteMap:
    """Knows every URL of the site that is being built."""

    def __init__(self, env: BuildEnvironment, files: tuple[Path, ...]) -> None:
        self._env = env
        self._domain = blog_domain(env)
        self._files = files
        self._memo: dict[str, Target] = {}
        self._withheld = by_name(getattr(env.project, "withheld", ()))
        self.redirects: Mapping[str, Redirect] = {}
        """By the path of their file; set before anything is looked for."""

    def find(self, url: str) -> Target:
        """Return what a site-absolute URL leads to."""
        if url not in self._memo:
            self._memo[url] = self._find(url)
        return self._memo[url]

    def _find(self, url: str) -> Target:
        parts = urlsplit(url)
        path = unquote(parts.path).strip("/")
        docname = path.removesuffix("index.html").removesuffix(".html").rstrip("/")
        docname = docname or self._env.config.root_doc
        if docname in self._env.found_docs or docname in self._domain.pages:
            return Target(docname, fault=self._fragment_fault(docname, parts.fragment))
        if docname in SPHINX_PAGES and not self._is_left_out(docname):
            return Target(docname)
        redirect = self.redirects.get(path) or self.redirects.get(f"{path}/index.html")
        if redirect:
            docname = redirect.docname  # spares readers the way round
            return Target(docname, fault=self._fragment_fault(docname, parts.fragment))
        if path in self._domain.resources or path in SPHINX_FILES:
            return Target(path=quote(path))
        if path.startswith("_static/") or self.file(path):
            slash = "/" if parts.path.endswith("/") else ""
            return Target(path=quote(path) + slash)
        fault = self.withheld_fault(docname) or "the site has no such page or file"
        return Target(path=parts.path.lstrip("/"), fault=fault)

    def withheld_fault(self, name: str) -> str:
        """Return why there is no such document, if it is there but not public.

        :param name: its docname, or its path without the suffix.
        """
        withheld = self._withheld.get(name)
        public = withheld is None or withheld.docname in self._env.found_docs
        return "" if withheld is None or public else withheld.fault

    def _is_left_out(self, docname: str) -> bool:
        engine = getattr(self._domain.builder, "search_engine", "")
        return docname == "search" and engine == "none"

    def file(self, path: str) -> Path | None:
        """Return the source of a file that is served at `path`."""
        if ".." in path.split("/") or not path:
            return None
        for folder in self._files:
            found = folder / path
            if is_file(found) or is_file(found / "index.html"):
                return found
        return None

    def _fragment_fault(self, docname: str, fragment: str) -> str:
        anchors = self._domain.anchors.get(docname)
        if not fragment or anchors is None or unquote(fragment) in anchors:
            return ""
        if fragment == COMMENTS and docname in self._domain.posts:
            return ""
        return f"that page has no id {fragment!r}"


def url_of(builder: Builder | None, docname: str, target: Target, url: str) -> str:
    """Return `url`, which leads to `target`, as the page of `docname` has it.

    Only the HTML builders make all pages and files of the site; elsewhere a link
    to what isn't in the output goes to the published site, or nowhere.
    """
    parts = urlsplit(url)
    rest = urlunsplit(("", "", "", parts.query, parts.fragment))
    if isinstance(builder, BlogBuilder):
        if target.docname is None:
            uri = relative_uri(builder.get_target_uri(docname), target.path)
        else:
            uri = builder.get_relative_uri(docname, target.docname)
        return uri + rest
    if builder and target.docname in builder.env.found_docs:
        with contextlib.suppress(NoUri):
            return builder.get_relative_uri(docname, target.docname) + rest
    if builder is None or builder.name == "linkcheck":
        return ""  # we have checked it, and it may not be published yet
    base = builder.config.html_baseurl
    return base.rstrip("/") + url if base else ""


def warn_of_dead_link(
    url: str,
    target: Target,
    location: str | nodes.Element | None,
    outcome: str = "the link is kept as it is",
) -> None:
    """Say that a link leads nowhere."""
    warn(
        WarningKind.LINK,
        f"dead link to {url!r}: {target.fault}; {outcome}.",
        location=location,
    )


class ResolveSiteLinks(SphinxPostTransform):
    """Resolve the links by URL of a document, before MyST warns about them."""

    default_priority = 5

    def run(self, **kwargs: object) -> None:
        """Replace each reference; report the dead ones."""
        del kwargs
        for reference in list(self.document.findall(addnodes.pending_xref)):
            if reference.get("reftype") == SITE_LINK:
                self._resolve(reference)
            elif reference.get("refdomain") == "doc":
                self._hold_back(reference)
        for raw in self.document.findall(nodes.raw):
            if raw.get("format") == "html" and "/" in raw.astext():
                self._resolve_raw(raw)

    def _resolve(self, reference: addnodes.pending_xref) -> None:
        uri = self._relative(reference["reftarget"], reference)
        link = nodes.reference("", "", internal=True, refuri=uri)
        if "reftitle" in reference:
            link["reftitle"] = reference["reftitle"]
        link += [child for inner in reference.children for child in _unwrapped(inner)]
        reference.replace_self(link if uri else link.children)

    def _hold_back(self, reference: addnodes.pending_xref) -> None:
        """Leave the text of a link by file, if that is not public yet."""
        name = reference["reftarget"]
        if name in self.env.found_docs:
            return
        if fault := blog_domain(self.env).site_map.withheld_fault(name):
            warn(
                WarningKind.LINK,
                f"dead link: {fault}; its text is kept, without the link.",
                location=reference,
            )
            reference.replace_self(
                [child for inner in reference.children for child in _unwrapped(inner)]
            )

    def _resolve_raw(self, raw: nodes.raw) -> None:
        def relative(match: re.Match[str]) -> str:
            uri = self._relative(unescape(match[3]), raw) or match[3]
            return f"{match[1]}{match[2]}{escape(uri)}{match[2]}"

        text = _RAW_URL.sub(relative, raw.astext())
        if text != raw.astext():
            raw.children = [nodes.Text(text)]

    def _relative(self, url: str, node: nodes.Element) -> str:
        domain = blog_domain(self.env)
        target = domain.site_map.find(url)
        if target.fault:
            warn_of_dead_link(url, target, node)
        return url_of(domain.builder, self.env.docname, target, url)


def _unwrapped(node: nodes.Node) -> list[nodes.Node]:
    """Return the children of MyST's wrapper around a link's text."""
    if isinstance(node, nodes.inline) and node.get("classes") == ["xref"]:
        return node.children
    return [node]


def note_sources(app: Sphinx, doctree: nodes.document) -> None:
    """Note which source files a document links to, and what they were then."""
    domain = blog_domain(app.env)
    found, missing = map(set, named_pages(app.env))
    for reference in doctree.findall(addnodes.pending_xref):
        target = reference["reftarget"]
        match reference.get("refdomain"), reference.get("reftype"):
            case "doc", _:
                found.add(target)
            case "std", "doc":
                found.add(target.removeprefix("/"))
            case None, "myst":
                missing.add(target.split("#")[0])
    missing |= found - app.env.found_docs  # held back, or not there yet
    if found or missing:
        domain.sources[app.env.docname] = (frozenset(found), frozenset(missing))


def reread(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Return the documents whose links by file now lead elsewhere."""
    del app, changed
    domain = blog_domain(env)
    replaced = {
        docname
        for docname, post in domain.posts.items()
        if (source := source_of(env, docname)) and source.path != post.path
    }
    gone, come = removed | replaced, added | replaced
    return [
        docname
        for docname, (found, missing) in domain.sources.items()
        if found & gone or (come and missing)
    ]


def setup(app: Sphinx) -> None:
    """Register the stage."""
    app.add_post_transform(ResolveSiteLinks)
