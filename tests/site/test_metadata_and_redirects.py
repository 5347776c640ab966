"""What pages say to programs: previews, search engines, verifiers, old links."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urljoin

import feedparser
import pytest

from conftest import DOT, assert_warnings, make_site, post

BASE = "https://example.org/blog/"

NASTY = '</script><script>alert(1)</script> "q" & \'<!--'

FILES = {
    "posts/full.md": post(
        "Text.\n\n![Logo](/i/logo.svg) ![A dot](dot.png) ![Wide](/i/wide.png)\n",
        title="A title & more",
        categories="python",
        tags="web, standards",
        author="ann, Bob",
        description='What "it" says.',
        updated="2025-05-01T12:00:00+02:00",
        aliases="/old/post/, /2019/full.html",
    ),
    "posts/nasty.md": post(
        title=f"'{NASTY.replace(chr(39), chr(39) * 2)}'", date="2025-03-02"
    ),
    "posts/plain.md": post(title="Plain", date="2025-03-03"),
    "posts/named.md": post("![x](dot.png)\n", date="2025-03-04", image="cover.png"),
    "posts/served.md": post(title="S", date="2025-03-05", image="/i/wide.png"),
    "posts/far.md": post(
        title="F", date="2025-03-06", image="https://cdn.example/a.png"
    ),
    "posts/second.md": post("![1](dot.png) ![2](/i/wide.png)\n", image="2"),
    "posts/hidden.md": post(title="Hidden", slug="me", index="false"),
    "posts/dot.png": DOT,
    "posts/cover.png": DOT,
    "files/i/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "files/i/wide.png": DOT,
    "files/i/card.png": DOT,
    "notes.md": "---\norphan:\naliases: [/old/notes, /n/]\n---\n# Notes *here*\n",
    "rest.rst": ":orphan:\n:aliases: /r/1.html, /r/2\n\nRest\n====\n",
}

CONF = {
    "html_baseurl": BASE,
    "language": "en",
    "blog_description": "On tests.",
    "blog_authors": {"ann": ("Ann Example", "https://ann.example/")},
    "blog_image": "/i/card.png",
    "blog_me": ["https://social.example/@ann", "mailto:ann@ann.example"],
    "blog_fediverse_creator": {"ann": "ann@social.example", "bob": "@bob@b.example"},
    "blog_webmention": "https://wm.example/example.org/webmention",
    "blog_pingback": "https://wm.example/example.org/xmlrpc",
    "blog_websub_hub": "https://hub.example/?a=1&b=2",
    "blog_search": "sphinx",
}

THEMES = ("sphinx_blogtheme", "alabaster", "furo")


@pytest.fixture(scope="module", params=THEMES)
def built(request, tmp_path_factory):
    """Return a site that says all it can, drawn by our theme and by others."""
    folder = tmp_path_factory.mktemp(request.param)
    return make_site(folder, FILES, html_theme=request.param, **CONF).build()


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """Return the same site, to be built by our theme in other ways."""
    return make_site(tmp_path_factory.mktemp("ours"), FILES, **CONF)


def metas(page):
    """Return the contents of the meta elements of a page, by name or property."""
    found = {}
    for meta in page.select("head meta[content]"):
        name = meta.get("property") or meta.get("name")
        found.setdefault(name, []).append(meta["content"])
    return found


def rels(page):
    """Return the URLs of the links of a page's head, by relation."""
    found = {}
    for link in page.select("head link[rel]"):
        for relation in link["rel"]:
            found.setdefault(relation, []).append(link["href"])
    return found


def graph(page):
    """Return the nodes of a page's JSON-LD, by type."""
    scripts = page.select('script[type="application/ld+json"]')
    if not scripts:
        return {}
    (script,) = scripts
    value = json.loads(script.string)
    assert value["@context"] == "https://schema.org"
    return {node["@type"]: node for node in value["@graph"]}


def test_post_has_a_preview(built):
    """A link to it, shared anywhere, shows what it is."""
    found = metas(built.html("2025/03/full"))

    assert {name: found.get(name) for name in found if name and ":" in name} == {
        "og:type": ["article"],
        "og:title": ["A title & more"],
        "og:description": ['What "it" says.'],
        "og:url": [f"{BASE}2025/03/full/"],
        "og:site_name": ["Test blog"],
        "og:locale": ["en_US"],
        "og:image": [f"{BASE}2025/03/full/dot.png"],
        "og:image:alt": ["A dot"],
        "article:published_time": ["2025-03-01T00:00:00+00:00"],
        "article:modified_time": ["2025-05-01T12:00:00+02:00"],
        "article:author": ["https://ann.example/", f"{BASE}author/bob/"],
        "article:tag": ["Python", "Web", "Standards"],
        "twitter:card": ["summary_large_image"],
        "fediverse:creator": ["@ann@social.example"],
    }


def test_other_pages_have_a_preview(built):
    """They are a website's, with the site's own image."""
    titles = {}
    for path in ("", "python", "archives", "2025", "notes", "me"):
        found = metas(built.html(path if path != "notes" else "notes/"))
        titles[path] = found["og:title"]
        assert found["og:type"] == ["website"]
        assert found["og:image"] == [f"{BASE}i/card.png"]
        assert found["og:url"] == [urljoin(BASE, f"{path}/" if path else "")]
        assert not [name for name in found if name and name.startswith("article:")]

    assert titles == {
        "": ["Test blog"],
        "python": ["Python"],
        "archives": ["Archives"],
        "2025": ["2025"],
        "notes": ["Notes here"],
        "me": ["Hidden"],
    }


@pytest.mark.parametrize(
    ("slug", "image"),
    [
        ("plain", f"{BASE}i/card.png"),
        ("named", f"{BASE}2025/03/named/cover.png"),
        ("served", f"{BASE}i/wide.png"),
        ("far", "https://cdn.example/a.png"),
        ("second", f"{BASE}i/wide.png"),
    ],
)
def test_image_of_a_post(built, slug, image):
    """It is the one that the header names, the first of the text, or the site's."""
    assert metas(built.html(f"2025/03/{slug}"))["og:image"] == [image]
    if image.startswith(BASE):
        assert built.exists(image.removeprefix(BASE))


def test_json_ld_of_a_post(built):
    """Search engines read the same facts, and the way to the post."""
    nodes = graph(built.html("2025/03/full"))
    posting, trail = nodes["BlogPosting"], nodes["BreadcrumbList"]
    url = f"{BASE}2025/03/full/"

    assert posting.pop("wordCount") >= 1
    assert posting.pop("@id").startswith(url)
    assert posting.pop("isPartOf")["@id"] == graph(built.html())["Blog"]["@id"]
    assert posting == {
        "@type": "BlogPosting",
        "headline": "A title & more",
        "description": 'What "it" says.',
        "url": url,
        "mainEntityOfPage": url,
        "image": f"{url}dot.png",
        "datePublished": "2025-03-01T00:00:00+00:00",
        "dateModified": "2025-05-01T12:00:00+02:00",
        "author": [
            {"@type": "Person", "name": "Ann Example", "url": "https://ann.example/"},
            {"@type": "Person", "name": "Bob", "url": f"{BASE}author/bob/"},
        ],
        "keywords": ["Python", "Web", "Standards"],
        "inLanguage": "en",
    }
    crumbs = trail["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == list(range(1, len(crumbs) + 1))
    assert (crumbs[0]["name"], crumbs[0]["item"]) == ("Test blog", BASE)
    assert (crumbs[-1]["name"], crumbs[-1]["item"]) == ("A title & more", url)
    assert f"{BASE}2025/03/" in [crumb["item"] for crumb in crumbs]
    for crumb in crumbs[1:]:
        assert built.exists(f"{crumb['item'].removeprefix(BASE)}index.html")


def test_json_ld_of_the_other_pages(built):
    """The front page is the blog; a list says where it is; nothing else is claimed."""
    blog = graph(built.html())["Blog"]
    crumbs = graph(built.html("python"))["BreadcrumbList"]["itemListElement"]

    assert blog["name"] == "Test blog"
    assert blog["url"] == BASE
    assert blog["description"] == "On tests."
    assert [crumb["name"] for crumb in crumbs] == ["Test blog", "Categories", "Python"]
    assert graph(built.html("archives")).keys() == {"BreadcrumbList"}
    assert graph(built.html("2025/03/plain")).keys() == {
        "BlogPosting",
        "BreadcrumbList",
    }
    assert graph(built.html("notes/")) == graph(built.html("me")) == {}


def test_post_says_only_what_it_has(built):
    """No author, no update, no tags: no word of them."""
    page = built.html("2025/03/plain")
    posting = graph(page)["BlogPosting"]

    assert posting.keys() & {"author", "dateModified", "keywords"} == set()
    assert (
        metas(page).keys()
        & {
            "article:author",
            "article:modified_time",
            "article:tag",
            "fediverse:creator",
        }
        == set()
    )


def test_no_text_breaks_out(built):
    """A title with markup stays a title, in elements and in the script."""
    page = built.html("2025/03/nasty")

    assert metas(page)["og:title"] == [NASTY]
    assert graph(page)["BlogPosting"]["headline"] == NASTY
    types = [
        s.get("type") for s in page.select("script") if "alert(1)" in (s.string or "")
    ]
    assert types == ["application/ld+json"]


def test_links_of_the_small_web(built):
    """Profiles, endpoints and hub are announced on posts and on the front page."""
    for path in ("", "2025/03/full"):
        found = rels(built.html(path))
        assert found["me"] == CONF["blog_me"]
        assert found["webmention"] == [CONF["blog_webmention"]]
        assert found["pingback"] == [CONF["blog_pingback"]]
        assert found["hub"] == [CONF["blog_websub_hub"]]
        assert found["self"] == [metas(built.html(path))["og:url"][0]]


def test_feeds_name_the_hub(built):
    """Subscribers can be told at once."""
    for path in ("feed/rss.xml", "feed/atom.xml", "python/feed/rss.xml"):
        links = feedparser.parse(built.text(path)).feed.links
        found = [link.href for link in links if link.rel == "hub"]
        assert found == [CONF["blog_websub_hub"]]
    assert json.loads(built.text("feed/feed.json"))["hubs"] == [
        {"type": "WebSub", "url": CONF["blog_websub_hub"]}
    ]


def test_creator_of_the_whole_site(site):
    """One account is every page's; nothing else is announced unless it is set."""
    built = site(
        {"posts/a.md": post(slug="a")}, blog_fediverse_creator="@me@social.example"
    ).build()

    for path in ("", "2025/03/a"):
        page = built.html(path)
        assert metas(page)["fediverse:creator"] == ["@me@social.example"]
        relations = {"me", "webmention", "pingback", "hub", "self"}
        assert rels(page).keys() & relations == set()
        assert "og:image" not in metas(page)
        assert metas(page)["twitter:card"] == ["summary"]
    feed = feedparser.parse(built.text("feed/atom.xml")).feed
    assert [link for link in feed.links if link.rel == "hub"] == []
    assert "hubs" not in json.loads(built.text("feed/feed.json"))
    assert "authors" not in json.loads(built.text("feed/feed.json"))


def test_site_without_a_url(site):
    """What needs an absolute URL is left out, and the rest is there."""
    built = site(FILES, **CONF | {"html_baseurl": ""}).build()
    page = built.html("2025/03/full")

    assert metas(page)["og:title"] == ["A title & more"]
    assert metas(page)["article:author"] == ["https://ann.example/"]
    assert metas(page).keys() & {"og:url", "og:image", "og:image:alt"} == set()
    assert metas(built.html("2025/03/far"))["og:image"] == ["https://cdn.example/a.png"]
    assert "hub" not in rels(page)
    nodes = graph(page)
    assert nodes.keys() == {"BlogPosting"}
    assert nodes["BlogPosting"].keys() & {"url", "@id", "mainEntityOfPage"} == set()
    assert not built.exists("robots.txt")
    old = built.html("old/post")
    assert rels(old) == {}
    assert old.select_one("a")["href"] == "../../2025/03/full/"
    assert built.text("_redirects").splitlines()[0] == (
        "/2019/full.html /2025/03/full/ 301"
    )


def test_page_that_says_it_itself_is_not_contradicted(site):
    """What an author puts into a page's head counts, and only once."""
    text = (
        "---\norphan:\nmyst:\n  html_meta:\n"
        '    "property=og:title": "Mine"\n'
        '    "property=og:image": "https://cdn.example/mine.png"\n'
        "---\n# Notes\n"
    )
    built = site(
        {"notes.md": text, "posts/a.md": post(), "files/c.png": DOT},
        blog_image="/c.png",
    ).build()
    found = metas(built.html("notes/"))

    assert found["og:title"] == ["Mine"]
    assert found["og:image"] == ["https://cdn.example/mine.png"]
    assert found["og:type"] == ["website"]


def test_documentation_has_a_preview_too(site):
    """A site without a post says what its pages are, and claims no blog."""
    built = site({"index.md": "# Manual\n\nText.\n"}).build()
    page = built.html()

    assert metas(page)["og:title"] == ["Manual"]
    assert metas(page)["og:url"] == ["https://example.org/"]
    assert graph(page) == {}


def test_pages_that_nobody_shares_have_no_preview(built):
    """Neither the search page nor the one for dead links has a card."""
    for path in ("search", "404.html"):
        if built.exists(path):
            assert "og:title" not in metas(built.html(path))


@pytest.mark.parametrize(
    ("image", "line"),
    [("gone.png", 4), ("/gone.png", 4), ("../../../../../../etc/hostname", 4)],
)
def test_image_that_is_not_there(site, image, line):
    """It is one warning at its line, and no broken preview."""
    blog = site({"posts/a.md": post(image=image)})
    built = blog.build(warnings=[f"a.md:{line}: WARNING: image: '{image}'"])

    assert "og:image" not in metas(built.html("2025/03/a"))
    assert not built.exists("2025/03/a/hostname")


def test_default_image_that_is_not_there(site):
    """It is a warning at its line of conf.py."""
    site({"posts/a.md": post()}, blog_image="/gone.png").build(
        warnings=["conf.py:5: WARNING: blog_image = '/gone.png'"]
    )


# Robots


def test_robots_txt(built):
    """Crawlers are let in, and find the sitemap."""
    assert built.text("robots.txt") == (
        f"User-agent: *\nDisallow:\n\nSitemap: {BASE}sitemap.xml\n"
    )


@pytest.mark.parametrize(
    ("files", "conf", "expected"),
    [
        ({"files/robots.txt": "mine\n"}, {}, "mine\n"),
        ({"robots.txt": "mine\n"}, {"html_extra_path": ["robots.txt"]}, "mine\n"),
        ({"x/robots.txt": "mine\n"}, {"html_extra_path": ["x"]}, "mine\n"),
        ({}, {"blog_robots": False}, None),
        ({}, {"html_baseurl": ""}, None),
        ({}, {"blog_sitemap": False}, "User-agent: *\nDisallow:\n"),
    ],
)
def test_robots_txt_is_the_sites_own(site, files, conf, expected):
    """A file of the author's is kept as it is, in every build."""
    blog = site({"posts/a.md": post(), **files}, **conf)
    for _ in range(2):
        built = blog.build()
        found = built.text("robots.txt") if built.exists("robots.txt") else None
        assert found == expected


# Redirects


@pytest.mark.parametrize(
    ("path", "target", "title"),
    [
        ("old/post", "2025/03/full/", "A title & more"),
        ("2019/full.html", "2025/03/full/", "A title & more"),
        ("old/notes", "notes/", "Notes here"),
        ("n", "notes/", "Notes here"),
        ("r/1.html", "rest/", "Rest"),
        ("r/2", "rest/", "Rest"),
    ],
)
def test_alias_leads_on(built, path, target, title):
    """Who follows an old link is there at once, with and without a refresh."""
    page = built.html(path)
    refresh = page.select_one('meta[http-equiv="refresh"]')["content"]
    seconds, _, url = refresh.partition("; url=")
    here = BASE + (path if path.endswith(".html") else f"{path}/")
    link = page.select_one("body a")

    assert seconds == "0"
    assert urljoin(here, url) == urljoin(here, link["href"]) == BASE + target
    assert link.get_text() == page.title.get_text() == title
    assert rels(page)["canonical"] == [BASE + target]
    assert metas(page)["robots"] == ["noindex"]
    assert page.html["lang"] == "en"


def test_redirects_file(built):
    """Hosts that know the format answer with the status itself."""
    assert built.text("_redirects").splitlines() == [
        "/blog/2019/full.html /blog/2025/03/full/ 301",
        "/blog/n /blog/notes/ 301",
        "/blog/n/ /blog/notes/ 301",
        "/blog/old/notes /blog/notes/ 301",
        "/blog/old/notes/ /blog/notes/ 301",
        "/blog/old/post /blog/2025/03/full/ 301",
        "/blog/old/post/ /blog/2025/03/full/ 301",
        "/blog/r/1.html /blog/rest/ 301",
        "/blog/r/2 /blog/rest/ 301",
        "/blog/r/2/ /blog/rest/ 301",
    ]


def test_aliases_are_nowhere_else(built):
    """They are no pages: neither sitemap nor search nor feeds have them."""
    names = [
        "sitemap.xml",
        "llms.txt",
        "searchindex.js",
        "objects.inv",
        "feed/atom.xml",
    ]

    assert [n for n in names if b"old/" in (built.out / n).read_bytes()] == []


def test_redirect_page_is_valid(built):
    """No parser has anything to mend in it."""

    class Strict(HTMLParser):
        open_: list[str] = []  # noqa: RUF012

        def handle_starttag(self, tag, attrs):
            assert len(dict(attrs)) == len(attrs)
            if tag not in ("meta", "link"):
                self.open_.append(tag)

        def handle_endtag(self, tag):
            assert self.open_.pop() == tag

    parser = Strict()
    parser.feed(built.text("old/post/index.html"))

    assert parser.open_ == []
    assert built.text("old/post/index.html").startswith("<!DOCTYPE html>\n")


def test_site_without_an_alias_has_no_redirects(site):
    """Nobody gets an empty file."""
    assert not site({"posts/a.md": post()}).build().exists("_redirects")


def test_redirects_file_of_the_site_is_kept(site):
    """The author's rules are not overwritten; the pages are made all the same."""
    files = {"posts/a.md": post(aliases="/b/"), "files/_redirects": "/x /y 302\n"}
    built = site(files).build()

    assert built.text("_redirects") == "/x /y 302\n"
    assert built.exists("b/index.html")


def test_link_to_an_alias_leads_to_the_page(site):
    """An old link in a post is no dead link, and spares its readers the way round."""
    files = {
        "posts/a.md": post("## Part\n", redirect_from="/old/a/"),
        "posts/b.md": post("[x](/old/a/) [y](/old/a#part) [z](/old/a/#no)\n"),
    }
    built = site(files).build(warnings=["b.md:6: WARNING: dead link to '/old/a/#no'"])
    links = built.html("2025/03/b").find_all("a", string=list("xyz"))

    assert [a["href"] for a in links] == ["../a/", "../a/#part", "../a/#no"]


TAKEN = [
    ("/2025/03/b/", "posts/b.md"),
    ("/2025/03/B/", "posts/b.md"),
    ("/2025/03/b.html", "posts/b.md"),
    ("/notes/", "notes.md"),
    ("/python/", "the page of the category 'Python'"),
    ("/archives", "the generated page 'archives'"),
    ("/feed/rss.xml", "the file feed/rss.xml"),
    ("/feed/rss.xml/x/", "the file feed/rss.xml"),
    ("/i/dot.png", "the file i/dot.png"),
    ("/2025/03/a/dot.png", "the file 2025/03/a/dot.png"),
    ("/search/", "the page 'search'"),
    ("/404.html", "the generated page '404'"),
    ("/robots.txt", "the file robots.txt"),
    ("/taken/", "an alias of posts/a.md"),
    ("/taken.html", "an alias of posts/a.md"),
]


def build_taken(make, aliases):
    """Build a site whose posts ask for URLs that are taken; what was there stays."""
    files = {
        "posts/a.md": post("![x](dot.png)\n", categories="python", aliases="/taken/"),
        "posts/b.md": post(),
        "posts/dot.png": DOT,
        "files/i/dot.png": DOT,
        "notes.md": "---\norphan:\n---\n# Notes\n",
    }
    names = {alias: f"posts/z{number}.md" for number, alias in enumerate(aliases)}
    files |= {names[alias]: post(aliases=alias) for alias in aliases}
    blog = make(files, blog_search="sphinx")
    built = blog.build(warnings=[f"{name}:4: ERROR: " for name in names.values()])
    blog.write({name: post() for name in names.values()})

    assert built.files().keys() == blog.build(fresh=True).files().keys()
    return built, names


def assert_said(built, name, alias, owner):
    """Assert that an error names both that want a URL."""
    (said,) = [text for text in built.warnings if f"{name}:" in text]
    assert f"{name} has the alias {alias}, but {owner}" in said


def test_aliases_that_are_taken(site):
    """Each is an error that names both, and what was there stays."""
    built, names = build_taken(site, dict(TAKEN))

    for alias, owner in TAKEN:
        assert_said(built, names[alias], alias, owner)


@pytest.mark.long
@pytest.mark.parametrize(("alias", "owner"), TAKEN)
def test_alias_that_is_taken(site, alias, owner):
    """Each of them, in a site that has no other."""
    built, names = build_taken(site, [alias])

    assert_said(built, names[alias], alias, owner)


@pytest.mark.parametrize("alias", ["/2025/03/a/", "2025/03/a", "/2025/03/a/index.html"])
def test_alias_that_is_the_pages_own_url(site, alias):
    """There is nothing to do."""
    built = site({"posts/a.md": post(aliases=alias)}).build()

    assert not built.exists("_redirects")
    assert built.html("2025/03/a").select_one("meta[http-equiv]") is None


def test_alias_may_be_the_same_place_by_another_name(site):
    """A blog whose pages once ended in .html keeps those URLs."""
    built = site({"posts/a.md": post(aliases="/2025/03/a.html")}).build()
    page = built.html("2025/03/a.html")

    assert page.select_one("body a")["href"] == "../../2025/03/a/"
    assert built.html("2025/03/a").select_one("article, .body, main")


def test_alias_that_is_left_out(site):
    """It is a warning at its line, and no file."""
    blog = site({"posts/a.md": post(aliases="/../../evil/")})
    built = blog.build(
        warnings=["a.md:4: WARNING: aliases: '/../../evil/': expected a path"]
    )

    assert list(blog.outputs.rglob("*evil*")) == []
    assert not built.exists("_redirects")


# Builds after edits


EDITS = {
    "alias added": {"posts/plain.md": post(title="Plain", aliases="/p/")},
    "alias removed": {"posts/full.md": post(title="A")},
    "alias moved": {
        "posts/full.md": post(title="A"),
        "posts/plain.md": post(title="Plain", aliases="/old/post"),
    },
    "alias becomes a page": {
        "posts/full.md": post(title="A", date="2019-01-01"),
        "old/post.md": "---\norphan:\n---\n# Here\n",
    },
    "image named": {"posts/plain.md": post(title="Plain", image="dot.png")},
    "image of a standing page": {
        "posts/hidden.md": post(
            title="Hidden", slug="me", index="false", image="dot.png"
        )
    },
    "language of a standing page": {
        "posts/hidden.md": post(title="Hidden", slug="me", index="false", lang="pt-BR")
    },
    "updated": {"posts/plain.md": post(title="Plain", updated="2025-07-01")},
    "robots of the site": {"files/robots.txt": "mine\n"},
}


@pytest.mark.parametrize(
    ("image", "file"),
    [("/i/new.png", "files/i/new.png"), ("new.png", "posts/new.png")],
)
def test_image_that_is_there_at_last(site, image, file):
    """The next build finds it, although the post is as it was."""
    blog = site({"posts/a.md": post(image=image)})
    blog.build(warnings=["the site has no such file"])
    blog.write({file: DOT})
    built = blog.build()
    clean = blog.build(fresh=True).files()

    assert len(metas(built.html("2025/03/a"))["og:image"]) == 1
    files = built.files()
    assert [n for n, data in clean.items() if files.get(n) != data] == []
    (blog.source / file).unlink()
    gone = blog.build(warnings=["the site has no such file"])
    assert "og:image" not in metas(gone.html("2025/03/a"))


def test_edits_give_what_a_clean_build_gives(site):
    """Nothing is forgotten and nothing is left over, in one process or in two."""
    blog = site(FILES, **CONF)
    blog.build()
    for edit, files in EDITS.items():
        blog.write(files)
        built = blog.build()
        assert (edit, built.differences(blog.build(fresh=True, parallel=2))) == (
            edit,
            [],
        )
        for name in files:
            blog.remove(name)
        blog.write({name: text for name, text in FILES.items() if name in files})


@pytest.mark.long
@pytest.mark.parametrize("edit", EDITS)
def test_edit_gives_what_a_clean_build_gives(site, edit):
    """Each of them, after a first build."""
    blog = site(FILES, **CONF)
    blog.build()
    blog.write(EDITS[edit])
    built = blog.build()

    assert built.differences(blog.build(fresh=True, parallel=2)) == []


def test_option_changes_all_pages(ours):
    """A new hub is on every page and in every feed of the next build."""
    ours.build()
    conf = replace(ours, _conf=dict(ours._conf))
    conf.configure(blog_websub_hub="https://other.example/")
    built = conf.build()

    for path in ("", "2025/03/plain", "python", "notes/"):
        assert rels(built.html(path))["hub"] == ["https://other.example/"]
    clean = conf.build(fresh=True).files()
    assert [n for n, data in built.files().items() if clean.get(n) != data] == []


def test_both_builders_make_the_same_redirects(ours):
    """The URLs of posts don't depend on the builder."""
    files = ours.build("html", fresh=True)

    assert files.html("old/post").select_one("body a")["href"] == (
        "../../2025/03/full/"
    )
    assert files.html("n").select_one("body a")["href"] == "../notes.html"


def test_other_builders_check_aliases_too(site):
    """A link to an alias is no dead link for them either."""
    files = {
        "posts/a.md": post(aliases="/old/"),
        "posts/b.md": post("[x](/old/)\n"),
    }
    built = site(files).build("text")

    assert_warnings(built.warnings, [])
