"""The contexts of generated pages, and posts and terms as values for templates."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sphinx_blogtheme.config.list_checks import COVER_OF_POST, EXCERPT, INTRO, TITLE
from sphinx_blogtheme.config.settings import site_url, vocabulary_of
from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.paths import front_folder
from sphinx_blogtheme.feeds.timestamps import rfc3339
from sphinx_blogtheme.model.kinds import ARTICLE, ARTICLES, KIND_PAGES, NOTE, QUOTE
from sphinx_blogtheme.model.library import (
    month_docname,
    term_docname,
    terms_in,
    year_docname,
)
from sphinx_blogtheme.model.term_order import (
    BY_COUNT,
    IN_GROUPS,
    by_count,
    by_initial,
    initial_id,
)
from sphinx_blogtheme.pages.cover_choice import cover_of
from sphinx_blogtheme.pages.descriptions import beginning_in_words, beginning_of
from sphinx_blogtheme.pages.pagers import pager_of
from sphinx_blogtheme.pages.template_values import (
    ArchiveGroup,
    Entry,
    FeedLink,
    PostView,
    TermGroup,
    TermLink,
    TermSummary,
    post_ref,
)
from sphinx_blogtheme.pages.titles import Titles
from sphinx_blogtheme.site.state_names import state_of
from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    from sphinx.config import Config

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.model.library import Library
    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.model.posts import ListPage, Post, Term
    from sphinx_blogtheme.pages.excerpt_store import ExcerptStore
    from sphinx_blogtheme.pages.template_values import Cover

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
        self.site = site
        self.excerpts = excerpts
        self._uri_of = uri_of
        self.base_url = site_url(config)
        self.language = site.language or (config.language or "en").replace("_", "-")
        self.vocabulary = vocabulary_of(config)
        self.titles = Titles(config, blog, site)
        self.title, self.blog = self.titles.blog_title, self.titles.blog
        self.covers: dict[str, Cover] = {}
        """The images that posts name in their headers, if covers are shown."""

    def absolute(self, uri: str) -> str | None:
        """Return the absolute URL of a page; None if the site doesn't know its own.

        :param uri: URL of the page, relative to the root.
        """
        return f"{self.base_url}{uri}" if self.base_url else None

    def permalink(self, docname: str) -> str:
        """Return the URL of a post or generated page, such as ``2025/03/x/``."""
        return self._uri_of(docname)

    def post(self, post: Post, *above: str) -> PostView:
        """Return a post as a value for templates.

        :param above: the parts of its date that are above it: ``year``, ``month``.
        """
        terms = self.terms(post)
        date = self.titles.date(post.date)
        return PostView(
            docname=post.docname,
            title=post.title,
            url=self.absolute(self.permalink(post.docname)),
            date=post.date,
            date_iso=rfc3339(post.date),
            date_text=date,
            date_short=self.titles.date_below(post.date, *above) if above else date,
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
            kind=post.kind,
            untitled=post.untitled,
            template=post.template,
            listed=post.listed,
            draft=post.draft,
            state=state_of(post),
            dated=post.dated,
            pinned=post.pinned,
            maths=post.maths,
            words=post.words,
            reading_minutes=post.reading_minutes,
            comments=post.comments,
            extra=post.extra,
        )

    def _term_page(self, taxonomy: str, term: Term) -> str:
        return term_docname(taxonomy, term, self.site.folder)

    @property
    def home(self) -> str:
        """Docname of the front page of the edition."""
        return self.site.front_page or self.config.root_doc

    def _page_of(self, author: Term) -> str | None:
        """Return the URL of an author's own page, from the options, or None."""
        about = self.vocabulary.about("author", author.slug)
        return about.url or None if about else None

    def terms(self, post: Post) -> dict[str, list[TermLink]]:
        """Return a post's terms that have pages, and all authors, by taxonomy."""
        terms = {
            taxonomy: [
                TermLink(names[term.slug], self._term_page(taxonomy, term))
                for term in terms_in(post, taxonomy)
                if term.slug in names
            ]
            for taxonomy, names in self._names.items()
        }
        terms["author"] = [
            TermLink(
                term.name,
                self._term_page("author", term) if post.listed else None,
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

    def feeds(self, folder: str = "", name: str = "") -> list[FeedLink]:
        """Return the feeds in a folder, in the order of ``blog_feeds``.

        :param folder: folder of the feeds, such as ``tag/python/feed``; by default
            that of the whole edition.
        :param name: name of the term that the feeds are about.
        """
        title = f"{self.title}{_(': ')}{name}" if name else self.title
        folder = folder or front_folder(self.site)
        return [
            FeedLink(
                f"{title} ({FEED_NAMES[kind]})",
                FORMATS[kind].mime,
                f"{folder}/{FORMATS[kind].file_name}",
                FEED_NAMES[kind],
            )
            for kind in self.blog.feeds
        ]

    def home_of(self, second: str, views: Container[str]) -> str:
        """Return the docname of the page with the posts of a feed of the whole blog.

        :param second: name of the blog's second feed; "" for the main one.
        :param views: docnames of the generated pages.
        """
        articles = self.site.folder + KIND_PAGES[ARTICLE]
        is_listed = second == ARTICLES and articles in views
        return articles if is_listed else self.home

    def shows(self, view: Listing) -> str:
        """Return what a list shows of its posts, one of `SHOWN_IN_LISTS`."""
        shown = self.blog.shown_in(view.place)
        # A page with all posts of a year would be megabytes with their excerpts.
        return TITLE if view.page is None and shown == INTRO else shown

    def entry(self, view: Listing, post: Post, root: str, *above: str) -> Entry:
        """Return a post as a list shows it.

        :param root: relative URL of the site root.
        :param above: as for `post`.
        """
        value, shown = self.post(post, *above), self.shows(view)
        if shown == TITLE:
            return Entry(value, Markup(), has_more=False)
        if view.page and post.kind != ARTICLE:
            shown = INTRO  # the others are short, and have a style of their own
        rendering = self.excerpts.load(post.docname)
        is_short = post.kind != ARTICLE or rendering.is_marked
        if shown != INTRO or (post.summary and not is_short):
            tag, has_more = post.language or self.language, False
            if post.summary:
                text, has_more = post.summary, shown in (INTRO, EXCERPT)
            elif shown == EXCERPT:
                text, has_more = beginning_in_words(
                    rendering, self.blog.excerpt_words, tag
                )
            else:
                text = post.description or beginning_of(rendering.excerpt, tag)
            html = Markup("<p>{}</p>").format(text) if text else Markup()
            cover = self.cover(view.place, post, "")
            return Entry(value, html, has_more, cover, shown)
        prefix = f"{post.docname.replace('/', '-')}-"
        whole = post.kind in (NOTE, QUOTE)
        text = rendering.body if whole else rendering.excerpt
        html = Markup(  # noqa: S704
            rendering.on_page(text, root=root, prefix=prefix, deeper=1)
        )
        cover = self.cover(view.place, post, text)
        return Entry(value, html, rendering.has_more and not whole, cover, shown)

    def cover(self, place: str, post: Post, html: str) -> Cover | None:
        """Return the cover of a post, where covers are shown.

        :param place: one of `LIST_PLACES`, or `COVER_OF_POST`.
        :param html: what the page shows of the post, with marks.
        """
        on_post = place == COVER_OF_POST
        wanted = post.cover_on_post if on_post else post.cover_in_lists
        if not (post.image and wanted and place in self.blog.covers):
            return None
        rendering = self.excerpts.load(post.docname)
        return cover_of(post, self.covers.get(post.docname), rendering, html)

    def cover_on_top(self, post: Post) -> Cover | None:
        """Return the cover that the page of a post begins with."""
        if not post.image or COVER_OF_POST not in self.blog.covers:
            return None
        return self.cover(COVER_OF_POST, post, self.excerpts.load(post.docname).body)

    def entries(self, view: Listing, page: ListPage, root: str) -> list[Entry]:
        """Return the posts on a page of a list.

        :param root: relative URL of the site root.
        """
        above = ("year", "month") if view.list_kind == "month" else ()
        return [self.entry(view, post, root, *above) for post in page.posts]

    def groups(self, view: Listing, root: str) -> list[ArchiveGroup]:
        """Return the groups of an archive: all years, or the months of one year.

        :param root: relative URL of the site root.
        """

        def group(
            title: str, docname: str, posts: Sequence[Post], *above: str
        ) -> ArchiveGroup:
            entries = [self.entry(view, post, root, *above) for post in posts]
            return ArchiveGroup(title, docname, [e.post for e in entries], entries)

        if view.kind == "archive":
            return [
                group(
                    self.titles.year(year),
                    year_docname(year, self.site.folder),
                    posts,
                    "year",
                )
                for year, posts in self.site.years.items()
            ]
        return [
            group(
                self.titles.month(year, month),
                month_docname(year, month, self.site.folder),
                posts,
                *("year", "month"),
            )
            for (year, month), posts in self.site.months.items()
            if year == view.year
        ]

    def posts(self, view: Listing) -> Sequence[Post]:
        """Return the posts of which a generated page shows more than title and URL."""
        if view.kind == "changes":
            return ()
        if view.post:
            return [view.post]
        if view.page:
            return view.page.posts
        if view.kind == "archive":
            return self.site.posts
        return self.site.years.get(view.year, ())

    def bodies(self, view: Listing) -> Sequence[Post]:
        """Return the posts of which a generated page shows the text or the excerpt."""
        if view.post:
            return [view.post]
        shown = TITLE if view.kind == "changes" else self.shows(view)
        if not view.page or shown == TITLE:
            return ()
        return [p for p in view.page.posts if shown == INTRO or p.kind != ARTICLE]

    def context(self, view: Listing) -> dict[str, Any]:
        """Return the context of a generated page, without its posts."""
        heading = self.titles.heading(view)
        context: dict[str, Any] = {"title": heading, "heading": heading, "body": ""}
        context |= {"list_kind": view.list_kind, "parent": self.titles.parent(view)}
        if view.place:
            context["list_shows"] = self.shows(view)
        if view.page:
            context["pager"] = pager_of(view, view.page, self.home)
        if view.kind == "not-found":
            context["recent"] = [*map(post_ref, self.site.posts[:RECENT_POSTS])]
        if view.term and view.page and view.page.number == 1:
            posts = self.site.terms[view.list_kind][view.term]
            latest = max(post.date for post in posts)
            context["summary"] = TermSummary(
                len(posts), rfc3339(latest), self.titles.date(latest)
            )
        if view.kind == "terms":
            context |= self._overview(view.list_kind)
        return context

    def _overview(self, taxonomy: str) -> dict[str, Any]:
        """Return ``terms`` and ``term_groups``, which is empty without groups."""
        terms, order = self.site.terms[taxonomy], self.blog.order_of(taxonomy)

        def links(some: Iterable[Term]) -> list[TermLink]:
            return [
                TermLink(
                    one.name, self._term_page(taxonomy, one), count=len(terms[one])
                )
                for one in some
            ]

        groups = by_initial(terms, self.language) if order == IN_GROUPS else {}
        return {
            "terms": links(by_count(terms) if order == BY_COUNT else terms),
            "term_groups": [
                TermGroup(initial, initial_id(initial), links(some))
                for initial, some in groups.items()
            ],
        }

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
            texts["cover"] = self.cover_on_top(view.post)
        if view.page and view.kind != "changes":
            texts["entries"] = self.entries(view, view.page, root)
        if view.kind in ("archive", "year"):
            groups = self.groups(view, root)
            texts |= {"groups": groups, "count": sum(len(g.posts) for g in groups)}
        return texts
