"""Titles and descriptions of generated pages, and dates in the site's language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.given import is_set
from sphinx_blogtheme.model.kinds import ALL, ARTICLES
from sphinx_blogtheme.model.library import ARCHIVES, OVERVIEWS
from sphinx_blogtheme.model.written_dates import WrittenDates
from sphinx_blogtheme.pages.section_links import names_of
from sphinx_blogtheme.pages.template_values import PageRef
from sphinx_blogtheme.translation import _, ngettext

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx.config import Config

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.model.library import Library
    from sphinx_blogtheme.model.listings import Listing


def overview_names() -> dict[str, str]:
    """Return the names of the taxonomies, which are the titles of their overviews."""
    return {
        "category": _("Categories"),
        "tag": _("Tags"),
        "author": _("Authors"),
        "series": _("Series"),
        "location": _("Locations"),
        "language": _("Languages"),
    }


def _kind_names() -> dict[str, str]:
    return {
        "article": _("Articles"),
        "link": _("Links"),
        "quote": _("Quotations"),
        "note": _("Notes"),
    }


class Titles:
    """Titles and descriptions of one site's generated pages, in plain text."""

    def __init__(self, config: Config, blog: BlogConfig, site: Library) -> None:
        self.label, self.blog_title, description = names_of(config, blog, site)
        feeds = list(blog.feeds_of(site))
        self.blog = replace(blog, description=description, feeds=feeds)
        self._site = site
        ablogs = config.post_date_format if is_set(config, "post_date_format") else ""
        form = blog.date_format or ablogs
        self.dates = WrittenDates(site.language or config.language or "en", form)

    def date(self, moment: datetime) -> str:
        """Return a date for readers, in the language of the site: "2 March 2025"."""
        return self.dates.date(moment)

    def brief_date(self, moment: datetime) -> str:
        """Return a date with the short name of its month: "2 Mar 2025"."""
        return self.dates.brief(moment)

    def date_below(self, moment: datetime, *fields: str) -> str:
        """Return a date below a heading that has a part of it: "2 March" or "2".

        :param fields: the fields of the heading, ``year`` and perhaps ``month``.
        """
        return self.dates.below(moment, *fields)

    def month(self, year: int, month: int) -> str:
        """Return the title of a month, in the language of the site: "March 2025"."""
        text = self._month_in_text(year, month)
        return text[:1].upper() + text[1:]

    def _month_in_text(self, year: int, month: int) -> str:
        return self.dates.month(self._site.months[year, month][0].date)

    def year(self, year: int) -> str:
        """Return the title of a year, in the language of the site: "2025", "2025年"."""
        return self.dates.year(self._site.years[year][0].date)

    def heading(self, view: Listing) -> str:
        """Return the title of a generated page, such as "Archives"."""
        if view.kind == "post" and view.post:
            return view.post.title
        if view.kind == "year":
            title = self.year(view.year)
        elif view.list_kind == "month":
            title = self.month(view.year, view.month)
        elif view.term is not None:
            title = view.term.name
        elif view.post_kind:
            title = _kind_names()[view.post_kind]
        elif view.kind == "terms":
            title = overview_names().get(view.list_kind, "")
        else:
            title = self._name_of(view.kind)
        if view.page and view.page.number > 1:
            number = self.dates.number(view.page.number)
            title = _("%(title)s, page %(number)s") % {"title": title, "number": number}
        return title

    def _name_of(self, kind: str) -> str:
        return {
            "home": self.label,
            "list": _("Older posts"),
            "archive": _("Archives"),
            "changes": _("Changes"),
            "not-found": _("Page not found"),
            "feeds": _("Feeds"),
            "blogroll": _("Blogroll"),
        }.get(kind, "")

    def name(self, view: Listing) -> str:
        """Return the title of a list without the number of its page."""
        return self.heading(replace(view, page=None))

    def description(self, view: Listing) -> str:
        """Return one sentence about a generated page."""
        blog, count = self.blog_title, len(self._site.posts)
        texts = {
            "home": self.blog.description or _("The newest posts of %(blog)s."),
            "archive": ngettext(
                "%(count)s post of %(blog)s, by year.",
                "All %(count)s posts of %(blog)s, by year.",
                count,
            ),
            "terms": self._overview_text(view.list_kind),
            "year": _("The posts of %(blog)s from %(year)s, by month."),
            "changes": _("What has changed in the posts of %(blog)s, and when."),
            "not-found": _("%(blog)s has no page at this address."),
            "feeds": _("The feeds of %(blog)s, which tell you of new posts."),
            "blogroll": _("Blogs that %(blog)s recommends."),
        }
        if view.kind == "post" and view.post:
            return view.post.description or ""
        if view.kind == "home" and self.blog.description:
            return self.blog.description
        if view.kind in texts:
            year = self.year(view.year) if view.kind == "year" else ""
            number = self.dates.number(count)
            return texts[view.kind] % {"blog": blog, "count": number, "year": year}
        page = view.page
        if page is None or page.total == 1:
            return self.about(view)
        return _("%(list)s, page %(number)s of %(total)s.") % {
            "list": self._list_of(view),
            "number": self.dates.number(page.number),
            "total": self.dates.number(page.total),
        }

    def about(self, view: Listing) -> str:
        """Return one sentence about the list of a term, whatever its number of pages."""
        return _("%(list)s.") % {"list": self._list_of(view)}

    def feed_name(self, view: Listing | None, second: str = "") -> str:
        """Return what the name of a feed adds to that of the blog; "" for the main one.

        :param view: the list whose feed it is; None for a feed of the whole blog.
        :param second: name of the blog's second feed.
        """
        if view is None:
            names = {ALL: _("Everything"), ARTICLES: _("Articles")}
            return names.get(second, "")
        return self.name(view)

    def _overview_text(self, taxonomy: str) -> str:
        return {
            "category": _("The categories of %(blog)s, and how many posts each has."),
            "tag": _("The tags of %(blog)s, and how many posts each has."),
            "author": _("The authors of %(blog)s, and how many posts each has."),
            "series": _("The series of %(blog)s, and how many posts each has."),
            "location": _("The locations of %(blog)s, and how many posts each has."),
            "language": _("The languages of %(blog)s, and how many posts each has."),
        }.get(taxonomy, "")

    def _list_of(self, view: Listing) -> str:
        values = {"blog": self.blog_title, "name": view.term.name if view.term else ""}
        if view.list_kind == "month":
            values["month"] = self._month_in_text(view.year, view.month)
        text = {
            "article": _("Articles of %(blog)s"),
            "link": _("Links of %(blog)s"),
            "quote": _("Quotations of %(blog)s"),
            "note": _("Notes of %(blog)s"),
            "month": _("Posts of %(blog)s from %(month)s"),
            "page": _("Older posts of %(blog)s"),
            "author": _("Posts of %(blog)s by %(name)s"),
            "series": _("Posts of %(blog)s in the series %(name)s, in order"),
            "location": _("Posts of %(blog)s from %(name)s"),
            "language": _("Posts of %(blog)s in %(name)s"),
        }.get(view.post_kind or view.list_kind, "") or _(
            "Posts of %(blog)s about %(name)s"
        )
        return text % values

    def parent(self, view: Listing) -> PageRef | None:
        """Return the page above a generated page."""
        if view.parent is None or view.section:
            return None  # pages of sections have a breadcrumb
        names = {OVERVIEWS[kind]: name for kind, name in overview_names().items()}
        names[ARCHIVES] = _("Archives")
        name = view.parent.removeprefix(view.folder)
        title = names.get(name) or self.year(view.year)
        return PageRef(title, view.parent)
