"""Add the blog to the navigation of a theme that is not ours."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.output.build import Build, current_build
from sphinx_blogtheme.pages.blog_links import (
    BlogLinks,
    add_to_header,
    blog_links,
    with_blog,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


class _Navigation:
    """The navigation of one page, made when its theme draws it."""

    def __init__(
        self, build: Build, pagename: str, toctree: Callable[..., str]
    ) -> None:
        self._build = build
        self._pagename = pagename
        self._toctree = toctree

    @cached_property
    def links(self) -> BlogLinks:
        build, name = self._build, self._pagename
        return blog_links(
            build.editions.of(name),
            build.env,
            name,
            is_blog=name in build.domain.posts or name in build.views,
        )

    def tree(self, *args: Any, **options: Any) -> str:
        """Return what Sphinx's function ``toctree`` does, with the blog."""
        if args:  # as Sphinx has it, the first is `collapse`
            options = {"collapse": args[0], **options}
        html = str(self._toctree(**options))
        return with_blog(html, self.links, **options)


def extend_tree(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Add the blog to the tree of pages (on ``html-page-context``).

    It is called before themes make their navigation of that tree.
    """
    del templatename, doctree
    build = _build_of_theme(app)
    if build is not None and "toctree" in context:
        context["toctree"] = _Navigation(build, pagename, context["toctree"]).tree


def extend_header(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Add the blog to a header that a theme makes itself (on ``html-page-context``)."""
    del templatename, doctree
    build = _build_of_theme(app)
    if build is not None and "generate_header_nav_html" in context:
        add_to_header(context, _Navigation(build, pagename, str).links)


def _build_of_theme(app: Sphinx) -> Build | None:
    """Return the build of a site with posts that another theme draws."""
    build = current_build(app.env)
    if build is None or build.contexts.draws_blog or not build.domain.posts:
        return None
    return build
