"""The old URLs of lists and feeds, by the engine and its settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sphinx_blogtheme.importers.engines import read_site
from sphinx_blogtheme.importers.list_settings import lists_of_site
from sphinx_blogtheme.importers.list_slugs import SLUG_OF
from sphinx_blogtheme.importers.model import Blog, Document, Note
from sphinx_blogtheme.importers.old_lists import (
    ENGINE_LISTS,
    former_lists,
    term_feeds,
)
from sphinx_blogtheme.model.former_urls import fault_of_former
from sphinx_blogtheme.model.posts import FrontMatter, Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


Lists = tuple[dict[str, str], tuple[str, ...]]


def post(source: str = "content/posts/x.md", **facts: object) -> Document:
    given = {"date": datetime(2024, 5, 6, tzinfo=UTC), "title": "X", **facts}
    return Document(source=source, path="x.md", facts=FrontMatter(**given), body="")


def former(
    lists: Mapping[str, str], *posts: Document, slug: str = "", **blog: object
) -> dict[str, str]:
    found = Blog(engine="E", lists=lists, list_slug=slug, **blog)
    return former_lists(found, posts, {})


def test_only_lists_that_the_blog_has_are_led_to() -> None:
    """A site without tags gets no URLs of tags; drafts and pages give no terms."""
    lists = ENGINE_LISTS["jekyll"]
    draft = post(tags=("Hidden",), status=Status.DRAFT)

    assert former(lists, post(categories=("Life",)), draft) == {
        "/feed.xml": "/feed/atom.xml",
        "/category/{category}/": "/{category}/",
        "/categories/{category}/": "/{category}/",
    }
    assert former(lists, draft) == {}


@pytest.mark.parametrize(
    ("engine", "tag", "url"),
    [
        ("hugo", "C++", "/tags/c++/"),
        ("hugo", ".NET Core", "/tags/.net-core/"),
        ("pelican", "Café au lait", "/tag/cafe-au-lait.html"),
        ("blogger", "Open Source", "/search/label/Open%20Source"),
    ],
)
def test_term_is_written_as_the_engine_does(engine: str, tag: str, url: str) -> None:
    """Where its slug is another than ours, the URL is one of its own."""
    found = former(ENGINE_LISTS[engine], post(tags=(tag, "ink")), slug=SLUG_OF[engine])

    assert found[url].startswith("/tag/")
    assert "{" not in found[url]


def test_sections_are_folders_of_posts() -> None:
    """Each folder of content had a list and a feed."""
    posts = [post("content/notes/a.md"), post("content/essays/b/index.md")]
    found = former(ENGINE_LISTS["hugo"], *posts)

    assert {"/notes/", "/essays/", "/notes/index.xml"} <= found.keys()
    assert "/{section}/" not in found


def test_lists_of_a_language_lead_to_those_below_its_folder() -> None:
    """Only terms that its own posts have count, and posts have to be there."""
    lists = {"/tags/{tag}/": "/tag/{tag}/", "/": "/", "/index.xml": "/feed/rss.xml"}
    other = post(language="pt", tags=("Café",))
    below = replace(other, urls=("/pt/posts/x/",))
    main = {"settings": {"language": "en"}}
    found = former(lists, post(language="en"), below, **main)

    assert found == {
        "/index.xml": "/feed/rss.xml",
        "/pt/index.xml": "/pt/feed/rss.xml",
        "/pt/tags/{tag}/": "/pt/tag/{tag}/",
    }
    assert "/pt/index.xml" not in former(lists, post(language="en"), other, **main)


def test_list_without_terms_may_be_another() -> None:
    """Hugo writes the lists of taxonomies of which no post has a term."""
    found = former(ENGINE_LISTS["hugo"], post(tags=("ink",)))

    assert found["/tags/"] == "/tag/"
    assert found["/categories/"] == "/archives/"


def test_pages_that_templates_made_lead_to_ours() -> None:
    """A file that was left out as a template tells which list it was."""
    notes = [
        Note(source=name, message="is a template")
        for name in ("archive.html", "content/tags.njk", "about.html", "feed.xml")
    ]

    assert former({}, post(tags=("a",)), skipped=tuple(notes)) == {
        "/archive.html": "/archives/",
        "/archive/": "/archives/",
        "/tags.html": "/tag/",
        "/tags/": "/tag/",
        "/feed.xml": "/feed/atom.xml",
    }


def test_terms_get_feeds_where_they_had_them() -> None:
    """The option for feeds of terms names the taxonomies that need them."""
    found = former(ENGINE_LISTS["wordpress"], post(tags=("a",)))

    assert term_feeds(found) == ["category", "tag"]
    assert term_feeds({"/index.xml": "/feed/rss.xml"}) == ["category"]


@pytest.mark.parametrize("engine", ENGINE_LISTS)
def test_urls_of_engines_are_good(engine: str) -> None:
    """The option would take each of them."""
    lists = ENGINE_LISTS[engine].items()
    for old, new in ((old, one) for old, choices in lists for one in choices.split()):
        old = old.replace("{section}", "s").replace("{lang}", "en")  # noqa: PLW2901
        assert fault_of_former(old, new) == ""


@pytest.mark.parametrize(
    ("engine", "name", "settings", "lists"),
    [
        (
            "hugo",
            "hugo.toml",
            'disableKinds = ["term"]\n[outputFormats.RSS]\nbaseName = "feed"\n',
            ({"/feed.xml": "/feed/rss.xml"}, ("/tags/{tag}/", "/index.xml")),
        ),
        (
            "hugo",
            "config.yaml",
            "taxonomies: {tag: topics}\n",
            ({"/topics/{tag}/": "/tag/{tag}/"}, ("/tags/{tag}/",)),
        ),
        (
            "zola",
            "config.toml",
            'feed_filenames = ["rss.xml"]\n[[taxonomies]]\nname = "tags"\nfeed = true\n',
            (
                {
                    "/tags/{tag}/rss.xml": "/tag/{tag}/feed/rss.xml",
                    "/rss.xml": "/feed/rss.xml",
                },
                ("/atom.xml", "/categories/{category}/"),
            ),
        ),
        (
            "pelican",
            "pelicanconf.py",
            """TAG_URL = 'on/{slug}/'\nFEED_ALL_ATOM = None\nAUTHOR_SAVE_AS = ''
TAG_FEED_ATOM = 'on/{slug}/atom.xml'\nFEED_ALL_RSS = 'rss.xml'
INDEX_SAVE_AS = 'blog/index.html'""",
            (
                {
                    "/blog/": "/archives/",
                    "/on/{tag}/": "/tag/{tag}/",
                    "/on/{tag}/atom.xml": "/tag/{tag}/feed/atom.xml",
                    "/rss.xml": "/feed/rss.xml",
                },
                ("/tag/{tag}.html", "/feeds/all.atom.xml", "/author/{author}.html"),
            ),
        ),
        (
            "nikola",
            "conf.py",
            """TAG_PATH = 'tags'\nCATEGORY_PREFIX = ''\nINDEX_PATH = 'blog'
ARCHIVE_PATH = 'when'\nARCHIVE_FILENAME = 'index.html'""",
            (
                {
                    "/tags/{tag}/": "/tag/{tag}/",
                    "/categories/{category}.xml": "/{category}/feed/rss.xml",
                    "/blog/": "/archives/",
                    "/when/": "/archives/",
                    "/when/{year}/": "/{year}/",
                },
                ("/categories/{tag}/", "/archive.html"),
            ),
        ),
        (
            "jekyll",
            "_config.yml",
            """{feed: {path: rss.xml, categories: [a], tags: true},
            jekyll-archives: {permalinks: {tag: /t/:name/, year: "/y/:year/"}}}""",
            (
                {
                    "/rss.xml": "/feed/atom.xml",
                    "/feed/{category}.xml": "/{category}/feed/atom.xml",
                    "/feed/by_tag/{tag}.xml": "/tag/{tag}/feed/atom.xml",
                    "/t/{tag}/": "/tag/{tag}/",
                    "/y/{year}/": "/{year}/",
                },
                ("/feed.xml",),
            ),
        ),
    ],
)
def test_settings_move_lists(
    tmp_path: Path, engine: str, name: str, settings: str, lists: Lists
) -> None:
    """What a site's settings say goes before what most sites have."""
    has, lacks = lists
    (tmp_path / name).write_text(settings, encoding="utf-8")
    found = lists_of_site(engine, tmp_path)

    assert has.items() <= found.items()
    assert not found.keys() & set(lacks)


_LIST = "{% for post in site.posts %}{{ post.title }}{% endfor %}"


@pytest.mark.parametrize(
    ("engine", "files", "url", "feed"),
    [
        ("jekyll", {"feed.xml": f"---\n---\n<rss>{_LIST}"}, "/feed.xml", "rss.xml"),
        ("jekyll", {"feed.xml": f"---\n---\n<feed>{_LIST}"}, "/feed.xml", "atom.xml"),
        (
            "jekyll",
            {"a.xml": f"---\npermalink: /rss/\n---\n<rss>{_LIST}"},
            "/rss/",
            "rss.xml",
        ),
        (
            "jekyll",
            {"atom.xml": "---\nlayout: f\n---\n", "_layouts/f.xml": f"<rss>{_LIST}"},
            "/atom.xml",
            "rss.xml",
        ),
        (
            "jekyll",
            {"feed.html": f"---\npermalink: /feed.xml\n---\n<rss>{_LIST}"},
            "/feed.xml",
            "rss.xml",
        ),
        (
            "jekyll",
            {"a.json": f'---\n---\n"https://jsonfeed.org/version/1" {_LIST}'},
            "/a.json",
            "feed.json",
        ),
        (
            "zola",
            {
                "config.toml": 'generate_feed = true\nfeed_filename = "feed.xml"\n',
                "templates/feed.xml": "<?xml?><rss>",
            },
            "/feed.xml",
            "rss.xml",
        ),
        (
            "hugo",
            {"hugo.toml": "", "layouts/_default/rss.xml": "<feed>"},
            "/index.xml",
            "atom.xml",
        ),
    ],
)
def test_feed_has_the_format_of_its_own_template(
    tmp_path: Path, engine: str, files: dict[str, str], url: str, feed: str
) -> None:
    """Whatever its name says, and where its engine would make another one."""
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    lists = read_site(engine, tmp_path, None).lists
    assert lists[url] == f"/feed/{feed}"


def test_lists_that_say_their_language_have_it_once() -> None:
    """English is the site's own where no setting says another."""
    lists = {"/en/tags/{tag}/": "/tag/{tag}/", "/pt/tags/{tag}/": "/pt/tag/{tag}/"}
    posts = [
        replace(
            post(tags=("ink",)),
            urls=(f"/{tag}/a/",),
            facts=replace(post(tags=("ink",)).facts, language=tag),
        )
        for tag in ("en", "pt")
    ]

    found = former_lists(Blog(engine="11ty", lists=lists), posts, {})
    assert found == lists
