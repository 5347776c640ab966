"""Names in the order of a language, and words without spaces."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.model import language_rules
from sphinx_blogtheme.model.cutting import first_words, shortened
from sphinx_blogtheme.model.language_rules import initials, sort_key, word_ends
from sphinx_blogtheme.model.posts import Term
from sphinx_blogtheme.model.term_order import by_initial, initial_id

needs_icu = pytest.mark.skipif(
    language_rules._icu() is None,
    reason="PyICU is not installed (the extra `languages`)",
)


@pytest.fixture
def without_icu(monkeypatch):
    """Let PyICU be missing."""
    monkeypatch.setattr(language_rules, "_icu", lambda: None)


PLAIN = {
    "en": ["9 lives", "Été", "etude", "Zebra"],
    "de": ["Apfel", "Äpfel", "Azur", "Österreich", "Ozean"],
    "pl": ["łąka", "Łódź", "luty"],
    "ru": ["Ёлка", "Ель", "Имя", "Йод", "Яма"],
}


@pytest.mark.parametrize("language", PLAIN)
def test_accents_count_last_without_icu(without_icu, language):
    """A name with an accent is beside those without."""
    names = PLAIN[language]
    key = sort_key(language)

    assert sorted([*reversed(names)], key=key) == names


def test_nothing_is_known_of_words_without_icu(without_icu):
    """Texts are cut between characters then."""
    assert word_ends("数据库", "zh") == []
    assert initials(["Å"], "sv") == {}
    assert shortened("ก็" * 20, 10, "th") == "ก็" * 4 + "…"


ORDERS = {
    "sv": ["Alpha", "Zebra", "Ål", "Ärta", "Öl"],
    "cs": ["cizí", "hora", "chata"],
    "es": ["nube", "ñame", "ola"],
    "zh": ["北京", "上海", "数据"],
    "zh_TW": ["一", "上海", "北京"],
    "ja": ["あ", "カメラ", "かもめ", "ん"],
}


@needs_icu
@pytest.mark.parametrize("language", ORDERS)
def test_names_are_in_the_order_of_the_language(language):
    """Each language has an order of its own: CLDR's."""
    names = ORDERS[language]

    assert sorted([*reversed(names)], key=sort_key(language)) == names


@needs_icu
def test_initials_are_the_letters_of_the_language():
    """Names in another script are under their own letters."""
    terms = [Term(name=name, slug=name) for name in ("Ål", "Alm", "Öl", "Яма", "9")]
    groups = {
        initial: [term.name for term in some]
        for initial, some in by_initial(terms, "sv").items()
    }
    assert groups == {"A": ["Alm"], "Å": ["Ål"], "Ö": ["Öl"], "Я": ["Яма"], "#": ["9"]}

    assert initials(["北京", "数据"], "zh") == {"北京": "B", "数据": "S"}
    assert initials(["chata"], "cs") == {"chata": "CH"}


def test_initial_of_two_letters_has_an_id():
    """Czech has one of them."""
    assert initial_id("A") == "initial-41"
    assert initial_id("CH") == "initial-43-48"


@needs_icu
def test_text_without_spaces_ends_at_a_word():
    """Thai, Chinese and Japanese are cut after a word."""
    thai = "ฐานข้อมูลการค้นหาประสิทธิภาพสำคัญมาก"
    assert shortened(thai, 20, "th") == "ฐานข้อมูลการค้นหา…"
    assert first_words(thai, 4, "th") == "ฐานข้อมูลการค้นหา…"
    assert shortened("数据库查询性能优化很重要", 7, "zh") == "数据库查询…"
    assert word_ends("😀数据", "zh")[-1] == 3
