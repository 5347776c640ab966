"""The generated pages of a site: which there are, and what each of them shows.

A `Listing` names the posts or terms of a page; the package `pages` makes the template's
context from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx_blogtheme.model.kinds import KIND_PAGES, KINDS, of_kinds
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
    from collections.abc import Callable, Collection, Iterator, Mapping

    from sphinx_blogtheme.model.posts import ChangeNote, ListPage, Post, Term

LIST_PLACES = ("home", "terms", "archives")
"""Groups of lists that have options of their own, in the order of their help."""

NOT_FOUND = "404"
"""Docname of the page for URLs that do not exist."""

FEEDS = "feed"
"""Docname of the page that explains and offers the feeds."""

BLOGROLL = "blogroll"
"""Docname of the page of the blogs that the site recommends."""

CHANGES_PER_PAGE = 50
"""Number of change notes on each page that lists them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A generated page."""

    docname: str
    kind: str
    """``home``, ``list``, ``year``, ``archive``, ``terms``, ``post``, ``changes``,
    ``not-found``, ``feeds``, ``blogroll``."""
    list_kind: str = ""
    """``page`` (of the front page), ``month``, ``kind``, or a taxonomy: ``category``."""
    term: Term | None = None
    post_kind: str = ""
    """The kind of the posts on the page of a kind, such as ``note``."""
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
    changes: tuple[tuple[Post, ChangeNote], ...] = ()
    """The change notes that the page lists, each with its post."""
    language: str = ""
    """Tag of the language of the edition, if it is not that of the site."""
    folder: str = ""
    """Folder of the edition's lists, such as ``pt/``."""
    section: str = ""
    """Path of the section, such as ``blog``; empty if the site has none."""

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
    def place(self) -> str:
        """The group of `LIST_PLACES` that the page belongs to; empty for other pages."""
        if self.kind in ("archive", "year") or self.list_kind == "month":
            return "archives"
        if self.page is None:
            return ""
        return "terms" if self.term or self.post_kind else "home"

    @property
    def feed_folder(self) -> str | None:
        """Folder of the list's own feeds, ``tag/python/feed``; None without any."""
        if self.kind == "changes" and self.page:
            return f"{self.page.first}/feed"
        if self.post_kind:
            return f"{self.folder}{KIND_PAGES[self.post_kind]}/feed"
        if not self.has_feeds or self.term is None:
            return None
        return f"{term_docname(self.list_kind, self.term, self.folder)}/feed"


def listings_of(
    site: Library,
    home: str,
    page_sizes: Mapping[str, int],
    feeds_of: Collection[str] = ("category",),
    *,
    front_kinds: Collection[str] = KINDS,
    kind_pages: Collection[str] = (),
) -> Iterator[Listing]:
    """Yield the generated pages of a site, or of an edition; none if it has no posts.

    :param site: the posts of the site or the edition.
    :param home: docname of the front page of the site.
    :param page_sizes: number of posts on each page of a list, by `LIST_PLACES`.
    :param feeds_of: taxonomies whose terms have feeds of their own.
    :param front_kinds: kinds of posts on the front page, besides pinned ones.
    :param kind_pages: kinds of posts that have pages of their own.
    """
    views = _listings(
        site,
        "" if site.folder else home,
        page_sizes,
        feeds_of,
        front_kinds=front_kinds,
        kind_pages=kind_pages,
    )
    yield from (_moved(view, site) for view in views)
    if not site.folder and (site.posts or site.unlisted):
        yield Listing(docname=NOT_FOUND, kind="not-found")


def _moved(view: Listing, site: Library) -> Listing:
    """Return a page as a page of an edition, in its folder."""
    if not site.folder:
        return view

    def place(docname: str) -> str:
        return f"{site.folder}{docname}" if docname else site.front_page

    page = view.page and replace(
        view.page,
        docname=place(view.page.docname),
        first=place(view.page.first),
        previous=None if view.page.previous is None else place(view.page.previous),
        next=None if view.page.next is None else place(view.page.next),
    )
    return replace(
        view,
        docname=place(view.docname),
        page=page,
        parent=_above(view, site, place),
        language=site.language,
        folder=site.folder,
        section=site.section,
    )


def _above(view: Listing, site: Library, place: Callable[[str], str]) -> str | None:
    """Return the docname of the page above a page of an edition.

    The lists of a section are below its front page.
    """
    if view.parent is None and site.section and view.docname:
        return site.front_page
    return view.parent and place(view.parent)


def _listings(
    site: Library,
    home: str,
    page_sizes: Mapping[str, int],
    feeds_of: Collection[str],
    *,
    front_kinds: Collection[str],
    kind_pages: Collection[str],
) -> Iterator[Listing]:
    if site.posts:
        front = [p for p in site.front if p.pinned or p.kind in front_kinds]
        for page in paginate(front, page_sizes["home"], home, parent=""):
            kind = "home" if page.number == 1 else "list"
            yield Listing(docname=page.docname, kind=kind, list_kind="page", page=page)
        yield Listing(docname=ARCHIVES, kind="archive")
        yield from _term_views(site, page_sizes["terms"], feeds_of)
        yield from _kind_views(site, page_sizes["terms"], kind_pages)
        yield from _date_views(site, page_sizes["archives"])
    for slug, post in site.standing.items():
        yield Listing(docname=slug, kind="post", post=post)


def feeds_view(site: Library) -> Listing:
    """Return the page that explains and offers the feeds of an edition."""
    return _moved(Listing(docname=FEEDS, kind="feeds", yields=True), site)


def blogroll_view(site: Library) -> Listing:
    """Return the page of the blogs that the site recommends."""
    return _moved(Listing(docname=BLOGROLL, kind="blogroll", yields=True), site)


def changes_views(site: Library, docname: str) -> Iterator[Listing]:
    """Yield the pages that list the change notes; none if there are no notes.

    :param docname: docname of the first page.
    """
    size = CHANGES_PER_PAGE
    pages = paginate([post for post, _ in site.changes], size, docname)
    for page in pages if site.changes else ():
        start = (page.number - 1) * size
        view = Listing(
            docname=page.docname,
            kind="changes",
            page=page,
            changes=site.changes[start : start + size],
        )
        yield _moved(view, site)


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


def _kind_views(
    site: Library, page_size: int, kinds: Collection[str]
) -> Iterator[Listing]:
    for kind in filter(kinds.__contains__, KINDS):
        if posts := of_kinds(site.posts, [kind]):
            for page in paginate(posts, page_size, KIND_PAGES[kind]):
                yield Listing(
                    docname=page.docname,
                    kind="list",
                    list_kind="kind",
                    post_kind=kind,
                    page=page,
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
