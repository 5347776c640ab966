"""Make links by URL relative to the page, and warn of dead ones.

An author writes ``/2025/03/x/#step``, ``/python`` or ``/images/a.png``, as readers see
it; the site may be deployed below ``/blog/``. So a link becomes relative, and a dead
link is a warning at the author's line.
"""

from __future__ import annotations

import contextlib
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_blogtheme.discovery.allowed_files import HELD_BACK_FILES
from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.markdown.html_elements import SITE_URLS
from sphinx_blogtheme.markdown.renderer import SITE_LINK
from sphinx_blogtheme.markdown.shortcodes.post_context import linked_pages
from sphinx_blogtheme.model.urls import is_site_url
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import Target, site_map_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from sphinx.builders import Builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class ResolveSiteLinks(SphinxPostTransform):
    """Resolves the links by URL of a document, before MyST warns about them."""

    default_priority = 5

    def run(self, **kwargs: object) -> None:
        """Replace each reference; report dead links."""
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
        """Replace a link by file with its text, if the document is not public."""
        name = reference["reftarget"]
        if name in self.env.found_docs:
            return
        if fault := site_map_of(self.env).withheld_fault(name):
            warn(
                WarningKind.LINK,
                f"dead link: {fault}; its text is kept, without the link.",
                location=reference,
            )
            reference.replace_self(
                [child for inner in reference.children for child in _unwrapped(inner)]
            )

    def _resolve_raw(self, raw: nodes.raw) -> None:
        from sphinx_blogtheme.markdown.html import change_values

        def relative(name: str, written: str) -> str | None:
            del name
            if not is_site_url(written):
                return None
            uri = self._relative(unescape(written), raw)
            return escape(uri) if uri else None

        text = change_values(raw.astext(), relative, *sorted(SITE_URLS))
        if text != raw.astext():
            raw.children = [nodes.Text(text)]

    def _relative(self, url: str, node: nodes.Element) -> str:
        session = session_of(self.env)
        target = site_map_of(self.env).find(url)
        if target.fault:
            warn_of_dead_link(url, target, node)
        return url_of(session.builder, self.env.docname, target, url)


def _unwrapped(node: nodes.Node) -> list[nodes.Node]:
    """Return the children of MyST's wrapper around a link's text."""
    if isinstance(node, nodes.inline) and node.get("classes") == ["xref"]:
        return node.children
    return [node]


def store_file_links(app: Sphinx, doctree: nodes.document) -> None:
    """Store which documents a document links to by file (on ``doctree-read``)."""
    domain = blog_domain(app.env)
    found, missing = map(set, linked_pages(app.env))
    for reference in doctree.findall(addnodes.pending_xref):
        target = reference["reftarget"]
        match reference.get("refdomain"), reference.get("reftype"):
            case "doc", _:
                found.add(target)
            case "std", "doc":
                found.add(target.removeprefix("/"))
            case None, "myst":
                missing.add(target.split("#")[0])
    missing |= app.env.temp_data.get(HELD_BACK_FILES) or frozenset()
    missing |= found - app.env.found_docs  # not public, or they don't exist yet
    if found or missing:
        domain.sources[app.env.docname] = (frozenset(found), frozenset(missing))


def documents_with_changed_links(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Return the documents whose links by file have another target now.

    It is called on ``env-get-outdated``.
    """
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
    """Register the transform."""
    app.add_post_transform(ResolveSiteLinks)


def url_of(builder: Builder | None, docname: str, target: Target, url: str) -> str:
    """Return the URL of a link to `target`, as the page of `docname` has it.

    Only the HTML builders make all pages and files of the site; with another one, a
    link to a page or file that isn't in the output goes to the published site, or is
    empty.

    :param builder: the builder of the site, if it is known.
    :param docname: docname of the page with the link.
    :param url: URL from the root that the author wrote, with query and fragment.
    """
    parts = urlsplit(url)
    rest = urlunsplit(("", "", "", parts.query, parts.fragment))
    if makes_site(builder):
        if target.docname is None:
            uri = relative_uri(builder.get_target_uri(docname), target.path)
        else:
            uri = builder.get_relative_uri(docname, target.docname)
        return uri + rest
    if builder and target.docname in builder.env.found_docs:
        with contextlib.suppress(NoUri):
            return builder.get_relative_uri(docname, target.docname) + rest
    if builder is None or builder.name == "linkcheck":
        return ""  # it is checked here, and may not be published yet
    base = builder.config.html_baseurl
    return base.rstrip("/") + url if base else ""


def warn_of_dead_link(
    url: str,
    target: Target,
    location: str | nodes.Element | None,
    outcome: str = "the link is kept as it is",
) -> None:
    """Warn of a dead link.

    :param outcome: text at the end of the message.
    """
    warn(
        WarningKind.LINK,
        f"dead link to {url!r}: {target.fault}; {outcome}.",
        location=location,
    )
