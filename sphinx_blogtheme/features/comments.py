"""Add the comments of a post to its page, with the system that the site has chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from sphinx_blogtheme.config.settings import site_url
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.permalink_builder import makes_site

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def add_comments(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add a post's comments to its context (on ``html-page-context``).

    An unlisted post has none, because a list of its comments would reveal it.
    """
    if not makes_site(app.builder):
        return  # others, such as `json`, store what templates get
    settings = app.config.blog_comments
    post = blog_domain(app.env).posts.get(pagename)
    if not settings or post is None or not (post.comments and post.listed):
        return
    from sphinx_blogtheme.config.comment_systems import comments_of

    site = site_url(app.config)
    path = f"{urlsplit(site).path or '/'}{quote(post.docname)}/"
    context["comments"] = comments_of(
        settings,
        url=f"{site}{quote(post.docname)}/" if site else path,
        path=path,
        slug=post.slug,
        title=post.title,
        lang=(app.config.language or "en").replace("_", "-"),
    )
