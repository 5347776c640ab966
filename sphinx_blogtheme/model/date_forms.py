"""Parse the text of a date, such as "2 March 2025", into an aware datetime.

Only forms with one possible reading are accepted: ISO 8601 dates with an optional time
(year first, so that the order is clear), dates with an English name of the month, among
them those of RFC 5322, section 3.3, and dates with the year last of which one number
cannot be a month: ``3/25/2015`` and ``15.11.2026``.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

# RFC 5322, section 4.3: the names of zones whose offset is defined, in hours.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip

_OFFSET = r"[+-](?:[01]\d|2[0-3])(?: :?[0-5]\d)?"
_TIME = rf"""
    (?P<hour>\d{{1,2}}) : (?P<minute>\d{{2}})
    (?: : (?P<second>\d{{2}}) (?: [.,] (?P<fraction>\d{{1,9}}) )? )?
    (?: \s* (?P<half>[ap])\.?m\.? (?![a-z]) )?
    (?: \s* (?: (?:utc|gmt)?(?P<offset>{_OFFSET}) | (?P<zone>{"|".join(_ZONES)}) ) )?
    (?: \s* \( [^()]{{1,40}} \) )?
"""
_MONTH = r"(?P<name>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
)


def _form(day: str, between: str = r"(?:\s*,\s*|\s+)(?:at\s+)?") -> re.Pattern[str]:
    """Return the pattern of a day that may be followed by a time.

    :param between: pattern of the text between day and time.
    """
    flags = re.VERBOSE | re.IGNORECASE | re.ASCII
    return re.compile(rf"{day} (?: {between} {_TIME} )?", flags)


_FORMS = (
    _form(
        r"(?P<year>\d{4}) (?P<mark>[-/.])"
        r"(?P<month>\d{1,2}) (?P=mark) (?P<day>\d{1,2})",
        between=r"(?:t|\s+)",
    ),
    _form(rf"{_WEEKDAY} {_DAY} [\s-]+ (?:of\s+)? {_MONTH} ,? [\s-]+ (?P<year>\d{{4}})"),
    _form(rf"{_WEEKDAY} {_MONTH} \s+ {_DAY} (?:\s*,\s*|\s+) (?P<year>\d{{4}})"),
)

_YEAR_LAST = _form(
    r"(?P<first>\d{1,2}) (?P<mark>[-/.]) (?P<number>\d{1,2}) (?P=mark)"
    r"(?P<year>\d{4})",
    between=r"(?:\s*,\s*|t|\s+)(?:at\s+)?",
)
_UNCLEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?:\s.*)?", re.ASCII)

_NOT_CLEAR = (
    "the order of day and month is not clear; write the year first, as in 2025-12-31"
)

_DECEMBER = 12

_MAX_LENGTH = 100


def parse_text(text: str, zone: ZoneInfo) -> datetime:
    """Parse a date, such as ``2025-12-31 18:30`` or ``Wed, 31 Dec 2025 6:30 pm EST``.

    :param text: the date, without surrounding spaces.
    :param zone: time zone of a date that names none.
    :raises ValueError: if the text is not a date, or is ambiguous (``1/2/2025``).
    """
    if len(text) <= _MAX_LENGTH:
        for form in _FORMS:
            if match := form.fullmatch(text):
                return _from_parts(match.groupdict(), zone)
        if match := _YEAR_LAST.fullmatch(text):
            return _from_parts(_in_order(match.groupdict()), zone)
        if _UNCLEAR.fullmatch(text):
            raise ValueError(_NOT_CLEAR)
    msg = "not a date; write it as in 2025-12-31 or 2025-12-31 18:30:00+00:00"
    raise ValueError(msg)


def _in_order(parts: dict[str, str | None]) -> dict[str, str | None]:
    """Return the parts of a date with day and month, of two numbers before the year.

    :raises ValueError: if each of two different numbers could be the month.
    """
    numbers = parts.pop("first"), parts.pop("number")
    days = [n for n in numbers if n and int(n) > _DECEMBER]
    if not days and int(numbers[0] or 0) != int(numbers[1] or 0):
        raise ValueError(_NOT_CLEAR)
    day_first = numbers[0] in days
    day, month = numbers if day_first else reversed(numbers)
    return {**parts, "day": day, "month": month}


def _from_parts(parts: dict[str, str | None], zone: ZoneInfo) -> datetime:
    number = {
        name: int(value) for name, value in parts.items() if value and value.isdigit()
    }
    name = parts.get("name")
    month = _month(name) if name else number["month"]
    fraction = (parts["fraction"] or "").ljust(6, "0")[:6]
    return datetime(
        number["year"],
        month,
        number["day"],
        _hour(number.get("hour", 0), parts["half"]),
        number.get("minute", 0),
        number.get("second", 0),
        int(fraction),
        tzinfo=_zone(parts["offset"], parts["zone"]) or zone,
    )


def _month(name: str) -> int:
    """Return the number of a month, from ``september``, ``sept`` or ``sep``."""
    for number, month in enumerate(_MONTHS, start=1):
        if name.lower() in (month, month[:3], month[:4]):
            return number
    msg = f"{name!r} is not the name of a month"
    raise ValueError(msg)


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:  # noqa: PLR2004
        msg = "an hour with am or pm is from 1 to 12"
        raise ValueError(msg)
    return hour % 12 + (12 if half in "pP" else 0)


def _zone(offset: str | None, name: str | None) -> tzinfo | None:
    if name:
        hours = _ZONES[name.lower()]
        return timezone(timedelta(hours=hours)) if hours else UTC
    if not offset:
        return None
    minutes = int(offset[3:].lstrip(":") or 0)
    shift = timedelta(hours=int(offset[1:3]), minutes=minutes)
    return timezone(-shift if offset[0] == "-" else shift) if shift else UTC
