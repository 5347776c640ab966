"""The rules of feeds: missing titles, and relative URLs in the content of entries.

These are the faults that authors' own texts can cause. Other requirements of the
formats, such as dates and ids, are met by `sphinx_blogtheme.feeds`, and tested with it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from sphinx_blogtheme.markdown.html_references import URLS, references

if TYPE_CHECKING:
    from collections.abc import Iterator

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"

_COMPLETE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|$", re.IGNORECASE)


class Fault(NamedTuple):
    """A fault of one entry of a feed, or of the whole feed."""

    url: str
    """Id of the entry, which is the URL of its page; empty for the whole feed."""
    message: str
    """Predicate of the entry, as ``has no title, ...``; a sentence for the feed."""
    near: str
    """Text on the line of the fault in the entry's source."""


def feed_faults(name: str, data: bytes) -> Iterator[Fault]:
    """Yield the faults of a feed.

    :param name: name of the file; ``.json`` means JSON Feed, any other RSS or Atom.
    :param data: content of the file.
    """
    try:
        entries = list((_of_json if name.endswith(".json") else _of_xml)(data))
    except (ET.ParseError, ValueError) as error:
        yield Fault("", f"it is not well-formed: {error}", "")
        return
    for url, title, content in entries:
        if title is not None and not title.strip():
            yield Fault(url, "has no title, which readers of feeds show", "title")
        for reference in references(content):
            near = reference.value
            if reference.role in URLS and not _COMPLETE.match(near):
                message = f"has the URL {near!r}, which leads nowhere from a feed"
                yield Fault(url, message, near)
                break


def _of_json(data: bytes) -> Iterator[tuple[str, str | None, str]]:
    """Yield the id, the title and the content of each entry.

    The title is None if there is none, as only Atom requires one.
    """
    for item in json.loads(data)["items"]:
        yield item["id"], item.get("title"), item["content_html"]


def _of_xml(data: bytes) -> Iterator[tuple[str, str | None, str]]:
    root = ET.fromstring(data)  # noqa: S314 -- our own output
    for item in root.iter("item"):
        identity, title, content = _texts(item, "guid", "title", _CONTENT)
        yield identity, None if item.find("title") is None else title, content
    for entry in root.iter(f"{_ATOM}entry"):
        yield _texts(entry, f"{_ATOM}id", f"{_ATOM}title", f"{_ATOM}content")


def _texts(element: ET.Element, *names: str) -> tuple[str, str, str]:
    identity, title, content = (element.findtext(name) or "" for name in names)
    return identity, title, content
