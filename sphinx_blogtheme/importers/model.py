"""The values that readers of other engines return: documents, notes, a blog."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx_blogtheme.model.posts import FrontMatter


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A post or page of the new blog."""

    source: str
    """Its name in reports: ``_posts/x.md``, or ``a.xml: post 12 (Title)``."""
    path: str
    """Path of the new file from the blog's folder, with forward slashes."""
    facts: FrontMatter
    body: str
    """The text below the header, with its original line endings."""
    urls: tuple[str, ...] = ()
    """URLs in the old site, absolute or from its root; the permalink comes first,
    then aliases. Empty if it had none."""
    page: bool = False
    """Whether it is a page: published, but in no listing."""
    templates: tuple[str, ...] = ()
    """Names of the old engine's templates that the page asks for, as in its header."""
    has_cover: bool = False
    """Whether its image was shown on the page and in lists, and not for previews only."""
    as_it_is: bytes | None = None
    """The whole file, if it is copied unchanged."""
    original: str = ""
    """The whole text of its file in the old site, for lines in the report."""

    def place(self, text: str, number: int = 0) -> str:
        """Return the place of a text in the old file as ``12: ``, or "" if unknown.

        :param number: how often the text occurs before.
        """
        parts = self.original.split(text, number + 1) if text else []
        if len(parts) < 2:  # noqa: PLR2004
            return ""
        return f"{text.join(parts[:-1]).count(chr(10)) + 1}: "


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A message of the report about one source."""

    source: str
    """As `Document.source`; or several files or items, as ``themes/ (12 files)``."""
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Blog:
    """The importable contents of a site's folder or of an export."""

    engine: str
    """Display name of the engine, such as ``Hugo``."""
    documents: tuple[Document, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    """Files to copy, by new path from the blog's folder: ``files/images/x.png``."""
    made: Mapping[str, bytes] = field(default_factory=dict)
    """Contents of files that the import makes, such as the pictures in notebooks, by
    new path from the blog's folder."""
    title: str = ""
    base_url: str = ""
    """URL of the old site's root, or empty if unknown."""
    intro: str = ""
    """Text of the front page above its posts, in Markdown."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Settings for the new ``conf.py``, by name."""
    lists: Mapping[str, str] = field(default_factory=dict)
    """Where lists and feeds are now, by their old URLs: ``/tags/{tag}/``."""
    sections: tuple[str, ...] = ()
    """Folders of content with lists of their own, such as ``posts``, where their paths
    in the site's folder do not say it."""
    list_slug: str = ""
    """How terms are written in these: a key of `list_slugs.SLUGS`."""
    feed_ids: str = ""
    """How the old site made the ids of posts in feeds, as in `feed_ids.FEED_IDS`."""
    unfilled: Mapping[str, str] = field(default_factory=dict)
    """Why tags of the site's own are not filled in: ``its template has 'readFile'``, by
    `bodies.leftover_tags.tag_kind`."""
    skipped: tuple[Note, ...] = ()
    """What is not imported, with the reason: templates, configuration and the like."""
    warnings: tuple[Note, ...] = ()
    """What was imported with an assumption, or is lost within a document."""
    errors: tuple[Note, ...] = ()
    """What should have been imported, but could not be read."""
