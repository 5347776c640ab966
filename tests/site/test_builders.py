"""Every builder of Sphinx's, and other people's themes."""

from __future__ import annotations

import importlib.util
import zlib
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import pytest

from conftest import make_site, post

BODY = """Intro with $x^2$ and a [link](/2024/01/old/#part).

<!--more-->

[Category](/python/), [feed](/feed/rss.xml), ~~struck~~, ![dot](/i/dot.svg).[^1]

```text
code
```

[^1]: Note.
"""

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'

FILES = {
    "index.md": "# Test blog\n\nHello, [about](about.md).\n",
    "about.md": "---\norphan: true\n---\n# About\n\n[Old](/2024/01/old/)\n",
    "posts/new.md": post(
        BODY, title="New", categories="python", author="Ann", tags="t"
    ),
    "posts/old.md": post("## Part\n\nText.\n", title="Old", date="2024-01-01"),
    "posts/hidden.md": post(title="Hidden", index="false"),
    "files/i/dot.svg": SVG,
}


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    """Return a site with a bit of everything."""
    return make_site(
        tmp_path_factory.mktemp("builders"), FILES, html_baseurl="https://e.org/b/"
    )


def assert_no_dead_link(built, root="/"):
    """Assert that each URL of the site, on each page, leads to a file and an id of it.

    :param root: path of the site on its host.
    """
    files = built.files().keys()
    for name in [name for name in files if name.endswith(".html")]:
        page = built.html(name)
        for element in page.select("[href], [src]"):
            url = element.get("href") or element.get("src")
            parts = urlsplit(urljoin(f"https://h.invalid{root}{name}", url))
            if parts.netloc != "h.invalid":
                continue
            path = unquote(parts.path).removeprefix(root)
            target = f"{path}index.html" if path.endswith("/") or not path else path
            assert target in files, (name, url)
            if parts.fragment and target.endswith(".html"):
                ids = {e["id"] for e in built.html(target).select("[id]")}
                assert unquote(parts.fragment) in ids, (name, url)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_html_builders_have_the_same_permalinks(blog, builder):
    """Posts and lists end in a slash; other pages are the builder's affair."""
    built = blog.build(builder)

    for docname in ("", "2025/03/new", "python", "2024", "archives"):
        assert built.html(docname).h1
    assert built.exists("about.html" if builder == "html" else "about/index.html")
    assert_no_dead_link(built, "/b/")


@pytest.mark.parametrize(
    "builder", ["text", "latex", "epub", "gettext", "json", "man", "xml", "pseudoxml"]
)
@pytest.mark.filterwarnings("ignore:'sphinxcontrib")
def test_other_builders_do_their_work(blog, builder):
    """What only HTML has is left out without a warning, and nothing else is.

    LaTeX and manual pages hold what a toctree leads to, which posts are not.
    """
    built = blog.build(builder, warnings=None)

    problems = [w for w in built.warnings if "EPUB" not in w and "conf value" not in w]
    assert problems == []
    texts = [data for name, data in built.files().items() if not name.endswith(".epub")]
    if builder not in ("latex", "man"):
        assert any(b"Intro with" in text for text in texts)
    assert not built.exists("feed")


def test_text_builder_has_the_whole_post(blog):
    """A post's text is complete in a builder that knows nothing of blogs."""
    text = blog.build("text").text("2025/03/new.txt")

    assert "Intro with" in text
    assert "struck" in text
    assert "Note." in text


def test_all_on_one_page(site):
    """``singlehtml`` leads to what isn't on its page on the published site."""
    files = {**FILES, "index.md": "# Test blog\n\n[Python](/python/)\n"}
    built = site(files, html_baseurl="https://e.org/b/").build("singlehtml")

    assert "https://e.org/b/python/" in {a["href"] for a in built.html().select("a")}


def test_linkcheck_finds_nothing_to_check(blog):
    """Links to the site itself are checked by us, not through the network."""
    assert blog.build("linkcheck").text("output.txt") == ""


def test_inventory_names_posts_by_their_permalinks(blog):
    """Other Sphinx sites can refer to a post; to an unlisted one they can't."""
    data = (blog.build("dirhtml").out / "objects.inv").read_bytes()
    lines = zlib.decompress(data.split(b"\n", 4)[4]).decode().splitlines()

    docs = {line.split()[0]: line.split()[3] for line in lines if "std:doc" in line}
    assert docs["2025/03/new"] in ("2025/03/new/", "$")
    assert not any("hidden" in name for name in docs)


THEMES = [
    "alabaster",
    "classic",
    pytest.param(
        "furo",
        marks=pytest.mark.skipif(
            importlib.util.find_spec("furo") is None, reason="furo is not installed"
        ),
    ),
]


@pytest.fixture(scope="module", params=THEMES)
def themed(request, tmp_path_factory):
    """Return the site, drawn by another theme."""
    theme = request.param
    return make_site(tmp_path_factory.mktemp(theme), FILES, html_theme=theme).build()


def test_other_theme_has_posts_at_their_permalinks(themed):
    """The extension works without our theme."""
    page = themed.html("2025/03/new")

    assert [h1.get_text().rstrip("¶#") for h1 in page.select("h1:not(.logo)")] == [
        "New"
    ]
    assert page.select_one("time.dt-published")["datetime"].startswith("2025-03-01")
    assert page.select_one("[rel=prev][href$='old/']")
    assert page.find(id="comments")


def test_other_theme_has_the_lists(themed):
    """Front page, category, archives and year are usable pages, if plain ones."""
    assert "Hello," in themed.html().get_text()
    for docname in ("", "python", "2025/03"):
        entry = themed.html(docname).select_one(".h-entry")
        assert entry.select_one(".p-name a").get_text() == "New"
        assert "Intro with" in entry.select_one(".p-summary").get_text()
    for docname in ("archives", "2025", "categories"):
        assert len(themed.html(docname).select("h1:not(.logo)")) == 1


def test_other_theme_has_its_frame_around_the_lists(themed):
    """A reader gets from a list to wherever one gets from a post."""
    for docname in ("2025/03/new", "", "python", "archives", "categories"):
        assert themed.html(docname).select_one("[class*=sidebar]")


def test_other_theme_has_the_feeds(themed):
    """They do not depend on the theme, and every page announces them."""
    feed = feedparser.parse(themed.text("feed/atom.xml"))

    assert [entry.title for entry in feed.entries] == ["New", "Old"]
    for docname in ("", "2025/03/new", "python", "about"):
        types = [e["type"] for e in themed.html(docname).select("[rel=alternate]")]
        assert types.count("application/rss+xml") >= 1


def test_other_theme_has_no_dead_link(themed):
    """Nothing of ABlog's leads to pages that ABlog would have made."""
    assert_no_dead_link(themed)
