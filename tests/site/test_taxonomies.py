"""What a site says of its terms: closed lists, profiles, introductions, feeds."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from conftest import DOT, post

CLOSED = {
    "blog_categories": {"python": "Python", "small-web": "The small web"},
    "blog_vocabularies": ["category"],
}

PROFILE = {
    "ann": {
        "name": "Ann Example",
        "bio": "Writes *slowly*, [here](/about/).\n\nAnd <b>elsewhere</b>.",
        "picture": "images/ann.png",
        "url": "https://ann.example/",
        "links": {"Mastodon": "https://social.example/@ann"},
    }
}


def names(built, page=""):
    return [t.get_text(strip=True) for t in built.html(page).select(".bt-entry-title")]


def feed_titles(built, path):
    feed = BeautifulSoup(built.text(path), "xml")
    return [title.text for title in feed.select("title")]


@pytest.mark.parametrize(
    ("header", "line", "message"),
    [
        ({"category": "pyhton"}, 4, "category 'pyhton' is not in blog_categories; did you mean 'python'?"),
        ({"categories": "[python, Smal Web]"}, 4, "category 'Smal Web' is not in blog_categories; did you mean 'small-web'?"),
        ({"title": "Gardening", "category": "gardening"}, 4, "category 'gardening' is not in blog_categories; expected one of its keys or names"),
        ({"categories": "\n  - python\n  - x y"}, 6, "category 'x y' is not in"),
    ],
)  # fmt: skip
def test_stranger_is_one_warning_at_its_line(site, header, line, message):
    """It says what is nearest, and that the post keeps the term."""
    built = site({"x.md": post(**header)}, **CLOSED).build(
        warnings=[f"x.md:{line}: WARNING: {message}"]
    )

    assert re.search(
        r"(?:names\.|\?) The post is listed there all the same\. ", built.warnings[0]
    )
    assert built.html("2025/03/x").select(".bt-meta .p-category")


def test_strangers_of_one_key_are_one_warning_at_its_line(site):
    """However many they are; another key is another line."""
    conf = {
        "blog_vocabularies": ["tag", "author", "location", "language", "series"],
        "blog_tags": {"ab": "Abba"},
    }
    header = {"tags": "a, b, x", "author": "c", "location": "d", "lang": "eo"}
    near = "did you mean 'ab'?"
    tags = f"tag 'a' is not in blog_tags; {near} Nor is 'b'; {near}"
    expected = "expected one of its keys or names. The post is listed there all the"
    site({"x.md": post(**header, series="f")}, **conf).build(
        warnings=[
            f"x.md:4: WARNING: {tags} Nor is 'x'; {expected}",
            f"x.md:5: WARNING: author 'c' is not in blog_authors; {expected}",
            "x.md:6: WARNING: location 'd'",
            "x.md:7: WARNING: language 'eo'",
            "x.md:8: WARNING: series 'f'",
        ]
    )


def test_known_terms_are_silent_by_slug_and_by_name(site):
    """Case and spaces make no stranger, and a name leads to the page of its slug."""
    files = {
        "x.md": post(categories="PYTHON, the  Small web"),
        "y.md": post(categories="Python; small-web"),
    }
    built = site(files, **CLOSED).build()

    for page in ("2025/03/x", "2025/03/y"):
        terms = built.html(page).select(".bt-meta .p-category")
        assert [term.text for term in terms] == ["Python", "The small web"]
    assert len(names(built, "small-web")) == 2


def test_terms_that_differ_in_case_are_one(site):
    """In any taxonomy, also where the list is open."""
    header = {"tags": "Web Design", "location": "Rome", "series": "Boats"}
    other = {"tags": "web design", "location": "ROME", "series": "boats"}
    built = site({"x.md": post(**header), "y.md": post(**other)}).build()

    for page in ("tag/web-design", "location/rome", "series/boats"):
        assert len(names(built, page)) == 2
        assert len(built.html(page.partition("/")[0]).select(".bt-terms li")) == 1


def test_term_may_be_unknown_where_the_list_is_open(site):
    """A dictionary of names alone closes nothing."""
    site({"x.md": post(category="other")}, blog_categories={"a": "A"}).build()


def test_pinned_post_is_first_on_the_front_page_and_marked(site):
    """There, and nowhere else: other lists and feeds are by date."""
    files = {
        "old.md": post(title="Old", pinned="true", category="a", date="2024-01-01"),
        "mid.md": post(title="Mid", category="a", date="2024-06-01"),
        "new.md": post(title="New", category="a"),
    }
    built = site(files, blog_page_size=2).build()

    assert names(built) == ["Old", "New"]
    assert names(built, "page/2") == ["Mid"]
    (mark,) = built.html().select(".bt-pinned")
    assert mark.text == "Pinned"
    assert mark.find_parent("article").h2.text == "Old"
    assert names(built, "a") == ["New", "Mid"]
    assert not built.html("a/page/2").select(".bt-pinned")
    assert not built.html("2024/01/old").select(".bt-pinned")
    assert feed_titles(built, "feed/rss.xml")[1:] == ["New", "Mid", "Old"]


def test_post_that_is_no_longer_pinned_goes_back(site):
    """The front page changes, as a clean build would make it."""
    blog = site({"old.md": post(title="Old", pin="yes", date="2024-01-01")})
    blog.write({"new.md": post(title="New")})
    assert names(blog.build()) == ["Old", "New"]

    blog.write({"old.md": post(title="Old", date="2024-01-01")})
    built = blog.build()
    assert names(built) == ["New", "Old"]
    assert built.files() == blog.build(fresh=True).files()


def test_terms_have_feeds_if_asked_for(site):
    """Each is announced by its page only, has the term's posts, newest first."""
    header = {"category": "a", "tags": "t", "author": "Ann", "series": "s"}
    files = {
        "x.md": post(title="First", **header),
        "y.md": post(title="Second", **header, date="2025-04-01"),
        "z.md": post(title="Other", date="2025-05-01"),
    }
    built = site(files, blog_term_feeds=["tag", "author", "series"]).build()

    for term in ("tag/t", "author/ann", "series/s"):
        page = built.html(term)
        links = page.select("link[rel=alternate][type='application/rss+xml']")
        assert links[0]["href"] == "feed/rss.xml"
        assert feed_titles(built, f"{term}/feed/rss.xml")[1:] == ["Second", "First"]
        assert built.exists(f"{term}/feed/atom.xml")
    assert not built.exists("a/feed")
    assert not built.html("a").select("link[href='feed/rss.xml']")


def test_categories_have_feeds_by_default(site):
    """And nothing else has."""
    built = site({"x.md": post(category="a", tags="t")}).build()
    assert built.exists("a/feed/rss.xml")
    assert not built.exists("tag/t/feed")


def test_author_has_a_profile(site):
    """Name, words, picture and pages elsewhere, on the first page of their posts."""
    files = {
        "x.md": post(author="ann"),
        "y.md": post(author="Ann Example"),
        "about.md": post(slug="about", index="false"),
        "files/images/ann.png": DOT,
    }
    blog = site(files, blog_authors=PROFILE, blog_files=["files"], blog_page_size=1)
    built = blog.build()

    card = built.html("author/ann").select_one(".h-card")
    assert card.h1.text == "Ann Example"
    assert card.select_one(".u-photo")["src"] == "../../images/ann.png"
    note = card.select_one(".p-note")
    assert note.em.text == "slowly"
    assert note.a["href"] == "../../about/"
    assert note.select_one("b") is None
    assert [(a.text, a["href"]) for a in card.select("a[rel=me]")] == [
        ("ann.example", "https://ann.example/"),
        ("Mastodon", "https://social.example/@ann"),
    ]
    description = built.html("author/ann").select_one("meta[name=description]")
    assert description["content"] == "Writes slowly, here."
    assert not built.html("author/ann/page/2").select(".p-note")
    byline = built.html("2025/03/x").select_one(".bt-meta a.p-author")
    assert (byline.text, byline["href"]) == ("Ann Example", "../../../author/ann/")


def test_dead_link_and_picture_of_a_profile_are_warnings(site):
    """They are reported where they are said, and the page is made."""
    built = site({"x.md": post(author="ann")}, blog_authors=PROFILE).build(
        warnings=["the picture is left out", "dead link to '/about/'"]
    )
    assert all("conf.py:5: WARNING" in warning for warning in built.warnings)
    assert not built.html("author/ann").select(".u-photo, .bt-has-portrait")


def test_changed_profile_changes_the_pages(site):
    """A build after the change is like a clean one."""
    blog = site({"x.md": post(author="ann")}, blog_authors={"ann": "Ann"})
    blog.build()
    blog.configure(blog_authors={"ann": {"name": "Ann B", "bio": "New."}})
    built = blog.build()

    assert built.html("2025/03/x").select_one(".p-author").text == "Ann B"
    assert built.html("author/ann").select_one(".bt-about").text.strip() == "New."

    blog.configure(blog_authors={"ann": {"name": "Ann B", "bio": "Newer."}})
    built = blog.build()
    assert built.html("author/ann").select_one(".bt-about").text.strip() == "Newer."
    assert built.files() == blog.build(fresh=True).files()


@pytest.mark.parametrize(
    ("option", "key", "page"),
    [
        ("blog_categories", "category", "a"),
        ("blog_tags", "tag", "tag/a"),
        ("blog_series", "series", "series/a"),
        ("blog_locations", "location", "location/a"),
    ],
)
def test_term_has_an_introduction(site, option, key, page):
    """Its page begins with the description, in Markdown, and is described by it."""
    about = {"a": {"name": "The A", "description": "All of **A**."}}
    built = site({"x.md": post(**{key: "a"})}, **{option: about}).build()

    html = built.html(page)
    assert html.h1.text == "The A"
    assert html.select_one(".bt-about strong").text == "A"
    assert html.select_one("meta[name=description]")["content"] == "All of A."


def test_places_have_pages(site):
    """As ABlog has them: by key or name, with a URL of their own, and an overview."""
    conf = {
        "blog_locations": {"pdx": ("Portland, Oregon", "https://pdx.example/")},
        "blog_default_location": "pdx",
    }
    files = {"x.md": post(), "y.md": post(location="Rome; Milan")}
    built = site(files, **conf).build()

    assert built.html("location/pdx").h1.text == "Portland, Oregon"
    assert built.html("location/pdx").select_one(".bt-about-links a")["href"] == (
        "https://pdx.example/"
    )
    overview = built.html("location")
    assert overview.h1.text == "Locations"
    assert [li.a.text for li in overview.select(".bt-terms li")] == [
        *("Milan", "Portland, Oregon", "Rome")
    ]
    links = built.html("2025/03/y").select("a.p-location")
    assert [(a.text, a["href"]) for a in links] == [
        ("Rome", "../../../location/rome/"),
        ("Milan", "../../../location/milan/"),
    ]


def test_language_of_a_post_is_that_of_its_article(site):
    """Where it differs from the site's; what is ours in it keeps the site's."""
    files = {
        "x.md": post("Olá.\n\n<!--more-->\n\nTexto.\n", lang="pt_BR"),
        "y.md": post(lang="en"),
        "z.md": post(),
    }
    built = site(files, blog_languages={"en": ("English", None)}).build()

    article = built.html("2025/03/x").select_one("article")
    assert article["lang"] == "pt-BR"
    assert article.select_one(".bt-meta")["lang"] == "en"
    entries = built.html().select("article.bt-entry[lang]")
    assert [entry["lang"] for entry in entries] == ["pt-BR"]
    assert entries[0].select_one(".bt-more")["lang"] == "en"
    for page in ("2025/03/y", "2025/03/z"):
        assert "lang" not in built.html(page).select_one("article").attrs
    assert built.html("language/pt-br").h1.text == "Portuguese (Brazil)"
    assert built.html("language/en").h1.text == "English"
    link = built.html("2025/03/x").select_one(".bt-language")
    assert link["href"] == "../../../language/pt-br/"


def test_site_in_another_language_names_languages_in_it(site):
    """Readers of a German blog read of “Englisch”."""
    built = site({"x.md": post(lang="en")}, language="de").build()
    assert built.html("language/en").h1.text == "Englisch"
    assert built.html("2025/03/x").select_one("article")["lang"] == "en"


def test_language_that_is_none_is_a_warning(site):
    """It has no page; tags of any kind, and names of the site's, have one."""
    tags = "pt_BR, zh-Hant-TW, sl-rozaj-1994, es-419, de-u-co-phonebk, en-x-ours"
    files = {
        "x.md": post(language="klingon_x!"),
        "y.md": post(lang="Klingon, English"),
        "z.md": post(lang=tags),
    }

    built = site(files, blog_languages={"en": ("English", None)}).build(
        warnings=[
            "x.md:4: WARNING: language 'klingon_x!': expected a tag such as",
            "y.md:4: WARNING: language 'Klingon': expected a tag such as",
        ]
    )

    assert "lang" not in built.html("2025/03/x").select_one("article").attrs
    assert {path.name for path in (built.out / "language").iterdir()} == {
        *("index.html", "en", "pt-br", "zh-hant-tw", "sl-rozaj-1994", "es-419"),
        *("de-u-co-phonebk", "en-x-ours"),
    }


def test_other_theme_shows_them_too(site):
    """Profile, mark and language do not depend on our theme."""
    files = {"x.md": post(author="ann", lang="pt", pinned="true", location="Rome")}
    authors = {
        "ann": {"name": "Ann", "bio": "Slow.", "links": {"A": "https://a.example/"}}
    }
    built = site(files, html_theme="alabaster", blog_authors=authors).build()

    assert "Slow." in built.html("author/ann").select_one(".body").text
    assert built.html("author/ann").select_one(".body a[rel=me]")
    assert "Pinned" in built.html().select_one("article[lang=pt]").text
    assert built.html("2025/03/x").select_one(".body a[href$='location/rome/']")
