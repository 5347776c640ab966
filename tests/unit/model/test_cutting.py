"""Where the beginning of a text ends, in any script."""

# ruff: noqa: RUF001

from __future__ import annotations

import pytest

from sphinx_blogtheme.model import language_rules
from sphinx_blogtheme.model.cutting import (
    clusters,
    first_words,
    has_dotted_emphasis,
    shortened,
    words_in,
)
from sphinx_blogtheme.model.headings import heading_slug

TEXTS = {
    "one word": ("a" * 50, 10, "a" * 9 + "…"),
    "words": ("one two three four", 12, "one two…"),
    "an abbreviation": ("See e.g. the first of them", 12, "See e.g.…"),
    "an address after a word": ("See " + "x" * 40, 20, "See " + "x" * 15 + "…"),
    "Chinese": ("第一句话。第二句话。第三句话", 12, "第一句话。第二句话。"),
    "a question": ("你好吗？我很好！再见再见再见", 10, "你好吗？我很好！"),
    "quotation": ("他说：「好。」然后走了出去", 9, "他说：「好。」"),
    "Chinese without an end": ("中文" * 20, 9, "中文中文中文中文…"),
    "a comma before the cut": ("春夏秋冬，" * 4, 11, "春夏秋冬，春夏秋冬…"),
    "a name before Chinese": (
        "Sphinx 是" + "好" * 30,
        20,
        "Sphinx 是" + "好" * 11 + "…",
    ),
    "Arabic": ("كيف حالك؟ أنا بخير اليوم", 14, "كيف حالك؟"),
    "Hindi": ("यह एक है। वह दो है और", 14, "यह एक है।"),
    "Thai": ("ก็" * 20, 10, "ก็" * 4 + "…"),
    "accents": ("e\u0301" * 10, 10, "e\u0301" * 4 + "…"),
    "families": ("👩‍👩‍👧" * 4, 13, "👩‍👩‍👧" * 2 + "…"),
    "flags": ("🇦🇹🇵🇹" * 4, 6, "🇦🇹🇵🇹…"),
    "one long character": ("e" + "\u0301" * 30, 5, "e" + "\u0301" * 3 + "…"),
    "short enough": ("中文。", 3, "中文。"),
    "nothing": ("", 5, ""),
}


@pytest.fixture(autouse=True)
def _without_icu(monkeypatch):
    """Let texts end where they do on any machine."""
    monkeypatch.setattr(language_rules, "_icu", lambda: None)


@pytest.mark.parametrize(("text", "limit", "expected"), TEXTS.values(), ids=TEXTS)
def test_beginning_ends_at_a_sentence_a_word_or_a_character(text, limit, expected):
    """It is never an ellipsis only, and never half a character."""
    assert shortened(text, limit) == expected
    assert len(expected) <= limit


def test_characters_are_counted_as_readers_do():
    """Accents, skin tones, families, flags and syllables of Hangul are one each."""
    written = [
        "e\u0301",
        "👍🏽",
        "👩‍👩‍👧",
        "🇦🇹",
        "🇵🇹",
        "\u1112\u1161\u11ab",
        "कि",
        "❤\ufe0f",
        "a",
    ]

    assert list(clusters("".join(written))) == written


WORDS = {
    "more words": ("One two, three four.", 2, "One two…"),
    "as many": ("One two – three!", 3, "One two – three!"),
    "Chinese": ("中文" * 20, 4, "中文中文中文中文…"),
    "both": ("Sphinx 是" + "好" * 30, 3, "Sphinx 是好好好…"),
    "nothing": ("", 3, ""),
}


@pytest.mark.parametrize(("text", "count", "expected"), WORDS.values(), ids=WORDS)
def test_first_words_are_as_many_as_are_asked_for(text, count, expected):
    """Two characters are a word where no spaces are."""
    assert first_words(text, count) == expected


COUNTED = {
    "English": ("One two-three – four.", 3),
    "Chinese": ("中文" * 10, 10),
    "Chinese of rare characters": ("\U00020000" * 4, 2),
    "Korean": ("데이터베이스 검색", 2),
    "Thai": ("ฐานข้อมูล", 2),
    "Chinese with English": ("用 Python 写", 2),
}


@pytest.mark.parametrize(("text", "count"), COUNTED.values(), ids=COUNTED)
def test_words_are_counted_in_any_script(text, count):
    """The time that a text takes is estimated from them."""
    assert words_in(text) == count


def test_first_words_end_between_characters():
    """A family, a flag or a syllable is shown whole or not at all."""
    text = "ก็ " + "👩‍👩‍👧" + "กี่" * 40

    shown = first_words(text, 3)
    assert list(clusters(text))[: len(list(clusters(shown))) - 1] == list(
        clusters(shown.removesuffix("…"))
    )


@pytest.mark.parametrize(
    ("text", "has_dots"),
    [
        ("重点", True),
        ("강조", True),
        ("カナ A", True),
        ("Python", False),
        ("été", False),
    ],
)
def test_emphasis_of_east_asia_has_marks(text, has_dots):
    """Its letters are not slanted; those of Latin beside them are."""
    assert has_dotted_emphasis(text) is has_dots


SLUGS = {
    "English": ("The gull!", "the-gull"),
    "Hindi": ("किताबें और मेज़", "किताबें-और-मेज़"),
    "Thai": ("การค้นหา 2", "การค้นหา-2"),
    "Arabic": ("عنوان، فرعي", "عنوان-فرعي"),
    "Chinese": ("标题：一", "标题一"),
    "decomposed": ("E\u0301te\u0301", "été"),
    "Turkish": ("İstanbul", "istanbul"),
    "a sign": ("❤\ufe0f Love", "love"),
    "signs only": ("?!", ""),
}


@pytest.mark.parametrize(("heading", "slug"), SLUGS.values(), ids=SLUGS)
def test_heading_has_an_id_in_its_own_script(heading, slug):
    """Vowel signs are part of words."""
    assert heading_slug(heading) == slug
