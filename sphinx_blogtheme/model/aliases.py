"""Aliases: former URLs of a page, from which readers are redirected to it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_ALIAS_SEGMENT_BYTES = 200
"""Maximum length of a path segment in UTF-8 bytes; file systems allow 255."""

_PAGE = (".html", ".htm")

# Characters and names that Windows doesn't allow for files ("Naming Files, Paths,
# and Namespaces", Microsoft); a backslash separates folders there, a colon drives.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\\/\ud800-\udfff]")
_DEVICE = re.compile(r"(con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(\.|$)", re.IGNORECASE)


_KEYS = ("aliases", "alias", "redirect_from", "redirect-from")
"""Keys of aliases in the header of an ordinary page."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A former URL in this site, which redirects to a page."""

    text: str
    """As the author wrote it."""
    place: str
    """Path in the site, decoded, without slashes at its ends: ``old/x``."""

    @property
    def file(self) -> str:
        """Path of the output file at this URL, such as ``old/x/index.html``."""
        if self.place.endswith(_PAGE):
            return self.place
        return f"{self.place}/index.html"

    @property
    def urls(self) -> tuple[str, ...]:
        """The quoted URLs without a leading slash: ``old/x`` and ``old/x/``.

        If the alias is the name of a page, ``old/x.html``, it is the only one.
        """
        url = quote(self.place)
        return (url,) if self.place.endswith(_PAGE) else (url, f"{url}/")


def aliases_in(metadata: Mapping[str, object]) -> tuple[str, ...]:
    """Return the aliases in the header of an ordinary page, as Sphinx stores it."""
    found: list[str] = []
    for key in _KEYS:
        found += _listed(metadata.get(key))
    return tuple(dict.fromkeys(found))


def _listed(value: object) -> Iterable[str]:
    if not isinstance(value, str):
        return ()
    try:
        items = json.loads(value)  # as MyST writes a list
    except ValueError:
        items = value.split(",")
    if not isinstance(items, list):
        items = [value]
    return [text for item in items if (text := str(item).strip())]


def parse_alias(text: str, base_url: str) -> Alias:
    """Parse an alias, such as ``/old/x/`` or ``https://example.org/old/x``.

    :param base_url: URL of the site, with which the alias may begin; may be empty.
    :raises ValueError: if the alias cannot be a file of the site; the message says why.
    """
    url = text.removeprefix(base_url) if base_url else text
    parts = urlsplit(url)  # may raise ValueError itself
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
    """Return why a segment cannot be part of a path in the site, or an empty string."""
    if not segment:
        return "there is nothing between two of its slashes"
    if segment.endswith(".") or segment != segment.strip():
        return "its parts cannot end in dots or spaces"
    if _UNSAFE.search(segment) or _DEVICE.match(segment):
        return f"{segment!r} cannot be the name of a file everywhere"
    if len(segment.encode()) > MAX_ALIAS_SEGMENT_BYTES:
        return "a part of it is too long for the name of a file"
    if not last and segment.endswith(_PAGE):
        return f"{segment!r} is the name of a page, not of a folder"
    return ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An alias, and the document or the feed to which it redirects."""

    alias: Alias
    docname: str
    feed: str = ""
    """Path of the feed, if it redirects to one; `docname` is then the front page."""
