"""Close the elements of posts with raw HTML, and keep each post's rendering."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_blogtheme.output.build import Build, current_build
from sphinx_blogtheme.pages.body import DocumentPage
from sphinx_blogtheme.pages.document_assets import added_assets

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_blogtheme.pages.body import Filter


_HARMLESS = frozenset(["", "<br>", "<br/>", "<br />", "<s>", "</s>"])
"""Raw HTML that nests wherever it stands, after its comments are removed."""


def balance_filter(page: DocumentPage) -> Filter | None:
    """Return the filter of a post or list with raw HTML, whose tags may not nest."""
    if _build_keeping(page) is None:
        return None
    from sphinx_blogtheme.markdown.html import without_comments

    if all(
        without_comments(raw.astext()).strip() in _HARMLESS
        for raw in page.doctree.findall(nodes.raw)
    ):
        return None
    from sphinx_blogtheme.markdown.html_nesting import balance

    return balance


def xml_filter(page: DocumentPage) -> Filter | None:
    """Return the filter of a chapter of an EPUB, which has to be XML."""
    if page.app.builder.name != "epub":
        return None
    from sphinx_blogtheme.markdown.html_xml import as_xml, is_well_formed

    return lambda html: html if is_well_formed(html) else as_xml(html)


def keeping_filter(page: DocumentPage) -> Filter | None:
    """Return the filter that keeps a post's rendering for lists and feeds.

    Templates draw the title themselves, so the body is returned without the title.
    """
    build = _build_keeping(page)
    if build is None:
        return None

    return partial(build.keep, page.docname)


def keep_assets(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Keep what extensions have added to the page (on ``html-page-context``)."""
    del templatename
    if doctree is not None:
        build = _build_keeping(DocumentPage(app, pagename, doctree))
        if build is not None:
            assets = added_assets(app.builder, pagename, context)
            build.excerpts.keep_assets(pagename, assets)


def _build_keeping(page: DocumentPage) -> Build | None:
    """Return the build, if it keeps the rendering of the document."""
    build = current_build(page.app.env)
    if build and (page.docname in build.domain.posts or page.docname in build.views):
        return build
    return None
