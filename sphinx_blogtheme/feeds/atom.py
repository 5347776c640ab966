"""Write a feed as Atom 1.0 (RFC 4287), whose pages are those of RFC 5005."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.timestamps import rfc3339
from sphinx_blogtheme.feeds.xml import (
    KEPT_TEXTS,
    branch,
    document,
    element,
    html_element,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.feeds.feed import Feed, FeedEntry

_MIME = FORMATS["atom"].mime

EMPTY_FEED_UPDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Date of a feed without entries: Atom requires one, and the time would change it."""


def write_atom(feed: Feed) -> str:
    """Return the text of an Atom file."""
    attributes = {"xmlns": "http://www.w3.org/2005/Atom"}
    if feed.language:
        attributes["xml:lang"] = feed.language
    return document(branch("feed", _feed(feed), **attributes))


def _feed(feed: Feed) -> Iterator[str]:
    yield element("id", feed.feed_url)
    yield element("title", feed.title)
    if feed.description:
        yield element("subtitle", feed.description)
    yield element("link", rel="self", type=_MIME, href=feed.page_url or feed.feed_url)
    yield element("link", rel="alternate", type="text/html", href=feed.home_url)
    if feed.hub:
        yield element("link", rel="hub", href=feed.hub)
    for relation, url in feed.page_links:
        yield element("link", rel=relation, type=_MIME, href=url)
    yield element("updated", rfc3339(feed.updated or EMPTY_FEED_UPDATED))
    # Entries without an author take the feed's, so the feed must have one.
    yield from _authors(feed.authors or (feed.site_title or feed.title,))
    if feed.rights:
        yield element("rights", feed.rights)
    for entry in feed.entries:
        yield _entry(entry)


@lru_cache(maxsize=KEPT_TEXTS)
def _entry(entry: FeedEntry) -> str:
    attributes = {"xml:lang": entry.language} if entry.language else {}
    return branch("entry", _elements(entry), **attributes)


def _elements(entry: FeedEntry) -> Iterator[str]:
    yield element("id", entry.id)
    yield element("title", entry.title)
    if entry.link:
        # As link blogs do: programs that read feeds open the alternate link.
        yield element("link", rel="alternate", type="text/html", href=entry.link)
        yield element("link", rel="related", type="text/html", href=entry.url)
    else:
        yield element("link", rel="alternate", type="text/html", href=entry.url)
    yield element("published", rfc3339(entry.published))
    yield element("updated", rfc3339(entry.updated))
    yield from _authors(entry.authors)
    for category in entry.categories:
        yield element("category", term=category.slug, label=category.name)
    if entry.summary:
        yield element("summary", entry.summary)
    yield html_element("content", entry.content_html, type="html")


def _authors(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield branch("author", [element("name", name)])
