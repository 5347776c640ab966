"""The values that templates see: plain, and all that a template needs.

They are tuples, since every build, even of nothing new, has to define them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from markupsafe import Markup


class TermLink(NamedTuple):
    """A name, and the page or the absolute URL that it leads to."""

    name: str
    docname: str | None = None
    url: str | None = None
    count: int = 0  # type: ignore[assignment]  # hides that of tuples


class Introduction(NamedTuple):
    """What a site says of a term, at the top of the term's page."""

    html: Markup
    picture: str
    """URL, or nothing."""
    links: Sequence[tuple[str, str]]
    """Label and URL of pages elsewhere."""


class FeedLink(NamedTuple):
    """A feed, as pages announce it."""

    title: str
    mime: str
    path: str


class MenuItem(NamedTuple):
    """An entry of the site's menu, as one page shows it."""

    label: str
    uri: str
    current: bool


class PostRef(NamedTuple):
    """Another page, by its title."""

    title: str
    docname: str


class SeriesPart(NamedTuple):
    """A post of a series, as the page of one of them lists it."""

    title: str
    docname: str
    current: bool
    """Whether it is the post of this page."""


class SeriesView(NamedTuple):
    """A series, as the page of one of its posts shows it."""

    name: str
    docname: str
    number: int
    """Place of the page's post, from 1."""
    total: int
    parts: Sequence[SeriesPart]
    previous: PostRef | None
    next: PostRef | None


class PostView(NamedTuple):
    """A post, as templates show it."""

    docname: str
    title: str
    url: str | None
    """Absolute; None where the site has no ``html_baseurl``."""
    date: datetime
    date_iso: str
    date_text: str
    updated_iso: str | None
    updated_text: str | None
    categories: Sequence[TermLink]
    tags: Sequence[TermLink]
    authors: Sequence[TermLink]
    locations: Sequence[TermLink]
    languages: Sequence[TermLink]
    language: str | None
    """BCP 47 tag, where it is not that of the site."""
    description: str
    summary: str
    canonical: str | None
    """Absolute URL of the page that search engines should show instead."""
    link: str | None
    """URL of the page elsewhere that the post is about."""
    template: str | None
    listed: bool
    draft: bool
    pinned: bool
    maths: bool | None
    words: int
    reading_minutes: int
    comments: bool
    extra: Mapping[str, Any]


class Entry(NamedTuple):
    """A post in a list, with its intro or its whole text."""

    post: PostView
    html: Markup
    has_more: bool


class Pager(NamedTuple):
    """The way from one page of a list to the others."""

    number: int
    total: int
    newer: str | None
    older: str | None
    pages: Sequence[tuple[int, str]]


class ArchiveGroup(NamedTuple):
    """The posts of one year or month, in an archive."""

    title: str
    docname: str
    posts: Sequence[PostView]


class BlogContext(NamedTuple):
    """What templates see as ``blog``, on every page."""

    title: str
    description: str
    home: str
    archives: str | None
    categories_page: str | None
    language: str
    menu: Sequence[MenuItem]
    feeds: Sequence[FeedLink]
    llms: str | None
    base_url: str
    has_tree: bool
    """Whether some page has a toctree, as documentation does."""
