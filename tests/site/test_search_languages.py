"""Readers of every language find words, with Sphinx's search and with Pagefind."""

# ruff: noqa: RUF001 -- letters of other scripts are meant

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import pytest

from conftest import post
from serving import serve

CASES = {
    "zh_CN": (
        "数据库查询性能优化很重要。用 python 写。",
        ["python", "性能", "查询性能", "优"],
    ),
    "zh_TW": ("資料庫查詢效能最佳化。", ["效能"]),
    "ja": ("データベースの検索性能は重要です。", ["検索", "検索性能"]),
    "ko": ("데이터베이스 성능은 중요합니다.", ["성능"]),
    "de": ("Viele Häuser stehen an Straßen.", ["Haus", "strassen"]),
    "tr": ("IĞDIR ve İstanbul'da kitaplar.", ["Iğdır", "istanbul", "kitap"]),
    "ru": ("Книги стояли на полках.", ["книга"]),
    "ar": ("هذه كتب المدرسة.", ["كتب"]),
    "hi": ("किताबें मेज़ पर हैं।", ["किताबें"]),
    "th": ("ฐานข้อมูลการค้นหาสำคัญมาก", ["ค้นหา"]),
}
NOWHERE = {"zh_CN": "猫狗", "hi": "तक"}


@pytest.mark.browser
@pytest.mark.parametrize("language", CASES)
def test_words_are_found_with_sphinxs_search(page, site, language):
    """The number of pages is in the language of the site, and no script fails."""
    text, queries = CASES[language]
    files = {
        "posts/a.md": post(text, title="A"),
        "posts/b.md": post("Other.\n", title="B"),
    }
    built = site(files, language=language, blog_search="sphinx").build()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with serve(built.out) as url:
        for query in queries:
            page.goto(f"{url}search/?q={query}")
            page.locator(".search-summary:not(:empty)").wait_for()
            assert page.locator("#search-results li").count() == 1, query
            summary = page.locator(".search-summary").text_content()
            assert "Search finished" not in summary
        if language in NOWHERE:
            page.goto(f"{url}search/?q={NOWHERE[language]}")
            page.locator(".search-summary:not(:empty)").wait_for()
            assert page.locator("#search-results li").count() == 0
    assert not errors


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh_CN", "de", "ja"])
def test_other_theme_has_a_search_that_works(page, site, language):
    """Sphinx's own page asks the same index."""
    text, queries = CASES[language]
    files = {"posts/a.md": post(text, title="A")}
    built = site(files, language=language, html_theme="alabaster").build()
    with serve(built.out) as url:
        page.goto(f"{url}search/?q={queries[0]}")
        page.locator(".search-summary:not(:empty)").wait_for()
        assert page.locator("#search-results li").count() == 1


@pytest.mark.skipif(
    find_spec("pagefind_bin") is None or find_spec("pagefind_bin_extended") is not None,
    reason="needs Pagefind's plain program",
)
@pytest.mark.parametrize("language", ["zh_CN", "ja", "th"])
def test_program_that_finds_no_words_is_one_warning(site, language):
    """It names what to install, and Sphinx's search, which finds them, is used."""
    built = site({"posts/a.md": post("文。\n")}, language=language).build(
        warnings=["pip install 'pagefind[extended]'"]
    )

    assert built.exists("searchindex.js")
    assert not built.exists("_pagefind")


@pytest.mark.skipif(find_spec("pagefind_bin") is None, reason="needs Pagefind")
def test_extended_program_is_used(site, monkeypatch, tmp_path):
    """Pagefind's package finds it by its name."""
    program = tmp_path / "pagefind_extended"
    program.symlink_to(import_module("pagefind_bin").get_executable())
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))

    assert (
        site({"posts/a.md": post("文。\n")}, language="ja").build().exists("_pagefind")
    )
