"""Reader of blogs in the form of a JSON Feed, as micro.blog exports them.

The format is https://jsonfeed.org/version/1.1. micro.blog's archive (``.bar``) is a ZIP
of a feed with all posts, their files in ``uploads``, and the same posts as a page.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sphinx_blogtheme.importers.bodies.destinations import with_destinations
from sphinx_blogtheme.importers.bodies.html_text import markdown_of, require_markdownify
from sphinx_blogtheme.importers.bodies.markdown_text import escaped_text
from sphinx_blogtheme.importers.bodies.media import UrlRewriter, plain_text_of_html
from sphinx_blogtheme.importers.documents import zone_of
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
from sphinx_blogtheme.importers.kept_settings import plain_settings
from sphinx_blogtheme.importers.model import Blog, Note
from sphinx_blogtheme.model.posts import FrontMatter, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAME = "JSON Feed"

_NAMES = ("feed.json", "*/feed.json")
_SIGN = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
_UPLOADS = "uploads"
_HIDDEN = ("draft", "is_draft", "unlisted", "private")
"""Names of values that mean that an item is not public, in it or in an extension."""

_TOO_SHORT_SLUG = re.compile(r"[\W_]*")


def recognises(source: Path) -> bool:
    """Return whether a file is a JSON Feed, or a folder or archive has one."""
    return bool(_feed_names(ExportFiles(source)))


def _feed_names(files: ExportFiles) -> list[str]:
    alone = files.source.is_file() and files.source.suffix.lower() == ".json"
    names = files.names(["*.json"] if alone else _NAMES[: 1 + files.source.is_file()])
    return [name for name in names if _SIGN.search(files.start_of(name, 4096))]


def read_blog(source: Path, assets: Path | None = None, base_url: str = "") -> Blog:
    """Read a JSON Feed, alone or with the files of micro.blog's archive.

    :param assets: folder of the uploads, if it is not in the archive.
    :param base_url: URL of the old site, where the feed names none.
    :raises CommandError: if the library that converts HTML is missing.
    """
    require_markdownify()
    files = ExportFiles(source)
    names = _feed_names(files)
    root = names[0].rpartition("feed.json")[0] if names else ""
    uploads = assets or files.folder_of(f"{root}{_UPLOADS}")
    work = _Work(sources=_has_sources(files, root))
    feeds = []
    for name in names:
        try:
            feeds.append((name, _feed(files.text(name))))
        except ExportFileError as error:
            work.found.errors.append(Note(source=name, message=str(error)))
    first = feeds[0][1] if feeds else {}
    home = _text(first, "home_page_url")
    base_url = base_url or (f"{home.rstrip('/')}/" if "://" in home else "")
    media = UrlRewriter(base_url, {f"/{_UPLOADS}/": uploads}, {})
    for name, feed in feeds:
        work.read(name, feed, media)
    found = work.found
    return Blog(
        engine="micro.blog" if work.sources else NAME,
        documents=tuple(found.documents),
        files=media.files,
        title=plain_text_of_html(_text(first, "title")),
        base_url=base_url,
        settings=plain_settings(
            author=found.only_author() or next(iter(_authors(first)), ""),
            description=_text(first, "description"),
            language=_text(first, "language"),
        ),
        skipped=(*found.left_out(), *_others(files, names, root), *media.left()),
        warnings=(*found.warnings, *media.missing()),
        errors=tuple(found.errors),
    )


def _has_sources(files: ExportFiles, root: str) -> bool:
    """Return whether the texts of the items are their sources, as in an archive."""
    page = f"{root}index.html"
    pages = files.names(["index.html", "*/index.html"])
    return page in pages and b"h-feed" in files.start_of(page, 1 << 20)


def _feed(text: str) -> dict[str, Any]:
    """Return the feed.

    :raises ExportFileError: if it is no JSON, or has no list of items.
    """
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        msg = f"line {error.lineno}, column {error.colno}: is no JSON ({error.msg})"
        raise ExportFileError(msg) from None
    except RecursionError:
        raise ExportFileError("is nested too deeply") from None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise ExportFileError("has no list of items")
    return found


def _others(files: ExportFiles, names: list[str], root: str) -> Iterator[Note]:
    """Yield notes on the other files of an archive or folder."""
    if files.source.suffix.lower() == ".json":
        return
    for name in files.all_names():
        if name in names or name.startswith(f"{root}{_UPLOADS}/"):
            continue
        page = name == f"{root}index.html"
        message = "the same posts as a page" if page else "is not of the feed"
        yield Note(source=name, message=message)


@dataclass(kw_only=True, slots=True)
class _Work:
    """The items of the feeds, and what was made of them."""

    sources: bool
    """Whether ``content_text`` is the Markdown of a post, and not its plain text."""
    found: Collected = field(default_factory=Collected)
    seen: Counter[str] = field(default_factory=Counter)

    def read(self, file: str, feed: dict[str, Any], media: UrlRewriter) -> None:
        """Import all items of a feed."""
        if isinstance(following := feed.get("next_url"), str) and following:
            message = f"is only a part of the blog; the rest is at {following}"
            self.found.warn(file, message)
        for number, item in enumerate(feed["items"], start=1):
            if not isinstance(item, dict):
                message = "is no object; left out"
                note = Note(source=f"{file}: item {number}", message=message)
                self.found.errors.append(note)
                continue
            self._add(file, number, item, _authors(feed), media)

    def _add(
        self,
        file: str,
        number: int,
        item: dict[str, Any],
        authors: tuple[str, ...],
        media: UrlRewriter,
    ) -> None:
        title = plain_text_of_html(_text(item, "title"))
        where = _text(item, "url")
        name = f"{file}: item {number} ({title or where or 'untitled'})"
        key = _text(item, "id") or where
        self.seen[key] += 1
        if key and self.seen[key] > 1:
            message = "is in the export more than once; the first one was taken"
            self.found.skipped.append(Note(source=name, message=message))
            return

        def url(text: str) -> str:
            return media.url(f"/{text}" if text.startswith(f"{_UPLOADS}/") else text)

        date = moment_of(_text(item, "date_published"), zone_of(""))
        place = split_url(where).path if "://" in where else where
        last = unquote(place).rstrip("/").rpartition("/")[2]
        slug = re.sub(r"\.(?:html?|php)$", "", last)
        if _TOO_SHORT_SLUG.fullmatch(slug):
            slug = f"{date:%Y%m%d-%H%M%S}" if date else f"item-{number}"
        image = _text(item, "image") or _text(item, "banner_image")
        tags = item.get("tags")
        facts = FrontMatter(
            title=title or None,
            slug=slug,
            date=date,
            updated=later_day(
                date, moment_of(_text(item, "date_modified"), zone_of(""))
            ),
            status=Status.DRAFT if _is_hidden(item) else Status.PUBLISHED,
            tags=tuple(
                dict.fromkeys(
                    plain_text_of_html(tag)
                    for tag in (tags if isinstance(tags, list) else ())
                    if isinstance(tag, str) and tag.strip()
                )
            ),
            authors=_authors(item) or authors,
            summary=plain_text_of_html(_text(item, "summary")) or None,
            language=_text(item, "language") or None,
            link=_text(item, "external_url") or None,
            image=url(image) if image else None,
        )
        body = self._body(name, item, url) + _attached(item, url)
        self.found.add(name, facts, body, urls=(where,))

    def _body(self, name: str, item: dict[str, Any], url: Callable[[str], str]) -> str:
        source, html = _text(item, "content_text"), _text(item, "content_html")
        if source.strip() and self.sources:
            text = re.sub(r"\r\n?", "\n", source).strip("\n")
            return f"{with_destinations(text, url)}\n"
        if html.strip():
            html = with_local_links(html, _text(item, "url"))
            made = markdown_of(html, url)
            self.found.warn(name, *made.warnings)
            return made.text
        text = re.sub(r"\r\n?", "\n", source).strip()
        return f"{escaped_text(text)}\n" if text else ""


def _attached(item: dict[str, Any], url: Callable[[str], str]) -> str:
    """Return the files that belong to an item: players of audio and video, and links."""
    found = item.get("attachments")
    made = []
    for one in found if isinstance(found, list) else ():
        where = _text(one, "url") if isinstance(one, dict) else ""
        if not re.fullmatch(r"[^\s\"<>]+", where):
            continue
        new, kind = url(where), _text(one, "mime_type").partition("/")[0]
        if kind in ("audio", "video"):
            made.append(f'\n<{kind} controls preload="none" src="{new}"></{kind}>\n')
        elif kind == "image":
            made.append(f"\n![]({new})\n")
        else:
            title = plain_text_of_html(_text(one, "title")) or new.rpartition("/")[2]
            made.append(f"\n[{escaped_text(title)}]({new})\n")
    return "".join(made)


def _is_hidden(item: dict[str, Any]) -> bool:
    """Return whether an item says that it is not public, itself or in an extension."""
    extensions = (
        v for k, v in item.items() if k.startswith("_") and isinstance(v, dict)
    )
    return any(
        values.get(key) is True or str(values.get("status")).lower() == "draft"
        for values in (item, *extensions)
        for key in _HIDDEN
    )


def _authors(values: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the authors of a feed or an item, of both versions."""
    found = values.get("authors")
    found = found if isinstance(found, list) and found else [values.get("author")]
    names = (
        plain_text_of_html(_text(one, "name")) for one in found if isinstance(one, dict)
    )
    return tuple(dict.fromkeys(name for name in names if name))


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""
