"""Turn the URLs that a page once had into places in the output."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

MAX_SEGMENT_BYTES = 200
"""UTF-8 bytes of a part of a path: file systems stop at 255."""

_PAGE = (".html", ".htm")

# What Windows has no file name for ("Naming Files, Paths, and Namespaces",
# Microsoft); the backslash parts folders there, and a colon drives.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\\/\ud800-\udfff]")
_DEVICE = re.compile(r"(con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Alias:
    """A URL of the site from which readers are sent on."""

    text: str
    """As the author wrote it."""
    place: str
    """Path in the site, decoded, without slashes at its ends: ``old/x``."""

    @property
    def file(self) -> str:
        """Path of the file that a server shows there."""
        if self.place.endswith(_PAGE):
            return self.place
        return f"{self.place}/index.html"

    @property
    def urls(self) -> tuple[str, ...]:
        """The URLs, quoted, without a slash at their start, that lead there."""
        url = quote(self.place)
        return (url,) if self.place.endswith(_PAGE) else (url, f"{url}/")


def parse_alias(text: str, base_url: str) -> Alias:
    """Return what an author's alias means.

    :param base_url: of the site; an alias may begin with it.
    :raises ValueError: with what was wrong, where it cannot be a file of the site.
    """
    url = text.removeprefix(base_url) if base_url else text
    parts = urlsplit(url)  # may raise itself
    if parts.scheme or parts.netloc or url.startswith("//"):
        raise ValueError("it is not in this site")
    if parts.query or parts.fragment:
        raise ValueError("a file cannot answer what follows '?' or '#'")
    segments = [unquote(segment) for segment in _segments(parts.path)]
    if segments and segments[-1].lower() in ("index.html", "index.htm"):
        del segments[-1]
    if not segments:
        raise ValueError("that is the front page")
    for number, segment in enumerate(segments, start=1):
        if fault := _fault_of(segment, last=number == len(segments)):
            raise ValueError(fault)
    if segments[0].startswith((".", "_")):
        raise ValueError("names that begin with '.' or '_' are not for pages")
    return Alias(text=text, place="/".join(segments))


def _segments(path: str) -> list[str]:
    return path.strip("/").split("/") if path.strip("/") else []


def _fault_of(segment: str, *, last: bool) -> str:
    if not segment:
        return "there is nothing between two of its slashes"
    if segment.endswith(".") or segment != segment.strip():
        return "its parts cannot end in dots or spaces"
    if _UNSAFE.search(segment) or _DEVICE.match(segment):
        return f"{segment!r} cannot be the name of a file everywhere"
    if len(segment.encode()) > MAX_SEGMENT_BYTES:
        return "a part of it is too long for the name of a file"
    if not last and segment.endswith(_PAGE):
        return f"{segment!r} is the name of a page, not of a folder"
    return ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """A URL from which readers are sent to a page."""

    alias: Alias
    docname: str
