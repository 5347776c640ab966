"""Reader of Ghost exports."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.destinations import with_destinations
from sphinx_blogtheme.importers.bodies.html_text import markdown_of, require_markdownify
from sphinx_blogtheme.importers.bodies.markdown_text import escaped_text
from sphinx_blogtheme.importers.bodies.media import (
    UniquePaths,
    UrlRewriter,
    plain_text_of_html,
)
from sphinx_blogtheme.importers.bodies.page_ids import with_page_ids
from sphinx_blogtheme.importers.documents import zone_of
from sphinx_blogtheme.importers.exports.collected import counted_notes
from sphinx_blogtheme.importers.exports.ghost_export import (
    GhostExport,
    GhostExportError,
    Row,
    is_ghost_export,
    markdown_in,
    plain_text_in,
    read_export,
    row_text,
    time_of,
)
from sphinx_blogtheme.importers.kept_settings import plain_settings, summary_settings
from sphinx_blogtheme.importers.model import Blog, Document, Note
from sphinx_blogtheme.model.permalinks import safe_slug
from sphinx_blogtheme.model.posts import FrontMatter, Status
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path
    from zoneinfo import ZoneInfo

NAME = "Ghost"

ROOT = "__GHOST_URL__"
"""Placeholder for the URL of the site in exports, since Ghost 4."""

_FOLDERS = ("images", "media", "files")
_FIELDS = {":year": "%Y", ":month": "%m", ":day": "%d"}


def recognises(source: Path) -> bool:
    """Return whether a file is a Ghost export, or a folder contains one."""
    return bool(_exports(source))


def _exports(source: Path) -> list[Path]:
    paths = sorted(source.glob("*.json")) if source.is_dir() else [source]
    return [path for path in paths if path.is_file() and is_ghost_export(path)]


def read_blog(source: Path, assets: Path | None = None, base_url: str = "") -> Blog:
    """Read a Ghost export, or all those in a folder.

    Exports that cannot be read are among the blog's errors.

    :param assets: Ghost's folder ``content``, if it is not beside the export.
    :param base_url: URL of the old site, which exports lack.
    :raises CommandError: if the library that converts HTML is missing.
    """
    require_markdownify()
    folder = source if source.is_dir() else source.parent
    beside = folder if (folder / "images").is_dir() else folder / "content"
    content = assets or beside
    folders = {f"/content/{name}/": content / name for name in _FOLDERS}
    media = UrlRewriter(base_url, folders, {})
    names, errors = UniquePaths(), []
    seen: set[tuple[str, str, str]] = set()
    title = description = language = ""
    works = []
    for path in _exports(source):
        try:
            export = read_export(path)
        except GhostExportError as error:
            errors.append(Note(source=path.name, message=str(error)))
            continue
        work = _Work(export=export, file=path.name, media=media, names=names, seen=seen)
        work.read()
        works.append(work)
        title = title or export.setting("title")
        description = description or export.setting("description")
        language = language or export.setting("locale", "lang", "default_locale")
    return Blog(
        engine=NAME,
        documents=tuple(document for work in works for document in work.documents),
        files=media.files,
        title=title,
        base_url=base_url,
        settings={
            **plain_settings(description=description, language=language),
            **summary_settings([one for work in works for one in work.documents]),
        },
        skipped=(*(note for work in works for note in work.left_out()), *media.left()),
        warnings=(*(note for w in works for note in w.warnings), *media.missing()),
        errors=tuple(errors),
    )


@dataclass(kw_only=True, slots=True)
class _Work:
    """One export, and the documents and notes collected from it."""

    export: GhostExport
    file: str
    """Name of the export, for reports."""
    media: UrlRewriter
    names: UniquePaths
    documents: list[Document] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)
    seen: set[tuple[str, str, str]]
    """Posts that were imported before, from this export or another one."""
    internal: set[str] = field(default_factory=set)
    """Names of internal tags, which are left out."""

    def read(self) -> None:
        """Import all posts and pages."""
        export = self.export
        zone = zone_of(export.setting("timezone", "active_timezone", "activeTimezone"))
        tags, users = export.by_id("tags"), export.by_id("users")
        meta = {row_text(row, "post_id"): row for row in export.rows("posts_meta")}
        tagged = export.linked("posts_tags", "tag_id")
        written = export.linked("posts_authors", "author_id")
        for row in export.rows("posts"):
            number = row_text(row, "id")
            same = (number, row_text(row, "slug"), row_text(row, "published_at"))
            if all(same[:2]) and same in self.seen:
                name = f"{self.file}: post {number} ({row_text(row, 'title')})"
                message = "is in an export before; that one was taken"
                self.skipped.append(Note(source=name, message=message))
                continue
            self.seen.add(same)
            authors = written.get(number) or [row_text(row, "author_id")]
            whole = {**row, **{k: v for k, v in meta.get(number, {}).items() if v}}
            self.documents.append(
                self._document(
                    whole | {"id": row.get("id")},
                    [tags[tag] for tag in tagged.get(number, ()) if tag in tags],
                    [users[user] for user in authors if user in users],
                    zone,
                )
            )

    def _document(
        self, row: Row, tags: list[Row], authors: list[Row], zone: ZoneInfo
    ) -> Document:
        title = " ".join(row_text(row, "title").split())
        page = row_text(row, "type") == "page" or row.get("page") in (1, True)
        kind = "page" if page else "post"
        name = f"{self.file}: {kind} {row_text(row, 'id')} ({title or 'untitled'})"
        draft = self._is_hidden(row, name)
        if row_text(row, "status") == "scheduled" and not draft:
            draft = not self._is_scheduled(row, name)
        moment = time_of(row, "published_at") or time_of(row, "created_at")
        date = moment.astimezone(zone) if moment else None
        if not date and not draft and not page:
            self._warn(name, "has no date that can be read; it becomes a draft")
            draft = True
        changed = time_of(row, "updated_at")
        updated = changed.astimezone(zone) if changed else None
        if not date or not updated or updated.date() <= date.date():
            updated = None
        slug = safe_slug(row_text(row, "slug") or term_slug(title))
        terms = self._terms(tags)
        image = row_text(row, "feature_image") or row_text(row, "image")
        folder = "pages" if page else f"posts/{date:%Y/%m}" if date else "drafts"
        facts = FrontMatter(
            title=title or None,
            slug=slug,
            date=date,
            updated=updated,
            status=Status.DRAFT if draft else Status.PUBLISHED,
            listed=not page,
            categories=() if page else terms[:1],
            tags=() if page else terms[1:],
            authors=()
            if page
            else tuple(
                filter(None, (plain_text_of_html(row_text(a, "name")) for a in authors))
            ),
            summary=plain_text_of_html(row_text(row, "custom_excerpt")) or None,
            description=plain_text_of_html(row_text(row, "meta_description")) or None,
            canonical=row_text(row, "canonical_url").replace(ROOT, "") or None,
            image=self._url(image) if image else None,
            image_alt=plain_text_of_html(row_text(row, "feature_image_alt")) or None,
            image_caption=self._caption(row),
            extra=dict(_extra(row)),
        )
        return Document(
            source=name,
            path=self.names.free(folder, slug),
            facts=facts,
            body=self._body(row, name),
            urls=() if draft else (self._old_url(slug, date, page=page),),
            page=page,
            has_cover=bool(image),
        )

    def _caption(self, row: Row) -> str | None:
        """Return the caption of a post's image as a line of Markdown."""
        html = row_text(row, "feature_image_caption")
        return " ".join(markdown_of(html, self._url).text.split()) or None

    def _is_hidden(self, row: Row, name: str) -> bool:
        """Return whether a post was not public, so that it becomes a draft."""
        status, visibility = row_text(row, "status"), row_text(row, "visibility")
        if status == "sent":
            self._warn(name, "was sent as a newsletter only, and becomes a draft")
        elif status not in ("published", "scheduled", "draft"):
            self._warn(name, f"has the status {status!r}, and becomes a draft")
        elif visibility not in ("", "public") and status != "draft":
            self._warn(name, f"is for {visibility} only, and becomes a draft")
        public = visibility in ("", "public")
        return status not in ("published", "scheduled") or not public

    def _is_scheduled(self, row: Row, name: str) -> bool:
        """Return whether a post that is not public yet says when it will be."""
        moment = time_of(row, "published_at")
        if moment is None:
            self._warn(name, "is scheduled without a date, and becomes a draft")
            return False
        when = f"{moment:%Y-%m-%d %H:%M} UTC"
        self._warn(name, f"is scheduled: the first build after {when} publishes it")
        return True

    def _terms(self, tags: list[Row]) -> tuple[str, ...]:
        """Return the names of the public tags, the primary one first."""
        found = []
        for tag in tags:
            name = plain_text_of_html(row_text(tag, "name"))
            if name.startswith("#") or row_text(tag, "visibility") == "internal":
                self.internal.add(name)
            elif name:
                found.append(name)
        return tuple(dict.fromkeys(found))

    def _old_url(self, slug: str, date: datetime | None, *, page: bool) -> str:
        pattern = self.export.setting("permalinks") or "/:slug/"
        if page or not date or ":slug" not in pattern:
            return f"/{slug}/"
        for name, form in _FIELDS.items():
            pattern = pattern.replace(name, date.strftime(form))
        return pattern.replace(":slug", slug)

    def _url(self, url: str) -> str:
        return self.media.url(url.replace(ROOT, "") or "/")

    def _body(self, row: Row, name: str) -> str:
        for key in ("codeinjection_head", "codeinjection_foot"):
            if row_text(row, key).strip():
                self._warn(name, f"has code of its own ({key}), which is left out")
        if markdown := markdown_in(row):
            text = re.sub(r"\r\n?", "\n", markdown).strip("\n")
            text = with_page_ids(text, row_text(row, "html"))
            return with_destinations(text, self._url).replace(ROOT, "") + "\n"
        html = row_text(row, "html")
        if not html.strip() and (words := plain_text_in(row)):
            self._warn(name, "has no HTML in the export; only its words are imported")
            return "\n\n".join(map(escaped_text, words.split("\n\n"))) + "\n"
        # The cards of Ghost's editor are HTML between comments.
        made = markdown_of(html, self._url)
        self._warn(name, *made.warnings)
        return made.text

    def _warn(self, name: str, *messages: str) -> None:
        self.warnings += counted_notes(name, messages)

    def left_out(self) -> Iterator[Note]:
        """Yield notes on posts that were read before, and on the internal tags."""
        yield from self.skipped
        if self.internal:
            source = f"{self.file}: internal tags ({', '.join(sorted(self.internal))})"
            yield Note(source=source, message="readers never saw them")


def _extra(row: Row) -> Iterator[tuple[str, Any]]:
    """Yield the keys and values of front matter that only templates use."""
    if row.get("featured") in (1, True):
        yield "featured", True
