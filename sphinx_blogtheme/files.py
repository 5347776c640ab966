"""Write files only where they change, and take away those that nothing makes now."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


def digest_of(facts: object) -> str:
    """Return what tells one state of affairs from another, by their ``repr``."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


def write_changed(path: Path, content: str | bytes) -> bool:
    """Write a file, unless it holds just that already.

    :return: whether it was written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    with contextlib.suppress(OSError):
        if path.read_bytes() == data:
            return False
    write_whole(path, data)
    return True


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that no reader, and no build that is killed, sees half of it."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
    except FileNotFoundError:  # most folders are there
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
    temporary.replace(path)


def paths_in(folder: Path) -> Iterator[str]:
    """Yield the files below a folder, as paths from there with forward slashes."""
    start = len(f"{folder}/")
    for place, _, names in os.walk(folder):
        inside = place[start:].replace(os.sep, "/")
        yield from (f"{inside}/{name}" if inside else name for name in names)


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
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
