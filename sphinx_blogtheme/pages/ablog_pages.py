"""Tell our theme's templates which pages of a site ABlog makes, and with what on them.

That concerns sites which leave their blog to ABlog, and the comments of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.config.theme_options import draws
from sphinx_blogtheme.site.domain import blog_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def add_ablog_values(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Add values for the layout to a context (on ``html-page-context``).

    ``has_tree`` is true if the site has a toctree, ``has_index`` if its index has an
    entry, ``ablog_leads`` if ABlog makes the blog, ``of_ablog`` if the page is one of
    its posts or lists, and ``ablog_comments`` if the page has the comments that ABlog
    would give it.
    """
    del doctree
    if not draws(app):
        return
    leads = "ablog" in context and ablog_keeps_urls(app.config)
    is_post = leads and pagename in context["ablog"]
    context["has_tree"] = bool(app.env.toctree_includes)
    context["has_index"] = has_index_entries(app.env)
    context["ablog_leads"] = leads
    context["of_ablog"] = leads and (is_post or templatename.startswith("ablog/"))
    context["ablog_comments"] = "ablog" in context and _has_comments(
        context["ablog"], pagename, unlisted=pagename in blog_domain(app.env).posts
    )


def has_index_entries(env: BuildEnvironment) -> bool:
    """Return whether the index of a site has an entry."""
    return any(env.domains.index_domain.entries.values())


def _has_comments(blog: Any, pagename: str, *, unlisted: bool) -> bool:
    """Return whether ABlog's own page template shows Disqus on a page.

    :param unlisted: whether a page that ABlog doesn't know is a post.
    """
    if not (blog.disqus_shortname and blog.blog_baseurl):
        return False
    if pagename not in blog:
        return bool(blog.disqus_pages) and not unlisted
    post = blog[pagename]
    return not post.nocomments and bool(post.published or blog.disqus_drafts)
