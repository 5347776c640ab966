"""A blog is a section of a site: below a folder, beside documentation that stays."""

from __future__ import annotations

import json

import pytest

from conftest import post

GUIDE = "# Guide\n\nSee the [blog](/blog/) and [what came in 2025](/blog/2025/).\n"
DOCS = {
    "index.md": "# Widgets\n\nAll about them.\n\n```{toctree}\nguide\napi/index\n```\n",
    "guide.md": GUIDE,
    "api/index.md": "# API\n",
}
BLOG = {
    "posts/one.md": post(
        "Out now, see [the guide](../guide.md).\n\n## Why\n\nText.\n",
        title="Widgets 1.0",
        categories="[Releases, Guide]",
        tags="python",
        author="Ann Lee",
        changes="{2025-04-01: Corrected a price.}",
    ),
    "team/two.md": post(title="Widgets 1.1", date="2025-05-01", tags="python"),
    "posts/later.md": post(title="Later", date="2999-01-01"),
}
DOCUMENTATION = {
    "index.html",
    "guide/index.html",
    "api/index.html",
    "genindex/index.html",
    "search/index.html",
}
SITE_FILES = {"llms.txt", "robots.txt", "sitemap.xml", "objects.inv", "_headers"}


def labels(page, selector):
    """Return the texts of the links of a navigation."""
    return [link.get_text(" ", strip=True) for link in page.select(f"{selector} a")]


@pytest.fixture(scope="module")
def built(module_site):
    """Return documentation with a blog at ``/blog/``."""
    return module_site({**DOCS, **BLOG}, project="Widgets", blog_path="blog").build()


def test_everything_of_the_blog_is_below_its_folder(built):
    """Lists, feeds, terms, years, changes and copies; the rest is documentation."""
    paths = {path for path in built.files() if not path.startswith(("_", "."))}
    own = {path for path in paths if path.startswith("blog/")}
    names = ("", "archives/", "2025/", "2025/03/", "categories/", "releases/", "guide/")
    names += ("tag/", "tag/python/", "author/ann-lee/", "feed/", "changes/")

    assert own >= {f"blog/{name}index.html" for name in names}
    assert own >= {"blog/feed/rss.xml", "blog/releases/feed/atom.xml"}
    assert own >= {"blog/2025/03/one.md", "blog/2025/05/two/index.html"}
    assert {path for path in paths - own if path.endswith(".html")} == DOCUMENTATION
    assert not any("later" in path for path in paths)


def test_documentation_stays_as_it_is(built, site):
    """Its front page has the same text and tree, and it gets no page for 404."""
    alone = site({**DOCS, "guide.md": "# Guide\n"}, project="Widgets").build()
    ours, theirs = built.html(), alone.html()

    assert ours.select_one("main") == theirs.select_one("main")
    assert labels(ours, "#bt-navigation") == ["Guide", "API"]
    assert ours.title.get_text() == "Widgets"
    assert not built.exists("404.html")


def test_menu_leads_to_the_blog_and_its_title_back(built):
    """Lists of the blog are in its own menu only."""
    guide, lists = built.html("guide"), built.html("blog/tag/python")

    assert labels(guide, ".bt-menu ul") == ["Blog"]
    assert guide.find("a", string="Blog")["href"] == "../blog/"
    own = ["Blog", "Archives", "Categories", "Feed"]
    assert labels(lists, ".bt-menu") == own
    assert lists.select_one(".bt-site-title a")["href"] == "../../../"


@pytest.mark.parametrize(
    ("page", "trail"),
    [
        ("blog", ["Widgets"]),
        ("blog/archives", ["Widgets", "Blog"]),
        ("blog/tag/python", ["Widgets", "Blog", "Tags"]),
        ("blog/2025/03", ["Widgets", "Blog", "Archives", "2025"]),
        ("blog/2025/03/one", ["Widgets", "Blog", "Archives", "2025", "March 2025"]),
    ],
)
def test_breadcrumb_begins_with_the_documentation(built, page, trail):
    """For readers, and for search engines."""
    html = built.html(page)
    texts = json.loads(html.find("script", type="application/ld+json").string)
    told = [one for one in texts["@graph"] if one["@type"] == "BreadcrumbList"]
    names = [item["name"] for one in told for item in one["itemListElement"]]

    assert labels(html, ".bt-breadcrumb") == trail
    assert names[:-1] == trail


def test_feeds_are_announced_on_all_pages(built):
    """Their title says of which site they are."""
    for page in ("", "guide", "blog", "blog/2025/03/one"):
        links = built.html(page).select(
            "link[rel=alternate][type='application/rss+xml']"
        )
        found = {link["title"]: link["href"] for link in links}
        assert found["Widgets: Blog (RSS)"].endswith("feed/rss.xml"), page


def test_section_has_the_title_and_the_sentence_of_the_blog(site):
    """They are those of the options that a blog alone has."""
    options = {
        "blog_title": "The weblog of Widgets",
        "blog_description": "What is new.",
    }
    built = site(
        {**DOCS, **BLOG}, project="Widgets", blog_path="/blog/", **options
    ).build()
    page = built.html("blog")

    assert page.h1.get_text() == page.title.get_text() == "The weblog of Widgets"
    assert page.select_one("main .bt-tagline").get_text() == "What is new."
    assert built.html().title.get_text() == "Widgets"

    own = {"blog/index.md": "# News\n\nOf our workshop.\n"}
    page = site({**DOCS, **BLOG, **own}, blog_path="/blog/", **options).build()
    assert not page.html("blog").select(".bt-tagline")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("name", ["blog.md", "blog/index.md"])
def test_author_writes_the_front_page_of_a_section(site, builder, name):
    """The text comes before the posts, without a warning, in no toctree."""
    text = {name: "# Notes from the workshop\n\nWhat we do.\n"}
    built = site({**DOCS, **BLOG, **text}, blog_path="blog").build(builder)
    page = built.html("blog/index.html")

    assert page.h1.get_text() == "Notes from the workshop"
    assert [h2.get_text() for h2 in page.select("h2 .p-name, h2.p-name")]
    assert "What we do." in page.get_text()
    there = "blog/" if builder == "html" else "../blog/"
    guide = built.html("guide.html" if builder == "html" else "guide")
    assert guide.find("a", string="blog")["href"].removesuffix("index.html") == there


@pytest.mark.parametrize(
    ("pattern", "place"),
    [
        ("/{year}/{slug}/", "blog/2025/one"),
        ("/blog/{slug}/", "blog/one"),
        ("", "posts/one"),
    ],
)
def test_permalinks_are_below_the_folder_once(site, pattern, place):
    """An empty pattern leaves posts at the paths of their files."""
    built = site({**DOCS, **BLOG}, blog_path="blog", blog_permalink=pattern).build()

    assert built.html(place).h1.get_text() == "Widgets 1.0"


SECTIONS = {
    "blog": {"description": "Longer texts."},
    "about/news": {
        "title": "News",
        "posts": ["news", "posts/one.*"],
        "permalink": "/{slug}/",
        "feeds": ["atom"],
    },
}
NEWS = {"news/moved.md": post(title="We have moved", tags="python")}


@pytest.fixture(scope="module")
def several(module_site):
    """Return a site with two sections."""
    files = {**DOCS, **BLOG, **NEWS}
    return module_site(files, project="Widgets", blog_sections=SECTIONS).build()


def test_sections_take_the_posts_of_their_patterns(several):
    """The one without patterns takes the others; terms have pages in each."""
    for place, expected in (
        ("blog", ["Widgets 1.1"]),
        ("about/news", ["Widgets 1.0", "We have moved"]),
        ("blog/tag/python", ["Widgets 1.1"]),
    ):
        entries = several.html(place).select(".h-entry h2")
        assert [h2.get_text(strip=True) for h2 in entries] == expected
    assert several.exists("about/news/moved/index.html")


def test_sections_have_feeds_of_their_own(several):
    """In the formats that each names."""
    assert several.exists("about/news/feed/atom.xml")
    assert not several.exists("about/news/feed/rss.xml")
    assert "Widgets: News" in several.text("about/news/feed/atom.xml")
    assert "Widgets 1.0" not in several.text("blog/feed/rss.xml")
    titles = {
        link["title"] for link in several.html("guide").select("link[title*=Atom]")
    }
    assert titles == {"Widgets: Blog (Atom)", "Widgets: News (Atom)"}


def test_neighbours_are_of_the_same_section(several):
    """Nothing leads from the news to the blog by chance."""
    page = several.html("about/news/one")

    assert labels(page, ".bt-older-newer") == ["We have moved"]
    assert labels(page, ".bt-menu")[:2] == ["Blog", "News"]


def test_post_in_no_section_is_a_page(site):
    """Where each section names its posts, others with a date are documentation."""
    built = site(
        {
            **DOCS,
            **NEWS,
            "changes/2025.md": "---\ndate: 2025-01-01\norphan: 1\n---\n# A\n",
        },
        blog_sections={"news": {"posts": "news/*"}},
        blog_permalink="/{slug}/",
    ).build(warnings=["/blog/", "/blog/2025/"])

    assert built.exists("changes/2025/index.html")
    assert labels(built.html("news"), ".h-entry h2") == ["We have moved"]


def test_translations_are_in_the_section_of_their_original(site):
    """Below their language: `/pt/blog/`."""
    files = {
        "blog/one.md": post(title="Hello"),
        "translated/ola.md": post(
            title="Olá", language="pt", translation_of="/blog/2025/03/one/"
        ),
    }
    built = site(
        {**DOCS, **NEWS, **files},
        blog_sections={"blog": {"posts": "blog"}, "news": {"posts": "news"}},
    ).build()

    assert labels(built.html("pt/blog"), ".h-entry h2") == ["Olá"]
    assert labels(built.html("blog"), ".h-entry h2") == ["Hello"]
    assert not built.exists("pt/news")
    assert built.html("blog").find(hreflang="pt")["href"].endswith("/pt/blog/")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"blog_sections": {"blog": {"tilte": "X"}}}, "did you mean 'title'?"),
        ({"blog_sections": {"../x": {}, "blog": {}}}, "got '../x'"),
        ({"blog_sections": {"blog": {}, "blog/": {}}}, "got 'blog/' again"),
        ({"blog_sections": {"blog": {"feeds": ["rs"]}}}, "names from rss, atom, json"),
        ({"blog_sections": {"blog": {}}, "blog_path": "x"}, "it or blog_sections"),
    ],
)
def test_faults_of_sections_are_told_and_left_out(site, options, message):
    """The rest of the section counts."""
    built = site({**DOCS, **BLOG}, **options).build(warnings=[message])

    assert built.exists("blog/2025/03/one/index.html")


def test_toctree_names_a_section_and_its_pages(site):
    """They are in the tree, and show it."""
    tree = "# Widgets\n\n```{toctree}\nguide\nblog\nblog/archives\nblog/feed\n```\n"
    files = {**DOCS, **BLOG, "index.md": tree, "guide.md": "# Guide\n"}
    del files["api/index.md"]
    built = site(files, blog_path="blog").build()

    expected = ["Guide", "Blog", "Archives", "Feeds"]
    assert labels(built.html("guide"), "#bt-navigation") == expected
    assert labels(built.html("blog/archives"), "#bt-navigation") == expected
    assert not built.html("blog/2025/03/one").select("#bt-navigation")


@pytest.mark.parametrize("name", ["blogroll", "changes", "blog/changes"])
def test_page_that_does_not_come_to_be_is_one_warning(site, name):
    """It is Sphinx's, at the toctree, and not one for each page."""
    files = {"guide.md": "# Guide\n", "posts/x.md": post()}
    tree = f"# Widgets\n\n```{{toctree}}\nguide\n{name}\n```\n"

    site({**files, "index.md": tree}).build(warnings=[f"document '{name}'"])


@pytest.mark.parametrize("theme", ["furo", "alabaster"])
def test_section_is_the_same_under_another_theme(site, theme):
    """The front page is Sphinx's, and the lists are below the folder."""
    if theme == "furo":
        pytest.importorskip(theme)
    built = site({**DOCS, **BLOG}, blog_path="blog", html_theme=theme).build()

    assert "Widgets 1.0" not in built.html().select_one("[role=main], main").get_text()
    assert "Widgets 1.0" in built.html("blog").get_text()
    assert built.exists("blog/archives/index.html")


def test_menu_of_the_site_names_pages_of_sections(site):
    """Each with its own title; what several have is that of the page's section."""
    built = site(
        {**DOCS, **BLOG, **NEWS},
        project="Widgets",
        blog_sections={"blog": {}, "news": {"posts": "news"}},
        blog_menu=["blog", "guide", "archives", "news/2025"],
        blog_not_found_page=True,
    ).build()

    for page, archives in (("guide", "../blog/archives/"), ("news", "archives/")):
        html = built.html(page)
        names = labels(html, ".bt-menu")
        assert [n for n in names if n in ("Blog", "Guide", "Archives", "2025")] == [
            *("Blog", "Guide", "Archives", "2025")
        ]
        assert html.find("a", string="Archives")["href"] == archives
    assert labels(built.html("404.html"), "main .bt-page")[:3] == [
        "Widgets",
        "Blog",
        "News",
    ]


def test_another_path_leaves_nothing_behind(site):
    """The next build is what a clean one is."""
    made = site({**DOCS, **BLOG, "guide.md": "# Guide\n"}, blog_path="blog")
    made.build()
    made.configure(blog_path="news", blog_title="News of Widgets")
    built = made.build()

    assert not built.exists("blog")
    assert built.html("news").h1.get_text() == "News of Widgets"
    assert built.differences(made.build(fresh=True)) in ([], [".buildinfo"])


def test_sections_are_not_for_a_site_that_ablog_makes(site):
    """They are told to need an option; with it, `blog_path` counts too."""
    extensions = ["ablog", "sphinx_blogtheme"]
    guest = site({}, extensions=extensions, blog_sections={"news": {}})
    guest.build(warnings=["blog_sections: expected blog_permalink"])
    files = {**DOCS, **BLOG, "guide.md": "# Guide\n"}
    made = site(
        files, extensions=extensions, blog_path="news", blog_permalink="/{slug}/"
    )

    assert made.build().exists("news/one/index.html")
