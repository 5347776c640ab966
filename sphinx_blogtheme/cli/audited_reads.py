"""What a process looks at while it prepares work, to find out later if that changed.

Python tells of each file that is opened and each folder that is listed (audit events,
https://docs.python.org/3/library/audit_events.html), not of files of which only the
existence is asked. So whoever uses this has to ask for other reasons, too.
"""

from __future__ import annotations

import os
import stat
import sys
import sysconfig
import threading
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CLOCKS = {"datetime", "now", "random", "secrets", "time", "today", "uuid"}
"""Names of modules and functions whose results are others each time."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_EFFECTS = ("fcntl.", "os.", "pty.", "shutil.", "socket.", "sqlite3.", "subprocess.")
"""What the events begin with that others would notice, but for `_HARMLESS`."""

_HARMLESS = {
    *("os.add_dll_directory", "os.chdir", "os.fwalk", "os.getxattr", "os.listdir"),
    *("os.listxattr", "os.putenv", "os.scandir", "os.unsetenv", "os.walk"),
}


class FileState(NamedTuple):
    """What the system says of a file; all three are 0 if there is none."""

    changed: int = 0
    """Time of the last change, in nanoseconds."""
    size: int = 0
    number: int = 0


def file_state(path: str) -> FileState | None:
    """Return the state of a file; None for a folder, a device or a pipe."""
    try:
        found = os.stat(path)  # noqa: PTH116 -- of thousands of files
    except (OSError, ValueError):
        return FileState()
    if not stat.S_ISREG(found.st_mode):
        return None
    return FileState(found.st_mtime_ns, found.st_size, found.st_ino)


def module_times() -> dict[str, int]:
    """Return the modification times (in ns) of all loaded modules' files, by path."""
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    times = {}
    for file in filter(None, files):
        with suppress(OSError):
            times[file] = os.stat(file).st_mtime_ns  # noqa: PTH116
    return times


class Lookups:
    """The files that this process reads and the folders that it lists.

    What cannot be noticed later, or would be noticed by others, is given up: writing,
    starting programs, asking other computers, and the author's code that asks a clock.
    """

    def __init__(
        self,
        folders: Iterable[Path],
        give_up: Callable[[], Any],
        written: Path | None = None,
    ) -> None:
        """Take what is known before.

        :param folders: folders with the author's files; their names are compared.
        :param give_up: called by what is given up, and must not return.
        :param written: the one file that may be written.
        """
        self._authors = [os.path.realpath(folder) for folder in folders]
        self._give_up = give_up
        self._written = str(written)
        self._files: dict[str, FileState | None] = {}
        self._folders: dict[str, frozenset[str]] = {}
        self._modules: dict[str, int] = {}
        self._day = _day()
        self._is_on = False
        self._listing = threading.local()

    def begin(self) -> None:
        """Note what this process looks at from now on."""
        for folder in (*self._authors, *sys.path):
            self._note_folder(folder or os.curdir)
        self._is_on = True
        sys.addaudithook(self._note)

    def end(self) -> None:
        """Note no more."""
        self._is_on = False
        self._modules = module_times()

    def are_current(self) -> bool:
        """Return whether nothing has changed that was looked at."""
        return (
            self._day == _day()
            and all(file_state(path) == now for path, now in self._files.items())
            and all(_names(path) == now for path, now in self._folders.items())
            and self._modules == module_times()
        )

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._is_on or getattr(self._listing, "is_ours", False):
            return
        if event == "open":
            self._note_file(*arguments)
        elif event in ("os.listdir", "os.scandir"):
            if not isinstance(arguments[0], int):
                self._note_folder(arguments[0] or os.curdir)
        elif event == "exec":
            if self._asks_a_clock(arguments[0]):
                self._give_up()
        elif event == "os.mkdir":
            if not Path(os.fsdecode(arguments[0])).is_dir():
                self._give_up()
        elif event.startswith(_EFFECTS) and event not in _HARMLESS:
            self._give_up()

    def _note_file(self, file: Any, mode: object, flags: int) -> None:
        del mode
        if isinstance(file, int):
            return
        path = os.path.abspath(os.fsdecode(file))  # noqa: PTH100
        if flags & _WRITING:
            if path not in (self._written, os.devnull):
                self._give_up()
        elif path not in self._files:
            self._files[path] = file_state(path)

    def _note_folder(self, folder: Any) -> None:
        path = os.path.abspath(os.fsdecode(folder))  # noqa: PTH100
        if path not in self._folders:
            self._listing.is_ours = True
            self._folders[path] = _names(path)
            self._listing.is_ours = False

    def _asks_a_clock(self, code: object) -> bool:
        if not isinstance(code, CodeType):
            return False
        file = os.path.realpath(code.co_filename)
        is_authors = any(file.startswith(f"{place}{os.sep}") for place in self._authors)
        if not is_authors or file.startswith(_installed()):
            return False
        return not CLOCKS.isdisjoint(_names_in(code))


@cache
def _installed() -> tuple[str, ...]:
    """Return what the paths of installed modules begin with; a blog may have them."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    places = (os.path.realpath(sysconfig.get_path(name)) for name in names)
    return tuple(f"{place}{os.sep}" for place in places)


def _names(folder: str) -> frozenset[str]:
    """Return the names in a folder; none if there is no such folder."""
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return frozenset()


def _names_in(code: CodeType) -> set[str]:
    """Return the names that code uses, with those in its functions."""
    inner = (part for part in code.co_consts if isinstance(part, CodeType))
    return set(code.co_names).union(*map(_names_in, inner))


def _day() -> tuple[int, ...]:
    """Return the days that it is here, and in Greenwich."""
    return (*time.localtime()[:3], *time.gmtime()[:3])
