"""Turn files into their headers, and read again only those that changed."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme import dates, front_matter
from sphinx_blogtheme.front_matter import parse_header
from sphinx_blogtheme.output import write_whole

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.model import Header

_H1 = re.compile(r"\s*#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


class HeaderStore:
    """Headers of files, kept in a file of their own from build to build."""

    def __init__(self, store: Path, zone: ZoneInfo) -> None:
        """Open a store.

        :param zone: of dates that name none.
        """
        self._store = store
        self._zone = zone
        self._key = [zone.key, *_program()]
        self._used: dict[str, Any] = {}
        try:
            key, self._known = pickle.loads(store.read_bytes())  # noqa: S301 -- ours
        except Exception:  # noqa: BLE001 -- whatever is wrong with it, it is made anew
            key, self._known = None, {}
        if key != self._key:
            self._known = {}

    def read(self, path: Path) -> tuple[Header, str | None]:
        """Return the header of a file, and the heading that its body begins with."""
        facts, name = path.stat(), str(path)
        state = (facts.st_mtime_ns, facts.st_size)
        entry = self._known.get(name)
        if entry is None or entry[0] != state:
            text = path.read_text(encoding="utf-8-sig", errors="replace")
            header = parse_header(text, self._zone)
            heading = _H1.match("\n".join(text.split("\n")[header.body_line :]))
            entry = (state, header, heading and heading[1])
        self._used[name] = entry
        return entry[1], entry[2]

    def forget(self, path: Path) -> None:
        """Keep nothing of a file, not even its name; it is read again next time."""
        del self._used[str(path)]

    def save(self) -> None:
        """Keep the headers that were read since the store was opened."""
        if self._used != self._known:
            write_whole(self._store, pickle.dumps([self._key, self._used]))


def _program() -> list[int]:
    """Return what changes with the code that reads headers."""
    folder = Path(front_matter.__file__).parent
    files = sorted([*folder.glob("*.py"), Path(dates.__file__)])
    return [file.stat().st_mtime_ns for file in files]
