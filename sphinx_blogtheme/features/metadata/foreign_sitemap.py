"""Keep pages that no search engine should find out of another extension's sitemap.

sphinx-sitemap lists every page that Sphinx writes, at the URL that Sphinx's builder
would give it. Under the builder ``html`` that is not the URL of a post.
"""

from __future__ import annotations

from glob import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_blogtheme.config.defaults import SITEMAP_EXCLUDES
from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.model.listings import NOT_FOUND
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_LINKS = "sitemap_links"
"""The extension's queue of URLs, each with the time of its last change or None."""


def leave_out_of_sitemap(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the URLs that are left out, and those that differ (on ``env-updated``)."""
    builder = app.builder
    given = getattr(app.config, SITEMAP_EXCLUDES, None)
    if (
        isinstance(given, (list, tuple))
        and makes_site(builder)
        and not ablog_keeps_urls(app.config)
    ):
        hidden, wrong = set(_not_for_search(env)), set()
        links = getattr(app, _LINKS, None)
        for docname in sorted({*env.found_docs, *session_of(env).pages, *hidden}):
            theirs = _stock_uri(docname, builder.name, builder.out_suffix)
            ours = builder.get_target_uri(docname)
            if docname in hidden or theirs != unquote(ours):
                wrong.add(escape(theirs))
                if docname not in hidden and links is not None:
                    links.put((ours, None))
        setattr(
            app.config, SITEMAP_EXCLUDES, list(dict.fromkeys([*given, *sorted(wrong)]))
        )
    return []


def _not_for_search(env: BuildEnvironment) -> Iterator[str]:
    """Yield the docnames of pages that are in no sitemap of ours."""
    yield from ("search", NOT_FOUND)
    for docname, view in session_of(env).pages.items():
        if view.kind in ("post", "not-found"):
            yield docname
    for docname, post in blog_domain(env).posts.items():
        if not post.listed or post.draft:
            yield docname


def _stock_uri(docname: str, builder: str, suffix: str) -> str:
    """Return the URL that Sphinx's own builder gives a page."""
    if builder == "html":
        return docname + suffix
    return docname.removesuffix("index") if _is_index(docname) else f"{docname}/"


def _is_index(docname: str) -> bool:
    return docname == "index" or docname.endswith("/index")
