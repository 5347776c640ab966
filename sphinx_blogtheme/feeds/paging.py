"""Divide a feed into files that are not too big: the pages of RFC 5005, section 3."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinx_blogtheme.feeds.feed import Feed, FeedEntry

_SEPARATOR = 4
"""Maximum number of bytes between two entries."""


def further_paths(path: str) -> Iterator[str]:
    """Yield the paths of the second and further pages of a feed.

    :param path: path of its first one: that of ``feed/atom.xml`` are
        ``feed/atom-2.xml``, ``feed/atom-3.xml`` and so on, without end.
    """
    stem, dot, suffix = path.rpartition(".")
    return (f"{stem}-{number}{dot}{suffix}" for number in count(2))


def write_pages(
    feed: Feed,
    write: Callable[[Feed], str],
    *,
    limit: int,
    urls: Sequence[str],
    shorten: Callable[[FeedEntry], Iterable[FeedEntry]],
) -> list[str]:
    """Return the texts of a feed's pages, of which the first has the newest entries.

    An entry that is too big for any page is replaced by a shorter one.

    :param write: writes a feed in its format.
    :param limit: maximum size of a page in bytes; 0 for a feed in one page.
    :param urls: URLs of the further pages, at least one less than there are entries.
    :param shorten: yields shorter and shorter versions of an entry.
    """
    text = write(feed)
    if not limit or _size(text) <= limit:
        return [text]
    longest = max([feed.feed_url, *urls], key=len)
    relations = ("first", "previous", "next", "last")
    links = tuple((relation, longest) for relation in relations)
    frame = replace(feed, entries=(), page_url=longest, page_links=links)
    space = limit - _size(write(frame))

    def size_of(entry: FeedEntry) -> int:
        alone = write(replace(frame, entries=(entry,)))
        return _size(alone) - limit + space + _SEPARATOR

    groups: list[list[FeedEntry]] = []
    room = 0
    for entry in feed.entries:
        shown, size = entry, size_of(entry)
        for shorter in shorten(entry) if size > space else ():
            shown, size = shorter, size_of(shorter)
            if size <= space:
                break
        if not groups or size > room:
            groups.append([])
            room = space
        groups[-1].append(shown)
        room -= size
    places = [feed.feed_url, *urls][: len(groups)]
    pages = zip(groups, _linked(feed, places), strict=True)
    return [write(replace(page, entries=tuple(group))) for group, page in pages]


def _linked(feed: Feed, urls: Sequence[str]) -> Iterator[Feed]:
    """Yield the feed once for each page, with links to the others."""
    last = len(urls) - 1
    for number, url in enumerate(urls):
        links = {"first": urls[0]}
        if number > 0:
            links["previous"] = urls[number - 1]
        if number < last:
            links["next"] = urls[number + 1]
        links["last"] = urls[last]
        yield replace(
            feed,
            page_url=url,
            page_links=tuple(links.items()) if last else (),
            hub=feed.hub if number == 0 else None,  # it tells of new entries only
        )


def _size(text: str) -> int:
    return len(text.encode())
