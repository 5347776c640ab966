"""Find the file that is served as it is at a path of the site.

Such files are those of Sphinx's ``html_extra_path``, to which the folders of
``blog_files`` have been added.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

from sphinx_blogtheme.discovery.lookups import names_in
from sphinx_blogtheme.discovery.source_files import is_file
from sphinx_blogtheme.files import paths_in
from sphinx_blogtheme.model.listings import NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config


class ServedFiles:
    """The files that a site brings as they are."""

    def __init__(
        self,
        config: Config,
        confdir: Path,
        exists: Callable[[Path], bool] = is_file,
    ) -> None:
        """Take the options of a site, which have been checked.

        :param exists: returns whether a path is a file, and may note that it was asked.
        """
        self._exists = exists
        self._excluded = Matcher(config.exclude_patterns)
        self._entries = [Path(confdir, name) for name in config.html_extra_path]
        self._static = [Path(confdir, name) for name in config.html_static_path]
        self.folders = tuple(
            folder for name in config.blog_files if (folder := confdir / name).is_dir()
        )
        """The folders of ``blog_files``."""

    def find(self, path: str) -> Path | None:
        """Return the file served at a path, such as ``images/a.png``, or None."""
        if not path or ".." in path.split("/"):
            return None
        return self._find_in(self._entries, path)

    def find_named(self, url: str) -> tuple[str, Path | None]:
        """Return the path that a URL from the root means, and the file served there.

        If there is no file, the path is the last of `names_in`.
        """
        path = ""
        for name in names_in(url):
            path = name.strip("/")
            if found := self.find(path):
                return path, found
        return path, None

    def find_static(self, path: str) -> Path | None:
        """Return the site's own file at a path such as ``_static/a.png``, or None."""
        name = path.removeprefix("_static/")
        if name == path or ".." in name.split("/"):
            return None
        return self._find_in(self._static, name)

    def _find_in(self, entries: Iterable[Path], path: str) -> Path | None:
        for entry in entries:
            found = entry / path if entry.is_dir() else entry
            if self._exists(found) and (found != entry or entry.name == path):
                return found
        return None

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yield the paths at which files are served, each with its source file."""
        for entry in self._entries:
            if entry.is_file():
                yield entry.name, entry
            else:
                for path in paths_in(entry):
                    if not self._excluded(f"./{path}"):
                        yield path, entry / path

    def paths(self) -> Iterator[str]:
        """Yield the paths at which files are served, from the root of the site."""
        return (path for path, _ in self.files())


def keep_out_of_books(app: Sphinx) -> None:
    """Leave files out of an EPUB that it can't hold (on ``builder-inited``).

    Sphinx would leave them out with a warning each, though they are for a web server,
    as is ``robots.txt``.
    """
    kinds = getattr(app.builder, "media_types", None)
    if app.builder.name != "epub" or kinds is None:
        return
    left = [
        os.path.normpath(path)  # as Sphinx compares them
        for path in ServedFiles(app.config, Path(app.confdir)).paths()
        if os.path.splitext(path)[1] not in kinds  # noqa: PTH122 -- as Sphinx does
    ]
    app.config.epub_exclude_files = [*app.config.epub_exclude_files, *left]


FILE = f"{NOT_FOUND}.html"
"""File of the page for URLs that do not exist."""


def is_brought(config: Config, served: ServedFiles) -> bool:
    """Return whether the site brings a ``404.html`` of its own."""
    return NOT_FOUND in config.html_additional_pages or bool(served.find(FILE))
