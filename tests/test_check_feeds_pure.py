"""Feeds and pages are held against what their formats ask for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sphinx_blogtheme.checking.feeds import feed_faults
from sphinx_blogtheme.checking.pages import page_faults
from sphinx_blogtheme.writing.feeds import WRITERS, Feed, FeedEntry
from sphinx_blogtheme.writing.formats import FORMATS

URL = "https://e.org/i/"


def feed(kind, title, html):
    """Return a feed with one entry."""
    date = datetime(2025, 3, 1, tzinfo=UTC)
    facts = {"id": URL, "url": URL, "published": date, "updated": date, "summary": None}
    entry = FeedEntry(
        title=title, content_html=html, authors=(), categories=(), **facts
    )
    home = {"home_url": "https://e.org/", "feed_url": "https://e.org/feed"}
    made = Feed(
        title="T",
        description="",
        language=None,
        authors=(),
        entries=(entry,),
        rights=None,
        **home,
    )
    return WRITERS[kind](made).encode()


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("title", "html", "fault"),
    [
        ("I", '<a href="https://e.org/">x</a> <a href="#x">x</a> data="x"', None),
        ("I", '<img src="data:image/png;base64,"><i data-x="y">x</i>', None),
        (" ", "x", "has no title"),
        ("I", '<object data="drawing.svg"></object>', "'drawing.svg'"),
        ("I", '<form action="/send"></form>', "'/send'"),
        ("I", "<svg><use xlink:href='i.svg#a'/></svg>", "'i.svg#a'"),
    ],
)
def test_fault_of_an_entry_is_named(kind, title, html, fault):
    """What readers of feeds stumble over is one sentence, whatever the format."""
    found = list(feed_faults(FORMATS[kind].file_name, feed(kind, title, html)))

    assert [url for url, _, _ in found] == [URL] * bool(fault)
    assert all(fault in message for _, message, _ in found)


@pytest.mark.parametrize("name", ["rss.xml", "feed.json"])
def test_feed_that_cannot_be_read_has_one_fault(name):
    """It isn't ours, or was cut short."""
    ((url, message, _),) = feed_faults(name, b"{<rss>")

    assert (url, message.partition(":")[0]) == ("", "it is not well-formed")


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p>a<p>b", ""),
        ("<ul><li>a<li>b</ul>", ""),
        ("<svg><path d='M0'/></svg>", ""),
        ("<!-- <b> --><script>'<b>'</script>", ""),
        ("<p id=a>x</p><p id='a'>y</p>", "the id 'a' is there twice"),
        ("<div><b>x</div>", "<b> is not closed before </div>"),
        ("x</em>", "</em> closes nothing"),
        ("<section>x", "<section> is never closed"),
        ("<a href='x'><b><a href='y'>z</a></b></a>", "<a> is within another <a>"),
    ],
)
def test_fault_of_a_page_is_named(html, fault):
    """End tags that may be left out are none."""
    assert [message for message, _ in page_faults(html)] == ([fault] if fault else [])
