"""The headers of all files, kept from build to build; only changed files are read.

What was found in a file with a header is kept beside it, unless the time may change it.
"""

from __future__ import annotations

import pickle
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.discovery.cascade import FolderDefaults
from sphinx_blogtheme.discovery.found_sources import (
    FileContent,
    FoundSource,
    KeptFinding,
    unpickled,
)
from sphinx_blogtheme.files import write_whole

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.discovery.file_digests import FileDigests
    from sphinx_blogtheme.model.kinds import BodyShape
    from sphinx_blogtheme.model.posts import Header

    FileState = tuple[str | None, str | None, tuple[tuple[str, str], ...]]


_PROGRAM = ("config", "discovery", "front_matter", "model")
"""Packages whose code reads headers: if it changes, nothing kept is used."""


class _Entry(NamedTuple):
    """What is kept of one file."""

    state: FileState
    """The digests of the files that the header is from."""
    expected: bool
    content: bytes
    finding: KeptFinding | None = None


class HeaderStore:
    """The headers of files, kept in a pickle from build to build."""

    def __init__(
        self,
        store: Path,
        zone: ZoneInfo,
        root: Path,
        digests: FileDigests,
        *,
        options: str = "",
        beside: bool = True,
    ) -> None:
        """Open a store.

        :param store: path of the pickle, which need not exist.
        :param zone: time zone of dates that name none.
        :param root: the source folder.
        :param digests: the digests of the files in it.
        :param options: digest of all that decides what is found in a file, besides the
            file itself and the time.
        :param beside: whether there may be files with the headers of others.
        """
        self._store = store
        self._digests = digests
        self._zone = zone
        self._root = root
        self._beside = beside
        self._key = [zone.key, *_program(digests)]
        self._options = options
        self._used: dict[str, _Entry] = {}
        self.defaults = FolderDefaults(root, zone)
        try:
            found = pickle.loads(store.read_bytes())  # noqa: S301 -- ours
            key, options_before, self._known = found
        except Exception:  # noqa: BLE001 -- whatever is wrong, all is read again
            key, options_before, self._known = None, None, {}
        if key != self._key:
            self._known = {}
        self._saved = self._known
        if options_before != options:
            self._saved = {}
            self._known = {
                path: entry._replace(finding=None)
                for path, entry in self._known.items()
            }

    def read(
        self, path: str, *, markup: str = "markdown", expected: bool = False
    ) -> tuple[Header, BodyShape]:
        """Return the header of a file, and the shape of its body.

        :param path: path from the source folder, with forward slashes.
        :param markup: file type in ``source_suffix``, such as ``markdown``.
        :param expected: whether the file is a post for other reasons than its header.
        """
        state = self._state(path)
        entry = self._known.get(path)
        if entry is None or entry[:2] != (state, expected):
            # Imported only here, since in most builds no header has changed.
            from sphinx_blogtheme.discovery.header_reader import HeaderReader

            reader = HeaderReader(self._root, self._zone, self.defaults)
            content = FileContent(*reader.read(path, markup, expected=expected))
            entry = _Entry(state, expected, content.pickled())
        else:
            content = unpickled(entry.content)
        self._used[path] = entry
        return content.header, content.shape

    def find(self, path: str, now: float) -> tuple[FoundSource, KeptFinding] | None:
        """Return what was found in a file, if that is kept and holds now.

        :param now: the time of the build, in seconds since 1970.
        """
        entry = self._known.get(path)
        if entry is None or entry.finding is None or entry.finding.since > now:
            return None
        if entry.state != self._state(path):
            return None
        self._used[path] = entry
        return _found(path, entry.finding, entry.content), entry.finding

    def keep(
        self, path: str, finding: KeptFinding, content: FileContent
    ) -> FoundSource:
        """Keep what was found in a file that was just read, and return it."""
        data = content.pickled()
        if finding.is_post:
            digest = blake2b(data, digest_size=8).hexdigest()
            finding = finding._replace(digest=digest)
        self._used[path] = self._used[path]._replace(content=data, finding=finding)
        return _found(path, finding, data)

    def content(self, path: str) -> FileContent:
        """Return what is kept of a file that was asked for in this build."""
        return unpickled(self._used[path].content)

    def forget(self, path: str) -> None:
        """Remove a file from the store, with its name; it is read again next time."""
        self._used.pop(path, None)
        self._digests.forget(path)
        self._digests.forget(f"{path.rpartition('.')[0]}.meta")

    def save(self) -> None:
        """Write what is kept of the files that were read since the store was opened."""
        if self._used != self._saved:
            kept = [self._key, self._options, self._used]
            write_whole(self._store, pickle.dumps(kept, pickle.HIGHEST_PROTOCOL))
            self._saved = dict(self._used)

    def _state(self, path: str) -> FileState:
        beside = None
        if self._beside:
            # Nikola's two-file format: the header of a post is in a file beside it.
            beside = self._digests.of(f"{path.rpartition('.')[0]}.meta")
        return self._digests.of(path), beside, self.defaults.state(path)


def _found(path: str, finding: KeptFinding, content: bytes) -> FoundSource:
    return FoundSource(
        path,
        finding.docname,
        content if finding.is_post else None,
        finding.is_permalink,
        finding.language,
        finding.digest,
    )


def _program(digests: FileDigests) -> list[str | None]:
    """Return the digests of the modules that read headers."""
    root = Path(__file__).parents[1]
    files = [file for name in _PROGRAM for file in (root / name).glob("*.py")]
    return [digests.of(str(file)) for file in sorted(files)]
