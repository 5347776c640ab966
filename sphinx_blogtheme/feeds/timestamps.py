"""The formats of dates in feeds, sitemaps and the ``datetime`` of pages.

The offset is kept, so that a program that shows dates as it finds them shows the
author's day.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

_MINUTE = timedelta(minutes=1)


def rfc3339(moment: datetime) -> str:
    """Return a date for Atom, JSON Feed and sitemaps: ``2025-03-09T14:05:00+00:00``.

    :raises ValueError: if the datetime has no time zone.
    """
    return _with_plain_offset(moment).isoformat(timespec="seconds")


def rfc822(moment: datetime) -> str:
    """Return a date for RSS: ``Sun, 09 Mar 2025 14:05:00 +0000``.

    :raises ValueError: if the datetime has no time zone.
    """
    return format_datetime(_with_plain_offset(moment))


def _with_plain_offset(moment: datetime) -> datetime:
    """Return a datetime whose offset is in whole minutes.

    Old local mean times have seconds too, for which RFC 3339 (section 5.8), RFC 5322
    and HTML have no room: the day and the time stay as they are written.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"{moment} has no time zone")
    odd = offset % _MINUTE
    return moment.replace(tzinfo=timezone(offset - odd)) if odd else moment
