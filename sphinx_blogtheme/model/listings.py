"""The generated pages of a site: which there are, and what each of them shows.

A `Listing` names the posts or terms of a page; the package `pages` makes the template's
context from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_blogtheme.model.library import (
    ARCHIVES,
    OVERVIEWS,
    Library,
    month_docname,
    paginate,
    term_docname,
    year_docname,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx_blogtheme.model.posts import ListPage, Post, Term

NOT_FOUND = "404"
"""Docname of the page for URLs that do not exist."""

FEEDS = "feed"
"""Docname of the page that explains and offers the feeds."""

BLOGROLL = "blogroll"
"""Docname of the page of the blogs that the site recommends."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A generated page."""

    docname: str
    kind: str
    """``home``, ``list``, ``year``, ``archive``, ``terms``, ``post``, ``not-found``,
    ``feeds``, ``blogroll``."""
    list_kind: str = ""
    """``page`` (of the front page), ``month``, or a taxonomy such as ``category``."""
    term: Term | None = None
    year: int = 0
    month: int = 0
    page: ListPage | None = None
    post: Post | None = None
    """The post that a standing page, such as ``about``, shows."""
    parent: str | None = None
    """Docname of the page above this one."""
    yields: bool = False
    """Whether it gives way, without a message, to whatever else has its URL."""
    has_feeds: bool = False
    """Whether the list has feeds of its own, if the site has any."""

    @property
    def name(self) -> str:
        """Name of the page in a warning, such as ``the page of the tag 'Python'``."""
        if self.term is not None:
            return f"the page of the {self.list_kind} {self.term.name!r}"
        if self.kind == "terms":
            return f"the overview {self.docname!r}"
        if self.post is not None:
            return f"the standing page of {self.post.path}"
        return f"the generated page {self.docname!r}"

    @property
    def feed_folder(self) -> str | None:
        """Folder of the list's own feeds, ``tag/python/feed``; None without any."""
        if not self.has_feeds or self.term is None:
            return None
        return f"{term_docname(self.list_kind, self.term)}/feed"


def listings_of(
    site: Library, home: str, page_size: int, feeds_of: Collection[str] = ("category",)
) -> Iterator[Listing]:
    """Yield the generated pages of a site; none if it has no posts.

    :param site: the posts of the site.
    :param home: docname of the front page.
    :param page_size: number of posts on each page of a list.
    :param feeds_of: taxonomies whose terms have feeds of their own.
    """
    if site.posts:
        for page in paginate(site.front, page_size, home, parent=""):
            kind = "home" if page.number == 1 else "list"
            yield Listing(docname=page.docname, kind=kind, list_kind="page", page=page)
        yield Listing(docname=ARCHIVES, kind="archive")
        yield from _term_views(site, page_size, feeds_of)
        yield from _date_views(site, page_size)
    for slug, post in site.standing.items():
        yield Listing(docname=slug, kind="post", post=post)
    if site.posts or site.unlisted:
        yield Listing(docname=NOT_FOUND, kind="not-found")


def _term_views(
    site: Library, page_size: int, feeds_of: Collection[str]
) -> Iterator[Listing]:
    for taxonomy, terms in site.terms.items():
        if terms:
            overview = OVERVIEWS[taxonomy]
            yield Listing(docname=overview, kind="terms", list_kind=taxonomy)
        for term, posts in terms.items():
            for page in paginate(posts, page_size, term_docname(taxonomy, term)):
                yield Listing(
                    docname=page.docname,
                    kind="list",
                    list_kind=taxonomy,
                    term=term,
                    page=page,
                    parent=OVERVIEWS[taxonomy],
                    has_feeds=taxonomy in feeds_of,
                )


def _date_views(site: Library, page_size: int) -> Iterator[Listing]:
    for year in site.years:
        yield Listing(
            docname=year_docname(year), kind="year", year=year, parent=ARCHIVES
        )
    for (year, month), posts in site.months.items():
        for page in paginate(posts, page_size, month_docname(year, month)):
            yield Listing(
                docname=page.docname,
                kind="list",
                list_kind="month",
                year=year,
                month=month,
                page=page,
                parent=year_docname(year),
            )
