"""Make links by URL relative to the page.

An author writes ``/2025/03/x/#step``, ``/python`` or ``/images/a.png``, as readers see
it; the site may be deployed below ``/blog/``. So a link becomes relative, and a dead
link is a warning at the author's line. If the builder makes the site, that comes at the
end, from `output.dead_links`.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from docutils import nodes
from markdown_it.common.normalize_url import normalizeLink
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_blogtheme.discovery.allowed_files import HELD_BACK_FILES
from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.markdown.node_places import nearest_source
from sphinx_blogtheme.markdown.renderer import BY_NAME, SITE_LINK
from sphinx_blogtheme.markdown.shortcodes.post_context import linked_pages
from sphinx_blogtheme.markdown.trust.prose import prose_refusal
from sphinx_blogtheme.model.urls import is_site_url, leads_out
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.found_links import is_html, location_of_link
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import Target, site_map_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.markdown.html_references import Reference


_SHOWN = (nodes.image, nodes.raw, nodes.math)
"""What a link shows that has no text."""


class ResolveSiteLinks(SphinxPostTransform):
    """Resolves the links by URL of a document, before MyST warns about them."""

    default_priority = 5
    resolves = True
    """Whether its outcome depends on other documents, see `references`."""

    def run(self, **kwargs: object) -> None:
        """Replace each reference."""
        del kwargs
        for reference in list(self.document.findall(addnodes.pending_xref)):
            if reference.get("reftype") == SITE_LINK:
                self._resolve(reference)
            elif reference.get("refdomain") == "doc":
                self._resolve_file(reference)
            elif reference.get("reftype") == "myst":
                self._lead_out(reference)
        for raw in self.document.findall(nodes.raw):
            if is_html(raw) and "/" in raw.astext():
                self._resolve_raw(raw)
        if not makes_site(session_of(self.env).builder):
            self._report()

    def _resolve(self, reference: addnodes.pending_xref) -> None:
        uri = self._relative(reference["reftarget"])
        link = _link(reference, uri, internal=True)
        if not _shows_something(link):
            link += nodes.Text(self._title(reference["reftarget"]))
        reference.replace_self(link if uri else link.children)

    def _title(self, url: str) -> str:
        """Return the title of the page at a URL of the site; without one, the URL."""
        docname = site_map_of(self.env).find(url).docname
        titles = self.env.titles
        return titles[docname].astext() if docname in titles else url

    def _resolve_file(self, reference: addnodes.pending_xref) -> None:
        """Resolve a link by file that MyST cannot: not public, or to an id of HTML."""
        name, fragment = reference["reftarget"], reference.get("reftargetid")
        text = _text(reference)
        if name in self.env.found_docs:
            builder = session_of(self.env).builder
            is_ours = fragment and text and self._is_unknown_to_myst(name, fragment)
            if builder and is_ours:
                with contextlib.suppress(NoUri):
                    uri = builder.get_relative_uri(self.env.docname, name)
                    link = nodes.reference("", "", internal=True)
                    link["refuri"] = f"{uri}#{quote(fragment)}"
                    link += text
                    reference.replace_self(link)
        elif fault := site_map_of(self.env).withheld_fault(name):
            warn(
                WarningKind.LINK,
                f"dead link: {fault}; its text is kept, without the link.",
                location=reference,
            )
            reference.replace_self(text)

    def _is_unknown_to_myst(self, docname: str, fragment: str) -> bool:
        """Return whether a page has an id that MyST would call missing."""
        if fragment in self.env.metadata[docname].get("myst_slugs", {}):
            return False
        standard = self.env.domains.standard_domain
        if fragment in standard.anonlabels:
            return False
        return not site_map_of(self.env).fragment_fault(docname, fragment)

    def _lead_out(self, reference: addnodes.pending_xref) -> None:
        """Replace a reference by a link to another site, or within the page.

        MyST knows neither other schemes than those of the Web nor the ids of HTML. A
        label or an object of that name is the target, if there is one.
        """
        target = reference["reftarget"]
        is_fragment = not _is_by_name(reference)
        if leads_out(target) and not self._is_label(target, reference):
            uri = reference.get("href") or normalizeLink(target)
        elif is_fragment and self._is_html_id(target, reference):
            uri = f"#{quote(target)}"
        elif is_fragment and target == "top":
            uri = "#top"
        else:
            return
        is_here = uri[0] == "#" and target != "top" and _shows_something(reference)
        if is_here or not self._is_name(target, reference):
            if refused := prose_refusal(self.env, uri):
                warn(WarningKind.TRUST, refused, location=reference)
                reference.replace_self(_text(reference))
                return
            reference.replace_self(_link(reference, uri, internal=uri[0] == "#"))

    def _is_label(self, target: str, reference: addnodes.pending_xref) -> bool:
        """Return whether ``fig:x`` is meant as a label, perhaps a misspelt one.

        The site has labels that begin so, or the text is to be that of the target.
        """
        prefix = target.partition(":")[0] + ":"
        labels = self.env.domains.standard_domain.anonlabels
        return not _shows_something(reference) or any(
            one.startswith(prefix) for one in labels
        )

    def _is_html_id(self, target: str, reference: addnodes.pending_xref) -> bool:
        anchors = blog_domain(self.env).anchors.get(self.env.docname, frozenset())
        return target in anchors and "reflocalid" not in reference

    def _is_name(self, target: str, reference: addnodes.pending_xref) -> bool:
        """Return whether a label or an object of a domain has a name."""
        standard = self.env.domains.standard_domain
        if target.lower() in standard.anonlabels or any(
            name in (target, target.lower()) for _, name in standard.objects
        ):
            return True
        inventory = getattr(self.env, "intersphinx_inventory", {})
        if any(target in objects for objects in inventory.values()):
            return True
        return any(
            self._resolves(domain, target, reference)
            for domain in self.env.domains.sorted()
            if domain is not standard
        )

    def _resolves(
        self, domain: Domain, target: str, reference: addnodes.pending_xref
    ) -> bool:
        here, builder = self.env.docname, session_of(self.env).builder
        if builder is None:
            return False
        with contextlib.suppress(NotImplementedError, NoUri):
            return bool(
                domain.resolve_any_xref(
                    self.env, here, builder, target, reference, nodes.literal()
                )
            )
        return False

    def _resolve_raw(self, raw: nodes.raw) -> None:
        from sphinx_blogtheme.markdown.html_references import URLS, change_references

        def relative(reference: Reference) -> str | None:
            url = reference.value.strip()
            if reference.role not in URLS or not is_site_url(url):
                return None
            return self._relative(url) or None

        text = change_references(raw.astext(), relative)
        if text != raw.astext():
            raw.children = [nodes.Text(text)]

    def _relative(self, url: str) -> str:
        target = site_map_of(self.env).find(url)
        builder, here = session_of(self.env).builder, self.env.docname
        uri = url_of(builder, here, target, url)
        if not uri and makes_site(builder):  # the page links to itself
            return builder.get_target_uri(here).rpartition("/")[2] or "./"
        return uri

    def _report(self) -> None:
        """Warn of dead links; a builder that makes the site does so at its end."""
        for link in blog_domain(self.env).links.get(self.env.docname, ()):
            target = site_map_of(self.env).find(link.url)
            # Ids of pages that this builder does not make are not known.
            is_unknown = "#" in link.url and target.docname not in self.env.found_docs
            of_sphinx = target.path.startswith("_")  # such as _static/
            if target.fault and not is_unknown and not of_sphinx:
                warn_of_dead_link(link.url, target, location_of_link(self.env, link))


class DropLostLinks(SphinxPostTransform):
    """Replaces links to files and labels that do not exist by their text."""

    default_priority = 11  # after MyST's, which has warned

    def run(self, **kwargs: object) -> None:
        """Replace the links that MyST made of what it did not find."""
        del kwargs
        for link in list(self.document.findall(nodes.reference)):
            text = link[0] if link.children else None
            name = link.get("refid")
            if not isinstance(text, nodes.TextElement) or name is None:
                continue
            # MyST shows the target where the author wrote no text.
            if not text.get(BY_NAME) and normalizeLink(text.astext()) != name:
                continue
            if not self._is_here(name):
                link.replace_self(_unwrapped(text))

    def _is_here(self, name: str) -> bool:
        anchors = blog_domain(self.env).anchors.get(self.env.docname, frozenset())
        return name in anchors or name in self.document.ids


def _link(
    reference: addnodes.pending_xref, uri: str, *, internal: bool
) -> nodes.reference:
    """Return a link with the text and the title of a reference."""
    link = nodes.reference("", "", *_text(reference), internal=internal, refuri=uri)
    if "reftitle" in reference:
        link["reftitle"] = reference["reftitle"]
    return link


def _text(reference: addnodes.pending_xref) -> list[nodes.Node]:
    return [child for inner in reference.children for child in _unwrapped(inner)]


def _shows_something(link: nodes.Element) -> bool:
    """Return whether a link has a text, an image or the like."""
    return bool(link.astext()) or any(isinstance(n, _SHOWN) for n in link.findall())


def _is_by_name(reference: addnodes.pending_xref) -> bool:
    """Return whether an author named a file or a label, not a fragment."""
    text = reference[0]
    return isinstance(text, nodes.Element) and bool(text.get(BY_NAME))


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
                # MyST drops the line of a link within the page, but not its text's.
                text = next((n for n in reference.findall(nodes.Text) if n.line), None)
                if text is not None:
                    reference.line = text.line
                    reference.source = nearest_source(reference)
    missing |= app.env.temp_data.get(HELD_BACK_FILES) or frozenset()
    missing |= found - app.env.found_docs  # not public, or they don't exist yet
    if found or missing:
        domain.sources[app.env.docname] = (frozenset(found), frozenset(missing))


def replaced_posts(env: BuildEnvironment) -> set[str]:
    """Return the docnames of posts that are of another file than in the last build."""
    project = env.project
    paths = project.sources.paths if isinstance(project, BlogProject) else {}
    return {
        docname
        for docname, post in blog_domain(env).posts.items()
        if paths.get(docname, post.path) != post.path
    }


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
    domain, replaced = blog_domain(env), replaced_posts(env)
    gone, come = removed | replaced, added | replaced
    return [
        docname
        for docname, (found, missing) in domain.sources.items()
        if found & gone or (come and missing)
    ]


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ResolveSiteLinks)
    app.add_post_transform(DropLostLinks)


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


def note_dead_link(
    env: BuildEnvironment, url: str, target: Target, location: str | None
) -> None:
    """Warn of a dead link in an option, if need be when all files are written."""
    session = session_of(env)
    if target.is_sure or not makes_site(session.builder):
        warn_of_dead_link(url, target, location)
    else:
        session.doubts.append((url, location))


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
