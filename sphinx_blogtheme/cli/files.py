"""Turn bytes into files that are whole or absent, never half written."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


def write_bytes(target: Path, content: bytes) -> None:
    """Write a file, with the folders above it, in one step."""
    with _replacing(target) as file:
        file.write(content)


def write_new(target: Path, content: bytes) -> None:
    """Write a file that isn't there yet, with the folders above it, in one step.

    :raises FileExistsError: if it is there by now.
    """
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    made = [folder for folder in target.parents if not folder.exists()]
    try:
        write_bytes(target, content)
    except BaseException:
        _remove_empty(made)
        raise


def write_together(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Write new files below a folder: all of them, or none if anything fails.

    :param files: from paths relative to the folder.
    :raises FileExistsError: if one of them is there already.
    """
    written: list[Path] = []
    paths = [folder / path for path in files]
    made = {parent for path in paths for parent in path.parents if not parent.exists()}
    try:
        for path, content in files.items():
            # Noted first: an interruption may come right after the file is there.
            if not os.path.lexists(folder / path):
                written.append(folder / path)
            write_new(folder / path, content)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        _remove_empty(made)
        raise


def _remove_empty(folders: Iterable[Path]) -> None:
    """Remove folders, the deepest first, as far as they are empty."""
    for made in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        with suppress(OSError):
            made.rmdir()


def copy_file(source: Path, target: Path) -> None:
    """Copy the content of a file, with the folders above it, in one step."""
    with source.open("rb") as original, _replacing(target) as file:
        shutil.copyfileobj(original, file)


@contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    """Open a temporary file that becomes the target if nothing fails."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".tmp-", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        # mkstemp() makes files that only their owner may read.
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    # There is no way to read the mask without setting it.
    mask = os.umask(0)
    os.umask(mask)
    return mask


def files_below(
    folder: Path, without: Callable[[str], bool] | None = None
) -> tuple[list[Path], list[Path]]:
    """Return the files below a folder, sorted, and the paths that aren't taken.

    Links that lead out of the folder, or to a folder, are not followed, and
    devices, pipes and the like are not read.

    :param without: tells from its name whether a folder is passed over.
    :return: both relative to the folder.
    """
    root = folder.resolve()
    taken: list[Path] = []
    left: list[Path] = []
    for parent, folders, names in os.walk(folder):
        if without:
            passed = [name for name in folders if without(name)]
            left += [(Path(parent) / name).relative_to(folder) for name in passed]
            folders[:] = [name for name in folders if name not in passed]
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in names + links:
            path = Path(parent) / name
            inside = path.resolve().is_relative_to(root)
            good = inside and path.is_file()
            (taken if good else left).append(path.relative_to(folder))
    return sorted(taken), sorted(left)
