"""The files of an export, which is a file, a folder or a ZIP archive.

Nothing is unpacked beside the export. Members of an archive are read in memory, and
those that the new blog copies are unpacked to a temporary folder, which is removed when
the program ends.
"""

from __future__ import annotations

import atexit
import shutil
import stat
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SUFFIXES = (".zip", ".bar")
"""Suffixes of archives: micro.blog's are ``.bar``."""

_LARGEST = 1 << 30
"""Number of bytes beyond which a member is not read: no text is as long."""

_ODD = set(':*?"<>|')
"""Characters that names cannot have on every system."""

_DEEPEST = 6
"""Number of folders in which the files of an export may lie."""


class ExportFileError(ValueError):
    """A file of an export cannot be read, with the reason as a predicate."""


class ExportFiles:
    """The files of an export by their names, with forward slashes.

    A file that is no archive is an export of one file.
    """

    def __init__(self, source: Path) -> None:
        """
        Open an export; an archive that cannot be read has no files.

        :param source: a folder, an archive, or a file.
        """
        self.source = source
        self.folder = source if source.is_dir() else source.parent
        """The folder of the export: itself, or where its file is."""
        self._members: dict[str, zipfile.ZipInfo] | None = None
        self._archive: zipfile.ZipFile | None = None
        if source.is_file() and is_archive(source):
            try:
                self._archive = zipfile.ZipFile(source)
            except (OSError, *_FAULTS):
                self._members = {}
            else:
                self._members = dict(_members(self._archive))

    def names(self, patterns: Iterable[str]) -> list[str]:
        """Return the names of the files that match one of some patterns, sorted.

        :param patterns: as ``posts/*.html``; ``*`` matches no slash. In an archive, the
            files may also be in folders that contain all, those of a pattern without a
            folder in one.
        """
        if self._members is None and self.source.is_file():
            name = self.source.name
            last = {PurePosixPath(pattern).name for pattern in patterns}
            return [name] if any(PurePosixPath(name).match(one) for one in last) else []
        found: set[str] = set()
        for pattern in patterns:
            if self._members is None:
                paths = self.source.glob(pattern)
                found |= {
                    path.relative_to(self.source).as_posix()
                    for path in paths
                    if path.is_file()
                }
                continue
            deepest = _DEEPEST if "/" in pattern else 1
            found |= {
                name
                for name in self._members
                if name.count("/") <= deepest and PurePosixPath(name).match(pattern)
            }
        return sorted(found)

    def all_names(self) -> list[str]:
        """Return the names of all files that are not too deep in folders, sorted."""
        return self.names("*/" * depth + "*" for depth in range(_DEEPEST))

    def start_of(self, name: str, size: int) -> bytes:
        """Return the first bytes of a file; none if it cannot be read."""
        try:
            if self._archive is not None and self._members is not None:
                with self._archive.open(self._members[name]) as file:
                    return file.read(size)
            with self._path(name).open("rb") as file:
                return file.read(size)
        except (OSError, *_FAULTS):
            return b""

    def read(self, name: str) -> bytes:
        """Return a file's contents.

        :raises ExportFileError: if it cannot be read.
        """
        try:
            if self._archive is not None and self._members is not None:
                member = self._members[name]
                if member.file_size > _LARGEST:
                    raise ExportFileError("is too large to be read")
                return self._archive.read(member)
            return self._path(name).read_bytes()
        except OSError as error:
            msg = f"cannot be read ({error.strerror or error})"
            raise ExportFileError(msg) from None
        except _FAULTS as error:
            msg = f"cannot be unpacked ({error})"
            raise ExportFileError(msg) from None

    def text(self, name: str) -> str:
        """Return the text of a file in UTF-8.

        :raises ExportFileError: if it cannot be read, or is no such text.
        """
        try:
            return self.read(name).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            msg = f"is not UTF-8 (byte {error.start})"
            raise ExportFileError(msg) from None

    def _path(self, name: str) -> Path:
        return self.folder / name if self.source.is_dir() else self.source

    def folder_of(self, name: str) -> Path:
        """Return a folder of the export, which need not exist.

        That of an archive is unpacked, without files that cannot be.
        """
        archive = self._archive
        if archive is None or self._members is None:
            return self.folder / name
        place = Path(tempfile.mkdtemp(prefix="sphinx-blogtheme-"))
        atexit.register(shutil.rmtree, place, ignore_errors=True)
        for path, member in self._members.items():
            if not path.startswith(f"{name}/") or set(path) & _ODD:
                continue
            target = place / path
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as file, target.open("wb") as copy:
                    shutil.copyfileobj(file, copy)
            except (OSError, *_FAULTS):
                target.unlink(missing_ok=True)  # it would be only a part
        return place / name


_FAULTS = (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError)
"""What is raised for a member that is broken, encrypted or packed in another way."""


def is_archive(path: Path) -> bool:
    """Return whether a file is a ZIP archive, by its suffix and its contents."""
    try:
        return path.suffix.lower() in _SUFFIXES and zipfile.is_zipfile(path)
    except OSError:
        return False


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yield the files of an archive whose names lead nowhere else, by their names."""
    for member in archive.infolist():
        parts = PurePosixPath(member.filename).parts
        linked = stat.S_ISLNK(member.external_attr >> 16)
        unsafe = (
            not parts
            or parts[0] == "__MACOSX"
            or ":" in parts[0]
            or any(part in ("/", "..") or set(part) & {"\\", "\0"} for part in parts)
        )
        if not member.is_dir() and not linked and not unsafe:
            yield "/".join(parts), member
