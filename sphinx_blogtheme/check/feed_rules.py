"""The rules of feeds and sitemaps, by their specifications."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"

MAX_SITEMAP = 50_000
"""URLs that a sitemap may have (https://www.sitemaps.org/protocol.html)."""

_RELATIVE = re.compile(
    r"<[a-z][^<>]*?\s(?:href|src|poster)\s*=\s*[\"']"
    r"(?![a-z][a-z0-9+.-]*:|//|#|[\"'])([^\"']*)",
    re.IGNORECASE,
)
# W3C Date and Time Formats: a year, and what may follow it.
_W3C_DATE = re.compile(
    r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?"
)


def feed_faults(name: str, data: bytes) -> Iterator[str]:
    """Yield what is wrong with a feed, by the specification of its format.

    :param name: of the file, which tells JSON from XML.
    """
    if name.endswith(".json"):
        yield from _json_faults(data)
        return
    try:
        root = ET.fromstring(data)  # noqa: S314 -- what we have just written
    except ET.ParseError as error:
        yield f"it is not well-formed XML: {error}"
        return
    if root.tag == "rss":
        yield from _rss_faults(root)
    elif root.tag == f"{ATOM}feed":
        yield from _atom_faults(root)
    else:
        yield f"<{root.tag}> is the root of neither RSS nor Atom"


def _rss_faults(root: Element) -> Iterator[str]:
    """Check against RSS 2.0 (https://www.rssboard.org/rss-specification)."""
    if root.get("version") != "2.0":
        yield f"the version is {root.get('version')!r}, not '2.0'"
    channel = root.find("channel")
    if channel is None:
        yield "there is no <channel>"
        return
    yield from _missing(channel, ("title", "link", "description"), "the channel")
    yield from _not_absolute([_text(channel, "link")], "the channel")
    items = channel.findall("item")
    for item in items:
        what = _named(_text(item, "title"), _text(item, "link"))
        if not (_text(item, "title") or _text(item, "description")):
            yield f"{what} has neither a title nor a description"
        yield from _not_absolute([_text(item, "link")], what)
        yield from _undated([_text(item, "pubDate")], _is_rfc_822, what)
        content = _text(item, "description") + _text(item, _CONTENT)
        yield from _relative(content, what)
    yield from _twice(_text(item, "guid") for item in items)


def _atom_faults(feed: Element) -> Iterator[str]:
    """Check against RFC 4287, sections 4.1.1 and 4.1.2."""
    needed = (f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated")
    yield from _missing(feed, needed, "the feed")
    has_author = feed.find(f"{ATOM}author") is not None
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        what = _named(_text(entry, f"{ATOM}title"), _text(entry, f"{ATOM}id"))
        yield from _missing(entry, needed, what)
        if not has_author and entry.find(f"{ATOM}author") is None:
            yield f"{what} has no author, and the feed has none"
        links = entry.findall(f"{ATOM}link")
        alternate = [
            link for link in links if link.get("rel", "alternate") == "alternate"
        ]
        if not alternate and entry.find(f"{ATOM}content") is None:
            yield f"{what} has neither content nor a link to its page"
        yield from _not_absolute([link.get("href", "") for link in links], what)
        dates = [_text(entry, f"{ATOM}{name}") for name in ("updated", "published")]
        yield from _undated(dates, _is_rfc_3339, what)
        content = _text(entry, f"{ATOM}content") + _text(entry, f"{ATOM}summary")
        yield from _relative(content, what)
    yield from _twice(_text(entry, f"{ATOM}id") for entry in entries)


def _json_faults(data: bytes) -> Iterator[str]:
    """Check against JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    try:
        feed: Any = json.loads(data)
    except ValueError as error:
        yield f"it is not JSON: {error}"
        return
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        yield "it is no object with a list of items"
        return
    if not str(feed.get("version", "")).startswith("https://jsonfeed.org/version/1"):
        yield f"the version is {feed.get('version')!r}"
    if not feed.get("title"):
        yield "the feed has no title"
    for item in feed["items"]:
        what = _named(str(item.get("title", "")), str(item.get("id", "")))
        if not item.get("id"):
            yield f"{what} has no id"
        if not {"content_html", "content_text"} & item.keys():
            yield f"{what} has no content"
        yield from _not_absolute([item.get("url") or ""], what)
        dates = [item.get(key) or "" for key in ("date_published", "date_modified")]
        yield from _undated(dates, _is_rfc_3339, what)
        yield from _relative(item.get("content_html") or "", what)
    yield from _twice(str(item.get("id", "")) for item in feed["items"])


def sitemap_faults(data: bytes) -> Iterator[str]:
    """Yield what is wrong with a sitemap (https://www.sitemaps.org/protocol.html)."""
    try:
        root = ET.fromstring(data)  # noqa: S314 -- what we have just written
    except ET.ParseError as error:
        yield f"it is not well-formed XML: {error}"
        return
    if root.tag != f"{SITEMAP}urlset":
        yield f"<{root.tag}> is not the root of a sitemap"
        return
    urls = root.findall(f"{SITEMAP}url")
    places = [_text(url, f"{SITEMAP}loc") for url in urls]
    if len(urls) > MAX_SITEMAP:
        yield f"it has {len(urls)} URLs, and may have {MAX_SITEMAP}"
    if not all(places):
        yield "a <url> has no <loc>"
    yield from _not_absolute(places, "it")
    for url, place in zip(urls, places, strict=True):
        date = _text(url, f"{SITEMAP}lastmod")
        if date and not _W3C_DATE.fullmatch(date):
            yield f"{place} has the date {date!r}, which is none of W3C's"
    yield from _twice(places)


def _text(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _named(title: str, address: str) -> str:
    return f"the entry {(title or address)!r}"


def _missing(element: Element, names: Iterable[str], what: str) -> Iterator[str]:
    for name in names:
        if not _text(element, name):
            yield f"{what} has no <{name.rpartition('}')[2]}>"


def _not_absolute(urls: Iterable[str], what: str) -> Iterator[str]:
    for url in urls:
        if url and not urlsplit(url).scheme:
            yield f"{what} has the URL {url!r}, which is not complete"


def _relative(html: str, what: str) -> Iterator[str]:
    if match := _RELATIVE.search(html):
        yield f"{what} has the URL {match[1]!r} in its content, which is not complete"


def _undated(
    dates: Iterable[str], is_date: Callable[[str], bool], what: str
) -> Iterator[str]:
    for date in dates:
        if date and not is_date(date):
            yield f"{what} has the date {date!r}, which is none of the format's"


def _is_rfc_822(text: str) -> bool:
    try:
        parsedate_to_datetime(text)
    except ValueError:
        return False
    return True


def _is_rfc_3339(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None and "T" in text
    except ValueError:
        return False


def _twice(ids: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(filter(None, ids)).items():
        if count > 1:
            yield f"the id {name!r} is there {count} times"
