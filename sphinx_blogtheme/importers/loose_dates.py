"""Dates as the library dateutil reads them, by which Pelican and Nikola do.

By its documentation (“parser”): where day and month are both possible, the month comes
first; a number above 12 is the day, and one above 31 the year.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.engine_settings import setting_text
from sphinx_blogtheme.model.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.model.posts import FrontMatter

_NUMBERS = re.compile(
    r"(?P<first>\d{1,4})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<third>\d{1,4})"
    r"(?:T|,?\s+|-(?=\d{1,2}:))?(?P<time>.*)"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?")
_MONTH_ONLY = re.compile(r"(\d{4})[-/](\d{1,2})")
_CENTURY = 100
_MOST_DAYS, _MONTHS = 31, 12


def loose_date(text: str, zone: ZoneInfo) -> datetime | None:
    """Return a date as dateutil reads it, such as that of ``3/25/2015``; else None.

    :param zone: time zone of a date that names none.
    """
    text = " ".join(text.split())
    for form in (text, _iso(text)):
        try:
            return parse_date(form, zone)
        except ValueError:
            continue
    return None


def _iso(text: str) -> str:
    """Return a date with its year first."""
    if found := _COMPACT.fullmatch(text):
        year, month, day, *time = found.groups()
        hours = ":".join(part for part in time if part)
        return f"{year}-{month}-{day} {hours}".strip()
    if found := _MONTH_ONLY.fullmatch(text):
        return f"{found[1]}-{found[2]}-1"
    found = _NUMBERS.fullmatch(text)
    if not found:
        return text
    first, second, third = (int(found[key]) for key in ("first", "second", "third"))
    if first > _MOST_DAYS:
        year, month, day = first, second, third
    else:
        month, day, year = first, second, third
        if month > _MONTHS:
            month, day = day, month
    if year < _CENTURY:
        year += 1900 if year > _CENTURY * 3 // 4 else 2000
    return f"{year}-{month}-{day} {found['time']}".strip()


def with_loose_dates(
    facts: FrontMatter, raw: Mapping[str, Any], zone: ZoneInfo
) -> tuple[FrontMatter, list[str]]:
    """Return front matter with the dates of a header that only dateutil reads.

    :param raw: the values of the header, by key in lower case.
    :return: the front matter, and the problems of the dates.
    """
    problems = []
    for keys in (("date",), ("modified", "updated", "lastmod")):
        text = setting_text(raw, *keys)
        is_date = keys == ("date",)
        if not text:
            continue
        found = loose_date(text, zone)
        if found is None:
            problems.append(f"{keys[0]}: {text!r} is not a date; ignored it")
        elif is_date:
            facts = replace(facts, date=found, undated=False)
        else:
            facts = replace(facts, updated=found)
    return facts, problems
