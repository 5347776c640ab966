"""The values from which a page's metadata is written; all URLs are absolute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx_blogtheme.site.code_runs import CodeRun


@dataclass(frozen=True, slots=True)
class PreviewImage:
    """An image for previews of a page where it is shared."""

    url: str
    """Absolute URL."""
    alt: str = ""
    """Alternative text, if the page has one."""
    size: tuple[int, int] | None = None
    """Width and height in pixels, if known."""


@dataclass(frozen=True, slots=True)
class AuthorMetadata:
    """An author of a post."""

    name: str
    url: str | None = None
    """Absolute URL."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page in the breadcrumb of another page."""

    name: str
    url: str
    """Absolute URL."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleFacts:
    """The metadata that only posts have."""

    published: datetime | None
    """None if readers see no date."""
    updated: datetime | None
    authors: tuple[AuthorMetadata, ...]
    about: tuple[str, ...]
    """Names of the post's categories and tags."""
    words: int | None
    """Number of words; None if unknown."""
    code_run: CodeRun | None = None
    """When its code was run; None if the page doesn't say so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFacts:
    """The metadata of one page, in plain text."""

    title: str
    description: str
    language: str
    """BCP 47 tag, such as ``pt-BR``."""
    site: str
    """Title of the site."""
    home: str
    """Absolute URL of the front page; empty if the site doesn't know its URL."""
    url: str | None
    picture: PreviewImage | None = None
    article: ArticleFacts | None = None
    """None if the page is not a post."""
    is_blog: bool = False
    """Whether it is the front page of a blog."""
    trail: tuple[Crumb, ...] = ()
    """The breadcrumb, from the front page to this one; empty if it has none."""
