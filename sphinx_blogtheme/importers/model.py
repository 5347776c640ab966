"""The values between the readers of other engines and the writer of a blog."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx_blogtheme.model.posts import FrontMatter


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One post or page, as we write it."""

    source: str
    """What to call it in a report: its path, or its place in an export."""
    path: str
    """Of the new file, relative to the blog, with forward slashes."""
    facts: FrontMatter
    body: str
    """With its own ends of lines."""
    urls: tuple[str, ...] = ()
    """What it had as URLs in the old site, from its root; its own is the first."""
    page: bool = False
    """Whether it is one of the pages that are in no list."""
    as_it_is: bytes | None = None
    """The whole file, where it is not to be changed at all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Something to tell of a source."""

    source: str
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Blog:
    """What a reader found in a folder or an export."""

    engine: str
    """As people call it, ``Hugo``."""
    documents: tuple[Document, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    """From new paths, relative to the blog, to the files to copy there."""
    title: str = ""
    base_url: str = ""
    intro: str = ""
    """What the front page says above its posts, in Markdown."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Of ``conf.py``, by name."""
    skipped: tuple[Note, ...] = ()
    """What is not imported, each with why: templates, configuration and the like."""
    warnings: tuple[Note, ...] = ()
    """What was imported by assuming something."""
    errors: tuple[Note, ...] = ()
    """What should have been imported, and could not be read."""
