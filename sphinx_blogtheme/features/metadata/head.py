"""Add metadata to the heads of all pages."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.model.permalinks import SPHINX_PAGES
from sphinx_blogtheme.output.build import current_build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.output.build import Build

_OTHER = "sphinxext.opengraph"

_REDIRECT = "ablog/redirect.html"
"""ABlog's template of pages at old addresses, which have no title."""


def add_metadata(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add metadata to the context (on ``html-page-context``).

    A site with another theme that leaves its blog to ABlog keeps its pages as they are.
    """
    del doctree
    build = current_build(app.env)
    kind = context.get("page_kind")
    if build is None or pagename in SPHINX_PAGES or kind in ("not-found", "search"):
        return
    draws_blog = build.contexts.draws_blog
    if templatename == _REDIRECT or (not draws_blog and ablog_keeps_urls(app.config)):
        return
    from sphinx_blogtheme.features.metadata.page import machines_context

    context["machines"] = machines_context(build, pagename, context)


def tell_open_graph(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Tell sphinxext-opengraph what the header of a post says.

    It takes the description of a page from its text, and has one image for the site; but
    it reads fields such as ``og:image`` in the metadata of a page. This is called on
    ``html-page-context``, before it.
    """
    del templatename, doctree
    build = current_build(app.env) if _OTHER in app.extensions else None
    post = build.domain.posts.get(pagename) if build else None
    if build is None or post is None or ablog_keeps_urls(app.config):
        return
    context["meta"] = {**dict(_fields(build, post)), **(context.get("meta") or {})}
    metatags = context.get("metatags") or ""
    if post.description and 'name="description"' not in metatags:
        text = escape(post.description)
        context["metatags"] = f'{metatags}\n<meta name="description" content="{text}">'


def _fields(build: Build, post: Post) -> Iterator[tuple[str, str]]:
    from sphinx_blogtheme.features.metadata.picture import picture_of

    yield "og:type", "article"
    if post.description:
        yield "og:description", post.description
    # The images in a text, which a number means, are not known yet.
    named = post.image and not post.image.isdecimal()
    if named and (picture := picture_of(build, post)):
        yield "og:image", picture.url
        yield "og:image:alt", picture.alt
