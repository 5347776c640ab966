"""Feeds and sitemaps, from values to text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from sphinx_blogtheme.feeds.feed import Feed, FeedEntry
from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.sitemap import (
    MAX_URLS,
    SitemapEntry,
    write_sitemap,
    write_sitemaps,
)
from sphinx_blogtheme.feeds.writers import WRITERS
from sphinx_blogtheme.model.posts import Term

NS = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LISBON = timezone(timedelta(hours=1))

NEW = FeedEntry(
    id="https://example.org/2025/06/new/",
    url="https://example.org/2025/06/new/?a=1&b=2",
    title="Tom & Jerry <3",
    published=datetime(2025, 6, 15, 0, 30, tzinfo=LISBON),
    updated=datetime(2025, 6, 20, 9, 0, 0, 1, tzinfo=LISBON),
    authors=("Ann", "Bob"),
    categories=(Term(slug="latex", name="LaTeX"), Term(slug="c", name="C & C++")),
    summary="Why <b> is bold.",
    content_html='<p>Bold: <b>so</b> &amp; <a href="https://x.org/?a&amp;b">x</a>',
)
OLD = FeedEntry(
    id="https://example.org/2024/01/old/",
    url="https://example.org/2024/01/old/",
    title="Old",
    published=datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
    updated=datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
    authors=(),
    categories=(),
    summary=None,
    content_html="",
)
FEED = Feed(
    title="Ann's blog",
    description="Notes & queries",
    home_url="https://example.org/",
    feed_url="https://example.org/feed/rss.xml",
    language="pt-BR",
    authors=("Ann",),
    entries=(NEW, OLD),
    rights="© Ann",
)
EMPTY = replace(
    FEED, description="", language=None, authors=(), entries=(), rights=None
)

every_format = pytest.mark.parametrize("name", FORMATS)
every_xml_format = pytest.mark.parametrize("name", ["rss", "atom"])


@pytest.mark.parametrize("name", ["rss", "atom", "json"])
def test_date_is_that_of_the_author_also_where_another_was_written(name):
    """Equal moments are written with their own offsets."""
    elsewhere = replace(OLD, published=OLD.published.astimezone(LISBON))
    texts = [WRITERS[name](replace(FEED, entries=(e,))) for e in (OLD, elsewhere)]

    assert elsewhere.published == OLD.published
    assert "04:04:05" in texts[1]
    assert "04:04:05" not in texts[0]


NASTY = "\0\x1f\x7f\ud800\ufffd\ufffe\uffff\U0001ffff <![CDATA[ ]]> &lt; <b> \r\n\r"

# Control characters, surrogates and markup are rare among random characters.
texts = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\0\x08\x0b\r\n\t\x1f\x7f\x85\u2028\ufdd0\ufffe\uffff\ud800"),
        st.sampled_from("<>&\"']![CDATA-;#/\\"),
    )
)
offsets = st.integers(-50_000, 50_000).map(lambda seconds: timedelta(seconds=seconds))
# RFC 822 readers take a year below 1000 for one of two digits.
moments = st.datetimes(
    datetime.fromisoformat("1000-01-03"),
    datetime.fromisoformat("9999-12-29"),
    timezones=st.builds(timezone, offsets),
)
urls = st.integers(0).map("https://example.org/{}/".format)
terms = st.builds(Term, slug=texts, name=texts)
entries = st.builds(
    FeedEntry,
    id=urls,
    url=urls,
    title=texts,
    published=moments,
    updated=moments,
    authors=st.lists(texts, max_size=2).map(tuple),
    categories=st.lists(terms, max_size=2).map(tuple),
    summary=st.none() | texts,
    content_html=texts,
)
feeds = st.builds(
    Feed,
    title=texts,
    description=texts,
    home_url=urls,
    feed_url=urls,
    language=st.sampled_from([None, "en", "pt-BR"]),
    authors=st.lists(texts, max_size=2).map(tuple),
    entries=st.lists(entries, max_size=3).map(tuple),
    rights=st.none() | texts,
)


def write(name, feed=FEED):
    """Return the text of a feed in one of the formats."""
    return WRITERS[name](feed)


def xml(text):
    """Return the root of a document, which two strict parsers have accepted."""
    etree.fromstring(text.encode())
    return ET.fromstring(text.encode())  # noqa: S314 - we wrote it


def subscribed(name, feed=FEED):
    """Return what a feed reader makes of an XML feed."""
    headers = {"content-type": f"{FORMATS[name].mime}; charset=utf-8"}
    return feedparser.parse(write(name, feed).encode(), response_headers=headers)


def survivor(text):
    """Return what XML 1.0 lets through of a text: production 2, section 2.11."""
    return "".join(
        character
        for character in text.replace("\r\n", "\n").replace("\r", "\n")
        if character in "\t\n"
        or " " <= character < "\ud800"
        or "\ue000" <= character < "\ufffe"
        or character >= "\U00010000"
    )


def web_addresses(root):
    """Return every URL of an XML feed, the text of the posts aside."""
    named = {f"{{{NS['a']}}}id", "link", "guid"}
    for node in root.iter():
        if node.tag in named and node.text:
            yield node.text
        if "href" in node.attrib:
            yield node.get("href")


# Every format


def test_formats_have_the_names_that_readers_know():
    """The URLs of feeds don't change, and each is announced as what it is."""
    assert {
        name: (writer.file_name, writer.mime) for name, writer in FORMATS.items()
    } == {
        "rss": ("rss.xml", "application/rss+xml"),
        "atom": ("atom.xml", "application/atom+xml"),
        "json": ("feed.json", "application/feed+json"),
    }


@every_format
@given(feed=feeds)
def test_feed_is_readable_whatever_the_text(name, feed):
    """No character of a title, a name or a post can break a feed."""
    data = write(name, feed).encode()

    if name == "json":
        assert len(json.loads(data)["items"]) == len(feed.entries)
    else:
        xml(data.decode())
        assert not subscribed(name, feed).bozo


@every_format
def test_feed_is_the_same_each_time(name):
    """The same posts give the same bytes: the clock has no say."""
    copy = replace(FEED, entries=tuple(replace(entry) for entry in FEED.entries))

    assert write(name, copy) == write(name)


@every_format
def test_feed_ends_with_a_newline(name):
    """The file is a text file."""
    text = write(name)

    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_feed_changed_when_its_latest_entry_did():
    """The date of a feed is the last change of its posts, or there is none."""
    assert replace(FEED, entries=(OLD, NEW)).updated == NEW.updated
    assert EMPTY.updated is None


@every_format
def test_feed_refuses_a_date_without_zone(name):
    """No zone is guessed: the machine's would differ from build to build."""
    feed = replace(FEED, entries=(replace(OLD, published=datetime(2024, 1, 2)),))  # noqa: DTZ001

    with pytest.raises(ValueError, match="no time zone"):
        write(name, feed)


# RSS and Atom


@every_xml_format
def test_reader_subscribes(name):
    """A feed reader finds the blog, and the posts in the order given."""
    parsed = subscribed(name)
    new, old = parsed.entries

    assert parsed.version == {"rss": "rss20", "atom": "atom10"}[name]
    assert parsed.feed.title == "Ann's blog"
    assert parsed.feed.subtitle == "Notes & queries"
    assert parsed.feed.language == "pt-BR"
    assert parsed.feed.rights == "© Ann"
    assert parsed.feed.updated_parsed[:5] == (2025, 6, 20, 8, 0)
    assert [new.id, old.id] == [NEW.id, OLD.id]
    assert [new.link, old.link] == [NEW.url, OLD.url]
    assert new.title == "Tom & Jerry <3"
    assert new.published_parsed[:5] == (2025, 6, 14, 23, 30)
    assert [author.name for author in new.authors] == ["Ann", "Bob"]
    assert [tag.label or tag.term for tag in new.tags] == ["LaTeX", "C & C++"]
    assert new.content[0].value == NEW.content_html


@every_xml_format
@given(text=texts)
@example(text=NASTY)
def test_text_arrives_as_it_was_written(name, text):
    """Titles and posts lose only the characters that XML doesn't have."""
    content, title = {
        "rss": (".//content:encoded", ".//title"),
        "atom": (".//a:content", ".//a:title"),
    }[name]
    feed = replace(FEED, title=text, entries=(replace(NEW, content_html=text),))
    root = xml(write(name, feed))

    assert root.findtext(content, None, NS) == survivor(text)
    assert root.findtext(title, None, NS) == survivor(text)


@every_xml_format
@given(feed=feeds)
def test_xml_feed_has_only_the_addresses_it_was_given(name, feed):
    """No relative URL is introduced, and no stranger's."""
    given_urls = {feed.home_url, feed.feed_url}
    for entry in feed.entries:
        given_urls |= {entry.id, entry.url}

    assert set(web_addresses(xml(write(name, feed)))) == given_urls


def in_whole_minutes(moment):
    """Return a moment in whole seconds, without the seconds of its offset."""
    offset = moment.utcoffset()
    zone = timezone(offset - offset % timedelta(minutes=1))
    return moment.replace(microsecond=0, tzinfo=zone)


# RSS


def test_rss_dates_are_as_mail_writes_them():
    """RSS dates are RFC 822's, in the offset of the author."""
    root = xml(write("rss"))

    assert root.findtext(".//item/pubDate") == "Sun, 15 Jun 2025 00:30:00 +0100"
    assert root.findtext(".//lastBuildDate") == "Fri, 20 Jun 2025 09:00:00 +0100"


@given(moment=moments)
def test_rss_date_is_the_moment(moment):
    """Any date is written so that it can be read back, with its day and time."""
    entry = replace(OLD, published=moment)
    text = xml(write("rss", replace(FEED, entries=(entry,)))).findtext(".//pubDate")

    assert parsedate_to_datetime(text) == in_whole_minutes(moment)


def test_rss_guid_is_the_permalink():
    """A post moved to another URL stays read."""
    guid = xml(write("rss")).find(".//guid")

    assert guid.text == NEW.id
    assert guid.attrib == {"isPermaLink": "true"}


def test_rss_summary_is_text_where_readers_expect_html():
    """An angle bracket in a summary is shown, not obeyed."""
    assert xml(write("rss")).findtext(".//item/description") == (
        "Why &lt;b&gt; is bold."
    )


def test_rss_says_where_it_is():
    """Readers find the feed's own URL, as the specification's profile asks."""
    link = xml(write("rss")).find("channel/a:link", NS)

    assert link.attrib == {
        "rel": "self",
        "type": "application/rss+xml",
        "href": FEED.feed_url,
    }


def test_empty_rss_has_what_is_required_and_nothing_more():
    """A blog without posts or description has a valid feed without dates."""
    channel = xml(write("rss", EMPTY)).find("channel")

    assert [(child.tag.rpartition("}")[2], child.text) for child in channel] == [
        ("title", "Ann's blog"),
        ("link", "https://example.org/"),
        ("description", "Ann's blog"),
        ("link", None),
    ]


# Atom


def test_atom_feed_is_known_by_its_own_url():
    """Each feed of a site has an id of its own, and links to itself and its page."""
    root = xml(write("atom"))
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", NS)}

    assert root.findtext("a:id", namespaces=NS) == FEED.feed_url
    assert links == {"self": FEED.feed_url, "alternate": FEED.home_url}
    assert root.get(LANG) == "pt-BR"


def test_atom_entry_tells_when_it_was_published_and_changed():
    """Atom dates are RFC 3339's, in the offset of the author, in whole seconds."""
    entry = xml(write("atom")).find("a:entry", NS)

    assert entry.findtext("a:published", namespaces=NS) == "2025-06-15T00:30:00+01:00"
    assert entry.findtext("a:updated", namespaces=NS) == "2025-06-20T09:00:00+01:00"


@given(moment=moments)
def test_atom_date_is_the_moment(moment):
    """Any date is RFC 3339's, even in an offset that has seconds."""
    root = xml(write("atom", replace(FEED, entries=(replace(OLD, updated=moment),))))
    text = root.findtext("a:updated", namespaces=NS)

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", text)
    assert datetime.fromisoformat(text) == in_whole_minutes(moment)


def test_atom_category_has_slug_and_name():
    """Programs get the slug, readers the name."""
    entry = xml(write("atom")).find("a:entry", NS)

    assert [category.attrib for category in entry.findall("a:category", NS)] == [
        {"term": "latex", "label": "LaTeX"},
        {"term": "c", "label": "C & C++"},
    ]


def test_atom_content_is_html_and_summary_is_text():
    """Readers know what is markup and what only looks like it."""
    entry = xml(write("atom")).find("a:entry", NS)

    assert entry.find("a:content", NS).get("type") == "html"
    assert entry.find("a:summary", NS).get("type", "text") == "text"
    assert entry.findtext("a:summary", namespaces=NS) == NEW.summary


def test_empty_atom_has_what_is_required_and_nothing_more():
    """A feed without posts or authors is dated at the epoch, by the blog itself."""
    root = xml(write("atom", EMPTY))

    assert [child.tag.rpartition("}")[2] for child in root] == [
        *("id", "title", "link", "link", "updated", "author"),
    ]
    assert root.findtext("a:updated", namespaces=NS) == "1970-01-01T00:00:00+00:00"
    assert root.findtext("a:author/a:name", namespaces=NS) == "Ann's blog"


# JSON Feed


def test_json_feed_has_everything():
    """The feed is what version 1.1 of the format describes."""
    assert json.loads(write("json")) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Ann's blog",
        "home_page_url": "https://example.org/",
        "feed_url": "https://example.org/feed/rss.xml",
        "description": "Notes & queries",
        "language": "pt-BR",
        "authors": [{"name": "Ann"}],
        "items": [
            {
                "id": NEW.id,
                "url": NEW.url,
                "title": "Tom & Jerry <3",
                "summary": "Why <b> is bold.",
                "date_published": "2025-06-15T00:30:00+01:00",
                "date_modified": "2025-06-20T09:00:00+01:00",
                "authors": [{"name": "Ann"}, {"name": "Bob"}],
                "tags": ["LaTeX", "C & C++"],
                "content_html": NEW.content_html,
            },
            {
                "id": OLD.id,
                "url": OLD.url,
                "title": "Old",
                "date_published": "2024-01-02T03:04:05+00:00",
                "date_modified": "2024-01-02T03:04:05+00:00",
                "content_html": "",
            },
        ],
    }


def test_empty_json_feed_has_what_is_required_and_nothing_empty():
    """A blog without posts has an empty list of items, and no null."""
    assert json.loads(write("json", EMPTY)) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Ann's blog",
        "home_page_url": "https://example.org/",
        "feed_url": "https://example.org/feed/rss.xml",
        "items": [],
    }


@given(text=texts)
@example(text=NASTY)
def test_json_feed_has_the_characters_of_the_others(text):
    """A reader sees the same text in whichever feed it takes."""
    feed = replace(FEED, title=text, entries=(replace(NEW, content_html=text),))
    value = json.loads(write("json", feed))
    seen = {value.get("title", ""), value["items"][0]["content_html"]}

    assert {survivor(part) for part in seen} == {survivor(text)}
    assert not any(character in part for part in seen for character in "\0\x1f\uffff")


# Sitemaps


def locations(text):
    """Return the URLs of a sitemap, or of an index of sitemaps."""
    return [node.text for node in xml(text).findall("*/s:loc", NS)]


def test_sitemap_lists_pages_with_their_last_change():
    """Each URL stands there once, in the order given, dated where it can be."""
    root = xml(
        write_sitemap(
            [
                SitemapEntry(url="https://example.org/?a&b", last_change=NEW.updated),
                SitemapEntry(url="https://example.org/about/", last_change=None),
            ]
        )
    )

    assert root.tag == f"{{{NS['s']}}}urlset"
    assert [
        (url.findtext("s:loc", None, NS), url.findtext("s:lastmod", None, NS))
        for url in root
    ] == [
        ("https://example.org/?a&b", "2025-06-20T09:00:00+01:00"),
        ("https://example.org/about/", None),
    ]


@given(st.lists(st.tuples(texts, st.none() | moments), max_size=3))
def test_sitemap_is_readable_whatever_the_url(pages):
    """No character of a URL can break a sitemap."""
    text = write_sitemap([SitemapEntry(url=u, last_change=d) for u, d in pages])

    assert [url or "" for url in locations(text)] == [survivor(url) for url, _ in pages]


def test_small_site_has_one_sitemap():
    """A site that fits into one file has no index."""
    pages = [SitemapEntry(url="https://example.org/", last_change=None)]

    assert write_sitemaps(pages, base_url="https://example.org/") == {
        "sitemap.xml": write_sitemap(pages)
    }


def test_huge_site_has_an_index_of_sitemaps():
    """Beyond the limit of the protocol, URLs are split and none is lost."""
    pages = [
        SitemapEntry(url=f"https://example.org/{n}/", last_change=None)
        for n in range(MAX_URLS)
    ]
    pages.append(SitemapEntry(url=NEW.url, last_change=NEW.updated))
    files = write_sitemaps(pages, base_url="https://example.org/blog/")

    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert xml(files["sitemap.xml"]).tag == f"{{{NS['s']}}}sitemapindex"
    assert locations(files["sitemap.xml"]) == [
        "https://example.org/blog/sitemap-1.xml",
        "https://example.org/blog/sitemap-2.xml",
    ]
    assert [
        node.text for node in xml(files["sitemap.xml"]).findall("*/s:lastmod", NS)
    ] == ["2025-06-20T09:00:00+01:00"]
    assert locations(files["sitemap-1.xml"]) + locations(files["sitemap-2.xml"]) == [
        page.url for page in pages
    ]


def test_one_sitemap_refuses_too_many_pages():
    """What search engines would reject is not written."""
    page = SitemapEntry(url="https://example.org/", last_change=None)

    with pytest.raises(ValueError, match="too many"):
        write_sitemap([page] * (MAX_URLS + 1))
