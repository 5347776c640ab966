"""Feeds and pages are held against what their formats ask for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sphinx_blogtheme.check.feed_rules import feed_faults
from sphinx_blogtheme.check.page_rules import page_faults
from sphinx_blogtheme.feeds.feed import Feed, FeedEntry
from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.writers import WRITERS

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
        ("<p title=it's>a</p><p title='b'>c</p>", ""),
        ('<p title="5" tall">a</p>', ""),
        ("<xmp><b></xmp><noembed><b></noembed>", ""),
        ("<?php echo '<b>' ?>", ""),
        ("<object><param name=a></object>", ""),
        ("<style>a{} <i>", "<style> is never closed"),
        ("<svg><path d=M0/></svg>", "<path> is not closed before </svg>"),
        ("<!-->x<b>-->", "<b> is never closed"),
        ("<p>a<!-- b </p><p>c", "a comment is never closed"),
        ("<h1>a</h2>", "<h1> is not closed before </h2>"),
        ("<ul><li><b>a<li>c</ul>", "<b> is not closed before <li>"),
        ("<b><i>a</b>b</i>", "<i> is not closed before </b>"),
        ("<table><tr><td></div></td></tr></table>", "</div> closes nothing"),
        ("<div><table><tr><td></div></td></tr></table></div>", "</div> closes nothing"),
    ],
)
def test_fault_of_a_page_is_named(html, fault):
    """One fault is named once; end tags that may be left out are none."""
    assert [message for message, _ in page_faults(html)] == ([fault] if fault else [])
