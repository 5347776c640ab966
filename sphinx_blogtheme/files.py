"""Write files atomically, and only if they changed; list files, and search one."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping


def digest_of(facts: object) -> str:
    """Return the SHA-256 of a value's ``repr``, cut to 32 hexadecimal digits."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


def write_changed(path: Path, content: str | bytes) -> bool:
    """Write a file, unless it has that content already.

    :param content: the content; text is encoded in UTF-8.
    :return: whether the file was written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    with contextlib.suppress(OSError):
        if path.read_bytes() == data:
            return False
    write_whole(path, data)
    return True


def write_whole(path: Path, data: bytes) -> None:
    """Write a file atomically, and create the folders above it.

    No reader sees half of it, even if the process is killed.
    """
    with _replacing(path) as file:
        file.write(data)


def write_new(target: Path, content: bytes) -> None:
    """Write a new file atomically, and create the folders above it.

    If writing fails, the folders that were created are removed again.

    :raises FileExistsError: if the file exists already.
    """
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    made = [folder for folder in target.parents if not folder.exists()]
    try:
        write_whole(target, content)
    except BaseException:
        _remove_if_empty(made)
        raise


def write_together(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Write new files below a folder: all of them, or none if anything fails.

    :param files: the contents, by path relative to the folder.
    :raises FileExistsError: if one of the files exists already.
    """
    written: list[Path] = []
    paths = [folder / path for path in files]
    made = {parent for path in paths for parent in path.parents if not parent.exists()}
    try:
        for path, content in files.items():
            # Noted first: an interruption may come right after the file is written.
            if not os.path.lexists(folder / path):
                written.append(folder / path)
            write_new(folder / path, content)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        _remove_if_empty(made)
        raise


def copy_file(source: Path, target: Path) -> None:
    """Copy a file's content atomically, and create the folders above the target."""
    with source.open("rb") as original, _replacing(target) as file:
        shutil.copyfileobj(original, file)


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    """Open a temporary file that replaces the target if nothing fails."""
    # Threads may write the same file, such as the copies of two equal images.
    owner = f"{os.getpid()}-{threading.get_ident()}"
    temporary = target.with_name(f".{target.name}.{owner}.tmp")
    try:
        try:
            file = temporary.open("wb")
        except FileNotFoundError:  # seldom: most folders exist
            target.parent.mkdir(parents=True, exist_ok=True)
            file = temporary.open("wb")
        with file:
            yield file
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


_TEMPORARY = re.compile(r"\..+\.\d+(?:-\d+)?\.tmp|searchindex\.js\.tmp")
"""Matches the names of the files that `_replacing` makes, and Sphinx for its search."""


def remove_unfinished(folder: Path, kept: Container[str] = ()) -> None:
    """Delete the temporary files below a folder that a killed process has left.

    :param kept: paths of files that stay, relative to the folder.
    """
    for path in paths_in(folder):
        name = path.rpartition("/")[2]
        if name.endswith(".tmp") and _TEMPORARY.fullmatch(name) and path not in kept:
            (folder / path).unlink(missing_ok=True)


def _remove_if_empty(folders: Iterable[Path]) -> None:
    """Remove those of the folders that are empty, the deepest first."""
    for made in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        with contextlib.suppress(OSError):
            made.rmdir()


def paths_in(folder: Path) -> Iterator[str]:
    """Yield the paths of the files below a folder, relative to it: ``2025/x.png``.

    They have forward slashes on every system.
    """
    start = len(f"{folder}/")
    for place, _, names in os.walk(folder):
        inside = place[start:].replace(os.sep, "/")
        yield from (f"{inside}/{name}" if inside else name for name in names)


def files_below(
    folder: Path,
    without: Callable[[str], bool] | None = None,
    failed: Callable[[OSError], None] | None = None,
) -> tuple[list[Path], list[Path]]:
    """Return the files below a folder, and the paths that are left out.

    Left out are symbolic links that lead out of the folder or to a folder, and special
    files such as devices and pipes.

    :param without: returns whether a folder is skipped, given its path from the folder
        with forward slashes.
    :param failed: is called with the error of each folder that cannot be read.
    :return: the sorted paths of the files, and those of what is left out (skipped
        folders among it); both relative to the folder.
    """
    root = folder.resolve()
    taken: list[Path] = []
    left: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=failed):
        if without:
            inside = Path(parent).relative_to(folder)
            passed = [one for one in folders if without((inside / one).as_posix())]
            left += [inside / name for name in passed]
            folders[:] = [name for name in folders if name not in passed]
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in names + links:
            path = Path(parent) / name
            good = path.resolve().is_relative_to(root) and path.is_file()
            (taken if good else left).append(path.relative_to(folder))
    return sorted(taken), sorted(left)


def line_with(file: Path, *texts: str, first: int = 1) -> int:
    """Return the 1-based number of the first line of a file that has one of the texts.

    :param first: number of the line to begin at, returned if no line has any.
    """
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n")[first - 1 :]
    return next(
        (n for n, line in enumerate(lines, first) if any(t in line for t in texts)),
        first,
    )
