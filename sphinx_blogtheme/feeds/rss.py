"""Write a feed as RSS 2.0.

Follows https://www.rssboard.org/rss-specification and the RSS Advisory Board's
https://www.rssboard.org/rss-profile. The pages of a feed are linked as in Atom, as
RFC 5005 (section 5) advises.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.timestamps import rfc822
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

_MIME = FORMATS["rss"].mime

_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def write_rss(feed: Feed) -> str:
    """Return the text of an RSS file."""
    channel = branch("channel", _channel(feed))
    return document(branch("rss", [channel], version="2.0", **_NAMESPACES))


def _channel(feed: Feed) -> Iterator[str]:
    yield element("title", feed.title)
    yield element("link", feed.home_url)
    # A channel must have a description, and validators refuse an empty one.
    yield element("description", feed.description or feed.title)
    url = feed.page_url or feed.feed_url
    yield element("atom:link", rel="self", type=_MIME, href=url)
    if feed.hub:
        yield element("atom:link", rel="hub", href=feed.hub)
    for relation, url in feed.page_links:
        yield element("atom:link", rel=relation, type=_MIME, href=url)
    if feed.language:
        yield element("language", feed.language)
    if feed.rights:
        yield element("copyright", feed.rights)
    if feed.updated:
        yield element("lastBuildDate", rfc822(feed.updated))
    for entry in feed.entries:
        yield _item(entry)


@lru_cache(maxsize=KEPT_TEXTS)
def _item(entry: FeedEntry) -> str:
    return branch("item", _elements(entry))


def _elements(entry: FeedEntry) -> Iterator[str]:
    if not entry.untitled:
        yield element("title", entry.title)
    yield element("link", entry.link or entry.url)
    is_permalink = "true" if entry.id.startswith("http") else "false"
    yield element("guid", entry.id, isPermaLink=is_permalink)
    yield element("pubDate", rfc822(entry.published))
    # The element `author` of RSS has to be an e-mail address, which we don't have.
    for author in entry.authors:
        yield element("dc:creator", author)
    if entry.language:
        yield element("dc:language", entry.language)
    for category in entry.categories:
        yield element("category", category.name)
    # Programs read a description as HTML, and the first of the two as the summary.
    if entry.summary:
        yield element("description", escape(entry.summary, quote=False))
    elif entry.untitled:
        # An item needs one of the two, and programs show the text of notes whole.
        yield html_element("description", entry.content_html)
    yield html_element("content:encoded", entry.content_html)
