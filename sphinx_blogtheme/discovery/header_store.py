"""The headers of all files, kept from build to build; only changed files are read."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.discovery.cascade import FolderDefaults
from sphinx_blogtheme.files import write_whole

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.discovery.file_digests import FileDigests
    from sphinx_blogtheme.model.kinds import BodyShape
    from sphinx_blogtheme.model.posts import Header


_PROGRAM = ("discovery", "front_matter", "model")
"""Packages whose code reads headers: if it changes, nothing kept is used."""


class HeaderStore:
    """The headers of files, kept in a pickle from build to build."""

    def __init__(
        self, store: Path, zone: ZoneInfo, root: Path, digests: FileDigests
    ) -> None:
        """Open a store.

        :param store: path of the pickle, which need not exist.
        :param zone: time zone of dates that name none.
        :param root: the source folder.
        :param digests: the digests of the files in it.
        """
        self._store = store
        self._digests = digests
        self._zone = zone
        self._root = root
        self._key = [zone.key, *_program(digests)]
        self._used: dict[str, Any] = {}
        self.defaults = FolderDefaults(root, zone)
        try:
            key, self._known = pickle.loads(store.read_bytes())  # noqa: S301 -- ours
        except Exception:  # noqa: BLE001 -- whatever is wrong, all is read again
            key, self._known = None, {}
        if key != self._key:
            self._known = {}
        self._saved = self._known

    def read(
        self, path: str, *, markup: str = "markdown", expected: bool = False
    ) -> tuple[Header, BodyShape]:
        """Return the header of a file, and the shape of its body.

        :param path: path from the source folder, with forward slashes.
        :param markup: file type in ``source_suffix``, such as ``markdown``.
        :param expected: whether the file is a post for other reasons than its header.
        """
        # Nikola's two-file format: the header of a post is in a file beside it.
        beside = f"{path.rpartition('.')[0]}.meta"
        contents = map(self._digests.of, (path, beside))
        state = (expected, *contents, self.defaults.state(path))
        entry = self._known.get(path)
        if entry is None or entry[0] != state:
            # Imported only here, since in most builds no header has changed.
            from sphinx_blogtheme.discovery.header_reader import HeaderReader

            reader = HeaderReader(self._root, self._zone, self.defaults)
            entry = (state, *reader.read(path, markup, expected=expected))
        self._used[path] = entry
        return entry[1], entry[2]

    def forget(self, path: str) -> None:
        """Remove a file from the store, with its name; it is read again next time."""
        self._used.pop(path, None)
        self._digests.forget(path)
        self._digests.forget(f"{path.rpartition('.')[0]}.meta")

    def save(self) -> None:
        """Write the headers of the files that were read since the store was opened."""
        if self._used != self._saved:
            write_whole(self._store, pickle.dumps([self._key, self._used]))
            self._saved = dict(self._used)


def _program(digests: FileDigests) -> list[str | None]:
    """Return the digests of the modules that read headers."""
    root = Path(__file__).parents[1]
    files = [file for name in _PROGRAM for file in (root / name).glob("*.py")]
    return [digests.of(str(file)) for file in sorted(files)]
