"""The entries of feeds, be they RSS, Atom or JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NEXT = re.compile(r"<(?:\w+:)?link\b[^>]*\brel=[\"']next[\"'][^>]*>")
_HREF = re.compile(r"\bhref=[\"']([^\"']*)[\"']")
_NEXT_URL = re.compile(r'"next_url"\s*:\s*("(?:[^"\\]|\\.)*")')


@dataclass(frozen=True, kw_only=True, slots=True)
class OldEntry:
    """An entry of a feed."""

    link: str
    """URL of its post, as it is written."""
    identity: str
    """Its id or guid, by which a reader knows that it has shown it before."""
    title: str
    date: datetime | None
    terms: tuple[str, ...]


def entries_of(file: Path) -> list[OldEntry]:
    """Return the entries of a feed; none if it cannot be read."""
    try:
        data = file.read_bytes()
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
            return [*_of_json(json.loads(data))]
        if b"<!ENTITY" in data:
            return []
        return [*_of_xml(ET.fromstring(data))]  # noqa: S314 - it has no entities
    except (OSError, ValueError, ET.ParseError):
        return []


def next_page(file: Path) -> str:
    """Return the URL of the next page of a feed (RFC 5005); empty without one."""
    try:
        text = file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
    if found := _NEXT.search(text):
        href = _HREF.search(found[0])
        return unescape(href[1]) if href else ""
    found = _NEXT_URL.search(text)
    return str(json.loads(found[1])) if found else ""


def read_time(text: str) -> datetime | None:
    """Return a date in ISO 8601 or as in e-mails; None if it is neither."""
    text = text.strip()
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None


def _of_json(feed: Any) -> Iterator[OldEntry]:
    items = feed.get("items") if isinstance(feed, dict) else None
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            tags = item.get("tags")
            yield OldEntry(
                link=str(item.get("url") or item.get("id") or ""),
                identity=str(item.get("id") or ""),
                title=str(item.get("title") or ""),
                date=read_time(str(item.get("date_published") or "")),
                terms=tuple(map(str, tags)) if isinstance(tags, list) else (),
            )


def _of_xml(root: ET.Element) -> Iterator[OldEntry]:
    for element in root.iter():
        if _name(element) in ("item", "entry"):
            yield _entry(element)


def _entry(element: ET.Element) -> OldEntry:
    texts: dict[str, str] = {}
    terms: list[str] = []
    for child in element:
        name, text = _name(child), "".join(child.itertext()).strip()
        if name == "link":
            if child.get("rel", "alternate") == "alternate":
                texts.setdefault("link", child.get("href") or text)
        elif name in ("category", "subject"):
            terms.append(child.get("label") or child.get("term") or text)
        elif text:
            texts.setdefault(name, text)
    identity = texts.get("id") or texts.get("guid") or texts.get("link") or ""
    dates = [texts.get(key, "") for key in ("published", "pubDate", "date", "updated")]
    return OldEntry(
        link=texts.get("link") or identity,
        identity=identity,
        title=texts.get("title", ""),
        date=next(filter(None, map(read_time, dates)), None),
        terms=tuple(filter(None, terms)),
    )


def _name(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]
