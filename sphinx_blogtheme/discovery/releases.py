"""Find the posts of sections in files of release notes: each release is a post.

Its source is the file itself, of which only the lines of the release are read. So
nothing is written beside the sources, and what a reader edits is the file.
"""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.config.settings import location_of, read_config
from sphinx_blogtheme.discovery.post_source import Source
from sphinx_blogtheme.model.decoding import read_source
from sphinx_blogtheme.model.permalinks import safe_slug
from sphinx_blogtheme.model.posts import MARKDOWN, RST, FrontMatter, Header, Reason
from sphinx_blogtheme.model.release_notes import (
    Release,
    has_release_headings,
    releases_in,
    text_of_release,
)
from sphinx_blogtheme.model.schedule import Withheld
from sphinx_blogtheme.model.terms import term_slug
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_blogtheme.model.sections import Section


class FoundRelease(NamedTuple):
    """A release of a file, as a post."""

    source: Source
    withheld: Withheld | None
    """Why it is not public, if it is not."""


class ReleaseNotes:
    """The files of release notes of one site."""

    def __init__(
        self,
        config: Config,
        folder: Path,
        root: Path,
        *,
        suffixes: Mapping[str, str],
    ) -> None:
        """Take the options of a site.

        :param folder: folder of ``conf.py``, from which the files are named.
        :param root: the source folder.
        :param suffixes: suffixes of sources, with their file types.
        """
        self._blog = read_config(config)
        self._project: str = config.project
        self._folder = folder
        self._root = root
        self._suffixes = suffixes
        self._location = location_of(config, "blog_sections")

    def read(self, today: datetime) -> Iterator[FoundRelease]:
        """Yield the releases of all sections; a file that has none is a warning.

        :param today: the time at which the build began.
        """
        for section in self._blog.parts:
            for name in section.releases:
                yield from self._read(section, name, today)

    def _read(
        self, section: Section, name: str, today: datetime
    ) -> Iterator[FoundRelease]:
        file = self._folder / name
        markup = self._suffixes.get(file.suffix)
        if not file.is_file() or markup not in (MARKDOWN, RST):
            kinds = self._suffixes.items()
            known = ", ".join(s for s, kind in kinds if kind in (MARKDOWN, RST))
            self._warn(section, name, f"a file with a suffix of {known}")
            return
        text, rst = read_source(file), markup == RST
        if not has_release_headings(text, rst=rst):
            self._warn(section, name, "headings with versions and dates")
        path = Path(os.path.relpath(file, self._root)).as_posix()
        slugs: set[str] = set()
        for release in releases_in(text, self._blog.zone, rst=rst):
            slug = _free_slug(release, slugs)
            slugs.add(slug)
            source = self._source(section, path, release, slug, markup)
            if release.date > today:
                withheld = Withheld(
                    path=path,
                    title=source.title,
                    reason=Reason.SCHEDULED,
                    docname=source.docname,
                    moment=release.date,
                )
                yield FoundRelease(replace(source, reason=Reason.SCHEDULED), withheld)
            else:
                yield FoundRelease(source, None)

    def _source(
        self, section: Section, path: str, release: Release, slug: str, markup: str
    ) -> Source:
        title = self._title(release)
        pattern = self._blog.pattern(section)
        place = (
            pattern.docname(slug, release.date)
            if pattern
            else section.folder + safe_slug(slug)
        )
        return Source(
            path=path,
            docname=place,
            title=title,
            shown_title=title,
            slug=place.rpartition("/")[2],
            date=release.date,
            header=Header(
                front_matter=FrontMatter(title=title, date=release.date),
                body_line=release.body,
            ),
            markup=markup,
            section=section.path,
            release=release,
        )

    def _title(self, release: Release) -> str:
        """Return the title of a release, with the name of the project."""
        title = release.title or f"{release.date:%Y-%m-%d}"
        named = not release.version or self._project.casefold() in title.casefold()
        return title if named else f"{self._project} {title}"

    def _warn(self, section: Section, name: str, expected: str) -> None:
        warn(
            WarningKind.CONFIG,
            f"blog_sections: releases of {section.path!r}: expected {expected};"
            f" got {name!r}; ignored it.",
            location=self._location,
        )


def _free_slug(release: Release, known: set[str]) -> str:
    """Return the slug of a release, such as ``1.2.0``, that no other one has."""
    titled = term_slug(release.title)
    slug = release.version or titled or f"{release.date:%Y-%m-%d}"
    slug = titled if slug in known and titled else slug
    numbered = (f"{slug}-{number}" for number in count(2))
    return slug if slug not in known else next(s for s in numbered if s not in known)


def text_of_post(source: Source, text: str) -> str:
    """Return the text of a post's file: of a release, only its own lines."""
    if source.release is None:
        return text
    return text_of_release(text, source.release, rst=source.markup == RST)


def cut_release(app: Sphinx, docname: str, content: list[str]) -> None:
    """Leave the lines of a release in the text of its file (on ``source-read``)."""
    sources: Mapping[str, Source] = getattr(app.env.project, "sources", {})
    if source := sources.get(docname):
        content[0] = text_of_post(source, content[0])
