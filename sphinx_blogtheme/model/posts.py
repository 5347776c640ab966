"""The values that every stage of the pipeline talks about.

Nothing here knows Sphinx, docutils or the file system: a stage receives these
values, and gives these values to the next. Those that are kept from build to build
have no slots: unpickling such a class runs Python for each value (3.11).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

WORDS_PER_MINUTE = 230
"""How fast adults read plain English, to themselves."""


class Status(enum.Enum):
    """Whether the author wants a post to be public."""

    PUBLISHED = "published"
    DRAFT = "draft"


@dataclass(frozen=True, kw_only=True)
class FrontMatter:
    """What an author says about a post, whatever the dialect it was written in."""

    title: str | None = None
    slug: str | None = None
    """Last part of the permalink, as written; not yet made safe."""
    url: str | None = None
    """The whole path of the post, as written; not yet made safe."""
    date: datetime | None = None
    """Publication date, always aware."""
    publish_date: datetime | None = None
    """When the post becomes public, where that was given beside its date."""
    expires: datetime | None = None
    """From when on the post is held back again."""
    undated: bool = False
    """Whether a date was given and could not be read."""
    updated: datetime | None = None
    status: Status = Status.PUBLISHED
    listed: bool = True
    """False (``index: false``): published at its URL and shown nowhere else."""
    on_menu: bool | None = None
    """None where the author said nothing."""
    categories: tuple[str, ...] = ()
    """As written: slugs or names."""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    series: str | None = None
    """Slug or name, as written."""
    part: int | None = None
    """Number of the post in its series."""
    description: str | None = None
    summary: str | None = None
    maths: bool | None = None
    toc: bool | None = None
    language: str | None = None
    locations: tuple[str, ...] = ()
    """As written: keys of ``blog_locations`` or names."""
    pinned: bool = False
    """Whether it stands first on the front page."""
    comments: bool | None = None
    image: str | None = None
    """What stands for the post where it is shared: a URL, a path or a number."""
    image_alt: str | None = None
    """What the image shows."""
    aliases: tuple[str, ...] = ()
    """URLs that the post once had, as written."""
    canonical: str | None = None
    """URL at which the text first appeared."""
    link: str | None = None
    """URL of the page elsewhere that the post is about."""
    template: str | None = None
    is_post: bool | None = None
    """ABlog's ``blogpost`` key; None where it is absent."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Keys that we don't know, kept for templates."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something in a source that was ambiguous or lost, and what was assumed."""

    kind: str
    """Member name of `warnings.WarningKind`, in lower case."""
    message: str
    line: int | None = None
    """1-based line in the file."""


@dataclass(frozen=True, kw_only=True)
class Header:
    """A parsed header: its values, where the body begins, and what was wrong."""

    front_matter: FrontMatter
    body_line: int
    """Number of lines before the body, delimiters included."""
    problems: tuple[Problem, ...] = ()
    repaired: bool = False
    """True where strict YAML failed and the line reader lost nothing."""


@dataclass(frozen=True, kw_only=True, order=True)
class Term:
    """One category, tag, author, place …: the page that lists its posts."""

    slug: str
    """Safe as one URL segment."""
    name: str
    """What readers see."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """One published article."""

    docname: str
    """Sphinx's name of the document; the permalink without its slashes."""
    path: str
    """Source file, relative to the source folder, with forward slashes."""
    slug: str
    body_line: int = 0
    """Number of lines before the body of the source."""
    title: str
    date: datetime
    """Aware; its permalink, archives and readers have it as the author wrote it."""
    updated: datetime | None = None
    listed: bool = True
    on_menu: bool | None = None
    categories: tuple[Term, ...] = ()
    tags: tuple[Term, ...] = ()
    authors: tuple[Term, ...] = ()
    series: Term | None = None
    part: int | None = None
    """Number in the series that the author gave, if any."""
    words: int = 0
    """Words of the text, without its title and its code."""
    description: str | None = None
    summary: str | None = None
    maths: bool | None = None
    toc: bool = True
    """Whether a table of contents is shown."""
    language: str | None = None
    """BCP 47 tag, such as ``pt-BR``; None where the author gave none."""
    languages: tuple[Term, ...] = ()
    locations: tuple[Term, ...] = ()
    pinned: bool = False
    comments: bool = True
    image: str | None = None
    image_alt: str | None = None
    aliases: tuple[str, ...] = ()
    canonical: str | None = None
    link: str | None = None
    template: str | None = None
    draft: bool = False
    """Whether it is on the pages for a preview only, and in no other file."""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sort_key(self) -> tuple[float, str]:
        """Order of posts everywhere: by date, then by docname."""
        return (self.date.timestamp(), self.docname)

    @property
    def last_change(self) -> datetime:
        """The later of publication and update."""
        return max(self.date, self.updated) if self.updated else self.date

    @property
    def reading_minutes(self) -> int:
        """How long the text takes to read, in minutes, at least one."""
        return max(1, -(-self.words // WORDS_PER_MINUTE))


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One of the pages that a list of posts is cut into."""

    number: int
    """1-based."""
    total: int
    docname: str
    first: str
    """Docname of the first page of the list."""
    posts: tuple[Post, ...]
    previous: str | None
    """Docname of the page before."""
    next: str | None
    """Docname of the page after."""


class TocItem(NamedTuple):
    """A heading, as a table of contents shows it."""

    id: str
    title: str
    """Plain text."""
    level: int
    """Of the heading, 2 to 4."""
    children: Sequence[TocItem]


RST = "restructuredtext"
"""Sphinx's name for a kind of source."""


NOTEBOOK = "myst-nb"
"""MyST-NB's name for the kind of its notebooks."""
