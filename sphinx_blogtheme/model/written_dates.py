"""Dates and numbers as readers of a language write them, by CLDR.

https://www.unicode.org/reports/tr35/tr35-dates.html, with the data that Babel has.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_datetime,
    format_skeleton,
    get_date_format,
    parse_pattern,
)
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from datetime import datetime

NAMED_FORMATS = ("short", "medium", "long", "full")
"""The names that CLDR has for formats of dates."""

_SYMBOLS = {
    "%a": "EEE",
    "%A": "EEEE",
    "%b": "MMM",
    "%B": "MMMM",
    "%y": "yy",
    "%Y": "y",
    "%d": "dd",
    "%-d": "d",
    "%m": "MM",
    "%-m": "M",
    "%j": "DDD",
    "%-j": "D",
    "%H": "HH",
    "%-H": "H",
    "%I": "hh",
    "%-I": "h",
    "%M": "mm",
    "%-M": "m",
    "%S": "ss",
    "%-S": "s",
    "%p": "a",
    "%Z": "zzz",
    "%z": "ZZZ",
    "%U": "ww",
    "%W": "ww",
    "%-W": "w",
    "%w": "e",
}
"""The pattern of CLDR for each token of `strftime`."""

_PERCENT = "%%"
_TOKEN = re.compile(r"%-?\w|%%|[^%]+|%")
_FIELD = re.compile(r"'(?:[^']|'')*'|([A-Za-z])\1*")
_FIELDS = {"y": "year", "Y": "year", "M": "month", "L": "month", "d": "day"}

_ENGLISH = {"long": "d MMMM y", "brief": "d MMM y", "year": "d MMMM", "month": "d"}
"""The formats of English of no country: CLDR would take those of the United States."""

_DIGITS = {
    "arab": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "arabext": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
    "beng": str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"),
    "deva": str.maketrans("0123456789", "०१२३४५६७८९"),
    "mymr": str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉"),
}
"""Digits of the numbering systems that are the default of a language in CLDR.

Babel writes dates with Western digits only.
"""


@lru_cache(maxsize=64)
def cldr_locale(language: str) -> Locale:
    """Return the locale of a language tag; that of English if CLDR does not know it.

    :param language: a tag with hyphens or underscores: ``pt-BR``, ``zh_CN``.
    """
    tag = language.replace("-", "_")
    while tag:
        try:
            return Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            tag = tag.rpartition("_")[0]
    return Locale("en")


class WrittenDates:
    """The dates of a site, in one language and format."""

    def __init__(self, language: str, form: str = "") -> None:
        """Set the language and the format.

        :param form: one of `NAMED_FORMATS`, a pattern of CLDR, or one of `strftime`;
            "" for the usual format of the language.
        """
        self._locale = cldr_locale(language)
        self._is_plain_english = str(self._locale) == "en"
        self._name = form if form in NAMED_FORMATS else "" if form else "long"
        self._pattern = self._whole(form)

    def _whole(self, form: str) -> str:
        if "%" in form:
            return pattern_of_tokens(form, self._locale)
        if not self._name:
            return form
        if self._is_plain_english and self._name == "long" and not form:
            return _ENGLISH["long"]
        return str(get_date_format(self._name, self._locale).pattern)  # type: ignore[arg-type]

    def date(self, moment: datetime) -> str:
        """Return a date: "2 March 2025", "2. März 2025", "2025年3月2日"."""
        return self._text(self._pattern, moment)

    def brief(self, moment: datetime) -> str:
        """Return a date with the short name of its month: "2 Mar 2025"."""
        if self._is_plain_english and self._pattern == _ENGLISH["long"]:
            return self._text(_ENGLISH["brief"], moment)
        if self._name in ("long", "full"):
            return self._text(str(get_date_format("medium", self._locale)), moment)
        return self._text(self._pattern.replace("MMMM", "MMM"), moment)

    def below(self, moment: datetime, *fields: str) -> str:
        """Return a date below a heading that has a part of it: "2 March" or "2".

        :param fields: the fields of the heading, ``year`` and perhaps ``month``.
        """
        if self._name in ("long", "full") and self._pattern != _ENGLISH["long"]:
            skeleton = "d" if "month" in fields else "MMMMd"
            return self._in_digits(
                format_skeleton(skeleton, moment, locale=self._locale)
            )
        return self._text(without_fields(self._pattern, fields), moment)

    def month(self, moment: datetime) -> str:
        """Return a month with its year: "March 2025", "marzo de 2025", "2025年3月"."""
        return self._in_digits(format_skeleton("yMMMM", moment, locale=self._locale))

    def year(self, moment: datetime) -> str:
        """Return a year, as a heading: "2025", "2025年", "٢٠٢٥"."""
        return self._in_digits(format_skeleton("y", moment, locale=self._locale))

    def number(self, value: int) -> str:
        """Return a number with the digits and separators of the language."""
        return self._in_digits(_decimal(value, self._locale))

    def _text(self, pattern: str, moment: datetime) -> str:
        return self._in_digits(_formatted(pattern, moment, self._locale))

    def _in_digits(self, text: str) -> str:
        digits = _DIGITS.get(self._locale.default_numbering_system)
        return text.translate(digits) if digits else text


def fault_of_format(form: str) -> str | None:
    """Return what was expected instead of a format of dates; None if it can be used."""
    if not form or form in NAMED_FORMATS:
        return None
    if "%" in form:
        known = {*_SYMBOLS, _PERCENT, "%x", "%c"}
        tokens = (token for token in _TOKEN.findall(form) if token.startswith("%"))
        unknown = next((token for token in tokens if token not in known), None)
        return unknown and f"a format as of strftime; there is no {unknown!r}"
    try:
        parse_pattern(form)
    except ValueError as error:
        return f"a pattern of CLDR, such as 'd MMMM y' ({error})"
    if not any(_FIELDS.get(match[1]) for match in _FIELD.finditer(form) if match[1]):
        return f"{', '.join(NAMED_FORMATS)}, or a pattern such as 'd MMMM y'"
    return None


def pattern_of_tokens(form: str, locale: Locale) -> str:
    """Return the pattern of CLDR for a format of `strftime`: "d MMMM y" for "%-d %B %Y".

    A token that is not known stays as it is.
    """
    parts = []
    for token in _TOKEN.findall(form):
        if token in ("%x", "%c"):
            parts.append(str(get_date_format("medium", locale).pattern))
        elif token == _PERCENT:
            parts.append("%")
        else:
            parts.append(_SYMBOLS.get(token) or _quoted(token))
    return "".join(parts)


def _quoted(text: str) -> str:
    return re.sub(
        r"[A-Za-z']+", lambda m: f"'{m[0].replace(chr(39), chr(39) * 2)}'", text
    )


@lru_cache(maxsize=64)
def without_fields(pattern: str, fields: tuple[str, ...]) -> str:
    """Return a pattern of CLDR without some of its fields: "d MMMM" of "d MMMM y".

    A field goes with what separates it from the next one, the last field with what
    separates it from the one before. A pattern without a day stays whole.
    """
    tokens = [match for match in _FIELD.finditer(pattern) if match[1]]
    kept = [t for t in tokens if _FIELDS.get(t[1]) not in fields]
    if not any(_FIELDS.get(token[1]) == "day" for token in kept):
        return pattern
    ends = [token.end() for token in tokens]
    starts = [token.start() for token in tokens[1:]]
    after = [pattern[a:b] for a, b in zip(ends, [*starts, len(pattern)], strict=True)]
    parts = [
        (token[0], gap)
        for token, gap in zip(tokens, after, strict=True)
        if token in kept
    ]
    text = "".join(token + gap for token, gap in parts)
    if tokens[-1] not in kept:
        text = text.removesuffix(parts[-1][1])
    return pattern[: tokens[0].start()] + text


@lru_cache(maxsize=1024)
def _decimal(value: int, locale: Locale) -> str:
    return str(format_decimal(value, locale=locale))


@lru_cache(maxsize=4096)
def _formatted(pattern: str, moment: datetime, locale: Locale) -> str:
    return str(format_datetime(moment, pattern, tzinfo=moment.tzinfo, locale=locale))
