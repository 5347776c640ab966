"""The formats of feeds: their file names and MIME types."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class FeedFormat(NamedTuple):
    """A format of feeds: the name of its files, and its MIME type."""

    file_name: str
    mime: str


FORMATS: Mapping[str, FeedFormat] = {
    "rss": FeedFormat("rss.xml", "application/rss+xml"),
    "atom": FeedFormat("atom.xml", "application/atom+xml"),
    "json": FeedFormat("feed.json", "application/feed+json"),
}
"""The formats by name, as ``blog_feeds`` has them."""
