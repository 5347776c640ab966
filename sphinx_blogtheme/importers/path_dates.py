"""The date in the path of a post: ``2024-01-02-x.md``, ``2024/01/02/x.md``."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.model.dated_names import dated_name
from sphinx_blogtheme.model.dates import parse_date

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.model.posts import FrontMatter

_DATED = re.compile(
    r"(?P<folder>(?:.*/)?)(?P<year>\d{4})(?:[-/_.](?P<month>\d{1,2})[-/_.]"
    r"(?P<day>\d{1,2})|(?P<both>\d{4})(?!\d))(?:[-/_. ]+(?P<rest>.+))?"
)
_FOLDERS = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$)")
_PAGE = re.compile(r"(?:/index)?\.\w+$")


class DatedPath(NamedTuple):
    """The parts of a path with a date."""

    date: str
    """In ISO 8601, ``2024-01-02``."""
    folder: str
    """The folders before the date, with a slash at the end, or empty."""
    rest: str
    """What follows the date, ``x``; empty if the date is all of the name."""


def dated_path(path: str) -> DatedPath | None:
    """Return the parts of a path with a date, None if it has none.

    :param path: path of a file; ``x/index.md`` counts as ``x.md``.
    """
    match = _DATED.fullmatch(_PAGE.sub("", path))
    if not match:
        return None
    both = match["both"] or ""
    month, day = (both[:2], both[2:]) if both else (match["month"], match["day"])
    date = f"{match['year']}-{int(month):02d}-{int(day):02d}"
    return DatedPath(date, match["folder"], match["rest"] or "")


def date_from_path(
    facts: FrontMatter, path: str, zone: ZoneInfo
) -> tuple[FrontMatter, str]:
    """Return front matter with the date of a path, and the name without the date.

    The date of the header, if there is one, stays. A name that is nothing but a date
    stays as it is.

    :param path: path of the file from the site's folder.
    """
    place = PurePosixPath(path)
    stem = place.stem
    if stem == "index" and place.parent.name:
        stem = place.parent.name
    dated = dated_path(path)
    if dated is None:
        return facts, stem
    found = _with_date(facts, dated.date, zone)
    return (found, dated.rest.rpartition("/")[2] or stem) if found else (facts, stem)


def date_from_name(
    facts: FrontMatter, stem: str, zone: ZoneInfo
) -> tuple[FrontMatter, str]:
    """Return front matter with the date of a file's name, and the name without it.

    The date of the header, if there is one, stays.

    :param stem: name without suffix: ``2025-03-02-x``, whose bare name is ``x``.
    :param zone: time zone of the name's date.
    """
    named = dated_name(stem)
    if not named or not named.rest:
        return facts, stem
    found = _with_date(facts, named.date, zone)
    return (found, named.rest) if found else (facts, stem)


def date_from_folders(facts: FrontMatter, path: str, zone: ZoneInfo) -> FrontMatter:
    """Return front matter with the date of a path such as ``/2024/01/02/x/``.

    The date of the header, if there is one, stays.

    :param zone: time zone of the path's date.
    """
    match = _FOLDERS.search(path)
    date = "-".join(part.zfill(2) for part in match.groups()) if match else ""
    return (_with_date(facts, date, zone) if date else None) or facts


def _with_date(facts: FrontMatter, date: str, zone: ZoneInfo) -> FrontMatter | None:
    """Return front matter with a date unless it has one; None if it is no date."""
    if facts.date is not None:
        return facts
    try:
        return replace(facts, date=parse_date(date, zone), undated=False)
    except ValueError:
        return None
