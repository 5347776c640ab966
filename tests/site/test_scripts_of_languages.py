"""Pages in scripts without spaces, or without slanted letters."""

from __future__ import annotations

import json

import pytest

from conftest import post
from serving import serve

JAPANESE = "これは空白のない長い文章で、句読点もあります。" * 20
CHINESE = "这是一个没有空格的很长的句子" * 30


@pytest.mark.parametrize(
    ("language", "text"), [("ja", JAPANESE), ("zh_CN", CHINESE), ("th", "ภาษาไทย" * 60)]
)
def test_description_is_the_beginning_of_the_text(site, language, text):
    """It fills what search engines show, also if there is no space to cut at."""
    blog = site({"posts/a.md": post(text)}, language=language, blog_search="sphinx")
    page = blog.build().html("2025/03/a")

    description = page.select_one("meta[name=description]")["content"]
    assert 80 < len(description) <= 160
    assert text.startswith(description.removesuffix("…"))
    assert page.select_one("meta[property='og:description']")["content"] == description
    data = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert description in json.dumps(data, ensure_ascii=False)


def test_excerpt_has_as_many_words_in_a_script_without_spaces(site):
    """Two characters of Chinese count as one word."""
    built = site(
        {"posts/a.md": post(CHINESE)},
        language="zh_CN",
        blog_search="sphinx",
        blog_list_shows="excerpt",
        blog_excerpt_words=10,
    ).build()

    shown = built.html().select_one(".bt-entry-text, .bt-entry p:not(.bt-meta)").text
    assert shown == "这是一个没有空格的很长的句子这是一个没有…"


def test_sheet_of_languages_is_loaded_where_it_is_needed(site):
    """On pages in such a language, or with a part in one."""
    files = {
        "posts/a.md": post("English.\n", title="A"),
        "posts/b.md": post("日本語。\n", title="B", lang="ja", date="2024-01-01"),
        "posts/c.md": post('<span lang="ko">한국어</span>\n', title="C"),
        "posts/d.md": post("An *強調*.\n", title="D"),
    }
    built = site(files, blog_posts_per_page=2).build()

    def has_sheet(path):
        return bool(built.html(path).select("link[href*='css/languages.css']"))

    needs = {
        "2025/03/a": False,
        "2024/01/b": True,
        "2025/03/c": True,
        "2025/03/d": True,
    }
    assert {path: has_sheet(path) for path in needs} == needs
    assert not has_sheet("archives")
    assert (
        site(files, language="he")
        .build()
        .html("archives")
        .select("[href*='languages.css']")
    )


def test_emphasis_of_east_asia_has_a_class(site):
    """Marks emphasise it; words in other letters are in italics."""
    page = site({"posts/a.md": post("*重点*, *Python*\n")}).build().html("2025/03/a")

    assert [em.get("class") for em in page.select(".bt-body em")] == [["bt-dots"], None]


def test_heading_is_linked_by_its_own_letters(site):
    """Vowel signs belong to the id."""
    files = {
        "posts/a.md": post("[Books](b.md#किताबें)\n", title="A"),
        "posts/b.md": post("## किताबें\n\nपाठ\n\n## कताब\n", title="B"),
    }
    built = site(files, language="hi").build()

    ids = [
        section["id"] for section in built.html("2025/03/b").select(".bt-body section")
    ]
    assert ids == ["किताबें", "कताब"]
    link = built.html("2025/03/a").select_one(".bt-body a[href*='#']")
    assert link["href"].endswith("b/#किताबें")


def test_terms_with_accents_are_beside_those_without(site):
    """The page of all tags is in the order of an index."""
    files = {
        f"posts/{tag}.md": post(tags=name, title=name)
        for tag, name in {
            "a": "Zebra",
            "b": "Äpfel",
            "c": "Apfel",
            "d": "Éclair",
        }.items()
    }
    page = site(files, language="de").build().html("tag")

    names = [link.text for link in page.select(".bt-terms a")]
    assert names == ["Apfel", "Äpfel", "Éclair", "Zebra"]


@pytest.mark.browser
def test_script_without_italics_is_not_slanted(page, site):
    """Neither facts nor emphasis; Chinese is emphasised by dots, Arabic by weight."""
    files = {
        "posts/a.md": post("这是*重点*。\n\n### 标题\n", title="A", lang="zh-CN"),
        "posts/b.md": post("هذه فقرة *مهمة*.\n", title="B", lang="ar"),
    }
    built = site(files).build()
    style = "el => { const s = getComputedStyle(el); return [s.fontStyle, s.fontWeight, s.textEmphasisStyle, s.fontSynthesisStyle, s.hyphens]; }"
    with serve(built.out) as url:
        page.goto(f"{url}2025/03/a/")
        found = page.locator(".bt-body em").evaluate(style)
        assert found == ["italic", "400", "dot", "none", "manual"]
        page.goto(f"{url}2025/03/b/")
        found = page.locator(".bt-body em").evaluate(style)
        assert found == ["normal", "700", "none", "none", "manual"]
        assert page.locator(".bt-post h1").evaluate(style)[0] == "normal"
