"""Links and images in the bodies of an export, and the files that these refer to.

URLs of the old site become paths from the root of the new one. A file is imported if
it lies beside the export; if not, its URL stays absolute, and works as long as the
old site exists.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from sphinx_blogtheme.importers.model import Note
from sphinx_blogtheme.importers.site_folder import new_path
from sphinx_blogtheme.markdown.html import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_SCALED = re.compile(r"-\d+x\d+(?=\.\w+$)")
"""Suffix of a smaller copy of an image in WordPress: ``x-300x200.png``."""

_SIZE = re.compile(r"(?:^|/)size/w\d+(?:h\d+)?/(?:format/\w+/)?")
_PHOTON = re.compile(r"https?://i\d\.wp\.com/", re.IGNORECASE)
_SAFE = "/-_.~!$&'()*+,;=:@"

NOT_GIVEN = "is not beside the export"
"""Begins what is said of a file that a text shows, and that was not given."""


class UrlRewriter:
    """Rewrites the URLs of an export, and collects the files that they refer to."""

    def __init__(
        self, base_url: str, folders: Mapping[str, Path], ids: Mapping[str, str]
    ) -> None:
        """
        Take the site's URL, folders and ids.

        :param base_url: URL of the old site, or "".
        :param folders: folders beside the export, which need not exist, by the URL path
            of their files: ``/wp-content/uploads/``.
        :param ids: URLs of documents by id, for links such as ``/?p=12``.
        """
        self.files: dict[str, Path] = {}
        self._missing: dict[str, None] = {}
        self._folders = folders
        self._ids = ids
        base = urlsplit(base_url)
        self._host = base.netloc.lower().removeprefix("www.")
        self._path = base.path.rstrip("/")

    def url(self, url: str) -> str:  # noqa: PLR0911
        """Return the new URL of a link or image, and collect the file it refers to.

        URLs of other sites are returned as they are.
        """
        whole = _PHOTON.sub("https://", url.strip())
        try:
            parts = urlsplit(whole)
        except ValueError:
            return url
        host = parts.netloc.lower().removeprefix("www.")
        if parts.scheme not in ("", "http", "https") or (not host and not parts.path):
            return url
        if host.endswith(".files.wordpress.com"):
            path = f"/wp-content/uploads{parts.path}"
        elif host not in ("", self._host) or not f"{parts.path}/".startswith(
            f"{self._path}/" if host else ""
        ):
            return url
        else:
            path = parts.path.removeprefix(self._path) if host else parts.path
        number = re.fullmatch(r"(?:p|page_id|attachment_id)=(\d+)", parts.query)
        if number and number[1] in self._ids and not path.strip("/"):
            return self.url(self._ids[number[1]])
        for prefix in self._folders:
            if path.startswith(prefix):
                return self._file(prefix, unquote(path.removeprefix(prefix)), whole)
        if not host and not parts.path.startswith("/"):
            return url
        rest = f"?{parts.query}" if parts.query else ""
        rest += f"#{parts.fragment}" if parts.fragment else ""
        return f"{path or '/'}{rest}"

    def _file(self, prefix: str, name: str, url: str) -> str:
        """Return the new URL of a file, and collect it; note it if it is missing.

        :param prefix: URL path of its folder, a key of the folders.
        :param name: path of the file from that folder.
        :param url: old URL, which is kept for a missing file.
        """
        folder = self._folders[prefix]
        for found in dict.fromkeys((name, _SCALED.sub("", name), _SIZE.sub("", name))):
            path = _within(folder, found)
            if path:
                target = new_path(f"{prefix.strip('/')}/{found}")
                self.files.setdefault(f"files/{target}", path)
                return quote(f"/{target}", safe=_SAFE)
        whole = (
            url if urlsplit(url).netloc else f"https://{self._host}{self._path}{url}"
        )
        if self._host or urlsplit(url).netloc:
            url = whole
        self._missing.setdefault(url)
        return url

    def missing(self) -> Iterator[Note]:
        """Yield a note for each file that a URL refers to, but that doesn't exist."""
        for url in self._missing:
            message = f"{NOT_GIVEN}; "
            if url.startswith("/"):
                message += f"the blog needs it as files{url}"
            else:
                message += "it is still shown from the old site"
            yield Note(source=url, message=message)

    def left(self) -> Iterator[Note]:
        """Yield a note for each folder with files that no URL refers to."""
        taken = {path.resolve() for path in self.files.values()}
        for folder in dict.fromkeys(self._folders.values()):
            paths = folder.rglob("*") if folder.is_dir() else ()
            count = sum(p.is_file() and p.resolve() not in taken for p in paths)
            if count:
                plural = "" if count == 1 else "s"
                message = "shown by no post or page that is imported"
                yield Note(source=f"{folder}/ ({count} file{plural})", message=message)


def _within(folder: Path, name: str) -> Path | None:
    """Return a file below a folder; None if it is missing or lies outside."""
    try:
        path = (folder / name).resolve()
        good = path.is_file() and path.is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return None
    return folder / name if good else None


def plain_text_of_html(text: str) -> str:
    """Return the plain text of a piece of HTML, on one line."""
    return " ".join(html.unescape(text_of(text, " ")).split())


class UniquePaths:
    """The paths of new documents, which have to be unique."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, folder: str, name: str) -> str:
        """Return a path that no other document has, such as ``pages/x-2.md``."""
        path, number = f"{folder}/{name}.md", 2
        while path.casefold() in self._taken:
            path, number = f"{folder}/{name}-{number}.md", number + 1
        self._taken.add(path.casefold())
        return path


def language_settings(language: str) -> dict[str, Any]:
    """Return the settings for a language: ``{"language": "pt_BR"}`` for ``pt-BR``.

    There are none for English, the default, and for an invalid language tag.
    """
    first, _, country = language.replace("_", "-").partition("-")
    if not re.fullmatch(r"[a-z]{2,3}", first) or first == "en":
        return {}
    keep = (first, country) in (("pt", "BR"), ("zh", "CN"), ("zh", "TW"))
    return {"language": f"{first}_{country}" if keep else first}
