"""The entries of a Blogger export, parsed one after the other.

The export is an Atom feed. In the older form, which Blogger's settings give
(``blog-03-01-2026.xml``), categories tell what an entry is; in the newer, of Google
Takeout (``feed.atom``), elements of Blogger's own do. No tree is built, and a document
type, which could declare entities, is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGN = b"tag:blogger.com,1999:blog-"
_KIND = "http://schemas.google.com/blogger/2008/kind#"
_LABEL_SCHEMES = ("http://www.blogger.com/atom/ns#", "tag:blogger.com,1999:blog-")
_CHUNK = 1 << 16
_CONTROLS = bytes({*range(32)} - {9, 10, 13})


class BloggerExportError(ValueError):
    """An export has a document type, or is not well-formed from some line on."""


@dataclass(kw_only=True, slots=True)
class BloggerEntry:
    """An entry of the feed, or the feed itself, which has no kind."""

    texts: dict[str, str] = field(default_factory=dict)
    """The texts of its elements by local name, such as ``published``."""
    kind: str = ""
    """What it is: ``post``, ``page``, ``comment``, ``settings``, ``template``."""
    labels: list[str] = field(default_factory=list)
    url: str = ""
    """The URL of its page; in the newer form only its path."""
    parent: str = ""
    """The id of the post of a comment."""
    enclosures: list[str] = field(default_factory=list)
    """URLs of files that were attached to it."""

    def get(self, name: str) -> str:
        """Return the text of an element without spaces around it, or ""."""
        return self.texts.get(name, "").strip()


def is_blogger_export(head: bytes) -> bool:
    """Return whether a file with these first bytes is an export."""
    return b"<feed" in head and _SIGN in head


def read_entries(data: bytes) -> Iterator[BloggerEntry]:
    """Yield the feed, as far as its own elements go, and its entries.

    :raises BloggerExportError: with the line that is not well-formed, after all entries
        before it were yielded.
    """
    reader = _FeedReader()
    try:
        for start in range(0, len(data), _CHUNK):
            chunk = data[start : start + _CHUNK].translate(None, _CONTROLS)
            reader.parser.Parse(chunk, False)
            yield from reader.taken()
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        yield from reader.taken()
        reason = expat.errors.messages[error.code]
        msg = (
            f"line {error.lineno}: is not well-formed ({reason}); the rest is left out"
        )
        raise BloggerExportError(msg) from None
    except _FeedDoctypeError as error:
        msg = f"line {error}: has a document type, as no export has; left out"
        raise BloggerExportError(msg) from None
    yield from reader.taken()


class _FeedDoctypeError(Exception):
    """An export has a document type, on the line of the argument."""


class _FeedReader:
    """The handlers of an expat parser, which collect entries."""

    def __init__(self) -> None:
        # Without namespaces, whose declarations other tools have dropped.
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self._feed = self._entry = BloggerEntry()
        self._ready: list[BloggerEntry] = []
        self._path: list[str] = []
        self._texts: list[str] = []

    def taken(self) -> list[BloggerEntry]:
        """Return the complete entries, and forget them."""
        ready, self._ready = self._ready, []
        return ready

    def _doctype(self, *_: object) -> None:
        raise _FeedDoctypeError(self.parser.CurrentLineNumber)

    def _start(self, name: str, values: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._path.append(name)
        self._texts = []
        if name == "entry":
            if self._entry is self._feed and not self._feed.kind:
                self._feed.kind = "feed"
                self._ready.append(self._feed)
            self._entry = BloggerEntry()
        elif name == "category":
            self._category(values.get("scheme", ""), values.get("term", ""))
        elif name == "link" and self._path[-2:-1] != ["author"]:
            if values.get("rel") == "alternate" and values.get("href"):
                self._entry.url = values["href"]
            elif values.get("rel") == "enclosure" and values.get("href"):
                self._entry.enclosures.append(values["href"])
        elif name == "in-reply-to":
            self._entry.parent = values.get("ref", "")

    def _category(self, scheme: str, term: str) -> None:
        if term.startswith(_KIND):
            self._entry.kind = term.removeprefix(_KIND)
        elif term and scheme.startswith(_LABEL_SCHEMES):
            self._entry.labels.append(term)

    def _characters(self, text: str) -> None:
        self._texts.append(text)

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        text = "".join(self._texts)
        self._path.pop()
        parent = self._path[-1] if self._path else ""
        self._texts = []
        entry = self._entry
        if name == "entry":
            entry.kind = entry.kind or _kind_by_id(entry)
            self._ready.append(entry)
            self._entry = self._feed
        elif parent == "author":
            entry.texts.setdefault(f"author {name}", text)
        elif name == "type":
            entry.kind = text.strip().lower()
        elif name == "inReplyTo" or (name == "parent" and not entry.parent):
            entry.parent = text.strip()
        elif name == "filename":
            entry.url = text.strip() or entry.url
        elif parent in ("entry", "feed", "control"):
            entry.texts[name] = text


def _kind_by_id(entry: BloggerEntry) -> str:
    """Return the kind of an entry of the feed for readers, which does not tell it."""
    number = entry.get("id")
    if entry.parent:
        return "comment"
    return "post" if ".post-" in number else "page" if ".page-" in number else ""


def is_hidden(entry: BloggerEntry) -> bool:
    """Return whether an entry is a draft, or was not published yet or any more."""
    status = entry.get("status").upper()
    return entry.get("draft").lower() == "yes" or status not in ("", "LIVE")


def base_url_of(feed: BloggerEntry) -> str:
    """Return the URL of a blog's root; "" for an export of the newer form."""
    parts = urlsplit(feed.url)
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""
