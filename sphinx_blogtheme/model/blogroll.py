"""The blogroll: blogs of others that the site recommends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, kw_only=True, slots=True)
class BlogrollEntry:
    """A blog of the blogroll; all texts are plain, and may be empty but the first two."""

    title: str
    url: str
    """Absolute URL of its front page."""
    feed: str = ""
    """Absolute URL of its feed."""
    description: str = ""
    category: str = ""
    rel: str = ""
    """Names of XFN (https://gmpg.org/xfn/) for who writes it, such as ``friend met``."""


def by_category(
    entries: Iterable[BlogrollEntry],
) -> list[tuple[str, list[BlogrollEntry]]]:
    """Return categories with their blogs, both in the order in which they appear.

    The blogs without a category come first, with an empty name.
    """
    groups: dict[str, list[BlogrollEntry]] = {"": []}
    for entry in entries:
        groups.setdefault(entry.category, []).append(entry)
    return [(name, found) for name, found in groups.items() if found]
