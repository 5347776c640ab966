"""A site that leaves its blog to ABlog keeps what it has, and gets our theme's frame."""

from __future__ import annotations

import pytest

from conftest import make_site

GUEST = ["ablog", "sphinx_blogtheme"]

POST = "First\n=====\n\n.. post:: 2025-01-01\n   :tags: a\n\nText.\n"
DOCS = {
    "index.rst": "Home\n====\n\n.. toctree::\n\n   guide\n   news\n",
    "guide.rst": "Guide\n=====\n\n.. toctree::\n\n   part\n\nX\n-\n\nY\n-\n",
    "part.rst": 'Part\n====\n\nSay "so" -- now.\n\n:math:`x^2`\n',
    "news.rst": "News\n====\n\n.. postlist::\n",
    "news/first.rst": POST,
}


@pytest.fixture(scope="module")
def docs(tmp_path_factory):
    """Return a documentation with news by ABlog, under our theme."""
    folder = tmp_path_factory.mktemp("docs")
    return make_site(folder, DOCS, extensions=GUEST, html_baseurl=None).build()


def texts(page, selector):
    """Return the texts of elements."""
    return [" ".join(one.get_text().split()) for one in page.select(selector)]


def test_documentation_keeps_its_navigation(docs):
    """Tree, breadcrumb, contents and neighbours are there as without ABlog."""
    guide, part = docs.html("guide"), docs.html("part")

    assert texts(guide, ".bt-tree:not(.bt-contents) .toctree-l1 > a") == [
        "Guide",
        "News",
    ]
    assert texts(guide, ".bt-contents a") == ["Guide", "X", "Y"]
    assert texts(part, ".bt-breadcrumb a") == ["Test blog", "Guide"]
    assert texts(part, ".bt-neighbours a") == ["Previous Guide", "Next News"]


@pytest.mark.parametrize(
    ("docname", "url"),
    [
        ("guide", "../blog/"),
        ("news/first", "../../blog/"),
        ("blog", "#"),
        ("blog/tag/a", "../../"),
    ],
)
def test_menu_leads_to_the_blog(docs, docname, url):
    """From each page; the list of all posts is the blog."""
    link = docs.html(docname).select_one(".bt-menu li:not(.bt-narrow-only) a")

    assert link.get_text() == "Blog"
    assert link["href"] == url
    assert link.get("aria-current") == ("page" if url == "#" else None)


@pytest.mark.parametrize("docname", ["news/first", "blog", "blog/tag/a", "blog/2025"])
def test_page_of_ablog_has_no_tree(docs, docname):
    """Posts and lists of posts look like those of a blog."""
    assert docs.html(docname).select(".bt-tree, .bt-breadcrumb") == []


@pytest.mark.parametrize("theme", ["sphinx_blogtheme", "alabaster"])
def test_text_and_sources_are_as_they_were(site, theme):
    """Defaults for blogs are for blogs of ours."""
    built = site(DOCS, extensions=GUEST, html_theme=theme, html_baseurl=None).build()

    page = built.html("part")
    assert "Say “so” – now." in page.get_text()
    source = page.find("a", string="Page source")
    assert source["href"] == "../_sources/part.rst.txt"
    assert built.text("_sources/part.rst.txt") == DOCS["part.rst"]
    assert page.select_one(".math").get_text() == r"\(x^2\)"
    assert page.title.get_text().endswith("documentation")
    assert not built.exists("blog/atom.xml")


DRAFT = "D\n=\n\n.. post::\n"
DISQUS = {"disqus_shortname": "talk", "blog_baseurl": "https://e.org"}


@pytest.mark.parametrize("conf", [{}, {"blog_permalink": ""}], ids=["ABlog's", "ours"])
def test_disqus_is_below_posts_only(site, conf):
    """The thread is the one that ABlog had."""
    built = site(DOCS, extensions=GUEST, **DISQUS, **conf).build()

    page = built.html("news/first")
    assert page.select_one("#comments #disqus_thread")
    script = str(page.select_one("#comments"))
    assert '"/news/first/"' in script
    assert "https://talk.disqus.com/embed.js" in script
    for docname in ("guide", "blog", "blog/tag/a"):
        assert not built.html(docname).select("#disqus_thread")
    if conf:  # only then a policy is written
        policy = built.text("_headers")
        assert "https://talk.disqus.com" in policy
        assert "frame-src 'self' https://disqus.com" in policy


@pytest.mark.parametrize(
    ("options", "files", "shown"),
    [
        ({"disqus_pages": True}, {}, ["news/first", "guide"]),
        (
            {},
            {"news/first.rst": POST.replace("   :tags", "   :nocomments:\n   :tags")},
            [],
        ),
        ({"disqus_drafts": True}, {"news/d.rst": DRAFT}, ["news/first", "news/d"]),
        ({}, {"news/d.rst": DRAFT}, ["news/first"]),
    ],
)
def test_disqus_follows_ablogs_options(site, options, files, shown):
    """Pages, drafts, and posts without comments."""
    built = site({**DOCS, **files}, extensions=GUEST, **DISQUS, **options).build()

    found = [
        docname
        for docname in ("news/first", "news/d", "guide")
        if built.exists(docname) and built.html(docname).select("#disqus_thread")
    ]
    assert found == shown


@pytest.mark.parametrize(
    ("conf", "warning"),
    [
        (
            {
                "blog_permalink": "",
                "blog_baseurl": "https://e.org",
                "html_theme": "alabaster",
            },
            "with another theme",
        ),
        ({}, "without blog_baseurl"),
        ({"blog_permalink": "", "html_baseurl": None}, "without blog_baseurl"),
        (
            {
                "blog_permalink": "",
                "blog_comments": {"system": "utterances", "repo": "ann/talk"},
            },
            "beside blog_comments",
        ),
    ],
)
def test_disqus_that_no_page_has_is_one_warning(site, conf, warning):
    """It names the option, and what to do."""
    built = site(
        DOCS,
        extensions=GUEST,
        disqus_shortname="talk",
        html_sidebars={"**": ["ablog/postcard.html"]},
        **conf,
    ).build(warnings=[warning])

    assert "conf.py" in built.warnings[0]
    assert "disqus_shortname = 'talk'" in built.warnings[0]
    if conf:
        assert "disqus" not in built.text("news/first/index.html")


SIDEBARS = [
    f"ablog/{name}.html"
    for name in (
        *("archives", "authors", "categories", "languages", "locations"),
        *("postcard", "recentposts", "tagcloud"),
    )
]


@pytest.mark.parametrize("theme", ["sphinx_blogtheme", "alabaster"])
@pytest.mark.parametrize("conf", [{}, {"blog_permalink": ""}], ids=["ABlog's", "ours"])
@pytest.mark.parametrize("files", [{}, {"news/first.rst": POST}], ids=["empty", "full"])
def test_ablogs_sidebars_are_on_all_pages(site, theme, conf, files):
    """Also before the first post."""
    built = site(
        {"index.rst": "Home\n====\n", "404.rst": ":orphan:\n\n404\n===\n", **files},
        extensions=GUEST,
        html_theme=theme,
        html_sidebars={"**": SIDEBARS},
        html_additional_pages={"more": "page.html"},
        **conf,
    ).build(warnings=None)

    assert [text for text in built.warnings if "not_included" not in text] == []
    for docname in ("", "search", "genindex", "more"):
        assert built.html(docname).title


def test_missing_sidebar_is_one_warning(site):
    """The rest of the sidebars is drawn."""
    blog = site(
        {
            "index.rst": "Home\n====\n",
            "news/first.rst": POST,
            "_templates/own.html": "<p>Mine</p>",
            "_templates/old.html": "{% include 'donate.html' %}",
            "_templates/new.html": "{% include 'none.html' ignore missing %}<p>New</p>",
        },
        extensions=GUEST,
        templates_path=["_templates"],
        html_sidebars={
            "index": ["about.html", "own.html", "old.html"],
            "**": ["about.html", "ablog/recentposts.html", "new.html"],
        },
    )
    built = blog.build(
        warnings=[
            "html_sidebars has 'about.html': expected a template",
            "html_sidebars has 'old.html', which needs 'donate.html': expected",
        ]
    )

    assert all("conf.py:" in warning for warning in built.warnings)
    assert texts(built.html(), ".bt-side p") == ["Mine"]
    page = built.html("news/first")
    assert texts(page, ".bt-side h3, .bt-side p") == ["Recent Posts", "New"]


def test_icons_of_ablogs_templates_are_loaded(site):
    """ABlog's own page template does so."""
    url = "https://example.net/icons.css"
    built = site(DOCS, extensions=GUEST, fontawesome_link_cdn=url).build()

    assert built.html("news/first").select(f'link[href="{url}"]')


def test_page_of_another_theme_gets_no_metadata(site):
    """Nobody has asked for it; with our theme, it belongs to the page."""
    plain = site(DOCS, extensions=GUEST, html_theme="alabaster").build()
    ours = site(DOCS, extensions=GUEST).build()

    assert plain.html("news/first").select('[property^="og:"]') == []
    assert ours.html("news/first").select('[property="og:title"]')


def test_redirect_of_ablogs_has_no_metadata(site):
    """The page at an old address has no title."""
    moved = POST.replace("   :tags", "   :redirect: old/first\n   :tags")
    page = (
        site({**DOCS, "news/first.rst": moved}, extensions=GUEST)
        .build()
        .html("old/first")
    )

    assert page.select_one('meta[http-equiv="refresh"]')
    assert page.select('[property^="og:"]') == []


NOTEBOOK = """{"cells": [{"cell_type": "markdown", "metadata": {}, "id": "a",
"source": ["# Book\\n", "\\n", "From $5 to $6.\\n"]}],
"metadata": {}, "nbformat": 4, "nbformat_minor": 5}"""


@pytest.mark.parametrize(
    ("conf", "formulas"),
    [({}, 0), ({"blog_permalink": ""}, 1)],
    ids=["ABlog's", "ours"],
)
def test_notebook_is_read_as_the_site_says(site, conf, formulas):
    """Dollars are formulas in our blogs, as in Jupyter."""
    built = site(
        {**DOCS, "book.ipynb": NOTEBOOK.replace("$5 to $6", "$5$ to 6")},
        extensions=["myst_nb", *GUEST],
        nb_execution_mode="off",
        **conf,
    ).build(warnings=None)

    assert len(built.html("book").select(".math")) == formulas


FILES = {"files/extra.rst": "Extra\n=====\n", "files/data.txt": "1"}
ASKED = {
    "blog_files": ["files"],
    "blog_robots": True,
    "blog_content_security_policy": True,
}


@pytest.mark.parametrize("theme", ["sphinx_blogtheme", "alabaster"])
def test_nothing_is_published_that_nobody_asked_for(site, theme):
    """A folder ``files`` has documents, and a host gets no rules."""
    base = "https://example.org/"
    blog = site(
        {**DOCS, **FILES}, extensions=GUEST, html_theme=theme, html_baseurl=base
    )
    built = blog.build(warnings=["toctree"])
    assert built.html("files/extra").h1.get_text().startswith("Extra")
    for name in ("_headers", "robots.txt", "data.txt", "extra.rst"):
        assert not built.exists(name)
    assert built.exists("sitemap.xml")

    blog.configure(**ASKED)
    built = blog.build(warnings=None)
    for name in ("_headers", "robots.txt", "data.txt"):
        assert built.exists(name)


@pytest.mark.parametrize("asked", [{}, {"blog_sitemap": True}])
def test_sitemap_of_an_extension_is_left_to_it(site, asked):
    """Ours is not written over it, unless the site asks for that."""
    built = site(
        DOCS,
        extensions=[*GUEST, "other_extension"],
        html_baseurl="https://example.org/",
        **asked,
    ).build(warnings=None)

    assert built.exists("sitemap.xml") is bool(asked)


def test_drafts_of_ablog_are_not_in_the_sitemap(site):
    """ABlog makes pages of them, but search engines are not told."""
    files = {
        **DOCS,
        "news/draft.rst": DRAFT,
        "news/later.rst": POST.replace("2025-01-01", "2099-01-01"),
    }
    built = site(files, extensions=GUEST, html_baseurl="https://example.org/").build()

    sitemap = built.text("sitemap.xml")
    assert "news/first" in sitemap
    for name in ("news/draft", "news/later"):
        assert built.exists(name)
        assert name not in sitemap


LABELS = ":orphan:\n\nLabels\n======\n\n"


def test_labels_of_ablog_without_a_page_are_warnings(site):
    """ABlog itself makes links to nowhere of them."""
    missing = ("blog-categories", "blog-feed", "tag-b", "archive-2099")
    known = ("blog-tags", "blog-posts", "blog-drafts", "tag-a", "archive-2025")
    files = {
        **DOCS,
        "labels.rst": LABELS + " ".join(f":ref:`{name}`" for name in missing + known),
        "news/later.rst": POST.replace("2025-01-01", "2099-01-01").replace(
            ": a", ": b"
        ),
    }
    built = site(files, extensions=GUEST, html_baseurl=None).build(
        warnings=[f"undefined label: '{name}'" for name in missing]
    )

    page = built.html("labels")
    links = [a["href"].removeprefix("../") for a in page.select("main a.reference")]
    assert len(links) == len(known)
    assert [url for url in links if not built.exists(url.strip("/"))] == []


def test_labels_of_ablog_are_known_in_the_next_build(site):
    """Though the posts that have the terms are not read again."""
    page = LABELS + ":ref:`tag-a`"
    blog = site({**DOCS, "labels.rst": page}, extensions=GUEST, html_baseurl=None)
    blog.build()
    blog.write({"labels.rst": f"{page}\n\nMore.\n"})

    assert blog.build().html("labels").select('a[href="../blog/tag/a/"]')
