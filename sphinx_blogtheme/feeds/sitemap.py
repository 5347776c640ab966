"""Write sitemaps (protocol 0.9 of https://www.sitemaps.org/).

A file may have 50,000 URLs and 50 MB. Only the first limit is checked: to reach the
second, URLs would need a thousand characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.timestamps import rfc3339
from sphinx_blogtheme.feeds.xml import branch, document, element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

MAX_URLS = 50_000

_XHTML = {"xmlns:xhtml": "http://www.w3.org/1999/xhtml"}
"""Declares the prefix of links, in sitemaps that have some."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, kw_only=True, slots=True)
class SitemapEntry:
    """A page, or another sitemap, that search engines may read."""

    url: str
    """Absolute."""
    last_change: datetime | None
    """Aware; None if it is not known."""
    alternates: Sequence[tuple[str, str]] = ()
    """Languages (or ``x-default``) and URLs of all versions of the page."""


def write_sitemap(entries: Sequence[SitemapEntry]) -> str:
    """Return the text of one sitemap, with the URLs in the order given.

    :raises ValueError: if there are more than `MAX_URLS` of them.
    """
    if len(entries) > MAX_URLS:
        raise ValueError(f"{len(entries)} URLs are too many for one sitemap")
    return _document("urlset", "url", entries)


def write_sitemaps(entries: Sequence[SitemapEntry], *, base_url: str) -> dict[str, str]:
    """Return the files that list any number of URLs: their texts by file name.

    There is only ``sitemap.xml``; if it would be too long, it is an index of
    ``sitemap-1.xml`` and so on.

    :param base_url: absolute URL of the folder of the files, with a slash at its end.
    """
    if len(entries) <= MAX_URLS:
        return {"sitemap.xml": write_sitemap(entries)}
    parts = [
        entries[start : start + MAX_URLS] for start in range(0, len(entries), MAX_URLS)
    ]
    names = part_names(len(entries))
    index = [
        SitemapEntry(url=base_url + name, last_change=_last_change(part))
        for name, part in zip(names, parts, strict=True)
    ]
    return {
        "sitemap.xml": _document("sitemapindex", "sitemap", index),
        **dict(zip(names, map(write_sitemap, parts), strict=True)),
    }


def part_names(urls: int) -> list[str]:
    """Return the names of the parts of a sitemap that is too long for one file.

    :param urls: number of its URLs.
    """
    parts = -(-urls // MAX_URLS)
    return [f"sitemap-{number}.xml" for number in range(1, parts + 1)]


def _document(root: str, item: str, entries: Iterable[SitemapEntry]) -> str:
    entries = list(entries)
    items = (branch(item, _entry(entry)) for entry in entries)
    links = _XHTML if any(entry.alternates for entry in entries) else {}
    return document(branch(root, items, xmlns=_NAMESPACE, **links))


def _entry(entry: SitemapEntry) -> Iterator[str]:
    yield element("loc", entry.url)
    if entry.last_change:
        yield element("lastmod", rfc3339(entry.last_change))
    for language, url in entry.alternates:
        yield element("xhtml:link", rel="alternate", hreflang=language, href=url)


def _last_change(entries: Iterable[SitemapEntry]) -> datetime | None:
    return max(
        (entry.last_change for entry in entries if entry.last_change), default=None
    )
