"""Reader of Blogger exports, of both forms."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_blogtheme.importers.bodies.hosted_pictures import HostedPictures
from sphinx_blogtheme.importers.bodies.html_text import markdown_of, require_markdownify
from sphinx_blogtheme.importers.bodies.media import UrlRewriter, plain_text_of_html
from sphinx_blogtheme.importers.documents import zone_of
from sphinx_blogtheme.importers.exports.blogger_feed import (
    BloggerEntry,
    base_url_of,
    is_blogger_export,
    is_hidden,
    read_entries,
)
from sphinx_blogtheme.importers.exports.collected import (
    Collected,
    later_day,
    moment_of,
    split_url,
    with_local_links,
)
from sphinx_blogtheme.importers.exports.export_files import (
    ExportFileError,
    ExportFiles,
)
from sphinx_blogtheme.importers.exports.xml_entries import XmlExportError
from sphinx_blogtheme.importers.kept_settings import plain_settings
from sphinx_blogtheme.importers.model import Blog, Note
from sphinx_blogtheme.model.posts import FrontMatter, Status
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path
    from zoneinfo import ZoneInfo

NAME = "Blogger"

_FEEDS = (
    *("*.xml", "*.atom", "Blogs/*/feed.atom", "Blogger/Blogs/*/feed.atom"),
    "Takeout/Blogger/Blogs/*/feed.atom",
)
"""Where the feeds of an export are; those below ``Blogs`` are Google Takeout's."""

_HEAD = 16384
_HOSTS = (
    r"(?:\w+\.)?bp\.blogspot\.com|(?:[\w-]+\.)*googleusercontent\.com"
    r"|photos\d\.blogger\.com|lh\d\.ggpht\.com"
)
"""Hosts of the pictures that were uploaded to Blogger."""

_MORE = re.compile(
    r"<a\s[^<>]*?\bname=([\"'])more\1[^<>]*?(?:/>|>\s*</a>)", re.IGNORECASE
)
_TRACKER = re.compile(
    r"<img\b[^<>]*\bsrc=[\"'][^\"']*/tracker/[^<>]*>|<div class=[\"']blogger-post-footer"
    r"[\"']>\s*</div>",
    re.IGNORECASE,
)
_BLOGSPOT = re.compile(
    r"(https?://[\w-]+\.blogspot)\.[a-z]{2,3}(?:\.[a-z]{2})?(?=[/?#]|$)"
)
_LABEL = re.compile(r"/search/label/([^/?#]+)/?(?:\?.*)?")
_SETTINGS = ("NAME", "DESCRIPTION", "LOCALE", "TIME_ZONE", "READ_ACCESS_MODE")


def recognises(source: Path) -> bool:
    """Return whether a file or archive is a Blogger export, or a folder contains one."""
    return bool(_feeds(ExportFiles(source)))


def _feeds(files: ExportFiles) -> list[str]:
    return [
        name
        for name in files.names(_FEEDS)
        if is_blogger_export(files.start_of(name, _HEAD))
    ]


def read_blog(source: Path, assets: Path | None = None, base_url: str = "") -> Blog:
    """Read a Blogger export, or all those in a folder or archive.

    Exports that cannot be read are among the blog's errors.

    :param assets: folder of the pictures, which exports do not contain, at any depth;
        Takeout has them in ``Albums``.
    :param base_url: URL of the old site, which exports of Takeout lack.
    :raises CommandError: if the library that converts HTML is missing.
    """
    require_markdownify()
    files = ExportFiles(source)
    work = _Work(base_url=base_url)
    for name in _feeds(files):
        try:
            work.survey(name, files.read(name))
        except ExportFileError as error:
            work.found.errors.append(Note(source=name, message=str(error)))
        _read_settings(work.settings, files, name)
    folder = assets or _albums(files)
    bodies = (entry.get("content") for _, entry in work.entries)
    pictures = HostedPictures(_HOSTS, folder, bodies)
    work.read(pictures)
    found = work.found
    settings = work.settings
    return Blog(
        engine=NAME,
        documents=tuple(found.documents),
        files=pictures.files,
        title=plain_text_of_html(settings.get("NAME") or work.title),
        base_url=work.base_url,
        settings=plain_settings(
            author=found.only_author(),
            description=settings.get("DESCRIPTION", ""),
            language=settings.get("LOCALE", "").replace("_", "-"),
        ),
        skipped=(
            *found.left_out(),
            *work.others(),
            *_other_files(files),
            *pictures.left(),
        ),
        warnings=(*found.warnings, *pictures.missing()),
        errors=tuple(found.errors),
    )


def _albums(files: ExportFiles) -> Path | None:
    """Return the folder of Takeout's pictures, if there is one."""
    patterns = ("Albums/*/*", "Blogger/Albums/*/*", "Takeout/Blogger/Albums/*/*")
    for name in files.names(patterns):
        return files.folder_of(f"{name.rpartition('Albums/')[0]}Albums")
    return None


def _other_files(files: ExportFiles) -> Iterator[Note]:
    """Yield a note on the files of Takeout that are neither feeds nor pictures."""
    others = [
        name
        for name in files.all_names()
        if "Blogs/" in name and not name.endswith(("/feed.atom", "/settings.csv"))
    ]
    if others:
        names = ", ".join(dict.fromkeys(name.rpartition("/")[2] for name in others))
        yield Note(source=names, message="the look of the old blog, and the like")


def _read_settings(settings: dict[str, str], files: ExportFiles, feed: str) -> None:
    """Add the settings of a blog that Takeout has as a table beside its feed."""
    folder = feed.rpartition("/")[0]
    for name in files.names([f"{folder}/settings.csv"]) if folder else ():
        try:
            rows = [*csv.reader(io.StringIO(files.text(name)))]
        except (ExportFileError, csv.Error):
            continue
        pairs = zip(*rows[:2], strict=False) if len(rows) > 1 else ()
        for key, value in pairs:
            bare = key.strip().upper().replace(" ", "_").removeprefix("BLOG_")
            if bare in _SETTINGS and value.strip():
                settings.setdefault(bare, value.strip())


@dataclass(kw_only=True, slots=True)
class _Work:
    """The entries of all feeds, and what was made of them."""

    base_url: str
    title: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    entries: list[tuple[str, BloggerEntry]] = field(default_factory=list)
    """Posts and pages, with the names of their files."""
    kinds: Counter[str] = field(default_factory=Counter)
    """Numbers of the entries of other kinds."""
    seen: set[str] = field(default_factory=set)
    found: Collected = field(default_factory=Collected)

    def survey(self, name: str, data: bytes) -> None:
        """Sort the entries of a feed."""
        total, count = 0, -1
        try:
            for entry in read_entries(data):
                self._sort(name, entry)
                number = entry.get("totalResults") if entry.kind == "feed" else ""
                total = int(number) if number.isdecimal() else total
                count += 1
            if count < total:
                message = f"has {count} of the blog's {total} entries only; Blogger"
                message += " gives all of them as a backup"
                self.found.warn(name, message)
        except XmlExportError as error:
            self.found.errors.append(Note(source=name, message=str(error)))

    def _sort(self, name: str, entry: BloggerEntry) -> None:
        number = entry.get("id")
        setting = number.partition(".settings.BLOG_")[2]
        if entry.kind == "feed":
            self.title = self.title or entry.get("title")
            self.base_url = self.base_url or base_url_of(entry)
        elif entry.kind in ("post", "page"):
            if number in self.seen and number:
                message = "is in the export more than once; the first one was taken"
                self.skip(name, entry, message)
                return
            if "TRASH" in entry.get("status").upper():
                self.skip(name, entry, "is in the bin")
                return
            self.seen.add(number)
            self.entries.append((name, entry))
        elif entry.kind == "comment":
            if not is_hidden(entry):
                self.found.comments[entry.parent] += 1
        elif entry.kind == "settings" and setting in _SETTINGS:
            if entry.get("content"):
                self.settings.setdefault(setting, entry.get("content"))
        else:
            self.kinds[entry.kind or "unknown"] += 1

    def skip(self, file: str, entry: BloggerEntry, message: str) -> None:
        """Note that an entry is not imported."""
        note = Note(source=_called(file, entry), message=message)
        self.found.skipped.append(note)

    def read(self, pictures: HostedPictures) -> None:
        """Import all posts and pages."""
        access = self.settings.get("READ_ACCESS_MODE", "PUBLIC").upper()
        if access != "PUBLIC" and self.entries:
            message = f"could be read by some only ({access}), and the new one by all"
            self.found.warn("the old blog", message)
        zone = zone_of(self.settings.get("TIME_ZONE"))
        media = UrlRewriter(self.base_url, {}, {})
        for file, entry in self.entries:
            self._add(_called(file, entry), entry, zone, media, pictures)

    def _add(
        self,
        name: str,
        entry: BloggerEntry,
        zone: ZoneInfo,
        media: UrlRewriter,
        pictures: HostedPictures,
    ) -> None:
        def url(text: str) -> str:
            new = pictures.url(text, name)
            return self._own(new, media) if new == text else new

        content = _TRACKER.sub("", _MORE.sub("<!--more-->", entry.get("content")))
        where = entry.url if "//" in entry.url else f"{self.base_url[:-1]}{entry.url}"
        made = markdown_of(with_local_links(content, where), url)
        self.found.warn(name, *made.warnings)
        title = plain_text_of_html(entry.get("title"))
        place = split_url(entry.url).path
        last = unquote(place).rpartition("/")[2].partition(".")[0]
        date = _moment(entry.get("published"), zone)
        author = entry.get("author name")
        page = entry.kind == "page"
        described = entry.get("metaDescription") or entry.get("metadescription")
        spot = plain_text_of_html(entry.get("featurename"))
        identity = entry.get("id")
        facts = FrontMatter(
            title=title or None,
            slug=last or term_slug(title) or entry.get("id").rpartition("-")[2],
            date=date,
            updated=later_day(date, _moment(entry.get("updated"), zone)),
            status=Status.DRAFT if self._is_draft(name, entry) else Status.PUBLISHED,
            tags=tuple(dict.fromkeys(map(plain_text_of_html, entry.labels))),
            authors=(author,) if author and not page else (),
            description=plain_text_of_html(described) or None,
            locations=(spot,) if spot else (),
            feed_id=identity if identity.startswith("tag:") and not page else None,
        )
        if entry.enclosures:
            links = "".join(f"\n<{file}>\n" for file in entry.enclosures)
            made = replace(made, text=f"{made.text}{links}")
        self.found.add(name, facts, made.text, urls=(place,), page=page)

    def _own(self, url: str, media: UrlRewriter) -> str:
        """Return a URL with that of the old blog taken off, and pages of labels new."""
        whole = _BLOGSPOT.sub(r"\1.com", url)
        base = _BLOGSPOT.sub(r"\1.com", self.base_url.rstrip("/") or "-")
        if whole.partition("://")[2].partition("/")[0] == base.partition("://")[2]:
            url = self.base_url.rstrip("/") + whole.removeprefix(base)
            url = url if whole.startswith(base) else whole
        new = media.url(url)
        label = _LABEL.fullmatch(new)
        return f"/tag/{term_slug(unquote(label[1]))}/" if label else new

    def _is_draft(self, name: str, entry: BloggerEntry) -> bool:
        """Return whether an entry was not public, so that it becomes a draft."""
        status = entry.get("status").upper()
        if is_hidden(entry):
            if status not in ("", "DRAFT"):
                message = f"has the status {status}, and becomes a draft"
                self.found.warn(name, message)
            return True
        if not entry.url:
            self.found.warn(name, "has no address in the export; it becomes a draft")
        return not entry.url

    def others(self) -> list[Note]:
        """Return notes on the entries that are neither posts nor comments."""
        why = {
            "settings": "those of the new blog are in conf.py",
            "template": "the look of the old blog",
        }
        return [
            Note(
                source=f"{kind} of Blogger ({count})",
                message=why.get(kind, "neither a post nor a page"),
            )
            for kind, count in sorted(self.kinds.items())
        ]


def _called(file: str, entry: BloggerEntry) -> str:
    """Return the name of an entry in reports: ``x.xml: post 12 (Title)``."""
    number = entry.get("id").rpartition("-")[2]
    title = plain_text_of_html(entry.get("title"))
    return f"{file}: {entry.kind} {number} ({title or 'untitled'})"


def _moment(text: str, zone: ZoneInfo) -> datetime | None:
    """Return a time in the blog's time zone, if that is known; None if it is none."""
    moment = moment_of(text, zone)
    return moment.astimezone(zone) if moment and zone.key != "UTC" else moment
