"""Titles and descriptions of generated pages, and dates in the site's language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from sphinx.util.i18n import format_date

from sphinx_blogtheme.markdown.smart_text import smart_text
from sphinx_blogtheme.model.kinds import ALL, ARTICLES
from sphinx_blogtheme.model.library import ARCHIVES, OVERVIEWS
from sphinx_blogtheme.pages.template_values import PageRef

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.model.library import Library
    from sphinx_blogtheme.model.listings import Listing

OVERVIEW_NAMES = {
    "category": "Categories",
    "tag": "Tags",
    "author": "Authors",
    "series": "Series",
    "location": "Locations",
    "language": "Languages",
}
"""Names of the taxonomies, which are the titles of their overviews."""

_KIND_NAMES = {
    "article": "Articles",
    "link": "Links",
    "quote": "Quotations",
    "note": "Notes",
}

_SECOND_FEEDS = {ALL: "Everything", ARTICLES: "Articles"}

_PARENT_NAMES = {
    ARCHIVES: "Archives",
    **{OVERVIEWS[taxonomy]: name for taxonomy, name in OVERVIEW_NAMES.items()},
}

_TOKEN = re.compile(r"%-?\w|%%")
_FIELDS = {
    "%Y": "year",
    **dict.fromkeys(("%B", "%b", "%m", "%-m"), "month"),
    **dict.fromkeys(("%d", "%-d"), "day"),
}
"""The field of a date on which a token depends; other tokens depend on all fields."""
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)


class Titles:
    """Titles and descriptions of one site's generated pages, in plain text."""

    def __init__(self, config: Config, blog: BlogConfig, site: Library) -> None:
        # Both have the quotation marks that pages show.
        self.blog_title = smart_text(config.blog_title, None, config) or ""
        description = smart_text(blog.description, None, config) or ""
        self.blog = replace(blog, description=description)
        self._site = site
        self._language: str = config.language or "en"
        self._date_format: str = config.post_date_format

    def date(self, moment: datetime) -> str:
        """Return a date for readers, in the language of the site: "2 March 2025"."""
        return _format_date(self._date_format, moment, self._language)

    def brief_date(self, moment: datetime) -> str:
        """Return a date with the short name of its month: "2 Mar 2025"."""
        brief = self._date_format.replace("%B", "%b")
        return _format_date(brief, moment, self._language)

    def date_below(self, moment: datetime, *fields: str) -> str:
        """Return a date below a heading that has a part of it: "2 March" or "2".

        :param fields: the fields of the heading, ``year`` and perhaps ``month``.
        """
        return _format_date(_shorter(self._date_format, fields), moment, self._language)

    def month(self, year: int, month: int) -> str:
        """Return the title of a month, in the language of the site: "March 2025"."""
        posts = self._site.months[year, month]
        return _format_date("%B %Y", posts[0].date, self._language)

    def heading(self, view: Listing) -> str:
        """Return the title of a generated page, such as "Archives"."""
        title = {
            "home": self.blog_title,
            "archive": "Archives",
            "changes": "Changes",
            "terms": OVERVIEW_NAMES.get(view.list_kind, ""),
            "year": f"{view.year}",
            "not-found": "Page not found",
            "feeds": "Feeds",
            "blogroll": "Blogroll",
        }.get(view.kind, "")
        if view.kind == "post" and view.post:
            return view.post.title
        if view.list_kind == "month":
            title = self.month(view.year, view.month)
        elif view.term is not None:
            title = view.term.name
        elif view.post_kind:
            title = _KIND_NAMES[view.post_kind]
        elif view.kind == "list":
            title = "Older posts"
        if view.page and view.page.number > 1:
            title = f"{title}, page {view.page.number}"
        return title

    def name(self, view: Listing) -> str:
        """Return the title of a list without the number of its page."""
        return self.heading(replace(view, page=None))

    def description(self, view: Listing) -> str:
        """Return one sentence about a generated page."""
        blog, count = self.blog_title, len(self._site.posts)
        names = OVERVIEW_NAMES.get(view.list_kind, "").lower()
        texts = {
            "home": self.blog.description or f"The newest posts of {blog}.",
            "archive": f"All {count} posts of {blog}, by year.",
            "terms": f"The {names} of {blog}, and how many posts each has.",
            "year": f"The posts of {blog} from {view.year}, by month.",
            "changes": f"What has changed in the posts of {blog}, and when.",
            "not-found": f"{blog} has no page at this address.",
            "feeds": f"The feeds of {blog}, which tell you of new posts.",
            "blogroll": f"Blogs that {blog} recommends.",
        }
        if view.kind == "post" and view.post:
            return view.post.description or ""
        if view.kind in texts:
            return texts[view.kind]
        page = view.page
        if page is None or page.total == 1:
            return self.about(view)
        return f"{self._list_of(view)}, page {page.number} of {page.total}."

    def about(self, view: Listing) -> str:
        """Return one sentence about the list of a term, whatever its number of pages."""
        return f"{self._list_of(view)}."

    def feed_name(self, view: Listing | None, second: str = "") -> str:
        """Return what the name of a feed adds to that of the blog; "" for the main one.

        :param view: the list whose feed it is; None for a feed of the whole blog.
        :param second: name of the blog's second feed.
        """
        if view is None:
            return _SECOND_FEEDS.get(second, "")
        return self.name(view)

    def _list_of(self, view: Listing) -> str:
        blog, name = self.blog_title, view.term.name if view.term else ""
        if view.post_kind:
            return f"{_KIND_NAMES[view.post_kind]} of {blog}"
        if view.list_kind == "month":
            return f"Posts of {blog} from {self.month(view.year, view.month)}"
        return {
            "page": f"Older posts of {blog}",
            "author": f"Posts of {blog} by {name}",
            "series": f"Posts of {blog} in the series {name}, in order",
            "location": f"Posts of {blog} from {name}",
            "language": f"Posts of {blog} in {name}",
        }.get(view.list_kind, f"Posts of {blog} about {name}")

    def parent(self, view: Listing) -> PageRef | None:
        """Return the page above a generated page."""
        if view.parent is None:
            return None
        return PageRef(_PARENT_NAMES.get(view.parent, view.parent), view.parent)


@lru_cache(maxsize=64)
def _shorter(pattern: str, fields: tuple[str, ...]) -> str:
    """Return the format of a date without some of its fields: "%-d %B" of "%-d %B %Y".

    A field goes with what separates it from the next one, the last field with what
    separates it from the one before. A format without a day stays whole.
    """
    tokens = list(_TOKEN.finditer(pattern))
    kept = [t for t in tokens if _FIELDS.get(t[0]) not in fields]
    if not any(_FIELDS.get(token[0]) == "day" for token in kept):
        return pattern
    ends = [token.end() for token in tokens]
    starts = [token.start() for token in tokens[1:]]
    after = [pattern[a:b] for a, b in zip(ends, [*starts, len(pattern)], strict=True)]
    parts = [
        (token[0], gap)
        for token, gap in zip(tokens, after, strict=True)
        if token in kept
    ]
    before = pattern[: tokens[0].start()]
    last_stays = tokens[-1] in kept
    text = "".join(token + gap for token, gap in parts)
    if not last_stays:
        text = text.removesuffix(parts[-1][1])
    return before + text


def _format_date(pattern: str, moment: datetime, language: str) -> str:
    """Return a date as Sphinx writes it, from tokens that many dates share."""
    return _TOKEN.sub(lambda m: _format_part(m[0], moment, language), pattern)


def _format_part(token: str, moment: datetime, language: str) -> str:
    if field := _FIELDS.get(token):
        moment = _SOME_DAY.replace(**{field: getattr(moment, field)})
    return _format_token(token, moment, language)


@lru_cache(maxsize=4096)
def _format_token(token: str, moment: datetime, language: str) -> str:
    return format_date(token, date=moment, language=language)
