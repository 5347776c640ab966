"""Reader of Substack exports: a table of posts, and a file of HTML for each."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.hosted_pictures import HostedPictures
from sphinx_blogtheme.importers.bodies.html_text import markdown_of, require_markdownify
from sphinx_blogtheme.importers.bodies.media import UrlRewriter, plain_text_of_html
from sphinx_blogtheme.importers.documents import zone_of
from sphinx_blogtheme.importers.exports.collected import (
    Collected,
    counted,
    moment_of,
    with_local_links,
)
from sphinx_blogtheme.importers.exports.export_files import (
    ExportFileError,
    ExportFiles,
)
from sphinx_blogtheme.importers.exports.substack_html import (
    read_substack,
    site_url_in,
)
from sphinx_blogtheme.importers.kept_settings import summary_settings
from sphinx_blogtheme.importers.model import Blog, Note
from sphinx_blogtheme.model.kinds import ARTICLE
from sphinx_blogtheme.model.posts import FrontMatter, Status
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "Substack"

_TABLES = ("posts.csv", "*/posts.csv")
_COLUMNS = ("post_id", "is_published", "audience")
_HOSTS = (
    r"substack-post-media\.s3\.amazonaws\.com|bucketeer-[\w-]+\.s3\.amazonaws\.com"
    r"|(?:cdn\.)?substackcdn\.com|cdn\.substack\.com"
)
_TYPES = ("newsletter", "podcast", "page", "thread", "video", "restack")
_SUMMARY_WORDS = 50


def recognises(source: Path) -> bool:
    """Return whether a table of posts is Substack's, or one is in a folder or archive."""
    return bool(_tables(ExportFiles(source)))


def _tables(files: ExportFiles) -> list[str]:
    return [
        name
        for name in files.names(_TABLES)
        if all(column.encode() in files.start_of(name, 1024) for column in _COLUMNS)
    ]


def read_blog(source: Path, assets: Path | None = None, base_url: str = "") -> Blog:
    """Read a Substack export.

    :param assets: folder of the pictures, which exports do not contain, at any depth.
    :param base_url: URL of the publication; if not given, that of the posts' buttons.
    :raises CommandError: if the library that converts HTML is missing.
    """
    require_markdownify()
    files = ExportFiles(source if source.is_dir() else _whole(source))
    work = _Work(files=files, base_url=base_url)
    for table in _tables(files):
        work.survey(table)
    sites = Counter(filter(None, map(site_url_in, work.texts.values())))
    base_url = base_url or (sites.most_common(1)[0][0] if sites else "")
    work.base_url = base_url
    pictures = HostedPictures(_HOSTS, assets, work.texts.values())
    media = UrlRewriter(base_url, {}, {})
    for row in work.rows:
        work.add(row, pictures, media)
    found = work.found
    return Blog(
        engine=NAME,
        documents=tuple(found.documents),
        files=pictures.files,
        base_url=base_url,
        settings=summary_settings(found.documents, _SUMMARY_WORDS),
        skipped=(*found.left_out(), *work.others(), *pictures.left()),
        warnings=(*found.warnings, *pictures.missing()),
        errors=tuple(found.errors),
    )


def _whole(source: Path) -> Path:
    """Return the folder of a table of posts, or the archive itself."""
    return source.parent if source.suffix.lower() == ".csv" else source


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A post as the table has it."""

    number: str
    """``post_id``: number and slug, as ``166303444.keep-your-data-safe``."""
    file: str
    """Name of the table, for reports."""
    values: dict[str, str]

    def get(self, column: str) -> str:
        """Return the value of a column as plain text, or ""."""
        return plain_text_of_html(self.values.get(column) or "")

    @property
    def name(self) -> str:
        """The post's name in reports."""
        return f"{self.file}: post {self.number} ({self.get('title') or 'untitled'})"


@dataclass(kw_only=True, slots=True)
class _Work:
    """The table and the texts, and what was made of them."""

    files: ExportFiles
    base_url: str
    rows: list[_Row] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """HTML of the posts, by their ids."""
    used: set[str] = field(default_factory=set)
    """Names of the files that were read."""
    found: Collected = field(default_factory=Collected)

    def survey(self, table: str) -> None:
        """Read a table and the texts of its posts."""
        self.used.add(table)
        folder = table.rpartition("posts.csv")[0]
        written = {*self.files.names(("posts/*.html", "*/posts/*.html"))}
        try:
            reader = csv.DictReader(io.StringIO(self.files.text(table), newline=""))
            rows = [
                {str(key): str(value or "") for key, value in row.items()}
                for row in reader
            ]
        except (ExportFileError, csv.Error) as error:
            self.found.errors.append(Note(source=table, message=str(error)))
            return
        for values in rows:
            number = values.get("post_id", "").strip()
            row = _Row(number=number, file=table, values=values)
            if not number or number in self.texts:
                message = "has no id of its own; left out"
                self.found.errors.append(Note(source=row.name, message=message))
                continue
            self.rows.append(row)
            self.texts[number] = ""
            name = f"{folder}posts/{number}.html"
            if name not in written:
                continue
            self.used.add(name)
            try:
                self.texts[number] = self.files.text(name)
            except ExportFileError as error:
                self.found.errors.append(Note(source=name, message=str(error)))

    def add(self, row: _Row, pictures: HostedPictures, media: UrlRewriter) -> None:
        """Import a post or page."""
        kind, title = row.get("type").lower(), row.get("title")
        draft = self._is_draft(row)
        html = self.texts[row.number]
        if not html.strip() and not title:
            message = "has neither a title nor a text"
            self.found.skipped.append(Note(source=row.name, message=message))
            return
        if not html.strip():
            where = "its text is not in the export"
            self.found.warn(row.name, where)
        if kind not in _TYPES:
            self.found.warn(row.name, f"is of the type {kind!r}; taken for a post")
        text, left_out = read_substack(html)

        def url(address: str) -> str:
            new = pictures.url(address, row.name)
            return (
                media.url(re.sub(r"\?utm_.*", "", address)) if new == address else new
            )

        where = f"{self.base_url}p/{row.number.partition('.')[2]}"
        made = markdown_of(with_local_links(text, where), url)
        self.found.warn(row.name, *left_out, *made.warnings)
        body = made.text
        audio = row.get("podcast_url")
        if audio.startswith("http") and " " not in audio:
            player = f'<audio controls preload="none" src="{_escaped(audio)}"></audio>'
            body = f"{player}\n\n{body}" if body else f"{player}\n"
        slug = row.number.partition(".")[2] or term_slug(title) or row.number
        facts = FrontMatter(
            title=title or None,
            slug=slug,
            date=moment_of(row.get("post_date"), zone_of("")),
            status=Status.DRAFT if draft else Status.PUBLISHED,
            summary=row.get("subtitle") or None,
            kind=None if title else ARTICLE,
        )
        self.found.add(row.name, facts, body, urls=(f"/p/{slug}",), page=kind == "page")

    def _is_draft(self, row: _Row) -> bool:
        """Return whether a post was not public, so that it becomes a draft."""
        audience = row.get("audience").lower()
        if row.get("is_published").lower() != "true":
            return True
        if audience not in ("everyone", ""):
            who = {"only_paid": "paying readers", "only_free": "free subscribers"}
            message = f"is for {who.get(audience, audience)} only, and becomes a draft"
            self.found.warn(row.name, message)
            return True
        return False

    def others(self) -> Iterator[Note]:
        """Yield notes on the files that are not imported."""
        roots = {name.rpartition("posts.csv")[0] for name in self.used}
        root = min(roots, key=len, default="")
        others = [
            name
            for name in self.files.all_names()
            if name not in self.used and name.startswith(root)
        ]
        tables = [name for name in others if name.endswith(".csv")]
        if tables:
            yield Note(
                source=counted(len(tables), "table"),
                message="who subscribes and who opened what: it is private",
            )
        for name in others:
            if name not in tables:
                yield Note(source=name, message="is of no post of the table")


def _escaped(url: str) -> str:
    return url.replace("&", "&amp;").replace('"', "%22")
