"""What a reader finds of a blog in documentation, under each theme."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin, urlsplit

import pytest

from blog_in_docs import CONF, FILES, FORGE, THEMES
from conftest import ROOT, build_folder, make_site

POST, LINKED, PART = "2025/06/released", "2025/05/linked", "2025/02/part2"

NAVIGATION = (
    ".bt-menu",  # ours
    ".sidebar-tree",  # furo
    ".bd-header nav",  # pydata-sphinx-theme
    ".bd-sidebar-primary nav",  # sphinx-book-theme
    ".globaltoc",  # shibuya
    ".wy-menu-vertical",  # sphinx-rtd-theme
    ".sphinxsidebar",  # alabaster
)
"""The place in which each theme itself shows where to go."""


@pytest.fixture(scope="module", params=THEMES)
def blog(request, tmp_path_factory):
    """Return the documentation, drawn by one theme."""
    theme = request.param
    pytest.importorskip(theme)
    conf = {**CONF, "html_theme": theme, "html_theme_options": THEMES[theme]}
    made = make_site(tmp_path_factory.mktemp(theme), FILES, **conf)
    # Some themes change Sphinx for the whole process.
    built = build_folder(made.source, made.outputs)
    assert built.warnings == []
    return Reader(built)


class Reader:
    """Looks at the pages of a site."""

    def __init__(self, built):
        self.built = built
        self._pages = {}

    def page(self, docname):
        """Return a page, parsed once."""
        if docname not in self._pages:
            self._pages[docname] = self.built.html(docname)
        return self._pages[docname]

    def has(self, docname, *selectors):
        """Return whether a page has an element for each CSS selector."""
        return all(self.page(docname).select_one(one) for one in selectors)

    def text(self, docname, selector):
        """Return the text of the first element."""
        found = self.page(docname).select_one(selector)
        return " ".join(found.get_text(" ").split()) if found else ""

    def ways(self, docname, selector="a"):
        """Return the paths to which the links on a page lead."""
        here = f"https://example.org/{docname}/" if docname else "https://example.org/"
        links = [urljoin(here, a["href"]) for a in self.page(docname).select(selector)]
        return {urlsplit(link).path for link in links if link.startswith(here[:20])}

    def has_file(self, docname, name):
        """Return whether a script of that name, which a page loads, is published."""
        script = self.page(docname).select_one(f'script[src*="/{name}?v="]')
        path = urljoin(f"/{docname}/", script["src"]) if script else ""
        return bool(path) and self.built.exists(urlsplit(path).path.lstrip("/"))

    def navigation(self, docname):
        """Return the paths to which the navigation of the theme leads."""
        return self.ways(docname, ", ".join(f"{place} a[href]" for place in NAVIGATION))


def meta(name):
    """Return the selector of a meta element that says something."""
    return f'head meta[name="{name}"][content]:not([content=""])'


def linked_data(reader):
    """Return the types of JSON-LD of a post."""
    found = reader.page(POST).select('head script[type="application/ld+json"]')
    return [item["@type"] for one in found for item in json.loads(one.string)["@graph"]]


def leads_to_sources(reader):
    """Return whether links to sources name the file of each document, and only those.

    They lead to the forge, or to the copy that Sphinx publishes.
    """
    documents = {POST: "news/released.md", PART: "news/part2.md", "usage": "usage.md"}
    for docname, path in documents.items():
        links = [a["href"].partition("?")[0] for a in reader.page(docname).select("a")]
        edits = [link for link in links if link.startswith(FORGE) and "/docs/" in link]
        copies = [
            link.split("_sources/")[1].removesuffix(".txt")
            for link in links
            if "_sources/" in link
        ]
        is_missing = not (edits or copies) and not reader.has(docname, ".bt-kind-page")
        if is_missing or {link.split("/docs/")[1] for link in edits} - {path}:
            return False
        suffix = "" if reader.built.exists(f"_sources/{path}") else ".txt"
        if set(copies) - {path} or not reader.built.exists(f"_sources/{path}{suffix}"):
            return False
    lists = map(reader.page, ("archives", "releases", "2025"))
    return not any(page.select(f'a[href^="{FORGE}/edit"]') for page in lists)


ROWS = {
    "From the documentation to the blog, in the theme's navigation": lambda r: all(
        {"/archives/", "/categories/", "/feed/"} <= r.navigation(name)
        for name in ("", "usage", "install")
    ),
    "And back": lambda r: all(
        {"/", "/usage/"} <= r.ways(name) or r.has(name, ".bt-menu")
        for name in (POST, "archives", "releases")
    ),
    "Lists, with the archives": lambda r: (
        len(r.page("").select(".h-feed > .h-entry")) == CONF["blog_page_size"]
        and len(r.page("archives").select(".h-entry")) == 5
        and len(r.page("2025/06").select(".h-entry")) == 1
    ),
    "Pages of terms": lambda r: (
        r.ways("categories") >= {"/releases/"}
        and len(r.page("tag/widgets").select(".h-entry")) == 2
    ),
    "Pager": lambda r: (
        r.has("", 'a[rel="next"][href="page/2/"]') and r.has("page/2", 'a[rel="prev"]')
    ),
    "Date": lambda r: r.text(POST, "time.dt-published") == "1 June 2025",
    "Author": lambda r: r.text(POST, ".p-author") == "Ann",
    "Date of the last update": lambda r: (
        r.text(POST, "time.dt-updated") == "2 July 2025" == r.text("", ".dt-updated")
    ),
    "Reading time": lambda r: r.text(POST, ".bt-reading-time") == "1 min read",
    "Series, with its previous and next part": lambda r: (
        r.ways(PART, ".bt-parts li a") == {"/2025/01/part1/", "/2025/03/part3/"}
        and len(r.page(PART).select(".bt-series li")) == 3
    ),
    "Older and newer post": lambda r: (
        r.ways(LINKED, ".bt-older-newer a") == {"/2025/03/part3/", "/2025/06/released/"}
    ),
    "Tags": lambda r: r.ways(POST, "a.p-category[rel=tag]") >= {"/tag/widgets/"},
    "`h-entry`": lambda r: r.has(
        POST, ".h-entry .p-name", ".h-entry .u-url", ".h-entry .e-content"
    ),
    "Autodiscovery of the feeds": lambda r: all(
        len(r.page(name).select('head link[rel=alternate][type*="+"]')) >= 3
        for name in ("", POST, "usage")
    ),
    "Description": lambda r: all(
        len(r.page(name).select(meta("description"))) == 1
        for name in ("", POST, "usage")
    ),
    "Open Graph and JSON-LD": lambda r: (
        "BlogPosting" in linked_data(r)
        and len(r.page(POST).select('head meta[property="og:title"]')) == 1
    ),
    "Links, by their own page and by their target": lambda r: (
        r.has("", '.u-url[href$="05/linked/"]', 'a[href^="https://elsewhere."]')
        and r.has(LINKED, '.u-bookmark-of[href="https://elsewhere.example/talk"]')
    ),
    "Comments": lambda r: (
        r.has(POST, "#comments [data-script]") and r.has_file(POST, "comments.js")
    ),
    "Search by category and year": lambda r: r.has(
        "search", "select[name=category], #bt-search-facets"
    ),
    "Edit links and sources lead to the file": leads_to_sources,
}
"""The rows of the table in ``docs/other-themes.md``: what a reader finds."""


def test_reader_finds_everything(blog):
    """Whatever the theme is."""
    assert {row: bool(found(blog)) for row, found in ROWS.items()} == dict.fromkeys(
        ROWS, True
    )


def test_post_has_one_title_and_one_of_each_id(blog):
    """What the templates draw stands in the theme's frame, not beside it."""
    for docname in (POST, LINKED, PART, "", "archives"):
        page = blog.page(docname)
        ids = [tag["id"] for tag in page.select(".bt-blog [id], main [id]")]
        assert len(page.select(".bt-blog h1, .bt-main h1")) == 1
        assert len(ids) == len(set(ids))


def test_table_says_what_is_tested():
    """Row by row, with a column for each theme."""
    page = (ROOT / "docs/other-themes.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| (.+?) \|((?: yes \|)+)$", page, re.MULTILINE)

    assert [row for row, _ in table] == list(ROWS)
    assert {cells.count("yes") for _, cells in table} == {len(THEMES)}


@pytest.mark.parametrize("theme", ["sphinx_book_theme", "shibuya"])
def test_no_link_leads_to_a_source_that_is_not_published(site, theme):
    """By default, that of a post is not, while that of a page is."""
    pytest.importorskip(theme)
    made = site(FILES, project="Widgets", html_theme=theme)
    built = build_folder(made.source, made.outputs)

    assert built.html("usage").select("a[href*='_sources/usage.md']")
    assert not built.html(POST).select("a[href*=_sources]")


SECTION = ("blog", "blog/archives", "blog/2025/06/released")


@pytest.mark.parametrize("theme", THEMES)
def test_section_is_in_the_navigation_of_the_theme(site, theme):
    """One entry in the documentation; in the blog, its own pages too, and the way back."""
    pytest.importorskip(theme)
    made = site(FILES, project="Widgets", blog_path="blog", html_theme=theme)
    built = build_folder(made.source, made.outputs)
    reader = Reader(built)

    assert built.warnings == []
    assert not reader.has("", ".h-entry")
    for docname in ("", "usage", *SECTION):
        assert "/blog/" in reader.navigation(docname)
        is_blog = docname in SECTION
        assert ("/blog/archives/" in reader.navigation(docname)) == is_blog
        assert "/" in reader.ways(docname)
    assert len(reader.page("blog").select(".h-entry")) == 5


def test_site_may_put_the_blog_into_its_own_tree(site):
    """Where a toctree names it, nothing is added to the documentation."""
    index = FILES["index.rst"].replace("   usage\n", "   usage\n   News <blog>\n")
    made = site(FILES | {"index.rst": index}, blog_path="blog", html_theme="alabaster")
    built = made.build()
    reader = Reader(built)

    ways = reader.page("usage").select(".sphinxsidebar .toctree-l1 > a")
    assert [a.text for a in ways] == ["Install", "Usage", "News"]
    assert "/blog/archives/" in reader.navigation("blog")


def test_navigation_is_that_of_a_clean_build(site):
    """A page that joins the tree is in the navigation of posts and lists at once."""
    made = site(FILES, blog_path="blog", html_theme="alabaster")
    made.build()
    index = FILES["index.rst"].replace("   usage\n", "   usage\n   more\n")
    made.write({"index.rst": index, "more.md": "# More\n"})
    built = made.build()

    assert "/more/" in Reader(built).navigation("blog/archives")
    assert built.differences(made.build(fresh=True)) == []


def test_style_sheets_of_the_site_stay_its_own(site):
    """The blog's files are in a folder of their own; without a post there are none."""
    own = {"_static/css/blog.css": "a{}", "_static/js/copy-text.js": "1"}
    conf = {"html_static_path": ["_static"], "html_theme": "alabaster"}
    made = site(FILES | own, **conf)
    built = made.build()

    assert built.text("_static/css/blog.css") == "a{}"
    assert "bt-blog" in built.text("_static/blogtheme/css/blog.css")
    assert built.html(POST).select_one('link[href*="/blogtheme/css/blog.css?v="]')

    pages = {name: FILES[name] for name in ("index.rst", "install.md")}
    built = site({**pages, "usage.md": "# Usage\n"}, html_theme="alabaster").build()
    assert not built.exists("_static/blogtheme")
