"""Excerpts of posts on the pages of a site."""

from __future__ import annotations

import html5lib
import pytest

from conftest import posts

INTROS = {
    "list": "- one\n- two\n\n  <!--more-->\n\n  rest\n- three\n",
    "quote": "> one\n>\n> <!-- more -->\n>\n> rest\n",
    "inline": "one <!--more--> rest *of it*\n",
    "fenced": "one\n\n```html\n<!--more-->\n```\n\nrest\n",
    "indented": "one\n\n    <!--more-->\n\nrest\n",
    "span": "one `<!--more-->` rest\n",
    "title": 'one [a](https://example.net/ "<!--more-->") rest\n',
    "note": "one[^1] <!--more--> rest\n\n[^1]: A note.\n",
}


@pytest.fixture(scope="module")
def built(module_site):
    """Return one site with a post for each of the intros."""
    return module_site(posts(**INTROS)).build()


@pytest.fixture(scope="module")
def entries(built):
    """Return the entries of the front page, by slug."""
    return {
        entry.select_one(".u-url")["href"].rstrip("/").split("/")[-1]: entry
        for entry in built.html().select(".h-entry")
    }


def test_front_page_parses_strictly(built):
    """However an intro ends, its elements do."""
    parser = html5lib.HTMLParser()
    parser.parse(built.text("index.html"))

    assert parser.errors == []


@pytest.mark.parametrize("slug", ["list", "quote", "inline", "note"])
def test_intro_ends_inside_an_element(entries, slug):
    """A marker in a list, a quote or a paragraph ends that, too."""
    text = entries[slug].select_one(".p-summary").get_text()

    assert "one" in text
    assert "rest" not in text


@pytest.mark.parametrize("slug", ["fenced", "indented", "span", "title"])
def test_marker_in_code_is_code(entries, slug):
    """A post about markers is shown whole."""
    content = entries[slug].select_one(".e-content")

    assert "rest" in content.get_text()
    assert slug == "title" or "<!--more-->" in content.get_text()


def test_notes_of_an_intro_are_on_the_posts_page(built, entries):
    """A reference whose footnote is not in the intro leads to the post."""
    href = entries["note"].select_one(".footnote-reference")["href"]

    assert href == "./2025/03/note/#fn-1"
    assert built.html("2025/03/note").find(id="fn-1")


@pytest.mark.parametrize(
    "end",
    [
        '<div class="clear"/>\n\nText.',
        '<div title="5" wide">\n\nText.\n\n</div>',
        "<!-- a --> <div> <!-- b -->\n\nText.",
    ],
)
def test_html_of_a_post_ends_with_it(site, end):
    """No element of it is open where the rest of its page begins."""
    built = site({**posts(x=f"Begins.\n\n{end}\n"), "index.md": "# Welcome\n"}).build()

    parser = html5lib.HTMLParser()
    parser.parse(built.text("2025/03/x/index.html"))

    assert {code for _, code, _ in parser.errors} <= {
        "invalid-character-in-attribute-name"
    }


def test_comment_without_an_end_does_not_hide_the_rest_of_a_page(site):
    """The author's text is lost in it, and nothing of ours."""
    files = {**posts(x="Begins.\n\n<!-- never closed\n"), "index.md": "# Welcome\n"}

    built = site(files).build(warnings=["x.md:8: WARNING: HTML that has no end"])

    assert built.html("2025/03/x").select("footer a")


@pytest.mark.parametrize("before", ["- one\n- two", "> quote", "Paragraph.", "1. one"])
@pytest.mark.parametrize("comment", ["<!-- XYZZY -->", "<!-- XYZZY\n\nXYZZY\n-->"])
def test_comment_below_a_list_is_no_text(site, before, comment):
    """It ends a list or a quote without an empty line, as any HTML does."""
    body = f"{before}\n{comment}\n\nAfter.\n"
    built = site(posts(x=body)).build()

    text = built.html("2025/03/x").select_one(".e-content").get_text()
    assert "XYZZY" not in text
    assert "After." in text
