"""The formats of dates in feeds and sitemaps.

The offset is kept, so that a program that shows dates as it finds them shows the
author's day.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
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
    """Return a datetime whose offset has no seconds, as old local mean times have.

    Such a datetime is converted to UTC.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC) if offset % _MINUTE else moment
