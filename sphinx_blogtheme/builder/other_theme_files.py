"""The style sheets and scripts of a blog that another theme draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.config.theme_options import THEME, draws
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.permalink_builder import makes_site

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

BLOG_FOLDER = "blogtheme/"
"""Folder of these files below ``_static``, where neither site nor theme has its own."""

STYLES, FACETS = f"{BLOG_FOLDER}css/blog.css", f"{BLOG_FOLDER}js/search-facets.js"
"""Paths below ``_static`` of the style sheet of the blog, and of a script of the search."""

_SHARED = ("js/copy-text.js",)
_OF_COMMENTS = ("css/comments.css", "js/comments.js", "js/comments-html.js")
_OWN = ("css/blog.css", "js/search-facets.js")
_OWN_OF_COMMENTS = ("js/shown-scheme.js",)


def other_theme_files(app: Sphinx) -> dict[str, Path]:
    """Return files to be published, by path below ``_static``.

    There are none if our theme draws the pages, or if the site has no post.
    """
    if draws(app) or not makes_site(app.builder) or not blog_domain(app.env).posts:
        return {}
    has_comments = bool(app.config.blog_comments)
    shared = [*_SHARED, *_OF_COMMENTS * has_comments]
    own = [*_OWN, *_OWN_OF_COMMENTS * has_comments]
    return {f"{BLOG_FOLDER}{name}": THEME / "static" / name for name in shared} | {
        f"{BLOG_FOLDER}{name}": THEME / "static-others" / name for name in own
    }
