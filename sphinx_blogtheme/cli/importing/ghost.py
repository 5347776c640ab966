"""Turn an export of Ghost (JSON) into what is imported from it.

Ghost's documentation, “Migrating to Ghost”, “Developer migration”, names the keys.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sphinx_blogtheme.cli.console import CommandError, counted
from sphinx_blogtheme.cli.importing.documents import zone_of
from sphinx_blogtheme.cli.importing.exported import (
    SETTINGS,
    Entry,
    Exported,
    without_lists,
)
from sphinx_blogtheme.cli.importing.model import Blog, Note
from sphinx_blogtheme.cli.importing.settings import text_of
from sphinx_blogtheme.dates import parse_date
from sphinx_blogtheme.model import FrontMatter, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BASE = "__GHOST_URL__"
"""What an export has for the address of the site."""

_OPEN = ("public", "")
_PARTS = {
    "codeinjection_head": "code in its head",
    "codeinjection_foot": "code at its end",
}


def read_ghost(path: Path, assets: Path | None) -> Blog:
    """Return what an export has.

    :raises CommandError: if it is none.
    """
    try:
        loaded = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        msg = f"{path} is no JSON that can be read: {error}"
        raise CommandError(msg) from None
    data = _data(loaded)
    if not isinstance(data.get("posts"), list):
        msg = f"{path} is JSON, but no export of Ghost (it has no posts)"
        raise CommandError(msg)
    return _Export(data, assets).read()


def _data(loaded: Any) -> dict[str, Any]:
    databases = loaded.get("db") if isinstance(loaded, dict) else None
    if isinstance(databases, list) and databases:
        loaded = databases[0]
    data = loaded.get("data", loaded) if isinstance(loaded, dict) else None
    return data if isinstance(data, dict) else {}


class _Export:
    def __init__(self, data: dict[str, Any], assets: Path | None) -> None:
        self.data = data
        self.settings = {
            str(row.get("key")): row.get("value") for row in self._rows("settings")
        }
        self.zone = zone_of(self.settings.get("timezone"))
        self.url = text_of(self.settings, "url")
        self.found = Exported(base_url=_BASE, root="content", assets=assets)

    def _rows(self, table: str) -> Iterator[dict[str, Any]]:
        rows = self.data.get(table)
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict):
                yield row

    def read(self) -> Blog:
        found = self.found
        found.find_files()
        tags = self._related("tags", "posts_tags", "tag_id")
        authors = self._related("users", "posts_authors", "author_id")
        meta = {str(row.get("post_id")): row for row in self._rows("posts_meta")}
        for post in counted([*self._rows("posts")], "reading posts"):
            key = str(post.get("id"))
            self._add(
                {**meta.get(key, {}), **post},
                tags.get(key, ()),
                authors.get(key, ()),
            )
        for table in ("members", "newsletters", "products", "snippets", "comments"):
            if count := len([*self._rows(table)]):
                message = "a blog has no place for them"
                found.skipped.append(Note(source=f"{count} {table}", message=message))
        return Blog(
            engine="Ghost",
            documents=tuple(found.documents()),
            files=found.files,
            title=text_of(self.settings, "title"),
            base_url=self.url,
            settings=SETTINGS,
            skipped=tuple(found.skipped),
            warnings=tuple(found.warnings),
            errors=tuple(found.errors),
        )

    def _related(self, table: str, join: str, key: str) -> dict[str, tuple[str, ...]]:
        names = {str(row.get("id")): str(row.get("name")) for row in self._rows(table)}
        rows = sorted(
            self._rows(join), key=lambda row: int(str(row.get("sort_order") or 0))
        )
        found: dict[str, list[str]] = {}
        for row in rows:
            name = names.get(str(row.get(key)), "")
            if name and not name.startswith("#"):  # internal, for themes only
                found.setdefault(str(row.get("post_id")), []).append(name)
        return {post: without_lists(names) for post, names in found.items()}

    def _add(
        self, post: dict[str, Any], tags: tuple[str, ...], authors: tuple[str, ...]
    ) -> None:
        found, slug = self.found, text_of(post, "slug")
        page = post.get("type") == "page" or post.get("page") in (True, 1)
        source = f"{'page' if page else 'post'} {slug or post.get('id')}"
        html = post.get("html")
        if not isinstance(html, str):
            if post.get("lexical") or post.get("mobiledoc"):
                message = (
                    "has no HTML in the export; left out (open and save it in Ghost)"
                )
                found.errors.append(Note(source=source, message=message))
                return
            html = ""
        status, seen = text_of(post, "status"), text_of(post, "visibility")
        public = status in ("published", "scheduled", "sent") and seen in _OPEN
        if status in ("published", "scheduled", "sent") and not public:
            message = f"is for {seen} only; imported as a draft, as all can read a blog"
            found.warnings.append(Note(source=source, message=message))
        if post.get("email_only") in (True, 1) or status == "sent":
            public = False
            message = "was sent by mail only; imported as a draft"
            found.warnings.append(Note(source=source, message=message))
        for key, what in _PARTS.items():
            if text_of(post, key):
                found.skipped.append(Note(source=source, message=f"{what}; left out"))
        date = self._date(post.get("published_at") or post.get("created_at"))
        updated = self._date(post.get("updated_at"))
        image = text_of(post, "feature_image").replace(_BASE, "")
        facts = FrontMatter(
            title=text_of(post, "title") or None,
            slug=slug or None,
            date=date,
            updated=updated if date and updated and updated > date else None,
            status=Status.PUBLISHED if public else Status.DRAFT,
            tags=tags,
            authors=authors,
            description=text_of(post, "meta_description") or None,
            summary=text_of(post, "custom_excerpt") or None,
            image=image or None,
            image_alt=text_of(post, "feature_image_alt") or None,
            canonical=text_of(post, "canonical_url").replace(_BASE, "") or None,
        )
        urls = (f"/{slug}/",) if slug else ()
        found.entries.append(
            Entry(source=source, facts=facts, html=html, urls=urls, page=page)
        )

    def _date(self, value: Any) -> datetime | None:
        """Return a date in the zone of the site; exports have them in UTC."""
        if isinstance(value, (int, float)):
            try:
                return datetime.fromtimestamp(value / 1000, UTC).astimezone(self.zone)
            except (ValueError, OverflowError, OSError):
                return None
        try:
            return parse_date(str(value), ZoneInfo("UTC")).astimezone(self.zone)
        except ValueError:
            return None
