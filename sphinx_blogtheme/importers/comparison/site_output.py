"""The pages, feeds, files and redirects of a site that an engine built, by URL."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.files import files_below

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT, LED_ON, LOST = "kept", "led on", "lost"
"""What became of a URL of the old site."""

_HTML = (".html", ".htm")
_FEED = (".xml", ".json", ".rss", ".atom", "")
_REFRESH = re.compile(
    r"<meta\b[^>]*http-equiv\s*=\s*[\"']?refresh\b[^>]*>", re.IGNORECASE
)
_TARGET = re.compile(r"url\s*=\s*[\"']?([^\"'>]+)", re.IGNORECASE)
_CANONICAL = re.compile(
    r"<link\b[^>]*\brel\s*=\s*[\"']?canonical\b[^>]*>", re.IGNORECASE
)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>", re.DOTALL)
_FEED_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_JSON_FEED = b"jsonfeed.org/version"
_NOT_FOUND = re.compile(r"/(?:404|50x|500)(?:\.html?|/)?$")
_ABSOLUTE = re.compile(r"https?://[^\s<>\"']+")
_HEAD_BYTES = 6000
_FEED_BYTES = 100_000
_MAX_HOPS = 5
_MAX_REDIRECT = 2000
"""Characters of text that a page which leads on has at most."""


class Outcome(NamedTuple):
    """What a site answers at a URL."""

    state: str
    """`KEPT`, `LED_ON` or `LOST`."""
    url: str
    """Where the readers are then; empty if the URL is lost."""


def _refuse(error: OSError) -> None:
    """Refuse a folder that cannot be read, because all of it would count as lost.

    :raises CommandError: always.
    """
    msg = f"cannot read {error.filename}: {error.strerror}"
    raise CommandError(msg)


class SiteOutput:
    """A built site. All URLs are decoded paths from its root, such as ``/2025/x/``."""

    def __init__(self, folder: Path) -> None:
        """Find the files of a site.

        :raises CommandError: if the folder has no page.
        """
        self.folder = folder
        self.pages: dict[str, Path] = {}
        """The files of the pages, by URL."""
        self.redirects: dict[str, str] = {}
        """Targets of the pages that lead on, by URL; absolute, or from the root."""
        self.feeds: dict[str, Path] = {}
        """The files of the feeds, by URL."""
        self.files: dict[str, Path] = {}
        """All other files, by URL."""
        self.canonical: dict[str, str] = {}
        """What a page says its URL is, by the one that it has."""
        self.heads: dict[str, str] = {}
        """The beginnings of the pages, by URL."""
        self._read(folder)
        if not self.pages:
            msg = f"{folder} has no pages; expected the folder of a built site"
            raise CommandError(msg)
        self.base_path, self.hosts = self._places()
        self._rules = [*self._read_rules(folder / "_redirects")]

    def _read(self, folder: Path) -> None:
        taken, _ = files_below(folder, failed=_refuse)
        for path in sorted(taken):
            name, suffix = path.as_posix(), path.suffix.lower()
            file = folder / path
            if suffix in _HTML:
                self._add_page(page_url(name), file)
            elif suffix in _FEED and _is_feed(file):
                self.feeds[f"/{name}"] = file
            else:
                self.files[f"/{name}"] = file

    def _add_page(self, url: str, file: Path) -> None:
        if _NOT_FOUND.search(url):
            return
        with file.open("rb") as stream:
            head = stream.read(_HEAD_BYTES).decode("utf-8", "replace")
        self.pages[url], self.heads[url] = file, head
        if len(head) < _MAX_REDIRECT and (found := _REFRESH.search(head)):
            target = _TARGET.search(unescape(found[0]))
            if target:
                self.redirects[url] = target[1].strip()
        if found := _CANONICAL.search(head):
            self.canonical[url] = _href(found[0])

    def _places(self) -> tuple[str, frozenset[str]]:
        """Return the path of the site on its host, without a slash, and its hosts."""
        paths: Counter[str] = Counter()
        hosts: Counter[str] = Counter()
        for url, said in self._said():
            parts = _split(said)
            path = unquote(parts.path) if parts else ""
            for form in (url, url.rstrip("/"), url.removesuffix(".html")):
                if parts and parts.netloc and form and path.endswith(form):
                    hosts[parts.netloc] += 1
                    paths[path.removesuffix(form)] += 1
                    break
        total = sum(hosts.values())
        own = {host for host, count in hosts.items() if count * 2 > total}
        return (max(paths, key=paths.__getitem__) if paths else ""), frozenset(own)

    def _said(self) -> Iterator[tuple[str, str]]:
        """Yield URLs of pages, and the absolute ones that the site gives for them."""
        yield from self.canonical.items()
        by_name: dict[str, list[str]] = {}
        for url in self.pages:
            by_name.setdefault(_last_name(url), []).append(url)
        for file in self.feeds.values():
            text = file.read_bytes()[:_FEED_BYTES].decode("utf-8", "replace")
            for said in dict.fromkeys(_ABSOLUTE.findall(text)):
                pages = by_name.get(_last_name(_path_of(said)), [])
                yield from ((page, said) for page in pages if page != "/")

    def _read_rules(self, file: Path) -> Iterator[tuple[str, str]]:
        """Yield old and new URLs of the rules in a ``_redirects`` file."""
        self.files.pop("/_redirects", None)
        if not file.is_file():
            return
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            words = line.partition("#")[0].split()
            if len(words) > 1 and not words[-1].startswith(("2", "4")):
                yield unquote(words[0]), words[1]

    def urls_of_page(self, url: str) -> str:
        """Return the URL of a page as the site itself writes it: ``/x`` for ``/x.html``."""
        said = self.local(self.canonical.get(url, ""), url)
        same = {url.removesuffix(".html"), f"{url.removesuffix('.html')}/"}
        return said if said in same else url

    def local(self, link: str, page: str) -> str:
        """Return the URL from the root of a link; empty if it leads to another site.

        :param link: the link as it is written.
        :param page: URL of the page that has it, from the root.
        """
        try:
            parts = urlsplit(urljoin(f"//here{self.base_path}{page}", link.strip()))
        except ValueError:
            return ""
        if parts.scheme not in ("", "http", "https"):
            return ""
        if parts.netloc not in ("here", *self.hosts):
            return ""
        path = unquote(parts.path)
        if self.base_path and path.startswith(f"{self.base_path}/"):
            path = path.removeprefix(self.base_path)
        return page_url(path.removeprefix("/")) if path else "/"

    def answer(self, url: str) -> Outcome:
        """Return what the site answers at a URL, as a static host serves it."""
        here, moved = url, False
        for _ in range(_MAX_HOPS):
            place = self._place(here)
            target = self.redirects.get(place, "") if place else self._rule(here)
            if place and not target:
                return Outcome(LED_ON if moved else KEPT, place)
            if not target:
                break
            parts = _split(target)
            foreign = parts and parts.netloc and parts.netloc not in self.hosts
            if foreign:
                return Outcome(LED_ON, target)
            here, moved = self.local(target, place or here), True
            if not here:
                break
        return Outcome(LOST, "")

    def _place(self, url: str) -> str:
        """Return the URL of what a host serves at one; hosts add or leave out a slash."""
        for form in (url, f"{url.rstrip('/')}/", f"{url.rstrip('/')}.html"):
            if form in self.pages or form in self.feeds or form in self.files:
                return form
        bare = url.rstrip("/")
        return bare if bare in self.feeds and not bare.endswith(".html") else ""

    def _rule(self, url: str) -> str:
        for old, new in self._rules:
            if old.rstrip("/") == url.rstrip("/"):
                return new
            stem = old.removesuffix("*")
            if stem != old and url.startswith(stem):
                return new.replace(":splat", url.removeprefix(stem))
        return ""


def page_url(name: str) -> str:
    """Return the URL of a file from the root: ``/x/`` for ``x/index.html``."""
    folder, _, last = name.rpartition("/")
    if last in ("index.html", "index.htm"):
        return f"/{folder}/" if folder else "/"
    return f"/{name}"


def page_of(site: SiteOutput, url: str) -> str:
    """Return the URL of a page's file, for the one that the site writes."""
    forms = (url, f"{url.rstrip('/')}/", f"{url.rstrip('/')}.html")
    return next((form for form in forms if form in site.pages), url)


def urls_in_sitemap(file: Path) -> list[str]:
    """Return the URLs in a sitemap, or in those that it names and that lie beside it.

    :raises CommandError: if there is none.
    """
    try:
        text = file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        msg = f"cannot read {file}: {error.strerror}"
        raise CommandError(msg) from None
    if "<sitemapindex" in text:
        names = [unescape(one).rpartition("/")[2] for one in _LOCATION.findall(text)]
        beside = [file.with_name(name) for name in names if name != file.name]
        found = [u for one in beside if one.is_file() for u in urls_in_sitemap(one)]
    elif "<loc" in text:
        found = [unescape(one) for one in _LOCATION.findall(text)]
    else:
        found = [one for one in text.split() if one.startswith(("http://", "https://"))]
    if not found:
        msg = f"{file} names no page; expected a sitemap, or the folder of a built site"
        raise CommandError(msg)
    return list(dict.fromkeys(found))


def _path_of(url: str) -> str:
    parts = _split(url)
    return unquote(parts.path) if parts else ""


def _last_name(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2].removesuffix(".html")


def _is_feed(file: Path) -> bool:
    with file.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return _JSON_FEED in head
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and bool(
        _FEED_ROOT.search(head)
    )


def _href(tag: str) -> str:
    found = _HREF.search(tag)
    return unescape(next(filter(None, found.groups()), "")) if found else ""


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None
