"""The entries of a Blogger export, parsed one after the other.

The export is an Atom feed. In the older form, which Blogger's settings give
(``blog-03-01-2026.xml``), categories tell what an entry is; in the newer, of Google
Takeout (``feed.atom``), elements of Blogger's own do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx_blogtheme.importers.exports.xml_entries import CHUNK, EntryReader

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGN = b"tag:blogger.com,1999:blog-"
_KIND = "http://schemas.google.com/blogger/2008/kind#"
_LABEL_SCHEMES = ("http://www.blogger.com/atom/ns#", "tag:blogger.com,1999:blog-")


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

    :raises XmlExportError: with the line of the fault, after all entries before it
        were yielded.
    """
    chunks = (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))
    return _FeedReader().entries(chunks)


class _FeedReader(EntryReader[BloggerEntry]):
    """Collects the entries of a feed."""

    def __init__(self) -> None:
        super().__init__()
        self._feed = self._entry = BloggerEntry()

    def name_of(self, name: str) -> str:
        """Return the local name of an element."""
        return name.rpartition(":")[2]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an entry, or note what an element without text says."""
        if name == "entry":
            if self._entry is self._feed and not self._feed.kind:
                self._feed.kind = "feed"
                self.ready.append(self._feed)
            self._entry = BloggerEntry()
        elif name == "category":
            self._category(attributes.get("scheme", ""), attributes.get("term", ""))
        elif name == "link" and self.path[-1:] != ["author"]:
            if attributes.get("rel") == "alternate" and attributes.get("href"):
                self._entry.url = attributes["href"]
            elif attributes.get("rel") == "enclosure" and attributes.get("href"):
                self._entry.enclosures.append(attributes["href"])
        elif name == "in-reply-to":
            self._entry.parent = attributes.get("ref", "")

    def _category(self, scheme: str, term: str) -> None:
        if term.startswith(_KIND):
            self._entry.kind = term.removeprefix(_KIND)
        elif term and scheme.startswith(_LABEL_SCHEMES):
            self._entry.labels.append(term)

    def end(self, name: str, parent: str, text: str) -> None:
        """Note the text of an element, or the end of an entry."""
        entry = self._entry
        if name == "entry":
            entry.kind = entry.kind or _kind_by_id(entry)
            self.ready.append(entry)
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
