"""Turn the views of a site into what the templates draw."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup
from sphinx.util.i18n import format_date

from sphinx_blogtheme.config import site_url
from sphinx_blogtheme.taxonomy import (
    ARCHIVES,
    CATEGORIES,
    month_docname,
    term_docname,
    year_docname,
)
from sphinx_blogtheme.template_model import (
    ArchiveGroup,
    Entry,
    FeedLink,
    Link,
    Pager,
    PostRef,
    PostView,
)
from sphinx_blogtheme.writing.feeds import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sphinx.config import Config

    from sphinx_blogtheme.config import BlogConfig
    from sphinx_blogtheme.fragments import FragmentStore
    from sphinx_blogtheme.model import Page, Post, Term
    from sphinx_blogtheme.taxonomy import Site
    from sphinx_blogtheme.views import View

DATE_FORMAT = "%-d %B %Y"

FEED_NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


class Pages:
    """Makes the contexts of one build."""

    def __init__(
        self, config: Config, blog: BlogConfig, site: Site, fragments: FragmentStore
    ) -> None:
        self.config = config
        self.blog = blog
        self.site = site
        self.fragments = fragments
        self.base_url = site_url(config)
        self.title: str = config.blog_title
        self._titles: dict[str, str] = {}

    def absolute(self, uri: str) -> str | None:
        """Return the absolute URL of a page, from its URL in the site."""
        return f"{self.base_url}{uri}" if self.base_url else None

    def permalink(self, docname: str) -> str:
        """Return the URL of a post or generated page from the site's root."""
        return "" if docname == self.config.root_doc else f"{quote(docname)}/"

    def date(self, moment: datetime) -> str:
        """Return a date as readers see it, in the language of the site."""
        custom: str = self.config.post_date_format
        return _format_date(custom, moment, self.config.language or "en")

    def post(self, post: Post) -> PostView:
        """Return what templates see of a post."""
        links = self.config.blog_authors
        return PostView(
            docname=post.docname,
            title=post.title,
            url=self.absolute(self.permalink(post.docname)),
            date=post.date,
            date_iso=post.date.isoformat(),
            date_text=self.date(post.date),
            updated_iso=post.updated.isoformat() if post.updated else None,
            updated_text=self.date(post.updated) if post.updated else None,
            categories=self._links("category", post.categories, post),
            tags=self._links("tag", post.tags, post),
            authors=[
                Link(
                    term.name,
                    term_docname("author", term) if post.listed else None,
                    (links.get(term.slug) or (None, None))[1],
                )
                for term in post.authors
            ],
            description=post.description or "",
            listed=post.listed,
            maths=post.maths,
            comments=post.comments,
            extra=post.extra,
        )

    def _links(self, taxonomy: str, terms: Sequence[Term], post: Post) -> list[Link]:
        """Return a post's terms, as all posts call them, as far as they have pages."""
        pages = {term.slug: term for term in self.site.terms[taxonomy]}
        return [
            Link(pages[term.slug].name, term_docname(taxonomy, term))
            for term in terms
            if term.slug in pages
        ]

    def neighbours(self, post: Post) -> tuple[PostRef | None, PostRef | None]:
        """Return the newer and the older post."""
        newer, older = self.site.neighbours.get(post.docname, (None, None))
        return _ref(newer), _ref(older)

    def feeds(self, folder: str = "feed", name: str = "") -> list[FeedLink]:
        """Return the feeds in a folder, in the order that the site announces them."""
        title = f"{self.title}: {name}" if name else self.title
        return [
            FeedLink(
                f"{title} ({FEED_NAMES[kind]})",
                FORMATS[kind].mime,
                f"{folder}/{FORMATS[kind].file_name}",
            )
            for kind in self.blog.feeds
        ]

    def entries(self, page: Page, root: str) -> Iterator[Entry]:
        """Yield the posts of a page of a list.

        :param root: what leads from the page to the root of the site.
        """
        for post in page.posts:
            fragment = self.fragments.load(post.docname)
            prefix = f"{post.docname.replace('/', '-')}-"
            html = fragment.on_page(fragment.intro, root=root, prefix=prefix, deeper=1)
            yield Entry(self.post(post), Markup(html), fragment.has_more)  # noqa: S704

    def heading(self, view: View) -> str:
        """Return the title of a generated page."""
        title = {
            "home": self.title,
            "archive": "Archives",
            "terms": "Categories",
            "year": f"{view.year}",
        }.get(view.kind, "")
        if view.kind == "post" and view.post:
            return view.post.title
        if view.list_kind == "month":
            title = self.month(view.year, view.month)
        elif view.term is not None:
            title = view.term.name
        elif view.kind == "list":
            title = "Older posts"
        if view.page and view.page.number > 1:
            title = f"{title}, page {view.page.number}"
        return title

    def month(self, year: int, month: int) -> str:
        """Return the name of a month, in the language of the site."""
        posts = self.site.months[year, month]
        return _format_date("%B %Y", posts[0].date, self.config.language or "en")

    def description(self, view: View) -> str:
        """Return one sentence about a generated page."""
        count = len(self.site.posts)
        texts = {
            "home": self.blog.description or f"The newest posts of {self.title}.",
            "archive": f"All {count} posts of {self.title}, by year.",
            "terms": f"The categories of {self.title}, and how many posts each has.",
            "year": f"The posts of {self.title} from {view.year}, by month.",
        }
        if view.kind == "post" and view.post:
            return view.post.description or ""
        if view.kind in texts:
            return texts[view.kind]
        where = f", page {view.page.number} of {view.page.total}" if view.page else ""
        if view.list_kind == "month":
            return f"Posts of {self.title} from {self.month(view.year, view.month)}{where}."
        if view.list_kind == "author" and view.term:
            return f"Posts of {self.title} by {view.term.name}{where}."
        if view.term:
            return f"Posts of {self.title} about {view.term.name}{where}."
        return f"Older posts of {self.title}{where}."

    def groups(self, view: View) -> list[ArchiveGroup]:
        """Return the groups of an archive: the years, or one year's months."""
        if view.kind == "archive":
            return [
                ArchiveGroup(f"{year}", year_docname(year), [*map(self.post, posts)])
                for year, posts in self.site.years.items()
            ]
        return [
            ArchiveGroup(
                self.month(year, month),
                month_docname(year, month),
                [*map(self.post, posts)],
            )
            for (year, month), posts in self.site.months.items()
            if year == view.year
        ]

    def parent(self, view: View) -> PostRef | None:
        """Return the page above a generated page."""
        names = {ARCHIVES: "Archives", CATEGORIES: "Categories"}
        if view.parent is None:
            return None
        return PostRef(names.get(view.parent, view.parent), view.parent)

    def context(self, view: View, root: str) -> dict[str, Any]:
        """Return what a template gets to draw a generated page.

        :param root: what leads from the page to the root of the site.
        """
        heading = self.heading(view)
        context: dict[str, Any] = {"title": heading, "heading": heading, "body": ""}
        context |= {"list_kind": view.list_kind, "parent": self.parent(view)}
        if view.post:
            fragment = self.fragments.load(view.post.docname)
            body = fragment.on_page(fragment.body, root=root)
            context |= {"post": self.post(view.post), "body": body}
            context |= {"newer": None, "older": None}
        if view.page:
            page = view.page
            context["entries"] = list(self.entries(page, root))
            first = self._first(view)
            context["pager"] = Pager(
                page.number,
                page.total,
                page.previous,
                page.next,
                [
                    (
                        number,
                        first if number == 1 else f"{self._base(view)}page/{number}",
                    )
                    for number in range(1, page.total + 1)
                ],
            )
        if view.kind in ("archive", "year"):
            groups = self.groups(view)
            context |= {"groups": groups, "count": sum(len(g.posts) for g in groups)}
        if view.kind == "terms":
            context["terms"] = [
                Link(term.name, term_docname("category", term), count=len(posts))
                for term, posts in self.site.categories.items()
            ]
        return context

    def _first(self, view: View) -> str:
        return self._base(view).rstrip("/") or self.config.root_doc

    def _base(self, view: View) -> str:
        """Return the folder of a list, with a slash, or nothing for the front page."""
        if view.list_kind == "month":
            return f"{month_docname(view.year, view.month)}/"
        return f"{term_docname(view.list_kind, view.term)}/" if view.term else ""


def _ref(post: Post | None) -> PostRef | None:
    return PostRef(post.title, post.docname) if post else None


@lru_cache(maxsize=4096)
def _format_date(pattern: str, moment: datetime, language: str) -> str:
    return format_date(pattern, date=moment, language=language)
