"""Dates in names and paths of files: ``2025-03-01-on-quills``, ``2025/03/01/``."""

from __future__ import annotations

import re
from typing import NamedTuple

_DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:[-_](.+))?")


_FOLDERS = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})/[^/]")


class DatedName(NamedTuple):
    """The parts of a file's name without its suffix."""

    date: str
    """As written: ``2025-03-01`` or ``2025-3-1``."""
    rest: str
    """The name after the date and a hyphen or underscore; may be empty."""


def dated_name(stem: str) -> DatedName | None:
    """Return the parts of a name that begins with a date; None for any other."""
    found = _DATED.fullmatch(stem)
    return DatedName(found[1], found[2] or "") if found else None


def date_in_path(path: str) -> str:
    """Return the date that the folders of a file are, such as ``2025-03-01``.

    :param path: with forward slashes: ``posts/2025/03/01/on-quills.md``.
    :return: an empty text for other paths.
    """
    found = _FOLDERS.search(path)
    return "-".join(found.groups()) if found else ""


def without_date(stem: str) -> str:
    """Return a file's name without its date: ``on-quills``."""
    found = dated_name(stem)
    return found.rest if found and found.rest else stem
