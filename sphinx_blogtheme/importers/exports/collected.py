"""The documents and notes that a reader of an export collects."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx_blogtheme.importers.bodies.media import UniquePaths
from sphinx_blogtheme.importers.model import Document, Note
from sphinx_blogtheme.model.dates import parse_date
from sphinx_blogtheme.model.kinds import NOTE
from sphinx_blogtheme.model.permalinks import safe_slug
from sphinx_blogtheme.model.posts import FrontMatter, Status
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from urllib.parse import SplitResult
    from zoneinfo import ZoneInfo


@dataclass(kw_only=True, slots=True)
class Collected:
    """What was read of an export so far."""

    documents: list[Document] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)
    errors: list[Note] = field(default_factory=list)
    comments: Counter[str] = field(default_factory=Counter)
    """Numbers of comments, by the ids of posts."""
    names: UniquePaths = field(default_factory=UniquePaths)

    def warn(self, source: str, *messages: str) -> None:
        """Add warnings about a post or a file, each once with its number."""
        self.warnings += counted_notes(source, messages)

    def add(
        self,
        source: str,
        facts: FrontMatter,
        body: str,
        *,
        urls: Iterable[str] = (),
        page: bool = False,
    ) -> None:
        """Add a post or page at the path that its date and slug give.

        A post without a title is a note, unless it is a quotation, and one without a
        date becomes a draft, with a warning.

        :param urls: as `Document.urls`; a draft has none.
        """
        draft = facts.status is Status.DRAFT
        if not facts.date and not draft and not page:
            self.warn(source, "has no date that can be read; it becomes a draft")
            draft = True
        slug = safe_slug(facts.slug or term_slug(facts.title or ""))
        note = not (page or facts.title or facts.kind or body.startswith(">"))
        facts = replace(
            facts,
            slug=slug,
            status=Status.DRAFT if draft else Status.PUBLISHED,
            listed=not page,
            kind=NOTE if note else facts.kind,
        )
        folder = "pages" if page else "drafts"
        if facts.date and not page:
            folder = f"posts/{facts.date:%Y/%m}"
        self.documents.append(
            Document(
                source=source,
                path=self.names.free(folder, slug),
                facts=facts,
                body=body,
                urls=() if draft else tuple(url for url in urls if url),
                page=page,
            )
        )

    def left_out(self) -> Iterator[Note]:
        """Yield the notes on what is not imported, with one on all comments."""
        yield from self.skipped
        yield from comments_left(self.comments)

    def only_author(self) -> str:
        """Return the author of all posts, "" if there are several or none."""
        authors = {name for one in self.documents for name in one.facts.authors}
        return "".join(authors) if len(authors) == 1 else ""


def comments_left(comments: Counter[str]) -> Iterator[Note]:
    """Yield the note on the comments of posts, which no reader imports.

    :param comments: their numbers, by the ids of posts.
    """
    if comments:
        source = f"comments ({comments.total()} on {counted(len(comments), 'post')})"
        yield Note(source=source, message="a server for comments has to take them over")


def counted_notes(source: str, messages: Iterable[str]) -> Iterator[Note]:
    """Yield notes about a post or a file, each once with its number."""
    for message, count in Counter(messages).items():
        times = f" ({count} times)" if count > 1 else ""
        yield Note(source=source, message=f"{message}{times}")


def later_day(date: datetime | None, changed: datetime | None) -> datetime | None:
    """Return the date of a change, None unless it was on a later day."""
    later = date and changed and changed.date() > date.date()
    return changed if later else None


def with_local_links(html: str, url: str) -> str:
    """Return HTML in which links to its own page have nothing but the fragment.

    Feeds and exports write those of footnotes with the whole URL.

    :param url: URL of the page, absolute or from the site's root.
    """
    parts = split_url(url)
    path = re.escape(parts.path.rstrip("/"))
    if not path:
        return html
    host = rf"(?:https?:)?//{re.escape(parts.netloc)}" if parts.netloc else ""
    own = rf"(?<=\bhref=[\"'])(?:{host})?{path}/?(?=#)"
    return re.sub(own, "", html, flags=re.IGNORECASE)


def moment_of(text: str, zone: ZoneInfo) -> datetime | None:
    """Return a time, None if it cannot be read.

    :param zone: its time zone if it names none.
    """
    try:
        return parse_date(text, zone).replace(microsecond=0)
    except ValueError:
        return None


def split_url(url: str) -> SplitResult:
    """Return the parts of a URL, empty ones if it is none."""
    try:
        return urlsplit(url.strip())
    except ValueError:
        return urlsplit("")


def counted(number: int, what: str) -> str:
    """Return a number with its noun: ``1 file``, ``2 files``."""
    return f"{number} {what}{'' if number == 1 else 's'}"
