"""The contexts of generated pages, and posts and terms as values for templates."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sphinx_blogtheme.config.settings import site_url, vocabulary_of
from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.timestamps import rfc3339
from sphinx_blogtheme.model.library import (
    month_docname,
    term_docname,
    terms_in,
    year_docname,
)
from sphinx_blogtheme.pages.template_values import (
    ArchiveGroup,
    Entry,
    FeedLink,
    Pager,
    PageRef,
    PostView,
    TermLink,
)
from sphinx_blogtheme.pages.titles import Titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.config import Config

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.model.library import Library
    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.model.posts import ListPage, Post, Term
    from sphinx_blogtheme.pages.excerpt_store import ExcerptStore


RECENT_POSTS = 5
"""Number of posts that the 404 page shows."""

FEED_NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}
"""Names of feed formats for readers."""


class PageContexts:
    """Makes the contexts of one build."""

    def __init__(
        self,
        config: Config,
        blog: BlogConfig,
        site: Library,
        excerpts: ExcerptStore,
        uri_of: Callable[[str], str],
    ) -> None:
        """Prepare to make contexts.

        :param uri_of: returns the URL of a page relative to the root, from its docname.
        """
        self.config = config
        self.blog = blog
        self.site = site
        self.excerpts = excerpts
        self._uri_of = uri_of
        self.base_url = site_url(config)
        self.title: str = config.blog_title
        self.language = (config.language or "en").replace("_", "-")
        self.vocabulary = vocabulary_of(config)
        self.titles = Titles(config, blog, site)

    def absolute(self, uri: str) -> str | None:
        """Return the absolute URL of a page; None if the site doesn't know its own.

        :param uri: URL of the page, relative to the root.
        """
        return f"{self.base_url}{uri}" if self.base_url else None

    def permalink(self, docname: str) -> str:
        """Return the URL of a post or generated page, such as ``2025/03/x/``."""
        return self._uri_of(docname)

    def post(self, post: Post) -> PostView:
        """Return a post as a value for templates."""
        terms = self.terms(post)
        return PostView(
            docname=post.docname,
            title=post.title,
            url=self.absolute(self.permalink(post.docname)),
            date=post.date,
            date_iso=rfc3339(post.date),
            date_text=self.titles.date(post.date),
            updated_iso=rfc3339(post.updated) if post.updated else None,
            updated_text=self.titles.date(post.updated) if post.updated else None,
            categories=terms["category"],
            tags=terms["tag"],
            authors=terms["author"],
            locations=terms["location"],
            languages=terms["language"],
            language=None if post.language == self.language else post.language,
            description=post.description or "",
            summary=post.summary or "",
            canonical=post.canonical,
            link=post.link,
            template=post.template,
            listed=post.listed,
            draft=post.draft,
            pinned=post.pinned,
            maths=post.maths,
            words=post.words,
            reading_minutes=post.reading_minutes,
            comments=post.comments,
            extra=post.extra,
        )

    def _page_of(self, author: Term) -> str | None:
        """Return the URL of an author's own page, from the options, or None."""
        about = self.vocabulary.about("author", author.slug)
        return about.url or None if about else None

    def terms(self, post: Post) -> dict[str, list[TermLink]]:
        """Return a post's terms that have pages, and all authors, by taxonomy."""
        terms = {
            taxonomy: [
                TermLink(names[term.slug], term_docname(taxonomy, term))
                for term in terms_in(post, taxonomy)
                if term.slug in names
            ]
            for taxonomy, names in self._names.items()
        }
        terms["author"] = [
            TermLink(
                term.name,
                term_docname("author", term) if post.listed else None,
                self._page_of(term),
            )
            for term in post.authors
        ]
        return terms

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        """Names of the terms that have pages, by taxonomy and slug."""
        return {
            taxonomy: {term.slug: term.name for term in self.site.terms[taxonomy]}
            for taxonomy in ("category", "tag", "location", "language")
        }

    def feeds(self, folder: str = "feed", name: str = "") -> list[FeedLink]:
        """Return the feeds in a folder, in the order of ``blog_feeds``.

        :param folder: folder of the feeds, such as ``tag/python/feed``.
        :param name: name of the term that the feeds are about.
        """
        title = f"{self.title}: {name}" if name else self.title
        return [
            FeedLink(
                f"{title} ({FEED_NAMES[kind]})",
                FORMATS[kind].mime,
                f"{folder}/{FORMATS[kind].file_name}",
                FEED_NAMES[kind],
            )
            for kind in self.blog.feeds
        ]

    def entries(self, page: ListPage, root: str) -> Iterator[Entry]:
        """Yield the posts on a page of a list.

        :param root: relative URL of the site root.
        """
        for post in page.posts:
            rendering = self.excerpts.load(post.docname)
            prefix = f"{post.docname.replace('/', '-')}-"
            html = rendering.on_page(
                rendering.excerpt, root=root, prefix=prefix, deeper=1
            )
            yield Entry(self.post(post), Markup(html), rendering.has_more)  # noqa: S704

    def groups(self, view: Listing) -> list[ArchiveGroup]:
        """Return the groups of an archive: all years, or the months of one year."""
        if view.kind == "archive":
            return [
                ArchiveGroup(f"{year}", year_docname(year), [*map(self.post, posts)])
                for year, posts in self.site.years.items()
            ]
        return [
            ArchiveGroup(
                self.titles.month(year, month),
                month_docname(year, month),
                [*map(self.post, posts)],
            )
            for (year, month), posts in self.site.months.items()
            if year == view.year
        ]

    def posts(self, view: Listing) -> Sequence[Post]:
        """Return the posts of which a generated page shows more than title and URL."""
        if view.post or view.page:
            return self.bodies(view)
        if view.kind == "archive":
            return self.site.posts
        return self.site.years.get(view.year, ())

    def bodies(self, view: Listing) -> Sequence[Post]:
        """Return the posts of which a generated page shows the text or the excerpt."""
        if view.post:
            return [view.post]
        return view.page.posts if view.page else ()

    def context(self, view: Listing) -> dict[str, Any]:
        """Return the context of a generated page, without its posts."""
        heading = self.titles.heading(view)
        context: dict[str, Any] = {"title": heading, "heading": heading, "body": ""}
        context |= {"list_kind": view.list_kind, "parent": self.titles.parent(view)}
        if view.page:
            context["pager"] = self._pager(view, view.page)
        if view.kind == "not-found":
            newest = self.site.posts[:RECENT_POSTS]
            context["recent"] = [PageRef(p.title, p.docname) for p in newest]
        if view.kind == "terms":
            context["terms"] = [
                TermLink(
                    term.name, term_docname(view.list_kind, term), count=len(posts)
                )
                for term, posts in self.site.terms[view.list_kind].items()
            ]
        return context

    def texts(self, view: Listing, root: str) -> dict[str, Any]:
        """Return the part of a generated page's context that has its posts.

        The keys are ``post`` and ``body``, ``entries``, or ``groups`` and ``count``.

        :param root: relative URL of the site root.
        """
        texts: dict[str, Any] = {}
        if view.post:
            rendering = self.excerpts.load(view.post.docname)
            body = rendering.on_page(rendering.body, root=root)
            texts |= {"post": self.post(view.post), "body": body}
        if view.page:
            texts["entries"] = list(self.entries(view.page, root))
        if view.kind in ("archive", "year"):
            groups = self.groups(view)
            texts |= {"groups": groups, "count": sum(len(g.posts) for g in groups)}
        return texts

    def _pager(self, view: Listing, page: ListPage) -> Pager:
        base = self._base(view)
        first = base.rstrip("/") or self.config.root_doc
        newer, older = page.previous, page.next
        if view.list_kind == "series":
            newer, older = older, newer
        return Pager(
            page.number,
            page.total,
            newer,
            older,
            [
                (number, first if number == 1 else f"{base}page/{number}")
                for number in range(1, page.total + 1)
            ],
        )

    def _base(self, view: Listing) -> str:
        """Return the folder of a list, such as ``tag/python/``; empty at the front."""
        if view.list_kind == "month":
            return f"{month_docname(view.year, view.month)}/"
        return f"{term_docname(view.list_kind, view.term)}/" if view.term else ""
