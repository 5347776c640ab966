"""Pictures that the old service keeps on hosts of its own, and no export contains.

If their files lie in a folder beside the export, they are imported from there by name;
all others are still shown from the old hosts, and named in the report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from sphinx_blogtheme.importers.model import Note
from sphinx_blogtheme.importers.site_folder import new_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_PICTURES = frozenset(
    (".avif", ".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".svg", ".webp")
)
_URL = re.compile(r"https?://[^\s\"'<>()\\]+")
_SIZE = re.compile(r"/(?:[swh]\d+(?:-[a-z0-9-]+)*|max/\d+(?:/\d+)*)(?=/)|=[swh]\d+.*$")
"""Size of a picture, in its URL: ``/s1600/``, ``/w400-h300/``, ``/max/800/``, ``=s0``."""

_SHOWN = 3


class HostedPictures:
    """The pictures of some hosts, and the files that take their place."""

    def __init__(
        self, hosts: str, folder: Path | None, bodies: Iterable[str] = ()
    ) -> None:
        """
        Take the hosts, the folder, and the texts that show the pictures.

        :param hosts: pattern of the names of the hosts.
        :param folder: folder of the files, at any depth; None if there is none.
        :param bodies: the bodies of all posts, in which the same name may stand for
            several pictures.
        """
        self.files: dict[str, Path] = {}
        self._hosts = re.compile(hosts)
        self._folder = folder
        self._found: dict[str, list[Path]] = defaultdict(list)
        for path in sorted(folder.rglob("*")) if folder else ():
            if path.suffix.lower() in _PICTURES and path.is_file():
                self._found[_key(path.name)].append(path)
        self._pictures: dict[str, set[str]] = defaultdict(set)
        for body in bodies if self._found else ():
            for url in _URL.findall(body):
                if name := self._name(url):
                    self._pictures[_key(name)].add(_picture(url))
        self._taken: set[Path] = set()
        self._shown: dict[str, dict[str, str]] = defaultdict(dict)

    def url(self, url: str, source: str) -> str:
        """Return the new URL of a picture: that of its file, or as it is.

        :param source: name of the document that shows it, for reports.
        """
        name = self._name(url)
        if not name:
            return url
        found = self._found.get(_key(name), ())
        if len(found) == 1 and len(self._pictures[_key(name)]) <= 1:
            target = new_path(f"images/{found[0].name.replace('*', '_')}")
            self.files[f"files/{target}"] = found[0]
            self._taken.add(found[0])
            return quote(f"/{target}", safe="/-_.~!$&'()*+,;=:@")
        self._shown[source][_picture(url)] = name
        return url

    def _name(self, url: str) -> str:
        """Return the file name of a picture, "" if the URL is not of the hosts."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return ""
        if not self._hosts.fullmatch(parts.netloc.lower()):
            return ""
        last = unquote(parts.path).rstrip("/").rpartition("/")[2]
        return last if re.fullmatch(r"[^\x00-\x1f/\\]{1,200}", last) else ""

    def missing(self) -> Iterator[Note]:
        """Yield a note for each document with pictures that are still elsewhere."""
        for source, pictures in self._shown.items():
            names = [*dict.fromkeys(pictures.values())]
            named = ", ".join(name[:60] for name in names[:_SHOWN])
            more = len(names) - _SHOWN
            named += f" and {more} more" if more > 0 else ""
            count = len(pictures)
            what = "a picture" if count == 1 else f"{count} pictures"
            are = "is" if count == 1 else "are"
            message = f"shows {what} that {are} not in the export ({named}); the old"
            message += f" site's host still has {'it' if count == 1 else 'them'}"
            yield Note(source=source, message=message)

    def left(self) -> Iterator[Note]:
        """Yield a note on the pictures in the folder that no document shows."""
        paths = (path for paths in self._found.values() for path in paths)
        if count := sum(path not in self._taken for path in paths):
            source = f"{self._folder}/ ({count} picture{'' if count == 1 else 's'})"
            message = "shown by no post or page under this name, or by several"
            yield Note(source=source, message=message)


def _key(name: str) -> str:
    """Return a name as folders have it: ``1*x.png`` of Medium may be ``1_x.png``."""
    return name.casefold().replace("*", "_")


def _picture(url: str) -> str:
    """Return the path of a picture's URL without its size."""
    return _SIZE.sub("", urlsplit(url).path)
