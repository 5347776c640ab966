"""Sites and posts in scripts from right to left."""

from __future__ import annotations

import pytest

from conftest import post
from serving import serve

ARABIC = "نص عن `x = 1` و https://a.example/b/.\n\n```\ny\n```\n"


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("ja", None)],
)
def test_page_has_the_direction_of_its_language(site, language, direction):
    """And a post in that language none of its own."""
    built = site({"x.md": post(lang=language)}, language=language, blog_search="sphinx")
    page = built.build().html("2025/03/x")

    assert page.html.get("dir") == direction
    assert page.select_one("article").get("dir") is None


def test_post_has_its_own_direction_wherever_it_is_named(site):
    """What the site says about it runs as the site does."""
    files = {
        "a.md": post(ARABIC, title="عنوان", slug="a", lang="ar", date="2025-03-02"),
        "b.md": post(title="B", slug="b"),
    }
    built = site(files).build()
    entry = built.html().select_one(".bt-entry")
    article = built.html("2025/03/a").article
    line = built.html("archives").select_one(".bt-line a")
    neighbour = built.html("2025/03/b").select_one(".bt-newer a, .bt-end a[lang]")

    for element in (entry, article, line, neighbour):
        assert (element["lang"], element["dir"]) == ("ar", "rtl")
    for element in (entry, article):
        meta = element.select_one(".bt-meta")
        assert (meta["lang"], meta["dir"]) == ("en", "ltr")
    assert not built.html("2025/03/b").article.get("dir")


def test_post_from_left_to_right_stays_so_on_a_hebrew_site(site):
    """In English its words would be in the wrong order."""
    built = site({"a.md": post(lang="en")}, language="he").build()

    assert built.html("2025/03/a").article["dir"] == "ltr"


def test_addresses_are_apart_from_the_text_around(site):
    """Else the slash at their end would stand at their beginning; code is as it was."""
    text = "في /etc/hosts أو posts/ أو `/a/b/` أو <https://a.example/c/>.\n\nنص و/أو.\n"
    page = (
        site({"a.md": post(ARABIC + "\n" + text, lang="ar")}).build().html("2025/03/a")
    )

    isolated = [one.text for one in page.select(".bt-body bdi[dir=ltr]")]
    assert isolated == [
        "https://a.example/b/",
        "/etc/hosts",
        "posts/",
        "https://a.example/c/",
    ]
    assert not site({"a.md": post("In /etc/hosts.\n")}).build().html("2025/03/a").bdi


@pytest.mark.browser
def test_code_runs_from_left_to_right(page, site):
    """Text begins at the right, and arrows point to where the reader goes on."""
    text = f"{ARABIC}\n$x$\n\n<!--more-->\n\nنص\n"
    built = site({"a.md": post(text)}, language="ar").build()
    direction = "element => getComputedStyle(element).direction"
    with serve(built.out) as url:
        page.goto(url)
        found = {
            selector: page.locator(f".bt-entry {selector}").first.evaluate(direction)
            for selector in ("p", "code", "pre", "math", "bdi")
        }
        arrow = page.evaluate(
            "getComputedStyle(document.querySelector('.bt-more a'), '::after').scale"
        )

    assert found == {
        "p": "rtl",
        "code": "ltr",
        "pre": "ltr",
        "math": "ltr",
        "bdi": "ltr",
    }
    assert arrow == "-1 1"
