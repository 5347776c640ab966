"""How Sphinx's search splits texts of any script into words."""

# ruff: noqa: RUF001 -- letters of other scripts are meant

from __future__ import annotations

import json
import re

import pytest
from sphinx.search import languages
from sphinx.search.ja import SearchJapanese
from sphinx.search.tr import SearchTurkish
from sphinx.search.zh import SearchChinese

from sphinx_blogtheme.builder.script_words import usable_translations
from sphinx_blogtheme.builder.search_words import (
    language_of_search,
    split_in_any_script,
    words_of,
)

TEXTS = {
    "English": ("One two-three_4.", ["One", "two", "three_4"]),
    "Chinese": ("搜索。", ["搜", "索", "搜索"]),
    "Chinese beside English": ("用Python写", ["用", "Python", "写"]),
    "Japanese": ("データ", ["デ", "ー", "タ", "デー", "ータ"]),
    "Korean": ("검색은", ["검", "색", "은", "검색", "색은"]),
    "Hindi": ("किताबें हैं।", ["किताबें", "हैं"]),
    "Thai": ("ค้นหา ดี", ["ค้นหา", "ดี"]),
    "Persian": ("کتاب‌ها،", ["کتاب‌ها"]),
    "accents of their own": ("e\u0301te\u0301", ["e\u0301te\u0301"]),
}


@pytest.mark.parametrize(("text", "words"), TEXTS.values(), ids=TEXTS)
def test_text_is_split_into_words(text, words):
    """Scripts without spaces are split into characters and pairs of them."""
    assert words_of(text) == words


def test_single_character_is_a_word_of_the_index():
    """Readers look for 猫, while one Latin letter is of no use."""
    language = SearchChinese({})
    split_in_any_script(language)

    assert language.word_filter("猫")
    assert not language.word_filter("x")


def test_turkish_letters_are_found_without_their_dots():
    """The index has one letter for both kinds of i, however they are written."""
    language = SearchTurkish({})
    split_in_any_script(language)

    spelt = ["İstanbul", "istanbul", "ISTANBUL", "ıstanbul"]
    assert {language.stem(word) for text in spelt for word in language.split(text)} == {
        "istanbul"
    }


def test_language_stays_as_its_owner_has_it():
    """With options, such as a dictionary, Sphinx splits; so do other extensions."""
    options = {"type": "sphinx.search.ja.DefaultSplitter"}
    assert not split_in_any_script(SearchJapanese(options))

    own = type("Own", (SearchJapanese,), {"__module__": "mine"})
    assert not split_in_any_script(own({}))


@pytest.mark.parametrize("language", ["nb_NO", "nn", "pt_BR", "zh_TW"])
def test_language_has_a_search(language):
    """Norwegian has another name in Sphinx's search than in its catalogs."""
    name = language_of_search(language)

    assert name in languages or name.partition("_")[0] in languages


def test_empty_translations_are_left_out():
    """Sphinx's scripts show English instead of nothing, and make no code of a text."""
    messages = {"A": "Ä", "B": "", "C": ["eins", "zwei"], "D": ["", ""]}
    catalog = {"locale": "de", "messages": messages, "plural_expr": "(n != 1)"}
    script = usable_translations(
        f"Documentation.addTranslations({json.dumps(catalog)});"
    )

    kept = json.loads(re.search(r"\{[^}]*\}", script)[0])
    assert kept == {"A": "Ä", "C": ["eins", "zwei"]}
    assert "addTranslations" not in script
    assert "Number((n != 1))" in script


@pytest.mark.parametrize(
    "script", ["", "alert(1);", "Documentation.addTranslations(x);"]
)
def test_other_script_stays_as_it_is(script):
    """A site may have a file of its own."""
    assert usable_translations(script) == script
