"""Turn bytes into files that are whole or absent, never half written."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def write_bytes(target: Path, content: bytes) -> None:
    """Write a file, with the folders above it, in one step."""
    with _replacing(target) as file:
        file.write(content)


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
