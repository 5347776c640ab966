"""The file of a post, as discovery finds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx_blogtheme.model.posts import Header, Reason
    from sphinx_blogtheme.model.release_notes import Release


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The file of a post: its path, its docname, and its header."""

    path: str
    """Relative to the source folder, with forward slashes."""
    docname: str
    title: str
    """As it is written."""
    shown_title: str
    """The title in the site's language, if a catalog translates it."""
    slug: str
    date: datetime
    """Aware, in the author's zone; the end of the day for an undated draft, so that
    what is being written comes before what was published today."""
    header: Header
    markup: str = "markdown"
    """File type in Sphinx's ``source_suffix``."""
    reason: Reason | None = None
    """Why the post is a document only because this is a preview."""
    dated: bool = True
    """Whether its author gave a date."""
    kind: str = "article"
    """One of `kinds.KINDS`."""
    untitled: bool = False
    """Whether its title is only the first words of its text."""
    heading: str = ""
    """The heading, as written, that its title is from, in the site's language; empty if
    its header has a title."""
    original: str = ""
    """Docname of the post of which it is a translation; empty if it is none."""
    section: str = ""
    """Path of its section, such as ``blog``; empty if the site has none."""
    release: Release | None = None
    """The part of the file that the post is, if the file has release notes."""
