"""The manifest of a build: the files that it wrote, and digests of what they show."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import write_changed
from sphinx_blogtheme.model.claims import folders_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class Manifest:
    """The manifest of the last build, which this build replaces when it is finished.

    A build that was killed leaves one without digests, so that the next build takes
    nothing for unchanged.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.files: set[str] = set()
        """Paths in the output folder, with forward slashes."""
        self.digests: dict[str, str] = {}
        """Digests by name of the fingerprint."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            stored = json.loads(path.read_text(encoding="utf-8"))
            self.files = set(stored["files"])
            self.digests = dict(stored["digests"])
        self._stored = self.files.copy(), self.digests
        self.is_finished = bool(self.digests)
        """Whether the build that left it was finished."""

    def begin(self, files: Iterable[str]) -> None:
        """Add files that this build may write, and drop the digests on disk.

        If the build is killed, the next one takes nothing for unchanged, and knows
        which files may be left over.
        """
        self.files |= set(files)
        self._write({})

    def make_room(self, outdir: Path, names: Iterable[str]) -> None:
        """Delete files of the last build where a folder is needed, and the reverse.

        :param names: paths of the files that this build may write.
        """
        new = set(names)
        stale = self.files - new
        new_folders = {f for name in new for f in folders_of(name)} if stale else set()
        for name in stale:
            if name in new_folders or not new.isdisjoint(folders_of(name)):
                path = outdir / name
                if path.is_file():
                    path.unlink()
                    _remove_empty(path.parent, outdir)

    def remove_static(self, outdir: Path, names: Iterable[str]) -> None:
        """Delete static files of the last build before pages show their checksums.

        :param names: paths of the files that this build may write.
        """
        static = {name for name in self.files if name.startswith("_static/")}
        self.remove_stale(outdir, (self.files - static).union(names))

    def remove_stale(self, outdir: Path, files: Iterable[str]) -> list[str]:
        """Delete the files that the last build wrote and this one didn't.

        :return: the paths that were deleted.
        """
        removed = []
        root = outdir.resolve()
        for name in sorted(self.files - set(files)):
            path = outdir / name
            if path.is_file() and path.resolve().is_relative_to(root):
                path.unlink()
                removed.append(name)
                _remove_empty(path.parent, outdir)
        return removed

    def save(self, digests: Mapping[str, str]) -> None:
        """Save the manifest of a finished build, of which `files` is set."""
        self.digests = dict(digests)
        if self._stored != (self.files, self.digests):
            self._write(self.digests)

    def _write(self, digests: Mapping[str, str]) -> None:
        self._stored = self.files.copy(), dict(digests)
        stored = {"files": sorted(self.files), "digests": dict(sorted(digests.items()))}
        write_changed(self._path, json.dumps(stored))


def _remove_empty(folder: Path, top: Path) -> None:
    """Remove a folder if it is empty, then those above it, up to `top`."""
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
