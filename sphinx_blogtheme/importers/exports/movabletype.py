"""Reader of Movable Type exports, as TypePad, Hatena Blog and others write them too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.hosted_pictures import HostedPictures
from sphinx_blogtheme.importers.bodies.html_text import markdown_of, require_markdownify
from sphinx_blogtheme.importers.bodies.media import UrlRewriter, plain_text_of_html
from sphinx_blogtheme.importers.documents import zone_of
from sphinx_blogtheme.importers.exports.collected import Collected, counted, split_url
from sphinx_blogtheme.importers.exports.export_files import (
    ExportFileError,
    ExportFiles,
)
from sphinx_blogtheme.importers.exports.mt_text import (
    MtEntry,
    is_mt_export,
    read_mt_entries,
)
from sphinx_blogtheme.importers.kept_settings import plain_settings
from sphinx_blogtheme.importers.model import Blog, Note
from sphinx_blogtheme.model.permalinks import safe_slug
from sphinx_blogtheme.model.posts import FrontMatter, Status
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from zoneinfo import ZoneInfo

NAME = "Movable Type"

_HEAD = 1 << 16
_HOSTS = r"cdn-ak\d*(?:-scissors)?\.[bf]\.st-hatena\.com|[\w-]+\.typepad\.com"
_DATE = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP]M)?",
    re.IGNORECASE,
)
_HATENA = re.compile(r"\d{4}/\d{2}/\d{2}/\d{6}")
"""What Hatena Blog has as the basename of an entry, unless its author chose another."""

_KEYWORD = re.compile(
    r"<a\s[^<>]*?class=([\"'])keyword\1[^<>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL
)
_CARD = re.compile(
    r"<iframe\s[^<>]*?class=\"embed-card[^<>]*>\s*"
    r"<a\s[^<>]*?href=\"(?P<url>https?://[^\"]+)\"[^<>]*>(?P<title>.*?)</a>\s*</iframe>"
    r"(?:<cite class=\"hatena-citation\">.*?</cite>)?",
    re.IGNORECASE | re.DOTALL,
)
"""The preview of a page, which Hatena's server draws; a link to it is within."""

_BLOCK = re.compile(
    r"\s*</?(?:p|div|h[1-6]|ul|ol|li|dl|table|pre|blockquote|hr|figure|iframe|form|"
    r"address|center|fieldset|script|object|section|article)\b",
    re.IGNORECASE,
)
_PRE = re.compile(
    r"(<(pre|script|style|textarea)\b.*?</\2>)", re.IGNORECASE | re.DOTALL
)
_MARKDOWN = ("markdown", "markdown_with_smartypants")
_HTML = ("0", "richtext", "none", "")
_BREAKS = ("1", "__default__", "convert_breaks")
_MOST_FILES = 50


def recognises(source: Path) -> bool:
    """Return whether a file or archive is such an export, or a folder contains one."""
    return bool(_exported(ExportFiles(source)))


def _exported(files: ExportFiles) -> list[str]:
    names = files.names(("*.txt", "*.mt"))
    return [
        name
        for name in names[:_MOST_FILES]
        if is_mt_export(files.start_of(name, _HEAD))
    ]


def read_blog(source: Path, assets: Path | None = None, base_url: str = "") -> Blog:
    """Read a Movable Type export, or all those in a folder or archive.

    :param assets: folder of the pictures, which exports do not contain, at any depth.
    :param base_url: URL of the old site, which exports lack.
    :raises CommandError: if the library that converts HTML is missing.
    """
    require_markdownify()
    files = ExportFiles(source)
    work = _Work(base_url=base_url)
    for name in _exported(files):
        try:
            data = files.read(name)
        except ExportFileError as error:
            work.found.errors.append(Note(source=name, message=str(error)))
            continue
        text, encoding = _decoded(data)
        if encoding != "UTF-8":
            message = f"is not UTF-8; taken for {encoding}"
            work.found.warn(name, message)
        work.entries += [(name, entry) for entry in read_mt_entries(text)]
    pictures = work.read(assets)
    found = work.found
    return Blog(
        engine=work.engine,
        documents=tuple(found.documents),
        files=pictures.files,
        base_url=work.base_url,
        settings=plain_settings(author=found.only_author()),
        skipped=(*found.left_out(), *work.others(), *pictures.left()),
        warnings=(*found.warnings, *work.assumed(), *pictures.missing()),
        errors=tuple(found.errors),
    )


def _decoded(data: bytes) -> tuple[str, str]:
    """Return a text and its encoding: UTF-8, or what old exports were written in."""
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "Windows-1252"


@dataclass(kw_only=True, slots=True)
class _Work:
    """The entries of all files, and what was made of them."""

    base_url: str
    entries: list[tuple[str, MtEntry]] = field(default_factory=list)
    """With the names of their files."""
    hatena: bool = False
    """Whether Hatena Blog wrote the export."""
    keywords: int = 0
    """Number of the links that Hatena Blog adds to words."""
    pings: int = 0
    guessed: int = 0
    """Number of posts whose URL is assumed."""
    found: Collected = field(default_factory=Collected)

    @property
    def engine(self) -> str:
        """Display name of the service that wrote the export."""
        return "Hatena Blog" if self.hatena else NAME

    def read(self, assets: Path | None) -> HostedPictures:
        """Import all entries.

        :param assets: folder of pictures.
        """
        named = sum(bool(_HATENA.fullmatch(e.get("BASENAME"))) for _, e in self.entries)
        bodies = [text for _, entry in self.entries for text in entry.parts.values()]
        self.hatena = named * 2 >= len(self.entries) > 0 or any(
            ".st-hatena.com/" in text for text in bodies
        )
        addresses = (entry.get("UNIQUE URL") for _, entry in self.entries)
        whole = next((split_url(url) for url in addresses if "://" in url), None)
        if whole and not self.base_url:
            self.base_url = f"{whole.scheme}://{whole.netloc}/"
        pictures = HostedPictures(_HOSTS, assets, bodies)
        media = UrlRewriter(self.base_url, {}, {})
        for file, entry in self.entries:
            self._add(file, entry, media, pictures)
        return pictures

    def _add(
        self, file: str, entry: MtEntry, media: UrlRewriter, pictures: HostedPictures
    ) -> None:
        title = plain_text_of_html(entry.get("TITLE"))
        name = f"{file}:{entry.line} ({title or 'untitled'})"
        if not entry.parts and not title:
            message = "has neither a title nor a text"
            self.found.skipped.append(Note(source=name, message=message))
            return

        def url(text: str) -> str:
            new = pictures.url(text, name) if _is_picture_url(text) else text
            return media.url(text) if new == text else new

        date = _date(entry.get("DATE"), zone_of("Asia/Tokyo" if self.hatena else ""))
        base = entry.get("BASENAME")
        slug = base.rpartition("/")[2] or term_slug(title) or f"entry-{entry.line}"
        if self.hatena and _HATENA.fullmatch(base):
            slug = base.replace("/", "-")
        categories = (entry.get("PRIMARY CATEGORY"), *entry.keys.get("CATEGORY", ()))
        names = dict.fromkeys(map(plain_text_of_html, filter(None, categories)))
        author = plain_text_of_html(entry.get("AUTHOR"))
        facts = FrontMatter(
            title=title or None,
            slug=safe_slug(slug.replace("_", "-")),
            date=date,
            status=Status.DRAFT if self._is_draft(name, entry) else Status.PUBLISHED,
            categories=tuple(names),
            tags=tuple(_tags(entry.get("TAGS"))),
            authors=(author,) if author else (),
            summary=plain_text_of_html(entry.parts.get("EXCERPT", "")) or None,
            image=_image(entry, url),
        )
        body = self._body(name, entry, url)
        public = facts.status is Status.PUBLISHED
        if entry.comments:
            self.found.comments[name] = entry.comments
        self.pings += entry.pings
        self.found.add(
            name, facts, body, urls=[self._old_url(entry, date)] if public else ()
        )

    def _old_url(self, entry: MtEntry, date: datetime | None) -> str:
        """Return the old URL of an entry, which few exports have."""
        base, whole = entry.get("BASENAME"), entry.get("UNIQUE URL")
        if whole:
            return whole
        if not base:
            return ""
        if self.hatena:
            return f"/entry/{base}"
        if not date:
            return ""
        self.guessed += 1
        return f"/{date:%Y/%m}/{base.replace('_', '-')}.html"

    def _is_draft(self, name: str, entry: MtEntry) -> bool:
        """Return whether an entry was not public; a scheduled one has its date."""
        status = entry.get("STATUS").lower()
        if status not in ("publish", "future", "draft", "review", "unpublish"):
            said = f"the status {status!r}" if status else "no status"
            self.found.warn(name, f"has {said}, and becomes a draft")
        return status not in ("publish", "future")

    def _body(self, name: str, entry: MtEntry, url: Callable[[str], str]) -> str:
        """Return the text of an entry, its two parts with a mark between them."""
        form = entry.get("CONVERT BREAKS").lower()
        known = form in (*_HTML, *_BREAKS, *_MARKDOWN)
        if not known:
            message = f"is in the format {form!r}; its signs stay as they are written"
            self.found.warn(name, message)
        texts = []
        for part in ("BODY", "EXTENDED BODY"):
            source = entry.parts.get(part, "")
            if self.hatena:
                source, count = _KEYWORD.subn(r"\2", source)
                source = _CARD.sub(r'<a href="\g<url>">\g<title></a>', source)
                self.keywords += count
            if form in _MARKDOWN:
                texts.append(source.strip())
                continue
            made = markdown_of(source if form in _HTML else _broken_lines(source), url)
            self.found.warn(name, *made.warnings)
            texts.append(made.text.strip())
        text = "\n\n<!--more-->\n\n".join(filter(None, texts)) if texts[1] else texts[0]
        return f"{text}\n" if text else ""

    def assumed(self) -> list[Note]:
        """Return a note on the URLs that the export does not tell."""
        if not self.guessed:
            return []
        message = "not in the export; those of Movable Type's default were assumed,"
        message += " /2024/03/my-post.html"
        return [
            Note(source=f"old URLs of {counted(self.guessed, 'post')}", message=message)
        ]

    def others(self) -> list[Note]:
        """Return notes on what is left out of all entries."""
        notes = []
        if self.pings:
            source = f"trackbacks ({self.pings})"
            notes.append(Note(source=source, message="links from other sites"))
        if self.keywords:
            source = f"links of keywords ({self.keywords})"
            message = "Hatena Blog adds them to words; the words are kept"
            notes.append(Note(source=source, message=message))
        return notes


def _date(text: str, zone: ZoneInfo) -> datetime | None:
    """Return the date of an entry.

    :param zone: its time zone, which the format lacks.
    """
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    month, day, year, hour, minute = map(int, found.groups()[:5])
    if found[7]:
        hour = hour % 12 + (12 if found[7].upper() == "PM" else 0)
    try:
        return datetime(year, month, day, hour, minute, int(found[6] or 0), tzinfo=zone)
    except ValueError:
        return None


def _tags(text: str) -> list[str]:
    """Return the tags of a line: ``a,"b, c",d``."""
    found = re.findall(r'"((?:[^"\\]|\\.)*)"|([^,]+)', text)
    names = (plain_text_of_html(quoted or bare) for quoted, bare in found)
    return [*dict.fromkeys(name for name in names if name)]


def _image(entry: MtEntry, url: Callable[[str], str]) -> str | None:
    image = entry.get("IMAGE")
    return url(image) if image.startswith(("http", "/")) else None


def _is_picture_url(url: str) -> bool:
    return "st-hatena.com" in url or re.search(r"\.\w{3,4}$", url) is not None


def _broken_lines(text: str) -> str:
    """Return a text with the paragraphs and line breaks that blank lines stand for."""
    made = []
    for number, piece in enumerate(_PRE.split(text)):
        if number % 3 == 1:
            made.append(piece)
        elif number % 3 == 0:
            for chunk in re.split(r"\n[ \t]*\n", piece):
                words = chunk.strip()
                if words and _BLOCK.match(words):
                    made.append(words)
                elif words:
                    lines = "<br>\n".join(words.split("\n"))
                    made.append(f"<p>{lines}</p>")
    return "\n\n".join(made)
