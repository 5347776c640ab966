"""The folders and the environment variables with which the code of a post runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType

_KEPT = (
    *("SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "WINDIR"),  # Windows
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
)
_FOLDERS = ("work", "home", "tmp", "control")


class Sandbox:
    """The temporary folder of a post: it is deleted when the code has run."""

    def __init__(self) -> None:
        self._whole = tempfile.TemporaryDirectory(
            prefix="sphinx-blogtheme-", ignore_cleanup_errors=True
        )
        root = Path(self._whole.name).resolve()
        self.work, self.home, self.tmp, self.control = (root / n for n in _FOLDERS)

    def __enter__(self) -> Self:
        """Make the folders."""
        for folder in (self.work, self.home, self.tmp, self.control):
            folder.mkdir()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Delete the folders."""
        self._whole.cleanup()

    def bring(self, files: Mapping[str, Path]) -> None:
        """Copy files and folders into the folder in which the code runs.

        :param files: their places, by the paths that they get in that folder.
        :raises NoFileError: if one cannot be read.
        """
        for path, place in files.items():
            target = self.work / path
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                if place.is_dir():
                    shutil.copytree(place, target, dirs_exist_ok=True)
                else:
                    shutil.copyfile(place, target)
            except OSError as error:
                raise NoFileError(f"python: files: {path!r}: {error}") from None

    def environ(self, python: str, seed: int) -> dict[str, str]:
        """Return the environment variables: few, and the same on every machine.

        :param python: path of the interpreter, whose folder comes first in ``PATH``.
        """
        path = [str(Path(python).parent), os.environ.get("PATH", os.defpath)]
        found = {name: os.environ[name] for name in _KEPT if name in os.environ}
        folders = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.tmp))
        if sys.platform == "linux":
            found["LC_ALL"] = "C.UTF-8"
        return found | {
            **folders,
            "HOME": str(self.home),
            "USERPROFILE": str(self.home),
            "PATH": os.pathsep.join(path),
            "PYTHONHASHSEED": str(seed),
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            # Figures are drawn into nothing.
            "MPLBACKEND": "Agg",
            "NO_COLOR": "1",
            "PYTHON_COLORS": "0",
            "TERM": "dumb",
            "TZ": "UTC",
        }


class NoFileError(Exception):
    """A file that the code of a post is to have does not exist."""


def files_beside(folder: Path, post: str, names: Iterable[str]) -> dict[str, Path]:
    """Return the files that a post names, by the paths that its code has them at.

    These are the paths from the post's folder; a file elsewhere has its name alone.

    :param folder: the blog's folder, absolute.
    :param post: path of the post from there.
    :param names: paths or globs from the folder of the post.
    :raises NoFileError: if there is none, or if it is not in the blog's folder.
    """
    found: dict[str, Path] = {}
    home, whole = (folder / post).parent.resolve(), folder.resolve()
    for name in names:
        exact = home / name
        places = [exact] if exact.exists() else sorted(home.glob(name))
        if not places:
            raise NoFileError(f"python: files: {name!r}: there is no such file")
        for place in map(Path.resolve, places):
            if not place.is_relative_to(whole):
                raise NoFileError(
                    f"python: files: {name!r}: expected a file in the blog's folder"
                )
            inside = place.is_relative_to(home)
            path = place.relative_to(home) if inside else Path(place.name)
            found[path.as_posix()] = place
    return found


@cache
def shell_command(*, network: bool) -> tuple[str, ...]:
    """Return the command that runs a script; empty if there is no shell.

    Without the network if the system can do that: in a network namespace of its own.
    """
    shell = shutil.which("bash") or shutil.which("sh")
    if shell is None:
        return ()
    apart = (shutil.which("unshare") or "", "-rn")
    if network or not apart[0]:
        return (shell,)
    works = subprocess.run(  # noqa: S603 -- a program of the system
        [*apart, shell, "-c", ":"], capture_output=True, check=False
    )
    return (*apart, shell) if works.returncode == 0 else (shell,)
