"""What a site that was ABlog's keeps: old URLs, feeds, labels, options of directives."""

from __future__ import annotations

from urllib.parse import urljoin

import ablog.blog
import feedparser
import pytest

from conftest import DOT, make_site, post

BASE = "https://example.org/"
EXTENSIONS = ["ablog", "sphinx_blogtheme"]
TERMS = {
    "blog_authors": {"Ann": ("Ann Lee", "https://ann.example/")},
    "blog_languages": {"zh_CN": ("Chinese", None)},
    "blog_locations": {"PDX": ("Portland, Oregon", None)},
    "blog_default_author": "Ann",
    "blog_default_location": "PDX",
    "blog_feed_archives": True,
}
FILES = {
    "index.rst": "Home\n====\n",
    "news/one.rst": "One\n===\n\n.. post:: 2025-01-01\n   :tags: my_tag, C++\n"
    "   :category: News\n   :language: zh_CN\n\nText.\n",
    "news/two.md": post("Text.\n", title="Two", date="2025-02-01", tags="my_tag"),
}


def built_site(folder, builder, **conf):
    """Build the site as one of ABlog's, or as one that has moved to us."""
    given = {"blog_permalink": "", "blog_baseurl": BASE, **TERMS, **conf}
    return make_site(folder, FILES, extensions=EXTENSIONS, **given).build(builder)


@pytest.fixture(scope="module", params=["dirhtml", "html"])
def moved(request, tmp_path_factory):
    """Return the site that has moved, in the form of a builder's URLs."""
    end = {"dirhtml": "/", "html": ".html"}[request.param]
    return built_site(tmp_path_factory.mktemp("moved"), request.param), end


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("blog", "archives/"),
        ("blog/archive", "archives/"),
        ("blog/2025", "2025/"),
        ("blog/tag", "tag/"),
        ("blog/tag/my_tag", "tag/my_tag/"),
        ("blog/tag/c", "tag/cpp/"),
        ("blog/category", "categories/"),
        ("blog/category/news", "news/"),
        ("blog/author", "author/"),
        ("blog/author/ann-lee", "author/ann/"),
        ("blog/language/chinese", "language/zh-cn/"),
        ("blog/location/portland-oregon", "location/pdx/"),
    ],
)
def test_lists_of_ablogs_lead_on(moved, old, new):
    """Their URLs end as the builder has it; ABlog's words for terms are known."""
    built, end = moved
    url = f"{old}{end}"
    page = built.html(url)

    link = page.select_one("body a")
    assert urljoin(BASE + url, link["href"]) == BASE + new
    assert link.get_text() == page.title.get_text() != ""
    assert f"/{url} /{new} 301\n" in built.text("_redirects")


def test_no_drafts_are_listed(moved):
    """ABlog's page of them has no successor."""
    built, end = moved

    assert not built.exists(f"blog/drafts{end}")


@pytest.mark.parametrize(
    ("old", "titles"),
    [
        ("blog/atom.xml", ["Two", "One"]),
        ("blog/category/news/atom.xml", ["One"]),
        ("blog/tag/c/atom.xml", ["One"]),
        ("blog/author/ann-lee/atom.xml", ["Two", "One"]),
        ("blog/2025/atom.xml", ["Two", "One"]),
    ],
)
def test_feeds_of_ablogs_are_still_there(moved, old, titles):
    """Subscribers go on reading, and the feed says where it is now."""
    built, _ = moved
    feed = feedparser.parse(built.text(old))

    assert [entry.title for entry in feed.entries] == titles
    links = [link.href for link in feed.feed.links if link.rel == "self"]
    assert [url.endswith("/feed/atom.xml") for url in links] == [True]


def test_no_entry_is_new_to_subscribers(tmp_path):
    """The ids of entries are those that ABlog gives."""
    ablog.blog.Blog._dict.clear()  # which ABlog keeps from site to site
    stock = make_site(
        tmp_path / "stock",
        {
            **FILES,
            "news/two.md": FILES["news/two.md"].replace(
                "---\n", "---\nblogpost: 1\n", 1
            ),
        },
        extensions=["myst_parser", "ablog"],
        html_theme="alabaster",
        html_baseurl=None,
        blog_baseurl=BASE,
        **TERMS,
    ).build(warnings=None)
    ours = built_site(tmp_path / "ours", "dirhtml")

    def ids(built):
        return {one.id for one in feedparser.parse(built.text("blog/atom.xml")).entries}

    assert ids(ours) >= ids(stock) > set()


def test_a_page_of_the_site_keeps_its_url(site):
    """A list of ABlog's would be there, but the author has a page."""
    own = {**FILES, "blog/tag.rst": ":orphan:\n\nMine\n====\n\nWords.\n"}
    built = site(own, extensions=EXTENSIONS, blog_permalink="").build()

    assert built.html("blog/tag").h1.get_text().startswith("Mine")


def test_new_blog_has_no_such_pages(site):
    """Nobody has links to what was never there."""
    built = site({"p.md": post(tags="a")}).build()

    assert not built.exists("blog")
    assert not built.exists("_redirects")


@pytest.mark.parametrize(
    ("label", "url"),
    [
        ("tag-my_tag", "tag/my_tag/"),
        ("tag-c", "tag/cpp/"),
        ("language-zh_cn", "language/zh-cn/"),
        ("author-ann", "author/ann/"),
        ("archive-2025", "2025/"),
        ("location-pdx", "location/pdx/"),
    ],
)
def test_labels_of_ablogs_are_known(site, label, url):
    """They are made of the words of authors, and of keys in ``conf.py``."""
    page = f":orphan:\n\nPage\n====\n\nSee :ref:`{label}`.\n"
    built = site(
        {**FILES, "page.rst": page}, extensions=EXTENSIONS, blog_permalink="", **TERMS
    ).build()

    found = built.html("page").select_one(".bt-body a.reference")
    assert urljoin(f"{BASE}page/", found["href"]) == BASE + url
    assert found.get_text()


DIRECTIVE = """Its title
=========

.. post:: 2025-01-01
   :title: Another title
{options}

   What it is *about*.

Beginning of the text, with a :ref:`label <home>` and `two <two>`__.

.. image:: dot.png
"""


def options_of(**options):
    """Return a post whose directive has options."""
    lines = [f"   :{name}: {value}".rstrip() for name, value in options.items()]
    return DIRECTIVE.format(options="\n".join(lines))


def with_directive(site, **options):
    """Build a site with a post whose directive has options, and a list of posts."""
    return site(
        {
            "index.rst": ".. _home:\n\nHome\n====\n\n.. postlist::\n   :excerpts:\n",
            "p.rst": options_of(**options),
            "two/index.rst": ":orphan:\n\nTwo\n===\n",
            "dot.png": DOT,
        },
        extensions=EXTENSIONS,
        blog_permalink="",
    ).build(warnings=None)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_redirects_of_a_directive_lead_to_the_post(site, builder):
    """They have the form of the builder's URLs, as ABlog's pages had."""
    files = {"p.rst": options_of(redirect="old/name, older"), "dot.png": DOT}
    built = site(files, extensions=EXTENSIONS, blog_permalink="").build(
        builder, warnings=None
    )

    for old in ("old/name", "older"):
        url = old + {"html": ".html", "dirhtml": "/"}[builder]
        link = built.html(url).select_one("body a")["href"]
        assert urljoin(BASE + url, link) == BASE + "p" + url.removeprefix(old)


def test_external_link_of_a_directive_is_where_titles_lead(site):
    """The post is a link post."""
    url = "https://elsewhere.example/text"
    built = with_directive(site, external_link=url, tags="far")

    assert built.html("tag/far").select_one(f'h2 a[href="{url}"]')
    assert built.html().select_one(f'.postlist a[href="{url}"]')


def test_canonical_link_of_a_directive_is_that_of_the_page(site):
    """Search engines show the text where it first appeared."""
    url = "https://elsewhere.example/text"
    page = with_directive(site, canonical_link=url).html("p")

    assert [one["href"] for one in page.select("link[rel=canonical]")] == [url]


def test_image_of_a_directive_is_that_of_previews(site):
    """Its number counts the images of the text."""
    page = with_directive(site, image=1).html("p")

    image = page.find("meta", property="og:image")["content"]
    assert image == f"{BASE}_images/dot.png"


def test_wrong_url_of_a_directive_is_one_warning(site):
    """The post is there without it."""
    built = with_directive(site, external_link="elsewhere")

    (warning,) = [text for text in built.warnings if "external_link" in text]
    assert "p.rst:4: WARNING: external_link: 'elsewhere': expected a URL" in warning
    assert built.exists("p")


@pytest.mark.parametrize("options", [{}, {"exclude": ""}], ids=["shown", "excluded"])
def test_content_of_a_directive_is_what_lists_show(site, options):
    """It is in the text too, unless it is excluded."""
    built = with_directive(site, **options)

    assert "What it is about." in built.html().select_one(".postlist").get_text()
    page = built.html("p")
    assert ("What it is about." in page.select_one(".e-content").get_text()) is (
        not options
    )
    assert page.find("meta", {"name": "description"})["content"] == "What it is about."


LIST = "Home\n====\n\n.. postlist::\n   :excerpts:\n"
LONG = """P
=

.. post:: 2025-01-01

First, see :doc:`q` and :ref:`x <there>` [#n]_ with *stress*.

Second.

.. [#n] A footnote.
"""


def excerpt_of(site, source, **conf):
    """Return the item of a list in ``lists/index`` for a post in ``news/p``."""
    files = {
        "index.rst": "Home\n====\n",
        "lists/index.rst": f":orphan:\n\n{LIST}",
        "news/p.rst": source,
        "news/q.rst": ":orphan:\n\n.. _there:\n\nQ\n=\n",
    }
    blog = site(files, extensions=EXTENSIONS, blog_permalink="", **conf)
    return blog, blog.build().html("lists").select_one(".ablog-post")


def test_list_shows_the_first_paragraph(site):
    """Its links lead where they led in the post; notes are left behind."""
    _, item = excerpt_of(site, LONG)

    (text,) = item.select(".ablog-post-excerpt")
    assert " ".join(text.get_text().split()) == "First, see Q and x with stress."
    assert [urljoin(f"{BASE}lists/", a["href"]) for a in text.select("a")] == [
        f"{BASE}news/q/",
        f"{BASE}news/q/#there",
    ]


@pytest.mark.parametrize(
    ("option", "conf", "number"),
    [("", {}, 1), ("2", {}, 2), ("0", {}, 0), ("", {"post_auto_excerpt": 2}, 2)],
)
def test_list_shows_as_many_paragraphs_as_asked(site, option, conf, number):
    """The post asks, or else the site."""
    source = (
        LONG.replace("01-01\n", f"01-01\n   :excerpt: {option}\n") if option else LONG
    )
    _, item = excerpt_of(site, source, **conf)

    assert len(item.select(".ablog-post-excerpt")) == number


def test_list_follows_the_text(site):
    """The page of the list is written again when a post has changed."""
    blog, _ = excerpt_of(site, LONG)
    blog.write({"news/p.rst": LONG.replace("First,", "Now,")})
    built = blog.build()

    assert "Now, see" in built.html("lists").get_text()
    assert built.differences(blog.build(fresh=True)) == []


def test_subtitle_of_ablogs_feed_describes_the_blog(site):
    """It is in feeds and on the front page."""
    about = "All about tea."
    built = site(
        FILES, extensions=EXTENSIONS, blog_permalink="", blog_feed_subtitle=about
    ).build()

    assert feedparser.parse(built.text("feed/atom.xml")).feed.subtitle == about
    assert built.html().find("meta", {"name": "description"})["content"] == about


@pytest.mark.parametrize("titles_only", [False, True])
def test_lists_have_titles_only_if_those_of_ablogs_had(site, titles_only):
    """The option of ABlog says the same as ours."""
    built = site(
        FILES,
        extensions=EXTENSIONS,
        blog_permalink="",
        blog_archive_titles=titles_only,
    ).build()

    assert ("Text." in built.html("tag/my_tag").main.get_text()) is not titles_only


def test_section_at_ablogs_path_keeps_most_urls(tmp_path):
    """What has another URL there leads on, and the old feed is still there."""
    built = built_site(tmp_path, "dirhtml", blog_path="blog", blog_feed_subtitle="Tea.")

    assert built.html("blog").select("article")
    assert built.html("blog/tag/my_tag").select("article")
    url = f"{BASE}blog/author/ann-lee/"
    old = built.html("blog/author/ann-lee").select_one("body a")
    assert urljoin(url, old["href"]) == f"{BASE}blog/author/ann/"
    feed = feedparser.parse(built.text("blog/atom.xml"))
    assert [entry.title for entry in feed.entries] == ["Two", "One"]
    assert feed.feed.subtitle == "Tea."
