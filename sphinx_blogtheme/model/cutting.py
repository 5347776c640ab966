"""Cut texts of any script where readers expect it: sentences, words, characters."""

# ruff: noqa: RUF001 -- marks of other scripts are meant

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ELLIPSIS = "…"

JOINERS = "\u200c\u200d"

MARKS = ("Mn", "Mc", "Me")
"""Unicode categories of characters that are part of the one before them."""

# Scripts without spaces between words: Han, kana, Thai, Lao, Burmese, Khmer.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
UNSPACED_CHARACTER = re.compile(f"[{_UNSPACED}]")
_WORD = re.compile(rf"[{_UNSPACED}]|\w[^\s{_UNSPACED}]*")

_SENTENCE_END = re.compile(r"[。！？｡．؟۔।॥።။។]['\"”’」』）〉》】]*")
"""Marks that only end sentences, with closing quotation marks.

A full stop is none of them, since it also ends abbreviations.
"""

_DANGLING = " ,;:，、；：([{（「『《〈【“‘«"
"""Characters that no shortened text ends in."""

_VOWEL_LETTERS = "\u0e33\u0eb3"
"""Thai and Lao letters that are part of the one before them."""

_VIRAMA = 9
"""Combining class of the marks that join two consonants."""

_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_FLAG_TAGS = range(0xE0020, 0xE0080)
_JAMO_INITIALS = range(0x1100, 0x1160)
_JAMO_OTHERS = range(0x1160, 0x1200)
_SYLLABLES = range(0xAC00, 0xD7A4)


def clusters(text: str) -> Iterator[str]:
    """Yield the characters of a text as readers count them: "é", a flag, a syllable."""
    start = flags = 0
    for end in range(1, len(text)):
        flags = flags + 1 if ord(text[end - 1]) in _FLAG_LETTERS else 0
        if not _joined(text[end - 1], text[end], flags):
            yield text[start:end]
            start = end
    if text:
        yield text[start:]


def _joined(before: str, after: str, flags: int) -> bool:
    """Return whether two code points are parts of one character.

    :param flags: number of letters of flags before the second one.
    """
    if before in JOINERS or after in JOINERS:
        return True
    if unicodedata.category(after) in MARKS or after in _VOWEL_LETTERS:
        return True
    if unicodedata.combining(before) == _VIRAMA:
        return True
    code = ord(after)
    return (
        code in _SKIN_TONES
        or code in _FLAG_TAGS
        or (code in _FLAG_LETTERS and flags % 2 == 1)
        or (code in _JAMO_OTHERS and _is_hangul(before))
        or (code in _JAMO_INITIALS and ord(before) in _JAMO_INITIALS)
    )


def _is_hangul(char: str) -> bool:
    kinds = (_JAMO_INITIALS, _JAMO_OTHERS, _SYLLABLES)
    return any(ord(char) in kind for kind in kinds)


def first_words(text: str, count: int) -> str:
    """Return the first words of a text, with an ellipsis if there are more.

    In scripts that put no space between words, two characters count as one word.
    """
    left = 2 * count
    end = 0
    for word in _WORD.finditer(text):
        if left <= 0:
            break
        end = word.end()
        left -= 1 if UNSPACED_CHARACTER.match(word[0]) else 2
    else:
        return text
    whole = list(clusters(text[: end + 1]))[:-1]  # never half a character
    return "".join(whole).rstrip(_DANGLING) + ELLIPSIS


def shortened(text: str, limit: int) -> str:
    """Return the beginning of a text, with an ellipsis if it doesn't end a sentence.

    It is cut after a sentence or a word if one ends in its second half, and else after
    a character.

    :param limit: the highest number of code points, above one.
    """
    if len(text) <= limit:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text[: limit + 1])]
    if ends := [end for end in ends if limit // 2 <= end <= limit]:
        return text[: ends[-1]]
    head = text[: limit - 1]
    word, _, _ = head.rpartition(" ")
    if len(word) < limit // 2:
        whole = list(clusters(text[:limit]))[:-1]  # the last one may be unfinished
        word = "".join(whole).rstrip(_DANGLING) or head
    return word + ELLIPSIS
