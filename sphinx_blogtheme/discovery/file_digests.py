"""Digests of files' contents, kept from build to build.

The time of a file doesn't tell whether it changed: a checkout gives every file a new
one, and a file that is put back from a copy may have an older one. So the contents are
compared. A file is read for that only if anything that the system knows of it differs
from what it was, including the time at which the system last changed its entry, which
programs can't set.
"""

from __future__ import annotations

import os
import pickle
import stat
import time
from hashlib import blake2b
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    FileState = tuple[int, int, int, int]

UNREADABLE = "unreadable"
"""What stands for the digest of a file that can't be read."""

_SETTLED = 2_000_000_000
"""Nanoseconds after which a second change of a file surely has another time."""


class FileDigests:
    """Finds the digests of files, and keeps them in a pickle from build to build."""

    def __init__(self, store: Path, root: Path) -> None:
        """Open a store.

        :param store: path of the pickle, which need not exist.
        :param root: folder that the paths are relative to, unless they are absolute.
        """
        self._store = store
        self._root = str(root)
        self._used: dict[str, tuple[FileState, str]] = {}
        try:
            self._known = dict(pickle.loads(store.read_bytes()))  # noqa: S301 -- ours
        except Exception:  # noqa: BLE001 -- whatever is wrong, all is read again
            self._known = {}

    def of(self, path: str) -> str | None:
        """Return the digest of a file's content, or None if there is no such file."""
        file = os.path.join(self._root, path)  # noqa: PTH118 -- of each file
        try:
            facts = os.stat(file)  # noqa: PTH116
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(facts.st_mode):
            return None
        state = (facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size, facts.st_ino)
        entry = self._known.get(path)
        if entry is None or entry[0] != state:
            try:
                with open(file, "rb") as opened:  # noqa: PTH123
                    digest = blake2b(opened.read(), digest_size=16).hexdigest()
            except OSError:
                return UNREADABLE
            entry = (state, digest)
            if time.time_ns() - max(state[:2]) < _SETTLED:
                return digest  # it may change again within one tick of the clock
        self._used[path] = entry
        return entry[1]

    def seen(self, path: str) -> str | None:
        """Return the digest of a file as this build has seen it, now or before."""
        entry = self._used.get(path)
        return entry[1] if entry else self.of(path)

    def forget(self, path: str) -> None:
        """Remove a file from the store, with its name."""
        self._used.pop(path, None)

    def save(self) -> None:
        """Write the digests of the files that were asked for since it was opened."""
        if self._used != self._known:
            write_whole(self._store, pickle.dumps(self._used))
            self._known = dict(self._used)
