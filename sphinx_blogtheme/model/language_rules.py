"""Rules of languages, by ICU if it is installed: the order of names, and where words end.

ICU (https://icu.unicode.org) has the rules of CLDR. Its Python package, PyICU, is made
on the computer that installs it, so it is an extra. Without it, names are sorted by
their letters without accents, and no word is known that has no spaces around it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_ACCENTED = re.compile("([A-Za-z\u0370-\u03ff\u0435])[\u0300-\u036f]+")
"""A letter with accents, in scripts in which accents make no other letter."""

_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "\u0131": "i"}
)
"""Letters that Unicode does not take apart."""


@cache
def _icu() -> Any:
    """Return PyICU; None if it is not installed."""
    try:
        found = import_module("icu")
    except ImportError:
        return None
    return found if hasattr(found, "ICU_VERSION") else None  # else any folder "icu"


def rules_version() -> str:
    """Return the version of PyICU, on which pages depend; "" if it is not installed."""
    try:
        return version("PyICU")
    except PackageNotFoundError:
        return ""


def sort_key(language: str) -> Callable[[str], Any]:
    """Return the function that makes keys to sort names by, in the order of a language.

    :param language: a tag with hyphens or underscores: ``sv``, ``zh_TW``.
    """
    rules = _icu() if language and not _is_english(language) else None
    if rules is None:
        return _plain_key
    collator = rules.Collator.createInstance(rules.Locale(language))
    return lambda name: (collator.getSortKey(name), name)


def _plain_key(name: str) -> tuple[str, str]:
    folded = name.casefold()
    if folded.isascii():
        return folded, folded
    apart = unicodedata.normalize("NFD", folded)
    plain = unicodedata.normalize("NFC", _ACCENTED.sub(r"\1", apart))
    return plain.translate(_LETTERS), folded


def initials(names: list[str], language: str) -> dict[str, str]:
    """Return the heading of each name in an index, by the customs of a language.

    These are letters: "Å" is one of its own in Swedish, and Chinese names are under the
    letters of their reading.

    :return: nothing for names in other scripts, without ICU, and for English.
    """
    rules = _icu() if language and not _is_english(language) else None
    if rules is None:
        return {}
    index = rules.AlphabeticIndex(rules.Locale(language))
    index.addLabels(rules.Locale.getEnglish())
    for name in names:
        index.addRecord(name, name)
    found = {}
    for label, kind in index:
        while index.nextRecord():
            if kind == _A_LETTER:
                found[index.recordData] = label
    return found


_A_LETTER = 0
"""What ICU says of a heading that is a letter of the language."""


def word_ends(text: str, language: str) -> list[int]:
    """Return the places in a text where words end, also of scripts without spaces.

    :param language: tag of the language; "" if it is not known.
    :return: nothing without ICU.
    """
    rules = _icu()
    if rules is None:
        return []
    words = rules.BreakIterator.createWordInstance(rules.Locale(language))
    words.setText(text)
    units = [0, *accumulate(1 + (ord(char) > 0xFFFF) for char in text)]  # noqa: PLR2004
    places = {unit: place for place, unit in enumerate(units)}
    return [places[unit] for unit in words if unit in places]


def _is_english(language: str) -> bool:
    """Return whether names need no rules of ICU, so that all machines sort alike."""
    return re.split("[-_]", language)[0] == "en"
