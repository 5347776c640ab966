"""Feeds, sitemaps and pages are held against what their formats ask for."""

from __future__ import annotations

import json

import pytest

from sphinx_blogtheme.check.feed_rules import feed_faults, sitemap_faults
from sphinx_blogtheme.check.page_rules import page_faults

RSS = """\
<rss version="2.0"><channel><title>T</title><link>https://e.org/</link>
<description>D</description><item><title>I</title><link>https://e.org/i/</link>
<guid>https://e.org/i/</guid><pubDate>Sat, 01 Mar 2025 00:00:00 +0000</pubDate>
<description>&lt;a href="https://e.org/"&gt;x&lt;/a&gt;</description></item>
</channel></rss>"""

ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom"><id>https://e.org/</id><title>T</title>
<updated>2025-03-01T00:00:00Z</updated><author><name>A</name></author>
<entry><id>https://e.org/i/</id><title>I</title>
<updated>2025-03-01T00:00:00Z</updated><link href="https://e.org/i/"/>
<content type="html">&lt;img src="https://e.org/i.png"&gt;</content></entry></feed>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "T",
        "items": [
            {
                "id": "https://e.org/i/",
                "url": "https://e.org/i/",
                "title": "I",
                "content_html": '<a href="https://e.org/">x</a>',
                "date_published": "2025-03-01T00:00:00+00:00",
            }
        ],
    }
)

SITEMAP = """\
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://e.org/</loc><lastmod>2025-03-01</lastmod></url></urlset>"""


@pytest.mark.parametrize(
    ("name", "text"), [("f.xml", RSS), ("f.xml", ATOM), ("f.json", JSON)]
)
def test_good_feed_has_no_fault(name, text):
    """A feed with all that is asked for, and no more, is good."""
    assert list(feed_faults(name, text.encode())) == []


@pytest.mark.parametrize(
    ("text", "old", "new", "fault"),
    [
        (RSS, "</rss>", "", "not well-formed"),
        (RSS, "rss", "html", "root"),
        (RSS, "2.0", "1.0", "version"),
        (RSS, "channel>", "other>", "no <channel>"),
        (RSS, "<title>T</title>", "", "the channel has no <title>"),
        (RSS, "https://e.org/i/</link>", "/i/</link>", "'/i/', which is not complete"),
        (RSS, "Sat, 01 Mar 2025", "2025-03-01", "'2025-03-01 00:00:00 +0000'"),
        (RSS, '"https://e.org/"', '"/b"', "'/b' in its content"),
        (ATOM, "<id>https://e.org/i/</id>", "", "'I' has no <id>"),
        (ATOM, "<author><name>A</name></author>", "", "no author"),
        (ATOM, "2025-03-01T00:00:00Z", "2025-03-01", "the date '2025-03-01'"),
        (ATOM, 'href="https://e.org/i/"', 'href="i"', "'i', which is not complete"),
        (ATOM, '"https://e.org/i.png"', '"i.png"', "'i.png' in its content"),
        (JSON, '"items"', '"posts"', "list of items"),
        (JSON, "version/1.1", "v", "version"),
        (JSON, '"id"', '"ID"', "has no id"),
        (JSON, "content_html", "content", "has no content"),
        (JSON, '"2025-03-01T00:00:00+00:00"', '"1 March"', "'1 March'"),
        (JSON, "}", "", "not JSON"),
    ],
)
def test_fault_of_a_feed_is_named(text, old, new, fault):
    """Each thing that readers of feeds stumble over is one sentence."""
    assert old in text
    bad = text.replace(old, new)

    found = list(feed_faults("f.json" if text == JSON else "f.xml", bad.encode()))

    assert [message for message in found if fault in message], found


def test_entry_that_is_there_twice_is_named():
    """Readers would show one of them."""
    item = RSS[RSS.index("<item>") : RSS.index("</channel>")]
    feed = RSS.replace(item, item * 2)

    assert list(feed_faults("f.xml", feed.encode())) == [
        "the id 'https://e.org/i/' is there 2 times"
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("</urlset>", "", "not well-formed"),
        ("urlset", "sitemap", "root"),
        ("https://e.org/", "/", "'/', which is not complete"),
        ("2025-03-01", "March", "'March'"),
        ("<loc>https://e.org/</loc>", "", "no <loc>"),
    ],
)
def test_fault_of_a_sitemap_is_named(old, new, fault):
    """A good one has none."""
    assert list(sitemap_faults(SITEMAP.encode())) == []

    (found,) = sitemap_faults(SITEMAP.replace(old, new).encode())

    assert fault in found


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
