"""The values in contexts of templates: plain, and all that a template needs.

They are named tuples, which take less time to define than dataclasses: each build does
so, even if nothing changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from markupsafe import Markup


class TermLink(NamedTuple):
    """A name, with the docname of its page or an absolute URL."""

    name: str
    docname: str | None = None
    url: str | None = None
    count: int = 0  # type: ignore[assignment]  # hides that of tuples


class TermIntroduction(NamedTuple):
    """The introduction of a term, at the top of the term's page."""

    html: Markup
    picture: str
    """URL; may be empty."""
    links: Sequence[tuple[str, str]]
    """Labels and URLs of further pages."""


class FeedLink(NamedTuple):
    """A feed that a page announces."""

    title: str
    mime: str
    path: str
    format: str = ""
    """Name of the format: "RSS", "Atom", "JSON Feed"."""


class FeedSource(NamedTuple):
    """The blog, a category, a tag … that has feeds, on the page of the feeds."""

    title: str
    docname: str
    """Docname of the page with the same posts."""
    feeds: Sequence[FeedLink]


class FeedGroup(NamedTuple):
    """What has feeds and is of one taxonomy, on the page of the feeds."""

    title: str
    """Name of the taxonomy, such as "Categories"."""
    sources: Sequence[FeedSource]


class MenuItem(NamedTuple):
    """An entry of the site's menu, on one page."""

    label: str
    uri: str
    current: bool


class PageRef(NamedTuple):
    """A link to another page."""

    title: str
    docname: str


class SeriesPart(NamedTuple):
    """A post of a series, in the list on the page of one of them."""

    title: str
    docname: str
    current: bool
    """Whether it is the post of this page."""


class SeriesView(NamedTuple):
    """A series, on the page of one of its posts."""

    name: str
    docname: str
    number: int
    """Position of the page's post, from 1."""
    total: int
    parts: Sequence[SeriesPart]
    previous: PageRef | None
    next: PageRef | None


class PostView(NamedTuple):
    """A post, in templates."""

    docname: str
    title: str
    url: str | None
    """Absolute URL; None if the site has no ``html_baseurl``."""
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
    """BCP 47 tag; None if it is that of the site."""
    description: str
    summary: str
    canonical: str | None
    """Absolute URL of the page that search engines should show instead."""
    link: str | None
    """URL of a page of another site that the post is about."""
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
    """A post in a list, with its excerpt."""

    post: PostView
    html: Markup
    has_more: bool


class Pager(NamedTuple):
    """Links from one page of a list to the others."""

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
    """The value ``blog`` of templates, on every page."""

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
    """Whether any page has a toctree, as documentation does."""
    blogroll: str | None = None
    """Path of the blogroll as OPML; None if the site has none."""
