"""The values that all packages share: front matter, posts, terms, pages of lists.

Nothing here knows Sphinx, docutils or the file system. Classes whose values are kept
from build to build have no slots: unpickling a frozen dataclass with slots runs Python
code for each value (in 3.11).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sphinx_blogtheme.model.code_needs import CodeNeeds
    from sphinx_blogtheme.model.release_notes import Release

WORDS_PER_MINUTE = 230
"""Speed at which adults read plain English silently."""


class Reason(enum.Enum):
    """Why a document, or a change note, is not public."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    EXPIRED = "expired"
    CHANGE = "change"
    """A change note of a public post that has a future date."""


class Status(enum.Enum):
    """Whether the author wants a post to be public."""

    PUBLISHED = "published"
    DRAFT = "draft"


@dataclass(frozen=True, kw_only=True)
class ChangeNote:
    """A note for readers about a change of a post."""

    date: datetime
    """When it was changed, aware; the note is held back until then."""
    text: str
    """Inline Markdown on one line."""
    id: str = ""
    """Id of the note on the post's page, such as ``changed-2025-04-01``."""
    in_text: bool = False
    """Whether the text of the post shows it: ABlog's ``update`` directive."""

    def __str__(self) -> str:
        """Return the note as it is written in a header."""
        return f"{self.date:%Y-%m-%d}: {self.text}"


@dataclass(frozen=True, kw_only=True)
class FrontMatter:
    """The values of a post's header, the same for every dialect."""

    title: str | None = None
    short_title: str | None = None
    """Title for the menu and for links between posts."""
    slug: str | None = None
    """Last part of the permalink, as written; not yet made safe."""
    url: str | None = None
    """Whole path of the post, such as ``/essays/x/``, as written; not yet made safe."""
    date: datetime | None = None
    """Publication date, always aware."""
    publish_date: datetime | None = None
    """When the post becomes public, if that is given beside its date."""
    expires: datetime | None = None
    """When the post ceases to be public."""
    undated: bool = False
    """Whether a date is given that could not be read."""
    show_date: bool | None = None
    """Whether readers see the date; None is yes."""
    updated: datetime | None = None
    changes: tuple[ChangeNote, ...] = ()
    """As written, with those of the future."""
    status: Status = Status.PUBLISHED
    scheduled: bool = False
    """Whether it is to be published at its date, and so never without one."""
    listed: bool = True
    """False (``index: false``): published at its URL and shown nowhere else."""
    on_menu: bool | None = None
    """None if the header does not say."""
    order: int | None = None
    """Place on the menu and among pinned posts; small numbers come first."""
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
    """Text for lists, in the place of the excerpt."""
    excerpt_paragraphs: int | None = None
    """Number of paragraphs of the excerpt, if no marker ends it; 0 for all."""
    excerpt_separator: str | None = None
    """A text of its own choice that ends the excerpt, as Jekyll has it."""
    reading_time: int | None = None
    """Minutes of reading; 0 shows none, None those of the words."""
    maths: bool | None = None
    toc: bool | None = None
    language: str | None = None
    translation_of: str | None = None
    """The post of which it is a translation, as written: path, URL or slug."""
    translation_key: str | None = None
    """A word that all translations of a text have in common."""
    locations: tuple[str, ...] = ()
    """As written: keys of ``blog_locations`` or names."""
    pinned: bool = False
    """Whether it stands first on the front page."""
    comments: bool | None = None
    image: str | None = None
    """Image for previews of the post: URL, path, or number of an image in the text."""
    image_alt: str | None = None
    """Text alternative of the image."""
    image_caption: str | None = None
    """Caption of the image as a cover, one line of Markdown."""
    hide_cover: bool | None = None
    """Whether the image is for previews only."""
    hide_cover_on_post: bool | None = None
    """Whether the image is not shown at the top of the post."""
    hide_cover_in_lists: bool | None = None
    """Whether the image is not shown in lists."""
    redirect_to: str | None = None
    """URL or path to which the URL of the post leads, which is not shown itself."""
    aliases: tuple[str, ...] = ()
    """URLs that the post once had, as written."""
    canonical: str | None = None
    """URL at which the text first appeared."""
    feed_id: str | None = None
    """Id of the post in feeds, as an absolute URI, if that is not its URL."""
    link: str | None = None
    """URL of the page elsewhere that the post is about."""
    kind: str | None = None
    """One of `kinds.KINDS`; None where its shape decides."""
    python: CodeNeeds | None = None
    """What the code of the post needs to be run."""
    template: str | None = None
    is_post: bool | None = None
    """ABlog's ``blogpost`` key; None if it is absent."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Keys that set no field, kept for templates."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something in a source that is ambiguous or was lost, and what was assumed."""

    kind: str
    """Value of a `warnings.WarningKind`: ``front_matter`` or ``source``."""
    message: str
    line: int | None = None
    """1-based line in the file."""


class Misspelling(NamedTuple):
    """A key of a header that sets nothing, and is nearly one that does."""

    key: str
    meant: str
    """The known key, such as ``categories``."""
    line: int


@dataclass(frozen=True, kw_only=True)
class Header:
    """A parsed header: its values, where the body begins, and its problems."""

    front_matter: FrontMatter
    body_line: int
    """Number of lines before the body, delimiters included."""
    problems: tuple[Problem, ...] = ()
    repaired: bool = False
    """Whether the header is invalid YAML, but was read line by line without loss."""
    misspelt: tuple[Misspelling, ...] = ()


@dataclass(frozen=True, kw_only=True, order=True)
class Term:
    """A term of a taxonomy: a category, tag, author, series, place or language."""

    slug: str
    """Safe as one URL segment."""
    name: str
    """Name shown to readers."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """A post of the site."""

    docname: str
    """Sphinx's name of the document: the permalink without its outer slashes."""
    path: str
    """Source file, relative to the source folder, with forward slashes."""
    slug: str
    body_line: int = 0
    """Number of lines before the body of the source."""
    title: str
    short_title: str = ""
    """Title for the menu and for links between posts; empty if it is the title."""
    date: datetime
    """Aware, in the author's zone: pages, permalink and archives have that day."""
    updated: datetime | None = None
    """The later of the header's ``updated`` and the newest of the notes."""
    changes: tuple[ChangeNote, ...] = ()
    """The notes that are public, newest first."""
    copied: bool = True
    """Whether its source may be copied: not while it has an update of the future."""
    listed: bool = True
    on_menu: bool | None = None
    order: int | None = None
    """Place on the menu and among pinned posts."""
    categories: tuple[Term, ...] = ()
    tags: tuple[Term, ...] = ()
    authors: tuple[Term, ...] = ()
    series: Term | None = None
    part: int | None = None
    """Number in the series that the author gave, if any."""
    words: int = 0
    """Number of words of the text, without its title and its code."""
    description: str | None = None
    summary: str | None = None
    excerpt_paragraphs: int | None = None
    minutes: int | None = None
    """Minutes of reading that its author gave; 0 to show none."""
    maths: bool | None = None
    toc: bool = True
    """Whether a table of contents is shown."""
    section: str = ""
    """Path of its section, such as ``blog``; empty if the site has none."""
    release: Release | None = None
    """The part of its file that it is, if the file has release notes."""
    language: str | None = None
    """BCP 47 tag, such as ``pt-BR``; None where the author gave none."""
    languages: tuple[Term, ...] = ()
    original: str = ""
    """Docname of the post of which it is a translation; empty if it is none."""
    locations: tuple[Term, ...] = ()
    pinned: bool = False
    comments: bool = True
    image: str | None = None
    image_alt: str | None = None
    image_caption: str | None = None
    """One line of Markdown."""
    cover_on_post: bool = True
    """Whether the image may be shown at the top of the post."""
    cover_in_lists: bool = True
    """Whether the image may be shown in lists."""
    aliases: tuple[str, ...] = ()
    canonical: str | None = None
    feed_id: str | None = None
    """Id in feeds, if that is not its URL."""
    link: str | None = None
    kind: str = "article"
    """One of `kinds.KINDS`."""
    untitled: bool = False
    """Whether its title is only the first words of its text."""
    template: str | None = None
    has_path: bool = False
    """Whether its header gives the whole path of its URL."""
    reason: Reason | None = None
    """Why it is in a preview only: on the pages, but in no feed or other file."""
    dated: bool = True
    """Whether readers see its date; a draft without one has the day of the build."""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def draft(self) -> bool:
        """Whether it is in a preview only."""
        return self.reason is not None

    @property
    def brief_title(self) -> str:
        """The title for the menu and for links between posts."""
        return self.short_title or self.title

    @property
    def sort_key(self) -> tuple[float, str]:
        """Key by which posts are sorted everywhere: date, then docname."""
        return (self.date.timestamp(), self.docname)

    @property
    def last_change(self) -> datetime:
        """The later of publication and update."""
        return max(self.date, self.updated) if self.updated else self.date

    @property
    def reading_minutes(self) -> int:
        """Reading time in minutes, at least 1; 0 if none is to be shown."""
        if self.minutes is not None:
            return self.minutes
        return max(1, -(-self.words // WORDS_PER_MINUTE))


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPage:
    """One page of a list of posts."""

    number: int
    """1-based."""
    total: int
    docname: str
    first: str
    """Docname of the first page of the list."""
    posts: tuple[Post, ...]
    previous: str | None
    """Docname of the page before, if any."""
    next: str | None
    """Docname of the page after, if any."""


class TocItem(NamedTuple):
    """A heading in a table of contents."""

    id: str
    title: str
    """Plain text."""
    level: int
    """Level of the heading, 2 to 4."""
    children: Sequence[TocItem]


MARKDOWN = "markdown"
"""File type of Markdown in Sphinx's ``source_suffix``."""


MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")
"""Suffixes of Markdown files, in lower case; a site names those that it reads."""


RST = "restructuredtext"
"""File type of reStructuredText in Sphinx's ``source_suffix``."""


NOTEBOOK = "myst-nb"
"""File type of notebooks in ``source_suffix``, as MyST-NB names it."""
