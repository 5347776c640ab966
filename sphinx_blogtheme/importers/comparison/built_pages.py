"""What one page of a built site says about itself: kind, title, date and terms."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.comparison.feed_entries import read_time
from sphinx_blogtheme.importers.comparison.main_content import start_of
from sphinx_blogtheme.importers.comparison.page_elements import attribute, element_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bs4.element import Tag

POST, PAGE, LIST, REDIRECT = "post", "page", "list", "redirect"
PAGING, HIDDEN = "paging", "hidden"
"""Kinds of pages. `PAGING` are further pages of lists, whose numbers change with each
post, and `HIDDEN` those to which nothing led, as some engines write drafts; nothing is
lost if they are gone."""

_ARTICLE = re.compile(
    r"<meta\b(?=[^>]*og:type)(?=[^>]*content\s*=\s*[\"']?article\b)"
    r"|\"@type\"\s*:\s*\"(?:BlogPosting|Article|NewsArticle)\"",
    re.IGNORECASE,
)
_OUR_KIND = re.compile(r"<body\b[^>]*\bbt-kind-([\w-]+)")
_OUR_LISTS = (
    "list",
    "archive",
    "year",
    "terms",
    "home",
    "changes",
    "feeds",
    "blogroll",
    "search",
)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_PAGING = re.compile(
    r"/(?:page|seite|pagina|p)/?-?\d+(?:/|\.html?)?$|/(?:index|page)-?\d+(?:\.html?|/)$"
)
_LISTS = re.compile(
    r"^/$|/(?:tags?|topics?|categor(?:y|ies)|authors?|archives?|series|label|all_tags"
    r"|all_categories|locations?|languages?|search)(?:/[^/]+)?(?:\.html?|/)?$"
    r"|/(?:posts|blog|articles|news|notes)(?:\.html?|/)?$|/(?:cat_[^/]+|(?:19|20)\d\d(?:/\d\d){0,2})(?:/|\.html?)?$"
    r"|/search/label/"
)
_SOURCE = re.compile(r"\.src\.html$|^/listings/.*\.\w+\.html$")
"""Matches the URLs of pages that Nikola makes of sources and of programs."""

_HIDDEN = re.compile(r"<meta\b(?=[^>]*\brobots\b)[^>]*\bnoindex\b", re.IGNORECASE)
_TERM = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|label)/(?:cat_)?([^/]+?)(?:/|\.html?)?$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PageHead:
    """What a page says about itself, beside its text."""

    titles: tuple[str, ...]
    """Its heading first, then what its head says."""
    date: datetime | None
    terms: tuple[str, ...]


def says_article(head: str) -> bool:
    """Return whether the beginning of a page says that it is a post."""
    return bool(_ARTICLE.search(head))


def says_hidden(url: str, head: str) -> bool:
    """Return whether a page was not for the public, by its URL or its beginning.

    Some engines copy their templates to the site too.
    """
    is_template = head.lstrip().startswith(("{%", "{{", "{#"))
    is_source = _SOURCE.search(url) is not None
    is_closed = "/drafts/" in url or _HIDDEN.search(head) is not None
    return is_template or is_source or is_closed


def our_kind(head: str, *, is_listed: bool) -> str:
    """Return the kind of a page of the new blog.

    :param is_listed: whether the sitemap has it, as it has no standing page.
    """
    found = _OUR_KIND.search(head)
    if found and found[1] in _OUR_LISTS:
        return LIST
    if says_article(head):
        return POST if is_listed else PAGE
    return PAGE


def kind_of_url(url: str) -> str:
    """Return the kind that a URL of another engine's page tells."""
    if _PAGING.search(url):
        return PAGING
    return LIST if _LISTS.search(url) else PAGE


def title_of_head(head: str) -> str:
    """Return the text of ``<title>`` in the beginning of a page."""
    found = _TITLE.search(head)
    return " ".join(unescape(found[1]).split()) if found else ""


def page_head(page: Tag) -> PageHead:
    """Return what a page says about itself."""
    start = start_of(page)
    data = [*_json_ld(page)]
    return PageHead(
        titles=tuple(dict.fromkeys(filter(None, _titles(page, start)))),
        date=next(filter(None, _dates(page, start, data)), None),
        terms=tuple(dict.fromkeys(filter(None, _terms(page, start)))),
    )


def _meta(page: Tag, name: str) -> list[str]:
    return [
        attribute(one, "content")
        for one in page.find_all("meta")
        if name in (attribute(one, "property"), attribute(one, "name"))
    ]


def _titles(page: Tag, start: Tag) -> Iterator[str]:
    for place in (start, page):
        for heading in place.find_all("h1")[:2]:
            yield " ".join(element_text(heading).split()).rstrip(" ¶#")
    yield from _meta(page, "og:title")
    title = page.find("title")
    yield " ".join(title.get_text().split()) if title else ""


def _json_ld(page: Tag) -> Iterator[dict[str, Any]]:
    for script in page.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.get_text())
        except ValueError:
            continue
        level = [data]
        while level:
            item = level.pop()
            if isinstance(item, list):
                level += item
            elif isinstance(item, dict):
                yield item
                level += [v for k, v in item.items() if k in ("@graph", "mainEntity")]


def _dates(
    page: Tag, start: Tag, data: list[dict[str, Any]]
) -> Iterator[datetime | None]:
    for item in data:
        yield read_time(str(item.get("datePublished") or ""))
    for name in ("article:published_time", "date", "DC.date.issued"):
        yield from map(read_time, _meta(page, name)[:1])
    times = [one for one in start.find_all(True) if one.has_attr("datetime")]
    times.sort(
        key=lambda one: (
            "dt-published" not in attribute(one, "class")
            and attribute(one, "itemprop") != "datePublished"
        )
    )
    yield from (read_time(attribute(one, "datetime")) for one in times[:1])


def _terms(page: Tag, start: Tag) -> Iterator[str]:
    for names in _meta(page, "article:tag"):
        yield from names.split(",")  # as Docusaurus joins them
    for link in start.find_all("a", href=True):
        href = attribute(link, "href")
        is_term = "tag" in attribute(link, "rel").split() or _TERM.search(href)
        name = " ".join(element_text(link).split()).strip("#, ")
        if is_term and not link.find_parent(["nav", "aside"]):
            yield name
