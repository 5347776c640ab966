"""Turn posts into feeds, whatever the format they are written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.atom import write_atom
from sphinx_blogtheme.feeds.json_feed import write_json_feed
from sphinx_blogtheme.feeds.rss import write_rss

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sphinx_blogtheme.model.posts import Term


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class FeedEntry:
    """A post as a feed shows it; every URL is absolute, every date aware.

    Each equals itself alone, by which writers know what they have written: equal
    dates may have different offsets.
    """

    id: str
    """Permalink: never changes, even where ``url`` does."""
    url: str
    link: str | None = None
    """The page elsewhere that the post is about, to which its title leads."""
    title: str
    """Plain text."""
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    categories: tuple[Term, ...]
    summary: str | None
    """Plain text."""
    content_html: str
    """The whole post or its intro, with absolute URLs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A list of posts to subscribe to; every URL is absolute."""

    title: str
    """Plain text, as the description and the rights."""
    description: str
    home_url: str
    """Page that shows the same posts."""
    feed_url: str
    """Where this feed itself is found."""
    language: str | None
    """BCP 47 tag, such as ``pt-BR``."""
    authors: tuple[str, ...]
    entries: tuple[FeedEntry, ...]
    """In the order of the feed: newest first."""
    rights: str | None
    hub: str | None = None
    """WebSub hub (https://www.w3.org/TR/websub/) that tells of new entries."""

    @property
    def updated(self) -> datetime | None:
        """The last change of an entry, never the time of the build."""
        return max((entry.updated for entry in self.entries), default=None)


WRITERS: Mapping[str, Callable[[Feed], str]] = {
    "rss": write_rss,
    "atom": write_atom,
    "json": write_json_feed,
}
"""What writes each of the `FORMATS`."""
