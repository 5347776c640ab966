"""Let the sitemap of another extension list what ours would.

sphinx-sitemap lists every page that a build writes, at the URL that Sphinx's builder
would give it. Under the builder ``html`` that is not the URL of a post, some pages are
not for search engines, and most builds write a few pages only.
"""

from __future__ import annotations

from datetime import UTC, datetime
from fnmatch import fnmatch
from glob import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.model.listings import NOT_FOUND
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_EXCLUDES = "sitemap_excludes"
"""Its option: patterns of the URLs that are left out."""

_LINKS = "sitemap_links"
"""The extension's queue of URLs, each with the time of its last change or None."""


def leave_out_of_sitemap(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the URLs that are left out, and those that differ (on ``env-updated``)."""
    builder = app.builder
    given = getattr(app.config, _EXCLUDES, None)
    if not isinstance(given, (list, tuple)) or not _is_ours(app):
        return []
    hidden, wrong = set(_not_for_search(env)), set()
    for docname in sorted({*_pages(env), *hidden}):
        theirs = _stock_uri(docname, builder.name, _suffix(builder))
        if docname in hidden or theirs != unquote(builder.get_target_uri(docname)):
            wrong.add(escape(theirs))
    excludes = dict.fromkeys([*given, *sorted(wrong)])
    setattr(app.config, _EXCLUDES, list(excludes))
    return []


def complete_sitemap(app: Sphinx, exception: Exception | None) -> None:
    """List the pages that are not written in this build (on ``build-finished``)."""
    links = getattr(app, _LINKS, None)
    if links is None or exception is not None or not _is_ours(app):
        return
    found: dict[str, str | None] = {}
    while not links.empty():
        uri, change = links.get()
        found.setdefault(uri, change)
    # Its patterns are for the other URLs of these pages.
    patterns = app.config._raw_config.get(_EXCLUDES, ())  # noqa: SLF001
    hidden = set(_not_for_search(app.env))
    for docname in sorted(_pages(app.env) - hidden):
        uri = app.builder.get_target_uri(docname)
        if not any(fnmatch(uri, pattern) for pattern in patterns):
            found.setdefault(uri, _last_change(app, docname))
    for entry in found.items():
        links.put(entry)


def _last_change(app: Sphinx, docname: str) -> str | None:
    """Return the time at which Git has a change of a document, as the extension does."""
    if not getattr(app.config, "sitemap_show_lastmod", False):
        return None
    changes: Mapping[str, Any] = getattr(app.env, "git_last_updated", {})
    seconds = (changes.get(docname) or [None])[0]
    if not seconds:
        return None
    return f"{datetime.fromtimestamp(int(seconds), UTC):%Y-%m-%dT%H:%M:%SZ}"


def _is_ours(app: Sphinx) -> bool:
    """Return whether the URLs of the site are ours, not ABlog's."""
    return makes_site(app.builder) and not ablog_keeps_urls(app.config)


def _pages(env: BuildEnvironment) -> set[str]:
    return {*env.found_docs, *session_of(env).pages}


def _suffix(builder: Any) -> str:
    """Return the suffix of pages, such as ``.html``."""
    suffix: str = builder.out_suffix
    return suffix


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
