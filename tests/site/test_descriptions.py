"""What search engines and previews say of a page that has no description of its own."""

from __future__ import annotations

import json

import pytest

from conftest import post

LONG = "Word after word after word. " * 20

PAGES = {
    "index.md": "# Docs\n\n```{toctree}\nown\nplain\nlong\n```\n",
    "own.md": "---\ndescription: Written by its author.\n---\n\n# Own\n\nText.\n",
    "plain.md": (
        "# Plain\n\n```\ncode\n```\n\n"
        "The first *paragraph* has $x^2$ and a note.[^n]\n\nThe second.\n\n[^n]: A note.\n"
    ),
    "long.md": f"# Long\n\n{LONG}\n",
}


def described(page):
    """Return the description of a page; there is one, and no second."""
    (meta,) = page.select("meta[name=description]")
    return meta["content"]


@pytest.fixture(
    scope="module", params=["documentation", "beside a blog", "theme alone"]
)
def built(request, module_site):
    """Return a site of ordinary pages, of each kind."""
    if request.param == "theme alone":
        return module_site(
            PAGES, extensions=["myst_parser"], myst_enable_extensions=["dollarmath"]
        ).build()
    blog = {"x.md": post()} if request.param == "beside a blog" else {}
    return module_site({**PAGES, **blog}).build()


def test_page_says_what_its_author_said(built):
    """The header of an ordinary page can describe it, as a post's can."""
    assert described(built.html("own")) == "Written by its author."


def test_page_is_described_by_its_first_paragraph(built):
    """Without code, notes and the source of formulas."""
    text = described(built.html("plain"))
    assert text.startswith("The first paragraph has ")
    assert text.endswith(" and a note.")
    assert "A note" not in text


def test_description_ends_at_a_word(built):
    """It has no more characters than search engines show."""
    text = described(built.html("long"))
    assert len(text) <= 160
    assert text.endswith((" word…", " after…", "word.…"))


def test_search_and_index_say_what_they_are(built):
    """They have no text to be described by."""
    assert described(built.html("search")) == "Search the pages of Test blog."
    assert described(built.html("genindex")).startswith("The index of Test blog")


def test_post_without_description_shows_no_tex(site):
    """A formula is there once, as it is read; notes are not."""
    page = site({"post.md": post("Let $n$ be even.[^1]\n\n[^1]: Not odd.\n")}).build()
    assert described(page.html("2025/03/post")) == "Let n be even."


JAPANESE = "これは長い文です。" * 30


def test_text_without_spaces_is_described_up_to_a_sentence(site):
    """Search engines, previews of links and JSON-LD say the same."""
    files = {
        "post.md": post(JAPANESE),
        "page.md": f"---\norphan:\n---\n# P\n\n{JAPANESE}\n",
    }
    built = site(files).build()

    for docname in ("2025/03/post", "page"):
        page = built.html(docname)
        text = described(page)
        assert text == "これは長い文です。" * 17
        assert page.select_one("meta[property='og:description']")["content"] == text
    (data,) = built.html("2025/03/post").select("script[type='application/ld+json']")
    assert f'"description": "{text}"' in json.dumps(
        json.loads(data.string), ensure_ascii=False
    )
