"""Feeds that are too big for one file, as the pages of RFC 5005."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, islice

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_blogtheme.feeds.feed import Feed, FeedEntry
from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.paging import further_paths, write_pages
from sphinx_blogtheme.feeds.writers import WRITERS

BASE = "https://example.org/"
LIMIT = 6000
NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)

every_format = pytest.mark.parametrize("name", FORMATS)


def entry(number, size):
    """Return an entry of about so many bytes; a greater number is older."""
    moment = NOON - timedelta(days=number)
    return FeedEntry(
        id=f"{BASE}{number}/",
        url=f"{BASE}{number}/",
        title=f"Post {number}",
        published=moment,
        updated=moment,
        authors=(),
        categories=(),
        summary="In short.",
        content_html="é" * (size // 2),
    )


def shorter(long):
    """Yield an entry with an excerpt, which may still be too long, then without."""
    yield replace(long, content_html=long.content_html[:1000])
    yield replace(long, content_html="")


def pages_of(name, sizes, limit=LIMIT):
    """Return the URLs and texts of a feed's pages, whose entries have the sizes."""
    path = f"feed/{FORMATS[name].file_name}"
    urls = [BASE + path, *(BASE + p for p in islice(further_paths(path), len(sizes)))]
    feed = Feed(
        title="Ann's blog",
        description="Notes & queries",
        home_url=BASE,
        feed_url=urls[0],
        language="en",
        authors=("Ann",),
        entries=tuple(map(entry, range(len(sizes)), sizes)),
        rights=None,
        hub="https://hub.example/",
    )
    texts = write_pages(
        feed, WRITERS[name], limit=limit, urls=urls[1:], shorten=shorter
    )
    return dict(zip(urls, texts, strict=False))


def links_of(name, text):
    """Return the links of a page to the others, and to itself, by relation."""
    if name == "json":
        value = json.loads(text)
        return {"next": value["next_url"]} if "next_url" in value else {}
    found = {link.rel: link.href for link in feedparser.parse(text).feed.links}
    return {rel: url for rel, url in found.items() if rel not in ("alternate", "hub")}


def ids_of(name, text):
    """Return the ids of the entries of a page."""
    if name == "json":
        return [item["id"] for item in json.loads(text)["items"]]
    return [item.id for item in feedparser.parse(text).entries]


@every_format
def test_small_feed_is_one_file_without_links_to_pages(name):
    """A feed that fits is what it is without a limit."""
    pages = pages_of(name, [500] * 3)

    assert pages == pages_of(name, [500] * 3, limit=0)
    assert links_of(name, *pages.values()).keys() <= {"self"}


@every_format
def test_big_feed_is_in_linked_pages(name):
    """Who follows the links from the feed's own URL finds each entry, newest first."""
    pages = pages_of(name, [2000] * 7)
    first, url, found = next(iter(pages)), next(iter(pages)), []
    while url:
        links = links_of(name, pages[url])
        if name != "json":
            assert links["self"] == url
            assert links["first"] == first
            assert links["last"] == list(pages)[-1]
            assert ("previous" in links) == (url != first)
        found.append(ids_of(name, pages[url]))
        url = links.get("next")

    assert len(found) == len(pages) > 2
    assert [*chain(*found)] == [f"{BASE}{number}/" for number in range(7)]


@every_format
def test_pages_are_one_feed(name):
    """They have one id, and only the first announces a hub, which tells of news."""
    texts = list(pages_of(name, [2000] * 7).values())
    path = BASE + f"feed/{FORMATS[name].file_name}"

    assert [text.count("hub.example") for text in texts] == [1] + [0] * (len(texts) - 1)
    if name == "json":
        assert {json.loads(text)["feed_url"] for text in texts} == {path}
    elif name == "atom":
        assert {feedparser.parse(text).feed.id for text in texts} == {path}


@every_format
def test_entry_that_fits_no_page_is_shortened(name):
    """It has its excerpt, or if need be its summary only; the others are whole."""
    pages = pages_of(name, [500, 9000, 500])
    (text,) = pages.values()

    assert "é" * 250 in text
    assert 1000 <= text.count("é") < 2000
    assert ids_of(name, text) == [f"{BASE}{number}/" for number in range(3)]
    (tiny,) = pages_of(name, [9000], limit=1800).values()
    assert "é" not in tiny


@every_format
@given(sizes=st.lists(st.integers(0, 9000), max_size=12))
def test_no_page_is_bigger_than_the_limit(name, sizes):
    """Whatever the sizes of the entries; none is lost, and none is there twice."""
    texts = list(pages_of(name, sizes).values())

    assert max(len(text.encode()) for text in texts) <= LIMIT
    assert [*chain(*(ids_of(name, text) for text in texts))] == [
        f"{BASE}{number}/" for number in range(len(sizes))
    ]
