"""The values that a page's head is written from: facts, all URLs absolute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that stands for a page where that is shared."""

    url: str
    """Absolute."""
    alt: str = ""
    """What it shows, where the page says so."""
    size: tuple[int, int] | None = None
    """Width and height in pixels, where they are known."""


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who wrote a post."""

    name: str
    url: str | None = None
    """Absolute."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page on the way from the front page to another page."""

    name: str
    url: str
    """Absolute."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleFacts:
    """What a page that is a post has beside other pages."""

    published: datetime
    updated: datetime | None
    authors: tuple[Author, ...]
    about: tuple[str, ...]
    """Names of its categories and tags."""
    words: int | None
    """None where nobody has counted them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFacts:
    """What one page says about itself; texts are plain."""

    title: str
    description: str
    language: str
    """BCP 47 tag, such as ``pt-BR``."""
    site: str
    """Name of the site."""
    home: str
    """URL of the front page; empty where the site doesn't know its URL."""
    url: str | None
    picture: Picture | None = None
    article: ArticleFacts | None = None
    """None where the page is no post."""
    is_blog: bool = False
    """Whether it is the front page of a blog."""
    trail: tuple[Crumb, ...] = ()
    """From the front page to this one; empty where there is no way to speak of."""
