"""A blog beside other extensions is whole, and each job is done once."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote, urlsplit

import feedparser
import pytest

from neighbours import LISTED, NEIGHBOURS, UNLISTED, build_beside, harmless

REPEATED = {"article:tag", "theme-color", "og:image"}
"""Names of ``meta`` elements that a page may have several of."""


def _parameter(name):
    """Return a parameter whose tests one process runs, if its extension is there."""
    marks = [pytest.mark.xdist_group(name)]
    missing = NEIGHBOURS[name].missing() if name in NEIGHBOURS else ""
    if missing:
        marks.append(pytest.mark.skip(reason=f"{missing} is not installed"))
    return pytest.param(name, marks=marks)


@pytest.fixture(scope="module", params=map(_parameter, (*NEIGHBOURS, "all")))
def beside(request, tmp_path_factory):
    """Return a site beside one extension, or beside all that get on together."""
    name = request.param
    chosen = {name: NEIGHBOURS[name]} if name in NEIGHBOURS else harmless()
    return build_beside(tmp_path_factory.mktemp(name), chosen, "dirhtml")


def test_each_id_is_of_one_element(beside):
    """A link to an id leads to one place."""
    for path, page in beside.pages().items():
        ids = Counter(element["id"] for element in page.select("[id]"))

        assert [name for name, count in ids.items() if count > 1] == [], path


def test_ids_that_are_referred_to_are_there(beside):
    """A tab opens its own panel, also where several posts are shown."""
    for path, page in beside.pages().items():
        ids = {element["id"] for element in page.select("[id]")}
        wanted = {
            name
            for attribute in ("for", "aria-controls", "aria-labelledby")
            for element in page.select(f"main [{attribute}]")
            for name in element[attribute].split()
        }

        assert wanted - ids == set(), path


def test_each_radio_button_has_a_group_of_its_post(beside):
    """A tab of one post does not close that of another."""
    page = beside.site.html()
    groups = Counter(
        name
        for entry in page.select(".h-entry")
        for name in {button["name"] for button in entry.select("[type=radio]")}
    )

    assert [name for name, count in groups.items() if count > 1] == []


def test_list_loads_what_its_posts_load(beside):
    """The front page, which shows whole posts, has their style sheets and scripts."""
    loaded = _loaded(beside.site.html())

    for docname in LISTED:
        assert _loaded(beside.site.html(docname)) - loaded == set()


REDIRECTS = {
    "reredirects": "old/index.html",
    "rediraffe": "posts/before/index.html",
}
"""A page that leads to the first post, by extension."""

OWN = ("css/", "js/", "fonts/")
"""Folders of our theme's files, which its templates choose."""


def _loaded(page):
    urls = (
        element.get("href") or element.get("src")
        for element in page.select("link[rel=stylesheet], script[src]")
    )
    files = {url.partition("?")[0].rpartition("_static/")[2] for url in urls}
    return {file for file in files if not file.startswith(OWN)}


def test_options_of_sphinx_are_there_for_scripts(beside):
    """A script of another extension may ask for them at once."""
    for path, page in beside.pages().items():
        names = [
            script["src"].partition("?")[0].rpartition("_static/")[2]
            for script in page.select("head script[src]")
        ]
        others = [name for name in names if not name.startswith(OWN)]
        if others and page.select_one("main"):
            assert others[0] == "documentation_options.js", path


def test_code_has_one_copy_button(beside):
    """There are not two that do the same."""
    for path, page in beside.pages().items():
        scripts = " ".join(s["src"] for s in page.select("script[src]"))

        assert len(re.findall(r"/(?:js/copy|copybutton)\.js", scripts)) <= 1, path


def test_each_meta_element_is_there_once(beside):
    """A program that shows previews reads one title, description and image."""
    for path, page in beside.pages().items():
        names = Counter(
            element.get("property") or element.get("name")
            for element in page.select("meta[name], meta[property]")
        )
        names += Counter(
            f"link {element['rel'][0]}"
            for element in page.select("link[rel=canonical], link[rel=describedby]")
        )
        names += Counter(
            f"link {element['type']}"
            for element in page.select('link[rel=alternate][type="text/markdown"]')
        )
        several = {name for name, count in names.items() if count > 1} - REPEATED

        assert several == set(), path


def test_unlisted_post_is_nowhere(beside):
    """What is not listed is in no sitemap, list or index of another extension."""
    found = []
    for file in beside.files(".html", ".xml", ".txt", ".json", ".js", ".md", ".inv"):
        path = file.relative_to(beside.site.out).as_posix()
        own = path.startswith((f"2025/03/{UNLISTED}", f"{UNLISTED}/"))
        if not own and UNLISTED in file.read_text("utf-8", errors="replace"):
            found.append(path)

    assert found == []


def test_links_lead_to_files(beside):
    """All that a page links to or loads from the site is there."""
    out = beside.site.out
    for path, page in beside.pages().items():
        for element in page.select("[href], [src]"):
            url = urlsplit(element.get("href") or element.get("src"))
            target = (out / path).parent / unquote(url.path)
            if url.path.startswith("/"):
                target = out / unquote(url.path).lstrip("/")
            if url.scheme or url.netloc or not url.path:
                continue
            if target.is_dir():
                target /= "index.html"

            assert target.is_file(), (path, str(element))


def test_feeds_have_no_relative_addresses(beside):
    """A note or a picture of another extension is found from a reader, too."""
    feed = feedparser.parse(beside.site.text("feed/rss.xml"))

    assert not feed.bozo
    assert {entry.title for entry in feed.entries} >= {"One", "Two"}
    for entry in feed.entries:
        html = entry.content[0].value
        urls = re.findall(r'\s(?:href|src)="([^"]*)"', html)
        assert [url for url in urls if not urlsplit(url).scheme] == []


def test_one_line_says_who_stands_back(beside):
    """The author reads which of two extensions does a job."""
    lines = [line for line in beside.said.splitlines() if "sphinx-blogtheme: " in line]

    assert len(lines) == len(beside.jobs)
    for job in beside.jobs:
        assert job in "\n".join(lines)


def test_redirects_of_others_lead_to_posts(beside):
    """An option that names the file of a post leads to its permalink."""
    for name, place in REDIRECTS.items():
        if name in beside.names:
            page = beside.site.text(place)
            assert re.search(r"""["'=]\.\./(\.\./)?2025/03/one/""", page)
