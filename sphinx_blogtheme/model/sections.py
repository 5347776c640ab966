"""Sections: blogs below a folder of a site, as `/blog/` and `/news/` of documentation."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A section as its site describes it."""

    path: str
    """Path of its front page without outer slashes: ``blog`` or ``about/news``."""
    title: str = ""
    description: str = ""
    permalink: str | None = None
    """Pattern of the permalinks of its posts; None for that of the site."""
    feeds: tuple[str, ...] | None = None
    """Formats of its feeds; None for those of the site."""
    posts: tuple[str, ...] = ()
    """Patterns of the source paths of its posts; none if it takes the other posts."""
    releases: tuple[str, ...] = ()
    """Files of release notes, relative to ``conf.py``."""

    @property
    def folder(self) -> str:
        """Folder of its pages, with a slash at its end: ``blog/``."""
        return f"{self.path}/"

    def names(self, path: str) -> bool:
        """Return whether one of its patterns fits a source.

        :param path: path from the source folder, with forward slashes.
        """
        return any(_fits(path, pattern) for pattern in self.posts)

    def pattern(self, pattern: str) -> str:
        """Return a pattern of permalinks below the folder of the section.

        :param pattern: a pattern that may begin with that folder already.
        """
        below = f"/{self.folder}"
        return pattern if pattern.startswith(below) else below + pattern.lstrip("/")


def _fits(path: str, pattern: str) -> bool:
    """Return whether a pattern fits a path, or is a folder above it."""
    pattern = pattern.strip("/")
    return fnmatch.fnmatch(path, pattern) or path.startswith(f"{pattern}/")


@dataclass(frozen=True)
class Sections:
    """The sections of a site, in the order in which it names them; mostly none."""

    all: tuple[Section, ...] = ()

    def __iter__(self) -> Iterator[Section]:
        """Yield the sections."""
        return iter(self.all)

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self.all)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all sections."""
        return tuple(section.path for section in self.all)

    def at(self, path: str) -> Section | None:
        """Return the section with a path, such as ``blog``."""
        return next((section for section in self.all if section.path == path), None)

    def of_source(self, path: str) -> Section | None:
        """Return the section that takes the post in a source, if one does.

        It is the first of whose patterns one fits, or else the first without patterns,
        rather one without release notes.

        :param path: path from the source folder, with forward slashes.
        """
        named = (section for section in self.all if section.names(path))
        others = [section for section in self.all if not section.posts]
        others.sort(key=lambda section: bool(section.releases))
        return next(named, None) or next(iter(others), None)


def front_pages(paths: Iterable[str], found: Iterable[str]) -> dict[str, str]:
    """Return the docname of the front page of each section, by the section's path.

    :param found: docnames of the documents: the author may have written ``blog/index``.
    """
    known = frozenset(found)
    return {
        path: f"{path}/index"
        if path not in known and f"{path}/index" in known
        else path
        for path in paths
    }
