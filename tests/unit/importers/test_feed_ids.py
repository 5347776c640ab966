"""Posts keep the ids that they had in the feeds of their old site."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sphinx_blogtheme.importers.feed_ids import BARE, FEED_IDS, URL, with_feed_ids
from sphinx_blogtheme.importers.model import Document
from sphinx_blogtheme.importers.sites.jekyll import Jekyll
from sphinx_blogtheme.model.posts import FrontMatter, Status

if TYPE_CHECKING:
    from pathlib import Path

OLD = "https://old.example/"


def kept(url: str, pattern: str, *, base: str = OLD, **more: object) -> str | None:
    facts = {"slug": "x", "date": datetime(2024, 5, 6, tzinfo=UTC), **more}
    document = Document(
        source="x.md", path="x.md", facts=FrontMatter(**facts), body="", urls=(url,)
    )
    found = with_feed_ids([document], pattern, base, OLD, "/{year}/{slug}/")
    return found[0].facts.feed_id


@pytest.mark.parametrize(
    ("url", "pattern", "identity"),
    [
        ("/2024/x/", URL, None),
        ("/2024/x/", BARE, "https://old.example/2024/x"),
        ("/a/x.html", URL, "https://old.example/a/x.html"),
        ("/a/x.html", BARE, "https://old.example/a/x"),
        (
            "https://old.example/a/x.html",
            FEED_IDS["pelican"],
            "tag:old.example,2024-05-06:/a/x.html",
        ),
        ("/a/é.html", URL, "https://old.example/a/%C3%A9.html"),
        ("/a/x/", "", None),
    ],
)
def test_id_is_that_of_the_old_feed(url: str, pattern: str, identity: str) -> None:
    """It is written where it is not the new URL, which is an id anyway."""
    assert kept(url, pattern) == identity


def test_only_posts_that_were_in_feeds_have_ids() -> None:
    """Neither drafts, nor the posts of a site whose URL is unknown."""
    assert kept("/a/x/", URL, status=Status.DRAFT) is None
    assert kept("/a/x/", URL, base="") is None
    assert kept("/a/x/", URL, feed_id="urn:x") == "urn:x"


@pytest.mark.parametrize(
    ("files", "pattern"),
    [
        ({}, ""),
        ({"_config.yml": "url: https://a.example\nplugins: [jekyll-feed]"}, BARE),
        (
            {
                "_config.yml": "url: https://a.example",
                "rss.xml": "---\n---\n<guid isPermaLink='true'>"
                "{{ site.url }}{{ post.url }}</guid>",
            },
            URL,
        ),
        ({"atom.xml": "---\n---\n<id>{{ x }}{{ post.id }}</id>"}, ""),
    ],
)
def test_feed_of_jekyll_is_read(
    tmp_path: Path, files: dict[str, str], pattern: str
) -> None:
    """The plugin's ids are known, and those of the site's own template."""
    (tmp_path / "_config.yml").touch()
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    made = Jekyll(tmp_path).read()
    assert made.feed_ids == pattern.replace("{base}", "https://a.example/")
    assert made.lists == {}


def test_feed_of_jekyll_is_rss_where_it_was(tmp_path: Path) -> None:
    """The site's own template says so."""
    (tmp_path / "_config.yml").touch()
    (tmp_path / "feed.xml").write_text("---\n---\n<rss version='2.0'></rss>")

    assert Jekyll(tmp_path).read().lists == {"/feed.xml": "/feed/rss.xml"}
