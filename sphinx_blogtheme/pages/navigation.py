"""Links of a page to others: breadcrumb, neighbours, series, related posts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.model.library import month_docname, term_docname
from sphinx_blogtheme.model.related import backlinks
from sphinx_blogtheme.pages.template_values import (
    PageRef,
    SeriesPart,
    SeriesView,
    post_ref,
)
from sphinx_blogtheme.pages.versions import versions_of_post
from sphinx_blogtheme.site.api_posts import api_posts_of
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import site_map_of
from sphinx_blogtheme.site.state_names import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_blogtheme.model.library import Library
    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.pages.template_values import PostRef
    from sphinx_blogtheme.pages.titles import Titles
    from sphinx_blogtheme.site.domain import BlogDomain


class Navigation:
    """The navigation of all pages of an edition in one build.

    A post is written again if its navigation changes, so all that its page shows of
    other posts belongs here.
    """

    def __init__(self, domain: BlogDomain, titles: Titles, site: Library) -> None:
        """Prepare the navigation.

        :param site: the posts of the edition.
        """
        self._domain = domain
        self._session = session_of(domain.env)
        self._site = site
        self._titles = titles
        self._refs: dict[str, PageRef] = {}

    def of_post(self, post: Post) -> dict[str, Any]:
        """Return the navigation of a post's page; an unlisted post has hardly any.

        The keys are those of `facts_of`; ``breadcrumb`` has `PageRef` values.
        """
        above = self._above(self._month_of(post))
        breadcrumb = [*self._root, *map(self._ref_to, above)]
        facts = self.facts_of(post)
        series: SeriesView | None = facts["series"]
        return {
            **facts,
            "newer": self._dated(facts["newer"]),
            "older": self._dated(facts["older"]),
            "series": series
            and series._replace(
                previous=self._dated(series.previous), next=self._dated(series.next)
            ),
            "related": [*map(self._dated, facts["related"])],
            "backlinks": [*map(self._dated, facts["backlinks"])],
            "breadcrumb": breadcrumb,
        }

    def _dated(self, ref: PostRef | None) -> PostRef | None:
        if ref is None or ref.date is None:
            return ref
        return ref._replace(date_text=self._titles.brief_date(ref.date))

    def facts_of(self, post: Post) -> dict[str, Any]:
        """Return a post's navigation as a value whose ``repr`` tells if it changed.

        The keys are ``newer``, ``older``, ``series``, ``related``, ``backlinks``,
        ``breadcrumb``, ``versions`` and ``post_toc``. The breadcrumb has docnames only, and posts
        have no texts of their dates: these depend on options alone, and are slow to
        make.
        """
        newer, older = self._site.neighbours.get(post.docname, (None, None))
        related = self._site.related(post)
        linking = self._backlinks.get(post.docname, ()) if post.listed else ()
        return {
            "newer": newer and post_ref(newer),
            "older": older and post_ref(older),
            "series": self._series(post),
            "related": [post_ref(other) for other in related],
            "backlinks": [post_ref(other) for other in linking],
            "breadcrumb": [view.docname for view in self._above(self._month_of(post))],
            "versions": versions_of_post(self._session.editions, post),
            "post_toc": [*self._domain.outlines.get(post.docname, ())] * post.toc,
        }

    def posts_about(self, docname: str) -> list[PostRef]:
        """Return the posts about what a page documents, newest first."""
        posts = api_posts_of(self._domain.env).of(docname)
        return [ref for post in posts if (ref := self._dated(post_ref(post)))]

    def _series(self, post: Post) -> SeriesView | None:
        if post.series is None or not post.listed:
            return None
        name = next(
            term.name
            for term in self._site.terms["series"]
            if term.slug == post.series.slug
        )
        posts = self._site.series[post.series.slug]
        index = [part.docname for part in posts].index(post.docname)
        return SeriesView(
            name=name,
            docname=term_docname("series", post.series, self._site.folder),
            number=index + 1,
            total=len(posts),
            parts=[
                SeriesPart(
                    part.brief_title,
                    part.docname,
                    part.docname == post.docname,
                    state_of(part),
                )
                for part in posts
            ],
            previous=post_ref(posts[index - 1]) if index else None,
            next=post_ref(posts[index + 1]) if index + 1 < len(posts) else None,
        )

    @cached_property
    def _backlinks(self) -> Mapping[str, tuple[Post, ...]]:
        return backlinks(self._site.posts, self._linked)

    def _linked(self, docname: str) -> Iterator[str]:
        """Yield the documents that a document links to, by URL or by file."""
        for link in self._domain.links.get(docname, ()):
            if target := site_map_of(self._domain.env).find(link.url).docname:
                yield target
        yield from self._domain.sources.get(docname, ((), ()))[0]

    def breadcrumb(self, view: Listing) -> list[PageRef]:
        """Return the pages above a generated page, the highest first."""
        above = self._above(view.parent)
        if view.parent and view.page and view.page.number > 1:
            first = view.page.first
            above += self._above(first)[-1:] if first != view.parent else []
        return [*self._root, *map(self._ref_to, above)]

    @cached_property
    def _root(self) -> list[PageRef]:
        """The front page of the site, if this is one of its sections."""
        config = self._domain.env.config
        return [PageRef(config.project, config.root_doc)] if self._site.section else []

    def _above(self, docname: str | None) -> list[Listing]:
        """Return a generated page and those above it that exist, the highest first."""
        view = self._session.pages.get(docname) if docname else None
        return [] if view is None else [*self._above(view.parent), view]

    def _ref_to(self, view: Listing) -> PageRef:
        if view.docname not in self._refs:
            heading = self._titles.heading(view)
            self._refs[view.docname] = PageRef(heading, view.docname)
        return self._refs[view.docname]

    def _month_of(self, post: Post) -> str | None:
        """Return the docname of the page above a post: its month's, if it is listed."""
        if not post.listed:
            return self._site.front_page if self._site.section else None
        return month_docname(post.date.year, post.date.month, self._site.folder)
