"""Lists and feeds at the URLs that they had on the site of another engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import make_site, post
from sphinx_blogtheme.config.list_checks import former_urls

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Built

POSTS = {
    "posts/pears.md": post("Ripe.\n", title="Pears", tags="Fruit, Trees"),
    "posts/plums.md": post(title="Plums", tags="Fruit", categories="Garden"),
    "files/lists/index.html": "A file of the site's own.",
}
FORMER = {
    "/tags/{tag}/": "/tag/{tag}/",
    "/tags/{tag}/index.xml": "/tag/{tag}/feed/rss.xml",
    "/cat_{category}.html": "/{category}/",
    "/blog/{year}-{month}/": "/{year}/{month}/",
    "/years/{year}/": "/{year}/",
    "/all/": "/archives/",
    "/start/": "/",
    "/lists/": "/archives/",
    "/index.xml": "/feed/rss.xml",
    "/feeds/posts/default": "/feed/atom.xml",
    "/rss/": "/feed/rss.xml",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    conf = {
        "html_baseurl": "https://example.org/",
        "blog_former_urls": FORMER,
        "blog_term_feeds": ["tag"],
    }
    return make_site(tmp_path_factory.mktemp("former"), POSTS, **conf).build()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tags/fruit", "../../tag/fruit/"),
        ("tags/trees", "../../tag/trees/"),
        ("cat_garden.html", "garden/"),
        ("blog/2025-03", "../../2025/03/"),
        ("years/2025", "../../2025/"),
        ("all", "../archives/"),
        ("start", "../"),
        ("rss", "../feed/rss.xml"),
    ],
)
def test_former_list_leads_on(site: Built, old: str, new: str) -> None:
    """A page at the former URL redirects, and so does ``_redirects``."""
    refresh = site.html(old).select_one("meta[http-equiv=refresh]")

    assert refresh
    assert refresh["content"] == f"0; url={new}"
    target = "/" + new.replace("../", "")
    slash = "" if old.endswith(".html") else "/"
    assert f"/{old}{slash} {target} 301" in site.text("_redirects").splitlines()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("index.xml", "feed/rss.xml"),
        ("feeds/posts/default", "feed/atom.xml"),
        ("tags/fruit/index.xml", "tag/fruit/feed/rss.xml"),
    ],
)
def test_former_feed_is_a_file(site: Built, old: str, new: str) -> None:
    """Its readers get the entries, and the URL where they are now."""
    assert site.text(old) == site.text(new)


def test_feed_at_a_folder_is_announced(site: Built) -> None:
    """A reader of feeds that gets the page which leads on finds the feed."""
    link = site.html("rss").select_one("link[rel=alternate]")

    assert link
    assert link["type"] == "application/rss+xml"
    assert link["href"] == "https://example.org/feed/rss.xml"


def test_file_of_the_site_stays(site: Built) -> None:
    """What stands at a former URL is not replaced."""
    assert site.text("lists/index.html") == "A file of the site's own."


def test_url_without_a_list_is_told(tmp_path: Path) -> None:
    """A URL that leads nowhere is one warning, and the others still lead on."""
    given = {
        "/old/": "/new/",
        "/all/": "/archives/",
        "/s/{series}/": "/series/{series}/",
    }
    conf = {"blog_former_urls": given}
    built = make_site(tmp_path, POSTS, **conf).build(
        warnings=["blog_former_urls: '/old/': the site has no page or feed at '/new/'"]
    )

    assert built.exists("all/index.html")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("/old/", "expected a dictionary of paths"),
        ({"old": "/new/"}, "begin with a slash"),
        ({"/{tags}/": "/tag/{tags}/"}, "{tags} in '/{tags}/' is none of"),
        ({"/{tag}/": "/tag/x/"}, "have different fields"),
        ({"/a?b": "/archives/"}, "cannot be a URL of the site"),
        ({"/../x/": "/archives/"}, "cannot be a URL of the site"),
        ({"/": "/archives/"}, "cannot be a URL of the site"),
    ],
)
def test_bad_option_is_explained(given: object, fault: str) -> None:
    """What was expected is named with the value."""
    assert fault in str(former_urls(given))
    assert former_urls(FORMER) is None


def test_aliases_may_differ_in_case_only(tmp_path: Path) -> None:
    """Both lead to their page, as another engine wrote both."""
    aliases = "/blog/A-Loaf/, /blog/a-loaf/"
    built = make_site(tmp_path, {"p.md": post(aliases=aliases)}).build()
    lines = built.text("_redirects").splitlines()

    assert "/blog/A-Loaf/ /2025/03/p/ 301" in lines
    assert "/blog/a-loaf/ /2025/03/p/ 301" in lines
    assert built.exists("blog/A-Loaf/index.html")
    assert built.exists("blog/a-loaf/index.html")


def test_former_feed_takes_the_place_of_the_page_of_feeds(tmp_path: Path) -> None:
    """Subscribers of ``/feed/`` are programs, and the menu leads to the feed."""
    conf = {
        "html_baseurl": "https://example.org/",
        "blog_former_urls": {"/feed/": "/feed/rss.xml"},
    }
    site = make_site(tmp_path, {"posts/a.md": post()}, **conf).build()
    entries = site.html("").select('nav a[href$="rss.xml"]')

    assert "/feed/ /feed/rss.xml 301" in site.text("_redirects").splitlines()
    assert (
        site.html("feed").select_one("link[rel=alternate]")["type"].endswith("rss+xml")
    )
    assert [entry.get_text(strip=True) for entry in entries] == ["Feed"]
