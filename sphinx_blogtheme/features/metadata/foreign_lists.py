"""Let the lists of other extensions have the posts that ours have.

sphinx-sitemap lists every page that a build writes, at the URL that Sphinx's builder
would give it. Under the builder ``html`` that is not the URL of a post, some pages are
not for search engines, and most builds write a few pages only.

sphinx-llm and sphinx-llms-txt have an option with patterns of docnames. The second also
takes each file in ``_sources`` for a document, where posts have the names of their
sources. A ``todolist`` shows what Sphinx's domain has.
"""

from __future__ import annotations

from datetime import UTC, datetime
from fnmatch import fnmatch
from glob import escape
from pathlib import PurePosixPath
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

_OF_SITEMAP = "sitemap_excludes"
"""Option of sphinx-sitemap: patterns of the URLs that are left out."""
_LINKS = "sitemap_links"
"""Its queue of URLs, each with the time of its last change or None."""
_OF_LLMS = "llms_txt_exclude"
"""Option of sphinx-llm and sphinx-llms-txt: patterns of docnames."""


def leave_out_of_lists(app: Sphinx, env: BuildEnvironment) -> None:
    """Leave out unlisted posts and previews of drafts (on ``env-updated``)."""
    _leave_out_of_sitemap(app, env)
    hidden = sorted(_hidden(env))
    given = getattr(app.config, _OF_LLMS, None)
    if isinstance(given, (list, tuple)):
        names = map(escape, [*hidden, *_stems(env)])
        setattr(app.config, _OF_LLMS, list(dict.fromkeys([*given, *names])))
    if "sphinx.ext.todo" in app.extensions:
        for docname in hidden:
            env.domains["todo"].clear_doc(docname)


def _leave_out_of_sitemap(app: Sphinx, env: BuildEnvironment) -> None:
    """Name the URLs that are left out, and those that differ from Sphinx's."""
    builder = app.builder
    given = getattr(app.config, _OF_SITEMAP, None)
    if not isinstance(given, (list, tuple)) or not _is_ours(app):
        return
    hidden, wrong = set(_not_for_search(env)), set()
    for docname in sorted({*_pages(env), *hidden}):
        theirs = _stock_uri(docname, builder)
        if docname in hidden or theirs != unquote(builder.get_target_uri(docname)):
            wrong.add(escape(theirs))
    excludes = dict.fromkeys([*given, *sorted(wrong)])
    setattr(app.config, _OF_SITEMAP, list(excludes))


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
    patterns = app.config._raw_config.get(_OF_SITEMAP, ())  # noqa: SLF001
    builder, hidden = app.builder, set(_not_for_search(app.env))
    for docname in sorted(_pages(app.env) - hidden):
        ours, theirs = builder.get_target_uri(docname), _stock_uri(docname, builder)
        uri = theirs if theirs == unquote(ours) else ours
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


def _not_for_search(env: BuildEnvironment) -> Iterator[str]:
    """Yield the docnames of pages that are in no sitemap of ours."""
    yield from ("search", NOT_FOUND)
    for docname, view in session_of(env).pages.items():
        if view.kind in ("post", "not-found"):
            yield docname
    yield from _hidden(env)


def _stock_uri(docname: str, builder: Any) -> str:
    """Return the URL that Sphinx's own builder gives a page."""
    if builder.name == "html":
        return f"{docname}{builder.out_suffix}"
    return docname.removesuffix("index") if _is_index(docname) else f"{docname}/"


def _is_index(docname: str) -> bool:
    return docname == "index" or docname.endswith("/index")


def _hidden(env: BuildEnvironment) -> Iterator[str]:
    for docname, post in blog_domain(env).posts.items():
        if not post.listed or post.draft:
            yield docname


def _stems(env: BuildEnvironment) -> Iterator[str]:
    """Yield the paths of posts without suffixes, if no page has such a docname."""
    for post in blog_domain(env).posts.values():
        stem = str(PurePosixPath(post.path).with_suffix(""))
        if stem not in env.found_docs:
            yield stem
