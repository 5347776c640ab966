"""A translation is found, leads to its post and back, and stands once in each list."""

from __future__ import annotations

import pytest

from conftest import one_process_or_two, post

HELLO = "2025/03/hello"
OLA = "pt/2025/03/hello"
PAIR = {
    "posts/hello.md": post("Hi.", title="Hello", tags="greetings", author="Ann"),
    "posts/hello.pt.md": post("Oi.", title="Olá", date=None),
}
PORTUGUESE = {"language": "pt", "title": "Olá"}


def links(page, selector="link[rel=alternate][hreflang]"):
    """Return the URL of each language that a page names."""
    return {link["hreflang"]: link["href"] for link in page.select(selector)}


def titles(page):
    return [title.text.strip() for title in page.select(".bt-entry-title, .bt-line a")]


@pytest.fixture(scope="module")
def built(module_site):
    """Return a blog with a translation, a post without one, and one in Portuguese."""
    others = {
        "posts/plain.md": post(title="Plain", tags="greetings", date="2025-03-02"),
        "posts/fado.md": post(title="Fado", language="pt", date="2025-03-03"),
    }
    return module_site(PAIR | others).build()


@pytest.mark.parametrize(
    ("files", "original", "translation"),
    [
        (PAIR, HELLO, OLA),
        (
            {
                "posts/hello/index.md": post(title="Hello"),
                "posts/hello/index.pt.md": post(title="Olá", date=None),
            },
            HELLO,
            OLA,
        ),
        (
            {
                "posts/hello.en.md": post(title="Hello"),
                "posts/hello.pt.rst": ":date: 2025-03-01\n\nOlá\n===\n\nOi.\n",
            },
            HELLO,
            OLA,
        ),
        (
            {
                "posts/hello.md": post(),
                "posts/ola.md": post(**PORTUGUESE, translation_of="hello.md"),
            },
            HELLO,
            "pt/2025/03/ola",
        ),
        (
            {
                "posts/hello.md": post(),
                "pt/ola.md": post(**PORTUGUESE, translation_of="/2025/03/hello/"),
            },
            HELLO,
            "pt/2025/03/ola",
        ),
        (
            {
                "posts/hello.md": post(translationKey="h"),
                "posts/ola.md": post(**PORTUGUESE, translationKey="h"),
            },
            HELLO,
            "pt/2025/03/ola",
        ),
        (
            {
                "posts/a.md": post(slug="hello"),
                "posts/b.md": post(**PORTUGUESE, slug="hello"),
            },
            HELLO,
            OLA,
        ),
    ],
    ids=["name", "bundle", "two names", "file", "url", "key", "slug"],
)
def test_translation_is_found_however_other_engines_write_it(
    site, files, original, translation
):
    """Both pages name both languages, and the one for readers of neither."""
    built = site(files).build()
    url = "https://example.org/{}/".format
    told = {"en": url(original), "pt": url(translation), "x-default": url(original)}
    assert links(built.html(original)) == told
    assert links(built.html(translation)) == told


def test_reader_changes_the_language_of_a_post(built):
    """Each language has its own name, and that of the page is no link."""
    there = built.html(HELLO).select_one(".bt-post-header .bt-versions")
    assert [item.text for item in there.select("li")] == ["English", "Português"]
    assert links(there, "a") == {"pt": f"../../../{OLA}/"}
    assert there.select_one("a").parent["lang"] == "pt"
    back = built.html(OLA).select_one(".bt-post-header .bt-versions")
    assert links(back, "a") == {"en": f"../../../../{HELLO}/"}
    assert not built.html("2025/03/plain").select(".bt-post-header .bt-versions")


def test_each_text_is_once_in_a_list(built):
    """The front page has it in the site's language, or as it was written."""
    assert titles(built.html()) == ["Fado", "Plain", "Hello"]
    assert titles(built.html("2025/03")) == ["Fado", "Plain", "Hello"]
    assert titles(built.html("tag/greetings")) == ["Plain", "Hello"]
    assert titles(built.html("pt")) == ["Fado", "Olá"]
    assert titles(built.html("pt/tag/greetings")) == ["Olá"]
    assert titles(built.html("pt/2025/03")) == ["Fado", "Olá"]
    assert titles(built.html("language/pt")) == ["Fado", "Olá"]


def test_feed_has_one_language(built):
    """That of the site leaves translations to their own."""
    feeds = [built.text("feed/atom.xml"), built.text("pt/feed/atom.xml")]
    assert ["<title>Hello" in feed for feed in feeds] == [True, False]
    assert ["<title>Olá" in feed for feed in feeds] == [False, True]
    assert 'xml:lang="pt"' in feeds[1].partition("<entry")[0]
    announced = built.html(OLA).select("link[type='application/atom+xml']")
    assert [link["href"] for link in announced] == ["../../../feed/atom.xml"]


def test_translation_takes_over_what_its_header_leaves_out(built):
    """Date, tags and authors need not be written twice."""
    page = built.html(OLA)
    assert page.select_one("time")["datetime"].startswith("2025-03-01")
    assert [a["href"] for a in page.select(".bt-tags a")] == ["../../../tag/greetings/"]
    assert page.select_one(".p-author").text == "Ann"


def test_page_of_a_translation_is_in_its_language(built):
    """So are the words of the theme, the dates and the menu."""
    page = built.html(OLA)
    assert page.html["lang"] == "pt"
    assert page.select_one(".bt-post").get("lang") is None
    assert page.select_one("time").text == "1 de março de 2025"
    menu = [link["href"] for link in page.select(".bt-menu a")]
    assert "../../../archives/" in menu
    assert page.select_one(".bt-site-title a")["href"] == "../../../"
    assert built.html(HELLO).html["lang"] == "en"
    assert built.html("2025/03/plain").select_one("time").text == "2 March 2025"


def test_list_leads_to_the_same_list_in_other_languages(built):
    """A list that only one language has leads to nothing."""
    there, back = built.html("archives"), built.html("pt/archives")
    assert links(there) == links(back)
    assert set(links(there)) == {"en", "pt", "x-default"}
    assert links(there, ".bt-footer a[hreflang]") == {"pt": "../pt/archives/"}
    assert not links(built.html("language"))


def test_programs_are_told_of_languages(built):
    """The sitemap has all versions of each, and `llms.txt` a list for each language."""
    sitemap = built.text("sitemap.xml")
    assert (
        sitemap.count('hreflang="pt" href="https://example.org/pt/2025/03/hello/"') == 2
    )
    posts, _, portuguese = built.text("llms.txt").partition("## Posts: Português (pt)")
    assert "[Hello]" in posts
    assert "(pt)" in next(line for line in posts.splitlines() if "[Fado]" in line)
    assert "[Olá](https://example.org/pt/2025/03/hello.md)" in portuguese


def test_translations_can_be_beside_their_posts(site):
    """With a slug of their own, or else with the language at the end."""
    files = PAIR | {"posts/ola.md": post(**PORTUGUESE | {"translation_of": "bye"})}
    files["posts/bye.md"] = post()
    built = site(files, blog_translation_urls="beside").build()
    assert links(built.html("2025/03/hello-pt"))["en"].endswith("/2025/03/hello/")
    assert links(built.html("2025/03/ola"))["en"].endswith("/2025/03/bye/")
    assert titles(built.html("pt"))


def test_site_in_another_language_has_that_on_its_front_page(site):
    """English is a language among others."""
    files = {
        "posts/ola.md": post(title="Olá"),
        "posts/ola.en.md": post(title="Hello", date=None),
    }
    built = site(files, language="pt").build()
    assert titles(built.html()) == ["Olá"]
    assert titles(built.html("en")) == ["Hello"]
    page = built.html("en/2025/03/ola")
    assert page.html["lang"] == "en"
    assert page.select_one("time").text == "1 March 2025"
    assert links(page)["x-default"] == "https://example.org/2025/03/ola/"


def test_original_in_another_language_keeps_its_url(site):
    """The front page has the translation, which is in the language of the site."""
    files = {
        "posts/ola.md": post(**PORTUGUESE),
        "posts/hello.md": post(title="Hello", language="en", translation_of="ola"),
    }
    built = site(files).build()
    assert titles(built.html()) == ["Hello"]
    assert titles(built.html("pt")) == ["Olá"]
    assert links(built.html("2025/03/ola"))["x-default"].endswith("/2025/03/hello/")


def test_post_with_several_translations_names_all(site):
    """Each version names each other."""
    files = PAIR | {"posts/hello.zh-hant.md": post(title="你好", date=None)}
    built = site(files).build()
    pages = [HELLO, OLA, "zh-hant/2025/03/hello"]
    assert len({tuple(links(built.html(page)).items()) for page in pages}) == 1
    assert set(links(built.html(HELLO))) == {"en", "pt", "zh-Hant", "x-default"}


def test_name_that_only_looks_like_a_language_is_a_name(site):
    """A part of a name is a language if there is a version in another one."""
    files = {
        "posts/io.it.md": post(title="Io"),
        "posts/v1.2.md": post(title="V"),
        "posts/v1.md": post(title="W"),
    }
    built = site(files).build()
    assert {path for path in ("io.it", "v1.2", "v1") if built.exists(f"2025/03/{path}")}
    assert not built.exists("it")
    assert not links(built.html())


@pytest.mark.parametrize(
    ("header", "warning"),
    [
        ({"translation_of": "hello"}, "expected the language of the translation"),
        ({"translation_of": "hello", "language": "en"}, "in which"),
        (
            {"translation_of": "no", "language": "pt"},
            "'no': expected path, URL or slug",
        ),
    ],
)
def test_translation_of_nothing_is_a_post_of_its_own(site, header, warning):
    """One warning says what was expected."""
    files = {"posts/hello.md": post(title="Hello"), "posts/x.md": post(**header)}
    built = site(files).build(warnings=[warning])
    assert titles(built.html()) == ["Post", "Hello"]
    assert not links(built.html(HELLO))


@pytest.mark.parametrize(
    "held", [{"state": "draft"}, {"date": "2150-01-01"}, {"publish_date": "2150-01-01"}]
)
def test_translation_without_a_date_waits_for_its_post(site, held):
    """It leaks neither itself nor the post."""
    files = {
        "posts/secret.md": post("Hush.", title="Secret", **held),
        "posts/secret.pt.md": post("Chiu.", title="Segredo", date=None),
        "posts/plain.md": post(title="Plain"),
    }
    built = site(files).build()
    texts = b"".join(built.files().values())
    assert b"Secret" not in texts
    assert b"Segredo" not in texts
    assert not built.exists("pt")


def test_translation_of_a_draft_says_nothing_of_it(site):
    """It has a date of its own, so its author wants it to be public."""
    files = {
        "posts/secret.md": post("Hush.", title="Secret", state="draft"),
        "posts/segredo.md": post(
            title="Segredo", language="pt", translation_of="secret"
        ),
    }
    built = site(files).build()
    assert titles(built.html()) == ["Segredo"]
    assert b"secret" not in built.text("index.html").encode()
    assert not links(built.html("pt/2025/03/segredo"))


def test_standing_page_has_a_translation(site):
    """`/about/` and `/pt/about/` are in the menus of their languages."""
    files = PAIR | {
        "posts/about.md": post(title="About us", index="false"),
        "posts/about.pt.md": post(title="Sobre nós", date=None),
    }
    built = site(files).build()
    menus = [
        [item.text for item in built.html(page).select(".bt-menu a")]
        for page in (HELLO, OLA)
    ]
    assert ["About us" in menu for menu in menus] == [True, False]
    assert ["Sobre nós" in menu for menu in menus] == [False, True]
    assert built.exists("pt/about")


@one_process_or_two
def test_post_learns_of_a_new_translation(site, parallel):
    """An edited site is what a clean build makes."""
    blog = site({"posts/hello.md": PAIR["posts/hello.md"], "posts/x.md": post()})
    blog.build(parallel=parallel)
    blog.write(PAIR)
    edited = blog.build(parallel=parallel)
    assert edited.differences(blog.build(fresh=True)) == []
    assert "pt" in links(edited.html(HELLO))
    blog.remove("posts/hello.pt.md")
    without = blog.build(parallel=parallel)
    assert without.differences(blog.build(fresh=True)) == []
    assert not links(without.html(HELLO))
