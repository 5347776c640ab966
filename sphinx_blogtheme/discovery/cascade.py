"""Folder defaults (``_defaults.yml``), and folders that hold posts or drafts.

A file ``_defaults.yml`` (or ``.yaml``, ``.toml``, ``.json``) holds keys for all headers
below its folder, as Hugo's cascade, Jekyll's defaults and Quarto's ``_metadata.yml``
do: the nearest wins, and a header wins over all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.files import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.front_matter.meaning import HeaderLayer
    from sphinx_blogtheme.model.posts import Header

DEFAULTS_FILES = ("_defaults.yml", "_defaults.yaml", "_defaults.toml", "_defaults.json")
"""Names of the files with defaults."""

POSTS = ("posts", "_posts")
"""Folders of posts."""

DRAFTS = "_drafts"
"""Name of a folder in which every file is a draft, as in Jekyll."""


def is_draft(path: str) -> bool:
    """Return whether a file is a draft because it is in a folder of drafts."""
    return DRAFTS in path.split("/")[:-1]


def is_jekyll(path: str) -> bool:
    """Return whether a file is in a folder in which only Jekyll has posts."""
    return not {"_posts", DRAFTS}.isdisjoint(path.split("/")[:-1])


def holds_posts(path: str) -> bool:
    """Return whether a file is in a folder of posts or drafts."""
    return not {*POSTS, DRAFTS}.isdisjoint(path.split("/")[:-1])


class _DefaultsFile(NamedTuple):
    path: Path
    digest: str
    header: Header
    layer: HeaderLayer


class FolderDefaults:
    """The files of defaults in one source folder, each of them read once."""

    def __init__(self, root: Path, zone: ZoneInfo) -> None:
        self._root = root
        self._zone = zone
        self._of_folder: dict[str, tuple[_DefaultsFile, ...]] = {}
        self._states: dict[str, tuple[tuple[str, str], ...]] = {}

    def layers(self, path: str) -> list[HeaderLayer]:
        """Return the defaults for a file, those of the nearest folder first.

        :param path: path from the source folder, with forward slashes.
        """
        return [file.layer for file in self._files(path.rpartition("/")[0])]

    def state(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return path and digest of each file of defaults for a file.

        :param path: path from the source folder, with forward slashes.
        """
        folder = path.rpartition("/")[0]
        if folder not in self._states:
            files = self._files(folder)
            self._states[folder] = tuple((str(one.path), one.digest) for one in files)
        return self._states[folder]

    def headers(self) -> Iterator[tuple[Path, Header]]:
        """Yield the files of defaults that were read, each once, with its header."""
        seen = set()
        for files in self._of_folder.values():
            for file in files:
                if file.path not in seen:
                    seen.add(file.path)
                    yield file.path, file.header

    def _files(self, folder: str) -> tuple[_DefaultsFile, ...]:
        """Return the files of defaults in a folder and above it, the nearest first."""
        if folder not in self._of_folder:
            above = self._files(folder.rpartition("/")[0]) if folder else ()
            own = (self._root / folder / name for name in DEFAULTS_FILES)
            self._of_folder[folder] = (
                *(self._read(file) for file in own if file.is_file()),
                *above,
            )
        return self._of_folder[folder]

    def _read(self, file: Path) -> _DefaultsFile:
        # Imported only here, since most folders have no such file.
        from sphinx_blogtheme.front_matter.header import read_folder_defaults
        from sphinx_blogtheme.model.decoding import read_source

        text = read_source(file)
        header, layer = read_folder_defaults(text, file.suffix, self._zone)
        return _DefaultsFile(file, digest_of(text), header, layer)
