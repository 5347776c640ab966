"""Where the beginning of a text ends, in any script."""

# ruff: noqa: RUF001

from __future__ import annotations

import pytest

from sphinx_blogtheme.model.cutting import clusters, first_words, shortened

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
