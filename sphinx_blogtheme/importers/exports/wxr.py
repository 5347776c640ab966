"""The items of a WordPress export, parsed one after the other.

The format is WXR 1.0 to 1.2, which is RSS 2.0 with elements of WordPress
(``wp-admin/includes/export.php``, function ``export_wp``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx_blogtheme.importers.exports.xml_entries import (
    CHUNK,
    EntryReader,
    XmlExportError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARK = b"wordpress.org/export/"
"""Part of the namespace that the first lines of an export declare."""


@dataclass(kw_only=True, slots=True)
class Item:
    """One item or author of the channel, or the channel itself."""

    texts: dict[str, str] = field(default_factory=dict)
    """The texts of its elements by qualified name, such as ``wp:post_id``."""
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    """Taxonomy, slug and name of each term: ``("post_tag", "web", "Web")``."""
    meta: dict[str, str] = field(default_factory=dict)
    """Values of its ``wp:postmeta``, by ``wp:meta_key``."""
    comments: int = 0
    """Number of approved comments."""

    def get(self, name: str) -> str:
        """Return the text of an element without spaces around it, or ""."""
        return self.texts.get(name, "").strip()


def is_wordpress_export(path: Path) -> bool:
    """Return whether a file is an export, by its suffix and first lines."""
    try:
        with path.open("rb") as file:
            return path.suffix.lower() == ".xml" and MARK in file.read(8192)
    except OSError:
        return False


def read_items(path: Path) -> Iterator[Item]:
    """Yield the channel, the authors and the items of an export.

    The channel and the authors have no ``wp:post_type``.

    :raises XmlExportError: with the line that is not well-formed, after all items
        before it were yielded.
    """
    return _ItemReader().entries(_chunks(path))


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except OSError as error:
        msg = f"cannot be read ({error.strerror})"
        raise XmlExportError(msg) from None


class _ItemReader(EntryReader[Item]):
    """Collects the items of a channel."""

    def __init__(self) -> None:
        super().__init__()
        self._channel = Item()
        self._item = self._channel
        self._values: dict[str, str] = {}
        """Attributes or children of the current category, metadata or comment."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an item or a part of one."""
        if name in ("item", "wp:author") and self.path[-1:] == ["channel"]:
            self._tell_channel()
            self._item = Item()
        if name in ("category", "wp:postmeta", "wp:comment"):
            self._values = dict(attributes)

    def end(self, name: str, parent: str, text: str) -> None:
        """Note the text of an element, or the end of an item."""
        item = self._item
        if name in ("item", "wp:author") and parent == "channel":
            self.ready.append(item)
            self._item = Item()
        elif name == "channel":
            self._tell_channel()
        elif parent in ("wp:postmeta", "wp:comment"):
            self._values[name] = text
        elif name == "wp:postmeta":
            key = self._values.get("wp:meta_key", "")
            item.meta[key] = self._values.get("wp:meta_value", "")
        elif name == "wp:comment":
            item.comments += self._values.get("wp:comment_approved", "").strip() == "1"
        elif name == "category" and parent == "item":
            domain, slug = (self._values.get(k, "") for k in ("domain", "nicename"))
            item.terms.append((domain, slug, text.strip()))
        elif parent == "channel":
            self._channel.texts.setdefault(name, text)
        elif parent in ("item", "wp:author"):
            item.texts[name] = text

    def _tell_channel(self) -> None:
        """Add the channel to the complete items, once: before the first of them."""
        if self._channel.texts and not self._channel.meta:
            self._channel.meta["told"] = "yes"
            self.ready.append(self._channel)


def dates_of(item: Item) -> tuple[datetime | None, datetime | None]:
    """Return the dates of publication and of the last change, aware.

    The export has the first in GMT and in the site's local time; the difference is the
    time zone of both. The change is None unless it is on a later day.
    """
    local, gmt = _time(item.get("wp:post_date")), _time(item.get("wp:post_date_gmt"))
    offset = local - gmt if local and gmt else timedelta()
    offset = timedelta(minutes=round(offset.total_seconds() / 60))
    zone = timezone(offset) if offset and abs(offset) < timedelta(hours=15) else UTC
    moment = gmt or local
    date = moment.astimezone(zone) if moment else None
    changed = _time(item.get("wp:post_modified_gmt"))
    updated = changed.astimezone(zone) if changed else None
    later = date and updated and updated.date() > date.date()
    return date, updated if later else None


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None  # `0000-00-00 00:00:00`, of drafts


def urls_of(item: Item) -> Iterator[str]:
    """Yield the old URLs of an item, its permalink first."""
    link = item.get("link")
    if not link or (urlsplit(link).query and item.get("wp:status") != "publish"):
        return
    yield link
    old = item.meta.get("_wp_old_slug", "")
    if old and not urlsplit(link).query:
        yield f"{link.rstrip('/').rpartition('/')[0]}/{old}/"
