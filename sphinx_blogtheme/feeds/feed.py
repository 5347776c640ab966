"""A feed and its entries, as all formats are written from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx_blogtheme.model.posts import Term


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class FeedEntry:
    """A post in a feed; every URL is absolute, every date aware.

    An entry equals only itself, so that writers can keep what they have written for it:
    equal dates may have different offsets.
    """

    id: str
    """Permalink, or the URI that the post has had as its id elsewhere."""
    url: str
    link: str | None = None
    """URL of the page elsewhere that the post is about, to which its title leads."""
    title: str
    """Plain text."""
    untitled: bool = False
    """Whether the title is only the first words, for formats that require one."""
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    categories: tuple[Term, ...]
    summary: str | None
    """Plain text."""
    content_html: str
    """The whole post or its excerpt, with absolute URLs."""
    language: str | None = None
    """BCP 47 tag, such as ``pt-BR``; None where the post has that of the site."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A feed of posts; every URL is absolute."""

    title: str
    """Plain text, like the description and the rights."""
    site_title: str = ""
    """Title of the blog, without that of the list whose feed it is."""
    description: str
    home_url: str
    """URL of the page that lists the same posts."""
    feed_url: str
    """URL of the feed itself, which is also its id."""
    language: str | None
    """BCP 47 tag, such as ``pt-BR``."""
    authors: tuple[str, ...]
    entries: tuple[FeedEntry, ...]
    """In the order of the feed: newest first."""
    rights: str | None
    hub: str | None = None
    """WebSub hub (https://www.w3.org/TR/websub/) that announces new entries: a URL."""
    page_url: str = ""
    """URL of this page of the feed; empty if the feed has one page."""
    page_links: tuple[tuple[str, str], ...] = ()
    """Relations (``first``, ``previous``, ``next``, ``last``) and URLs of its pages."""

    @property
    def updated(self) -> datetime | None:
        """The last change of an entry, if there is any; never the time of the build."""
        return max((entry.updated for entry in self.entries), default=None)
