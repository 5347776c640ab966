"""Posts are translated by catalogs of gettext, as Sphinx translates its documents."""

from __future__ import annotations

import pytest

from conftest import post

CATALOG = "locales/pt/LC_MESSAGES/2025/03/{}.po"
SOURCES = {
    "posts/hello.md": post(
        "Hi, *readers*.\n\n## Part\n\nSee [](second.md).\n",
        title="Hello",
        description="A greeting.",
    ),
    "posts/second.md": post("# Second\n\nMore.\n", title=None, date="2025-03-02"),
    "posts/third.rst": (
        ":date: 2025-03-03\n:description: The third.\n\nThird\n=====\n\nThe rest.\n"
    ),
}
WORDS = {
    "hello": {
        "Hello": "Olá",
        "A greeting.": "Uma saudação.",
        "Hi, *readers*.": "Oi, *leitores*.",
        "Part": "Parte",
        "See [](second.md).": "Ver [](second.md).",
    },
    "second": {"Second": "Segundo", "More.": "Mais."},
    "third": {
        "Third": "Terceiro",
        "The third.": "O terceiro.",
        "The rest.": "O resto.",
    },
}


def catalog(words):
    """Return the text of a catalog."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    return head + "".join(
        f'\nmsgid "{message}"\nmsgstr "{text}"\n' for message, text in words.items()
    )


CATALOGS = {CATALOG.format(name): catalog(words) for name, words in WORDS.items()}
OPTIONS = {"locale_dirs": ["locales"], "gettext_compact": False}


@pytest.fixture(scope="module")
def built(module_site):
    """Return a blog in English, built in Portuguese."""
    return module_site(SOURCES | CATALOGS, language="pt", **OPTIONS).build()


def test_catalogs_have_titles_and_descriptions(site):
    """They are named after the URLs of the posts, which stay."""
    made = site(SOURCES, **OPTIONS).build("gettext")
    for name, words in WORDS.items():
        text = made.text(f"2025/03/{name}.pot")
        assert [message for message in words if f'msgid "{message}"' not in text] == []
    assert "posts/hello.md:4\n" in made.text("2025/03/hello.pot")


@pytest.mark.parametrize(
    ("name", "title", "body"),
    [
        ("hello", "Olá", ["Oi, leitores.", "Ver Segundo."]),
        ("second", "Segundo", ["Mais."]),
        ("third", "Terceiro", ["O resto."]),
    ],
)
def test_post_is_translated_whole(built, name, title, body):
    """Its title and headings are, and its text, without a second title in it."""
    page = built.html(f"2025/03/{name}")
    assert page.h1.text == title
    assert page.title.text == f"{title} — Test blog"
    assert [part.text for part in page.select(".bt-body p")] == body
    headings = [part.text.removesuffix("¶") for part in page.select(".bt-body h2")]
    assert headings == (["Parte"] if name == "hello" else [])


def test_description_is_translated_wherever_it_is(built):
    """Search engines, previews and feeds have it."""
    page = built.html("2025/03/hello")
    assert page.select_one("meta[name=description]")["content"] == "Uma saudação."
    assert "<description>O terceiro.</description>" in built.text("feed/rss.xml")
    assert "<title>Olá</title>" in built.text("feed/rss.xml")
    assert "[Olá]" in built.text("llms.txt")
    assert "Hello" not in built.html().text


def test_catalog_that_changes_changes_its_post(site):
    """The list on the front page has the new title too."""
    blog = site(SOURCES | CATALOGS, language="pt", **OPTIONS)
    blog.build()
    blog.write(
        {CATALOG.format("hello"): catalog(WORDS["hello"] | {"Hello": "Bom dia"})}
    )
    edited = blog.build()
    assert edited.html("2025/03/hello").h1.text == "Bom dia"
    assert "Bom dia" in edited.html().text
    assert edited.differences(blog.build(fresh=True)) == []


def test_texts_in_a_catalog_may_have_the_syntax_of_posts(site):
    """Each is parsed as the text that it replaces, whatever its header says."""
    header = "---\ntitle: Prices\ndate: 2025-03-01\nmyst:\n  html_meta: {}\n---\n\n"
    files = {
        "posts/p.md": f"{header}It costs $5, or $6.\n",
        CATALOG.format("p"): catalog({"It costs $5, or $6.": "Custa $5, ou $6."}),
    }
    built = site(files, language="pt", **OPTIONS).build()
    assert built.html("2025/03/p").select_one(".bt-body p").text == "Custa $5, ou $6."
