"""Dates that authors write, and the time of the build, as aware datetimes."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def parse_date(value: str | date, zone: ZoneInfo) -> datetime:
    """Return a date as an aware datetime, in the zone that it names.

    A date without a time is midnight; a date that names no zone is in ``zone``.

    :param value: a date, or a text such as ``2 March 2025 18:30 UTC``.
    :raises ValueError: if the text is not a date or is ambiguous, or the year is out of
        range; the message can follow the value in a warning.
    """
    if isinstance(value, datetime):
        found = value if value.tzinfo else value.replace(tzinfo=zone)
    elif isinstance(value, date):
        found = datetime.combine(value, time(), zone)
    else:
        from sphinx_blogtheme.model.date_forms import parse_text

        found = parse_text(value.strip(), zone)
    try:
        for target in (UTC, zone):
            found.astimezone(target)
    except OverflowError:
        msg = "the year is out of range"
        raise ValueError(msg) from None
    return found


def now(zone: ZoneInfo) -> datetime:
    """Return the time of the build, in the given zone.

    It is ``SOURCE_DATE_EPOCH`` if that is set, as reproducible-builds.org specifies
    (whole seconds since 1970 in UTC).

    :raises ValueError: if the variable holds something else.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(zone)
    try:
        return datetime.fromtimestamp(int(epoch), zone)
    except (ValueError, OverflowError, OSError):
        msg = f"SOURCE_DATE_EPOCH: expected whole seconds since 1970, got {epoch!r}"
        raise ValueError(msg) from None


def day_end(moment: datetime) -> datetime:
    """Return the last second of the day of a datetime, in its own zone."""
    return moment.replace(hour=23, minute=59, second=59, microsecond=0)


def midnight(moment: datetime) -> datetime:
    """Return the beginning of the day of a datetime, in its own zone."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
