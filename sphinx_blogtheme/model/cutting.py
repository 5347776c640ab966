"""Cut texts of any script where readers expect it: sentences, words, characters.

Where characters end is known from wcwidth (https://www.unicode.org/reports/tr29/), and
where words end that have no spaces between them from ICU, if it is installed.
"""

# ruff: noqa: RUF001 -- marks of other scripts are meant

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from sphinx_blogtheme.model.language_rules import word_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

ELLIPSIS = "…"

JOINERS = "\u200c\u200d"

MARKS = ("Mn", "Mc", "Me")
"""Unicode categories of characters that are part of the one before them."""

# Scripts without spaces between words: Han and kana; Thai, Lao, Burmese and Khmer.
# Their patterns take longest to compile, and few builds need all, so `re` does it when
# one is first used.
_SHORT = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LONG = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_EAST_ASIAN = f"[{_SHORT}\uac00-\ud7a3]"
_UNSPACED = f"[{_SHORT}{_LONG}]"
_PIECE = rf"[{_SHORT}]|[{_LONG}]|\w[^\s{_SHORT}{_LONG}]*"
_WORD = re.compile(r"\w\S*")

_PARTS = 10
"""The parts of a word in which words are counted."""

_SHORT_PARTS, _LONG_PARTS = 5, 2
"""The parts of a word that a character is: in Chinese, a word has two characters."""

_LONGEST = 40
"""Number of code points in which a word ends that has begun."""

_SENTENCE_END = re.compile(r"[。！？｡．؟۔।॥።။។]['\"”’」』）〉》】]*")
"""Marks that only end sentences, with closing quotation marks.

A full stop is none of them, since it also ends abbreviations.
"""

_DANGLING = " ,;:，、；：([{（「『《〈【“‘«"
"""Characters that no shortened text ends in."""


def clusters(text: str) -> Iterator[str]:
    """Yield the characters of a text as readers count them: "é", a flag, a syllable."""
    if text.isascii():
        yield from text
        return
    from wcwidth import iter_graphemes

    yield from iter_graphemes(text)


def has_dotted_emphasis(text: str) -> bool:
    """Return whether marks beside its characters emphasise a text: Chinese, Korean."""
    return not text.isascii() and bool(re.search(_EAST_ASIAN, text))


def words_in(text: str) -> int:
    """Return the number of words of a text.

    In scripts without spaces, two characters of Chinese and Japanese count as one word,
    and five of Thai, Lao, Burmese and Khmer.
    """
    if text.isascii():
        return len(_WORD.findall(text))
    spaced, short = re.subn(f"[{_SHORT}]", " ", text)
    spaced, long = re.subn(f"[{_LONG}]", " ", spaced)
    parts = short * _SHORT_PARTS + long * _LONG_PARTS
    return len(_WORD.findall(spaced)) + -(-parts // _PARTS)


def first_words(text: str, count: int, language: str = "") -> str:
    """Return the first words of a text, with an ellipsis if there are more.

    Words are counted as by `words_in`.

    :param language: tag of the text's language; "" if it is not known.
    """
    left = _PARTS * count
    end = 0
    for piece in re.finditer(_PIECE, text):
        if left <= 0:
            break
        end = piece.end()
        left -= _parts_of(piece[0])
    else:
        return text
    return text[: _end_of_word(text, end, language)].rstrip(_DANGLING) + ELLIPSIS


def _parts_of(piece: str) -> int:
    if not re.match(_UNSPACED, piece):
        return _PARTS
    return _LONG_PARTS if re.match(f"[{_LONG}]", piece) else _SHORT_PARTS


def shortened(text: str, limit: int, language: str = "") -> str:
    """Return the beginning of a text, with an ellipsis if it doesn't end a sentence.

    It is cut after a sentence or a word if one ends in its second half, and else after
    a character.

    :param limit: the highest number of code points, above one.
    :param language: tag of the text's language; "" if it is not known.
    """
    if len(text) <= limit:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text[: limit + 1])]
    if ends := [end for end in ends if limit // 2 <= end <= limit]:
        return text[: ends[-1]]
    head = text[: limit - 1]
    word, _, _ = head.rpartition(" ")
    if len(word) < limit // 2 or re.match(f"[{_SHORT}]", text[limit - 2]):
        end = _end_of_word(text, limit - 1, language)
        word = text[:end].rstrip(_DANGLING) or head
    return word + ELLIPSIS


def _end_of_word(text: str, end: int, language: str) -> int:
    """Return the last place up to an index where a word without spaces ends.

    Without ICU, and in other scripts, this is where a character ends.
    """
    if end >= len(text) or text[end].isascii():
        return end  # every character ends before a space or a Latin letter
    start = text.rfind(" ", 0, end) + 1
    part = text[start : end + _LONGEST]
    ends = (
        word_ends(part, language) if re.match(_UNSPACED, text[max(end - 1, 0)]) else []
    )
    ends = ends or list(accumulate(map(len, clusters(part))))
    return max((start + place for place in ends if start + place <= end), default=end)
