"""What is not public: drafts, scheduled and expired documents, future change notes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.model.posts import Reason, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sphinx_blogtheme.model.posts import FrontMatter


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """A document that is not public, as its author knows it."""

    path: str
    """Source file, relative to the source folder, with forward slashes."""
    title: str
    reason: Reason
    docname: str | None = None
    """Docname that it would have; None if that depends on the day of the build."""
    moment: datetime | None = None
    """When it becomes public, or when it expired; None for a draft."""

    @property
    def fault(self) -> str:
        """Why a link to it is dead, such as ``posts/x.md is a draft``."""
        if self.moment is None:
            return f"{self.path} is a draft"
        if self.reason is Reason.SCHEDULED:
            return f"{self.path} is to be published at {_shown(self.moment)}"
        return f"{self.path} expired at {_shown(self.moment)}"


def reason_of(
    facts: FrontMatter, date: datetime | None, now: datetime
) -> Reason | None:
    """Return why a document is not public, or None if it is.

    :param date: when it becomes public; None for a page, which has no date.
    :param now: the time of the build, aware.
    """
    if facts.status is Status.DRAFT or (facts.scheduled and date is None):
        return Reason.DRAFT
    if facts.expires is not None and facts.expires <= now:
        return Reason.EXPIRED
    return Reason.SCHEDULED if date is not None and date > now else None


def schedule_summary(withheld: Sequence[Withheld]) -> str:
    """Return a line such as ``1 draft, 1 scheduled; next due: …``, or an empty one."""
    counts = [
        (sum(item.reason is reason for item in withheld), reason.value)
        for reason in Reason
    ]
    parts = [
        f"{count} {word}{'s' * (count > 1 and word in ('draft', 'change'))}"
        for count, word in counts
        if count
    ]
    due = [
        (item.moment, item.path, item)
        for item in withheld
        if item.reason in (Reason.SCHEDULED, Reason.CHANGE) and item.moment
    ]
    text = ", ".join(parts)
    if due:
        moment, path, first = min(due, key=lambda entry: entry[:2])
        text += f'; next due: {_shown(moment)} "{first.title}" ({path})'
    return text


def by_name(withheld: Iterable[Withheld]) -> Mapping[str, Withheld]:
    """Return withheld documents by docname, and by path without its suffix."""
    names = {str(PurePosixPath(item.path).with_suffix("")): item for item in withheld}
    return names | {item.docname: item for item in withheld if item.docname}


def _shown(moment: datetime) -> str:
    """Return a time in the zone that its author wrote: ``2025-12-31 18:30 UTC``."""
    return f"{moment:%Y-%m-%d %H:%M} {moment.tzname() or ''}".rstrip()
