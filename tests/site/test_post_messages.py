"""What the keys of a header change on pages, in feeds and in the sitemap."""

from __future__ import annotations

import feedparser
import pytest

from conftest import post

PAGE = "2025/03/x"
HERE = "https://example.org/2025/03/x/"
THERE = "https://example.com/there?a=1&b=2"


@pytest.mark.parametrize(
    ("path", "place", "old"),
    [
        ("/essays/hello/", "essays/hello", None),
        ("essays/hello.html", "essays/hello", "essays/hello.html"),
        ("/essays/hello/index.html", "essays/hello", None),
        ("/hello", "hello", None),
    ],
)
def test_whole_path_wins_over_the_pattern(site, path, place, old):
    """A post is where its header says; an address of a file leads there."""
    built = site({"posts/x.md": post(permalink=path)}).build()

    assert built.html(place).h1.text == "Post"
    assert not built.exists(PAGE)
    assert old is None or place in built.text(old)


@pytest.mark.parametrize("path", ["/_static/x", "/CON/a b/", "/é/<x>/"])
def test_whole_path_is_made_safe(site, path):
    """Whatever it is, the page is a file in the output, and its author is told."""
    built = site({"posts/x.md": post(permalink=path)}).build(
        warnings=["cannot be part of a URL as it is"]
    )

    assert len([name for name in built.files() if "<" in name or " " in name]) == 0


def test_path_that_leaves_the_site_is_not_used(site):
    """The site's pattern decides then."""
    built = site({"posts/x.md": post(path="/../../x/")}).build(
        warnings=["path: '/../../x/': expected a path of the site"]
    )

    assert built.exists(PAGE)


def test_canonical_url_is_said_and_the_copy_is_in_no_sitemap(site):
    """Search engines are sent to where the text first appeared."""
    files = {"posts/x.md": post(canonicalURL=THERE), "posts/y.md": post()}
    built = site(files).build()

    links = built.html(PAGE).select("link[rel=canonical]")
    assert [link["href"] for link in links] == [THERE]
    assert "2025/03/x" not in built.text("sitemap.xml")
    assert "2025/03/y" in built.text("sitemap.xml")


def test_title_leads_to_what_the_post_is_about(site):
    """In lists and feeds, as in link blogs; the post keeps its own address."""
    built = site({"posts/x.md": post(link=THERE)}).build()

    entry = built.html().select_one("article")
    assert entry.select_one(".p-name a")["href"] == THERE
    assert entry.select_one("a.u-url")["href"] == "2025/03/x/"
    assert built.html(PAGE).select_one("h1 a")["href"] == THERE
    for name in ("rss.xml", "atom.xml"):
        (item,) = feedparser.parse(built.text(f"feed/{name}")).entries
        assert (item.link, item.id) == (THERE, HERE)
    assert f'"external_url": "{THERE}"' in built.text("feed/feed.json")


def test_contents_can_be_left_out(site):
    """A post with many headings has none beside it if its author says so."""
    body = "".join(f"## Part {n}\n\nText.\n\n" for n in range(9))
    built = site({"posts/x.md": post(body), "posts/y.md": post(body, toc="false")})
    built = built.build()

    assert built.html(PAGE).select(".bt-post-contents")
    assert not built.html("2025/03/y").select(".bt-post-contents")


def test_image_is_described(site):
    """The header's words for its image are where it is shared."""
    header = {"image": "https://example.org/a.png", "image_alt": "A cat"}
    built = site({"posts/x.md": post(**header)}).build()

    alt = built.html(PAGE).select_one("meta[property='og:image:alt']")
    assert alt["content"] == "A cat"


@pytest.mark.parametrize(
    "header",
    [
        {"expires": "2025-04-01"},
        {"publishDate": "2150-01-01"},
        {"published": "false"},
        {"headless": "true"},
    ],
)
def test_post_is_held_back(site, header):
    """It is in no list and at no address, and nobody is warned."""
    built = site({"posts/x.md": post(**header), "posts/y.md": post()}).build()

    assert not built.exists(PAGE)
    assert built.exists("2025/03/y")


def test_post_that_has_not_expired_is_there(site):
    """The date is one like the others."""
    built = site({"posts/x.md": post(expiryDate="1 March 2150")}).build()

    assert built.exists(PAGE)
