"""Add metadata to the heads of all pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.model.permalinks import SPHINX_PAGES
from sphinx_blogtheme.output.build import current_build

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

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
