"""Titles and descriptions of generated pages, and dates in the site's language."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from sphinx.util.i18n import format_date

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
        self._blog = blog
        self._site = site
        self._title: str = config.blog_title
        self._language: str = config.language or "en"
        self._date_format: str = config.post_date_format

    def date(self, moment: datetime) -> str:
        """Return a date for readers, in the language of the site: "2 March 2025"."""
        return _format_date(self._date_format, moment, self._language)

    def month(self, year: int, month: int) -> str:
        """Return the title of a month, in the language of the site: "March 2025"."""
        posts = self._site.months[year, month]
        return _format_date("%B %Y", posts[0].date, self._language)

    def heading(self, view: Listing) -> str:
        """Return the title of a generated page, such as "Archives"."""
        title = {
            "home": self._title,
            "archive": "Archives",
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
        elif view.kind == "list":
            title = "Older posts"
        if view.page and view.page.number > 1:
            title = f"{title}, page {view.page.number}"
        return title

    def description(self, view: Listing) -> str:
        """Return one sentence about a generated page."""
        blog, count = self._title, len(self._site.posts)
        names = OVERVIEW_NAMES.get(view.list_kind, "").lower()
        texts = {
            "home": self._blog.description or f"The newest posts of {blog}.",
            "archive": f"All {count} posts of {blog}, by year.",
            "terms": f"The {names} of {blog}, and how many posts each has.",
            "year": f"The posts of {blog} from {view.year}, by month.",
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

    def _list_of(self, view: Listing) -> str:
        blog, name = self._title, view.term.name if view.term else ""
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
