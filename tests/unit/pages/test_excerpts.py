"""One rendering of a post, as pages and feeds show it."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sphinx_blogtheme.pages.excerpt_store import ExcerptStore
from sphinx_blogtheme.pages.excerpts import body_without_title, cut_excerpt

BASE, PERMALINK = "https://example.org/blog/", "2025/03/x/"
HERE = BASE + PERMALINK


def in_feed(html: str, which: str = "body") -> BeautifulSoup:
    fragment = cut_excerpt(html, PERMALINK)
    text = fragment.in_feed(getattr(fragment, which), base_url=BASE)
    return BeautifulSoup(text, "html5lib")


def on_page(html: str, **options) -> BeautifulSoup:
    fragment = cut_excerpt(html, PERMALINK)
    text = fragment.on_page(fragment.body, root="../", **options)
    return BeautifulSoup(text, "html5lib")


segments = st.sampled_from([*"abü.:%", "..", "%20", "x.html", "a:b", " "])
paths = st.lists(segments | st.just("/"), max_size=8).map("".join)
urls = st.builds(
    "{}{}{}".format,
    paths,
    st.sampled_from(["", "?a=/../b&c=d#e", "?//x"]),
    st.sampled_from(["", "#a/../b", "#é"]),
)


@given(urls, st.sampled_from(['a href="{}"', "img SRC='{}'", 'video poster = "{}"']))
@example("//cdn.example.net/a.js", 'a href="{}"')
@example("", 'a href="{}"')
@example(" ", "img SRC='{}'")
@example("?a=b", 'a href="{}"')
@example(" https://example.net/", 'a href="{}"')
@example("a.png", "img src={}")
@example("../../04/y/#z", "a class=x href={} rel=y")
def test_no_url_in_a_feed_is_relative(url, tag):
    """Whatever an author links to, feed readers get the whole URL."""
    element = in_feed(f"<{tag.format(escape(url))}>text").body.find()
    found = next(
        value
        for name, value in element.attrs.items()
        if name in ("href", "src", "poster")
    )

    assert "\0" not in found
    # An empty address shows nothing; an empty link leads to its page.
    is_nothing = not url.strip() and not tag.startswith("a ")
    assert (
        not found.strip()
        if is_nothing
        else re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", found)
    )


@given(urls)
@example("")
@example("?a=b")
@example("../y/?z=/../#k")
def test_urls_lead_where_they_led(url):
    """A URL means in a feed and on a list what it meant in the post."""
    assume(not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/", url))
    assume("//" not in urlsplit(url).path and url == url.strip())
    assume(urlsplit(url).path.split("/").count("..") <= 3)  # stays in the site
    path = urlsplit(urljoin(f"http://x/{PERMALINK}", url)).path
    link = f'<a href="{escape(url)}">text</a>'
    feed, page = in_feed(link).a["href"], on_page(link).a["href"]

    assert urlsplit(feed).path == "/blog" + path
    assert urlsplit(feed)[3:] == urlsplit(url)[3:]
    assert urljoin(BASE + "page/", page) == feed


@pytest.mark.parametrize(
    "text",
    [
        '<p title="href=\'x\' id=\'y\'" data-href="z">id="a"</p>',
        '<pre>&lt;a href="x"&gt;</pre>',
        '<a href="mailto:a@example.org">a</a>',
        '<a href="https://example.net/x?y#z">a</a>',
        '<img src="data:image/png;base64,AA==">',
        '<input disabled value="src=x">',
    ],
)
def test_other_text_is_left_alone(text):
    """Only URLs of the site and ids change, not what looks like them."""
    fragment = cut_excerpt(text, PERMALINK)

    assert fragment.in_feed(fragment.body, base_url=BASE) == text
    assert fragment.on_page(fragment.body, root="../", prefix="p-") == text


def test_ids_get_a_prefix_with_all_that_refers_to_them():
    """Ten posts on one page don't mix up their footnotes and labels."""
    html = (
        '<h2 id="a">A</h2><a href="#a">here</a><label for="b"></label>'
        '<input id=b><p aria-labelledby="a b other" aria-describedby="other"></p>'
    )
    soup = on_page(html, prefix="p-", deeper=1)

    assert soup.h3["id"] == "p-a"
    assert soup.a["href"] == "#p-a"
    assert soup.label["for"] == soup.input["id"] == "p-b"
    assert soup.p["aria-labelledby"] == "p-a p-b other"
    assert soup.p["aria-describedby"] == "other"


def test_link_to_what_the_intro_lacks_leads_to_the_post():
    """A footnote after the marker is on the post's own page."""
    html = '<p id="a"><a href="#a">a</a><a href="#b">b</a></p><!--more--><p id="b">'

    assert [a["href"] for a in in_feed(html, "excerpt").select("a")] == [
        f"{HERE}#a",
        f"{HERE}#b",
    ]


@pytest.mark.parametrize(
    ("deeper", "names"), [(0, "h2 h6"), (1, "h3 h6"), (3, "h5 h6")]
)
def test_headings_go_down(deeper, names):
    """Headings of a post on a list are below the list's own, at most ``h6``."""
    soup = on_page("<h2>A</h2><h6>B</h6>", deeper=deeper)

    assert [element.name for element in soup.body.children] == names.split()


@pytest.mark.parametrize(
    "marker",
    [
        "<!--more-->",
        "<!-- more -->",
        "<!--MORE-->",
        "<!--more Read on-->",
        "<!-- TEASER_END -->",
        "<!-- TEASER_END: Read on -->",
        "<!-- read more -->",
    ],
)
def test_marker_ends_the_intro(marker):
    """The common engines' markers work, and the body is whole without them."""
    fragment = cut_excerpt(f"<p>a</p>{marker}<p>b</p>", PERMALINK)

    assert fragment.excerpt == "<p>a</p>"
    assert fragment.body == "<p>a</p><p>b</p>"
    assert fragment.has_more


@pytest.mark.parametrize(
    "text",
    ["<!-- moreover -->", "<!-- no more -->", "&lt;!--more--&gt;", "more"],
)
def test_other_text_is_no_marker(text):
    """Other comments, and a marker that is shown, end nothing."""
    fragment = cut_excerpt(f"<p>a</p>{text}<p>b</p>", PERMALINK)

    assert fragment.excerpt == fragment.body
    assert not fragment.has_more


@pytest.mark.parametrize(
    ("tail", "more"),
    [
        ("", False),
        ("</p></div>\n", False),
        ("<p>b</p>", True),
        ('<p><img src="a.png"></p>', True),
        ('<iframe src="https://example.net/"></iframe>', True),
    ],
)
def test_rest_must_show_something(tail, more):
    """A marker at the very end promises nothing; a picture is worth a click."""
    assert cut_excerpt(f"<div><p>a<!--more-->{tail}", PERMALINK).has_more is more


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ('<section id="p">\n<h1>T</h1>\n<p>a</p>\n</section>\n', None),
        (
            '<section id="p"><h1>T</h1><section id="s"><h2>S</h2></section></section>',
            "S",
        ),
        ("<p>a</p>", None),
    ],
)
def test_title_is_taken_off(body, heading):
    """The body of a post has neither the title nor its section."""
    soup = BeautifulSoup(body_without_title(body), "html5lib")

    assert soup.find("h1") is None
    assert soup.find(id="p") is None
    assert (soup.h2.get_text() if soup.h2 else None) == heading


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ('<section id="p"><span id="q"></span><h1>T</h1>a</section>', ["p", "q"]),
        ('<section id="post-t"><span id="q"></span><h1>T</h1>a</section>', ["q"]),
        ('<section id="q"><span id="post"></span><h1>T</h1>a</section>', ["q"]),
        ('<section id="p"><h1>T</h1>a</section>', []),
    ],
)
def test_labels_before_the_title_stay(body, ids):
    """A link to a label on top of a text leads there."""
    soup = BeautifulSoup(body_without_title(body), "html5lib")

    assert [element["id"] for element in soup.select("[id]")] == ids


def test_footnotes_after_the_title_section_stay():
    """Footnotes follow the section of the title, and belong to the body."""
    body = '<section id="p"><h1>T</h1><p>a</p></section><aside>note</aside>'

    assert body_without_title(body) == "<p>a</p>\n<aside>note</aside>"


def test_fragments_are_kept(tmp_path):
    """What one process saves, another reads, until the post goes."""
    fragment = cut_excerpt('<p id="ü">a</p><!--more--><a href="b">b</a>', PERMALINK)
    store = ExcerptStore(tmp_path / "fragments")
    store.save("2025/03/v1.2", fragment)
    store.save("2025/03/v1", fragment)
    other = ExcerptStore(tmp_path / "fragments")

    assert other.has("2025/03/v1.2")
    assert other.load("2025/03/v1.2") == fragment
    other.prune({"2025/03/v1.2"})
    assert other.has("2025/03/v1.2")
    assert not other.has("2025/03/v1")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"excerpt": 1}'])
def test_fragment_that_cannot_be_read_is_empty(tmp_path, content):
    """A file that a crash left behind doesn't break the next build."""
    (tmp_path / "x.json").write_text(content, encoding="utf-8")

    assert ExcerptStore(tmp_path).load("x").body == ""
