"""Names in URLs as Pelican and Nikola write them, in letters of ASCII.

Both use the library Unidecode. Here are its letters for Latin, Greek and Cyrillic
scripts; those of others stay, and the URL is the new blog's.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        **dict(zip("ßæøđłþœıðħŋŧĸ", (
            "ss", "ae", "o", "d", "l", "th", "oe", "i", "d", "h", "ng", "t", "k",
        ), strict=True)),
        **dict(zip("ÆØĐŁÞŒÐĦŊŦẞ", (
            "AE", "O", "D", "L", "Th", "OE", "D", "H", "NG", "T", "Ss",
        ), strict=True)),
        **dict(zip("абвгдежзийклмнопрстуфхцчшщыэюяёєіїґў", (
            "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o",
            "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "y", "e",
            "iu", "ia", "io", "ie", "i", "yi", "g", "u",
        ), strict=True)),
        **dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", (
            "a", "b", "g", "d", "e", "z", "e", "th", "i", "k", "l", "m", "n", "x", "o",
            "p", "r", "s", "s", "t", "u", "ph", "kh", "ps", "o",
        ), strict=True)),
        "ъ": "", "ь": "", "’": "'", "–": "-", "—": "--",
    }
)  # fmt: skip


def ascii_letters(text: str) -> str:
    """Return a text with the letters of ASCII that are nearest to its own."""
    known = "".join(
        char.lower().translate(_LETTERS) if char.lower() in "ёйЁЙъь" else char
        for char in unicodedata.normalize("NFC", text)
    )
    plain = unicodedata.normalize("NFKD", known)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return plain.translate(_LETTERS) if not plain.isascii() else plain


def plain_slug(text: str, kept: str = "") -> str:
    """Return a text as both engines write it in URLs.

    :param kept: signs that stay, for a class of a regular expression, such as ``+``.
    """
    plain = ascii_letters(text).lower().translate(_LETTERS)
    return re.sub(r"[-\s]+", "-", re.sub(rf"[^{kept}\w\s-]", "", plain).strip())
