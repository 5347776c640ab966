"""Change notes: which are public, in which order, and since when a post is changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sphinx_blogtheme.model.posts import ChangeNote, FrontMatter, Post


def public_notes(
    in_header: Sequence[ChangeNote], in_text: Sequence[ChangeNote], today: datetime
) -> tuple[ChangeNote, ...]:
    """Return the notes that are not of the future, newest first, each with its id.

    Of notes with one date, those that were written later are newer, whether their
    author adds new notes at the top or at the end.

    :param today: the time of the build, aware.
    """
    downwards = in_header and in_header[0].date > in_header[-1].date
    written = [*(reversed(in_header) if downwards else in_header), *in_text]
    due = sorted(
        (note for note in written if note.date <= today), key=lambda note: note.date
    )
    days = Counter[str]()
    named = []
    for note in due:
        name = f"changed-{note.date:%Y-%m-%d}"
        days[name] += 1
        suffix = f"-{days[name]}" if days[name] > 1 else ""
        named.append(replace(note, id=name + suffix))
    return tuple(reversed(named))


def with_changes(
    post: Post, facts: FrontMatter, in_text: Sequence[ChangeNote], today: datetime
) -> Post:
    """Return a post with those of its notes that are public.

    :param facts: the header of the post.
    :param in_text: the notes in its text.
    """
    changes = public_notes(facts.changes, in_text, today)
    return replace(
        post,
        changes=changes,
        updated=last_update(post.date, facts.updated, changes),
        copied=all(note.date <= today for note in in_text),
    )


def last_update(
    published: datetime, updated: datetime | None, changes: Iterable[ChangeNote]
) -> datetime | None:
    """Return when a post was last changed in a way that readers should know.

    A note that is no later than the post is of no change that a reader has missed.

    :param published: the date of the post.
    :param updated: the date in its header, if any.
    """
    later = (note.date for note in changes if note.date > published)
    return max(filter(None, (updated, *later)), default=None)
