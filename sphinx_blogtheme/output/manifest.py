"""Keep what a finished build left: its files, and the digests of what they show."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import write_changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class Manifest:
    """What a finished build left behind: its files, and digests of what they show.

    It is written last, so that a build that was killed is not taken for done.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.files: set[str] = set()
        """Paths in the output folder, with forward slashes."""
        self.digests: dict[str, str] = {}
        """By the name of what is shown."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            stored = json.loads(path.read_text(encoding="utf-8"))
            self.files = set(stored["files"])
            self.digests = dict(stored["digests"])

    def begin(self, files: Iterable[str]) -> None:
        """Note that the output is about to change, until `save` says what it is.

        After a build that was killed in between, nothing is taken for unchanged,
        and what it may have made is known.
        """
        self.files |= set(files)
        self._write({})

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

    def save(self, files: Iterable[str], digests: Mapping[str, str]) -> None:
        """Note a finished build."""
        self.files, self.digests = set(files), dict(digests)
        self._write(self.digests)

    def _write(self, digests: Mapping[str, str]) -> None:
        stored = {"files": sorted(self.files), "digests": dict(sorted(digests.items()))}
        write_changed(self._path, json.dumps(stored))


def _remove_empty(folder: Path, top: Path) -> None:
    """Remove a folder, and those above it below `top`, as far as they are empty."""
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
