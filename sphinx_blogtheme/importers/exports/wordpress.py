"""Reader of WordPress exports.

An export is read twice, because attachments and shared blocks may follow the posts that
refer to them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sphinx_blogtheme.importers.bodies.html_text import markdown_of, require_markdownify
from sphinx_blogtheme.importers.bodies.media import (
    UniquePaths,
    UrlRewriter,
    plain_text_of_html,
)
from sphinx_blogtheme.importers.exports.collected import comments_left, counted_notes
from sphinx_blogtheme.importers.exports.wordpress_html import html_of
from sphinx_blogtheme.importers.exports.wordpress_shortcodes import (
    Attachment,
    WordPressPost,
)
from sphinx_blogtheme.importers.exports.wxr import (
    Item,
    dates_of,
    is_wordpress_export,
    read_items,
    urls_of,
)
from sphinx_blogtheme.importers.exports.xml_entries import XmlExportError
from sphinx_blogtheme.importers.kept_settings import plain_settings, summary_settings
from sphinx_blogtheme.importers.model import Blog, Document, Note
from sphinx_blogtheme.model.kinds import FORMAT_WORDS, KIND_WORDS
from sphinx_blogtheme.model.permalinks import safe_slug
from sphinx_blogtheme.model.posts import FrontMatter, Status
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "WordPress"

_EXCERPT_WORDS = 55
"""Number of words of WordPress's automatic excerpts."""

UPLOADS = "/wp-content/uploads/"
"""URL path of the uploaded files."""
_HIDDEN = frozenset(("draft", "pending", "private", "auto-draft"))
_SERIES = ("series", "post_series")
_DESCRIPTIONS = (
    "_yoast_wpseo_metadesc",
    "rank_math_description",
    "_aioseo_description",
)


def recognises(source: Path) -> bool:
    """Return whether a file is a WordPress export, or a folder contains one."""
    return bool(_exports(source))


def _exports(source: Path) -> list[Path]:
    paths = sorted(source.glob("*.xml")) if source.is_dir() else [source]
    return [path for path in paths if path.is_file() and is_wordpress_export(path)]


def read_blog(source: Path, assets: Path | None = None, base_url: str = "") -> Blog:
    """Read a WordPress export, or all those in a folder: parts of a site, or sites.

    Exports that cannot be read are among the blog's errors.

    :param assets: folder of the uploads, if it is not beside the export.
    :param base_url: URL of the old site, where the export names none.
    :raises CommandError: if the library that converts HTML is missing.
    """
    require_markdownify()
    folder = source if source.is_dir() else source.parent
    places = [folder / "wp-content" / "uploads", folder / "uploads"]
    uploads = assets or next((path for path in places if path.is_dir()), places[0])
    works: list[_Work] = []
    names = UniquePaths()
    files: dict[str, Path] = {}
    for paths in _by_site(_exports(source)):
        site = _survey(paths)
        site.base_url = site.base_url or base_url
        media = UrlRewriter(site.base_url, {UPLOADS: uploads}, site.links, files)
        first = works[0].site.base_url if works else site.base_url
        work = _Work(site=site, media=media, names=names, main_url=first)
        work.read(paths)
        works.append(work)
    site = works[0].site if works else _Site(base_url=base_url)
    documents = tuple(document for work in works for document in work.documents)
    authors = {name for document in documents for name in document.facts.authors}
    return Blog(
        engine=NAME,
        documents=documents,
        files=files,
        title=site.title,
        base_url=site.base_url,
        settings=plain_settings(
            author="".join(authors) if len(authors) == 1 else "",
            description=""
            if site.description == "Just another WordPress site"  # nobody wrote it
            else site.description,
            language=site.language,
        )
        | summary_settings(
            [document for work in works for document in work.documents], _EXCERPT_WORDS
        ),
        skipped=(
            *(note for work in works for note in work.left_out()),
            *(note for work in works[:1] for note in work.media.left()),
        ),
        warnings=tuple(
            note for w in works for note in (*w.warnings, *w.media.missing())
        ),
        errors=tuple(note for work in works for note in work.errors),
    )


def _by_site(paths: list[Path]) -> list[list[Path]]:
    """Return the exports of each site together; those of one site share their ids."""
    found: dict[str, list[Path]] = {}
    for path in paths:
        found.setdefault(_site_of(path), []).append(path)
    return list(found.values())


def _site_of(path: Path) -> str:
    """Return the host and the path of an export's site, such as ``a.example/blog``."""
    site = _Site()
    try:
        # The channel comes before the items.
        for item in read_items(path):
            _note(site, item)
            if site.base_url:
                break
    except XmlExportError:
        pass  # reported when the export is read for its posts
    parts = urlsplit(site.base_url.lower())
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/")


@dataclass(kw_only=True, slots=True)
class _Site:
    """The site's settings, and everything that posts may refer to."""

    title: str = ""
    base_url: str = ""
    description: str = ""
    language: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    """Display names, by login."""
    attachments: dict[str, Attachment] = field(default_factory=dict)
    """By id."""
    file_pages: dict[str, str] = field(default_factory=dict)
    """Ids of attachments, by the paths of their pages without slashes at the ends."""
    blocks: dict[str, str] = field(default_factory=dict)
    """Contents of shared blocks, by id."""
    links: dict[str, str] = field(default_factory=dict)
    """URLs of posts and pages, by id."""


def _survey(paths: list[Path]) -> _Site:
    site = _Site()
    for path in paths:
        try:
            for item in read_items(path):
                _note(site, item)
        except XmlExportError:
            continue  # reported when the export is read for its posts
    return site


def _note(site: _Site, item: Item) -> None:
    kind, number = item.get("wp:post_type"), item.get("wp:post_id")
    if item.get("wp:author_login"):
        login = item.get("wp:author_login")
        site.authors[login] = item.get("wp:author_display_name") or login
    elif kind == "attachment":
        site.attachments[number] = Attachment(
            url=item.get("wp:attachment_url") or item.get("guid"),
            title=plain_text_of_html(item.get("title")),
            alt=plain_text_of_html(item.meta.get("_wp_attachment_image_alt", "")),
            caption=item.get("excerpt:encoded"),
            parent=item.get("wp:post_parent"),
        )
        # A page that shows nothing but the file.
        if (link := item.get("link")) and not urlsplit(link).query:
            site.file_pages[urlsplit(link).path.strip("/")] = number
    elif kind == "wp_block":
        site.blocks[number] = item.get("content:encoded")
    elif kind in ("post", "page"):
        site.links[number] = item.get("link")
    elif not kind and not site.base_url:
        site.title = plain_text_of_html(item.get("title"))
        url = item.get("wp:base_blog_url") or item.get("link")
        site.base_url = url.rstrip("/") + "/" if url else ""
        site.description = plain_text_of_html(item.get("description"))
        site.language = item.get("language")


@dataclass(kw_only=True, slots=True)
class _Work:
    """The documents and notes collected so far."""

    site: _Site
    media: UrlRewriter
    documents: list[Document] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    errors: list[Note] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    comments: Counter[str] = field(default_factory=Counter)
    queries: list[str] = field(default_factory=list)
    """URLs of posts that have a query instead of a path, such as ``/?p=12``."""
    names: UniquePaths
    main_url: str
    """URL of the first site, which becomes that of the blog."""
    seen: set[str] = field(default_factory=set)

    def read(self, paths: list[Path]) -> None:
        """Import the posts and pages of a site, and its attachments."""
        for path in paths:
            try:
                for item in read_items(path):
                    self.add(item, path.name)
            except XmlExportError as error:
                self.errors.append(Note(source=path.name, message=str(error)))
        for file in self.site.attachments.values():
            self.media.url(file.url)
        if self.queries:
            message = (
                "is a URL with a query, which files cannot have: a rule of the host"
            )
            message += f" has to lead on from it ({len(self.queries)} such URLs)"
            self._warn(self.queries[0], message)
        if urlsplit(self.site.base_url).netloc != urlsplit(self.main_url).netloc:
            message = f"is of {self.site.base_url}, a site of its own; its posts are"
            message += f" among those of {self.main_url}, at the same paths"
            source = ", ".join(path.name for path in paths)
            self._warn(source, message)

    def _new_url(self, url: str) -> str:
        """Return the new URL of a link or an image; of a file's page, that of the file."""
        try:
            path = urlsplit(url).path.strip("/")
        except ValueError:
            return url
        file = self.site.attachments.get(self.site.file_pages.get(path, ""))
        is_own = self.media.url(url) != url or not urlsplit(url).netloc
        return self.media.url(file.url if file and is_own else url)

    def _url(self, url: str) -> str:
        """Return an old URL, from the root of its site if that is not the first one."""
        parts, main = urlsplit(url), urlsplit(self.main_url)
        if parts.netloc == main.netloc:
            return url
        return f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"

    def add(self, item: Item, file: str) -> None:
        """Import an item if it is a post or page; else count or skip it.

        :param file: name of the export, for reports.
        """
        kind, status = item.get("wp:post_type"), item.get("wp:status")
        if not kind or kind in ("attachment", "wp_block"):
            return
        number = item.get("wp:post_id")
        title = plain_text_of_html(item.get("title"))
        name = f"{file}: {kind} {number} ({title or 'untitled'})"
        if kind not in ("post", "page"):
            self.others[kind] += 1
        elif status == "trash":
            self.skipped.append(Note(source=name, message="is in the bin"))
        elif number in self.seen and number:
            message = "is in the export more than once; the first one was taken"
            self.skipped.append(Note(source=name, message=message))
        else:
            self.seen.add(number)
            if item.comments:
                self.comments[number] = item.comments
            self.documents.append(self._document(item, name, title))

    def _document(self, item: Item, name: str, title: str) -> Document:
        page = item.get("wp:post_type") == "page"
        draft = self._is_hidden(item, name)
        date, updated = dates_of(item)
        if not date and not draft and not page:
            self._warn(name, "has no date that can be read; it becomes a draft")
            draft = True
        slug = safe_slug(unquote(item.get("wp:post_name")) or term_slug(title))
        terms = {
            kind: _named(item, kind) for kind in ("category", "post_tag", *_SERIES)
        }
        thumbnail = self.site.attachments.get(item.meta.get("_thumbnail_id", ""))
        creator = item.get("dc:creator")
        described = (item.meta.get(key, "") for key in _DESCRIPTIONS)
        urls = tuple(map(self._url, urls_of(item)))
        if urls and urlsplit(urls[0]).query and not draft:
            self.queries.append(urls[0])
        facts = FrontMatter(
            title=title or None,
            slug=slug,
            date=date,
            updated=updated,
            status=Status.DRAFT if draft else Status.PUBLISHED,
            listed=not page,
            categories=()
            if terms["category"] == ("Uncategorized",)
            else terms["category"],
            tags=terms["post_tag"],
            series=next((n for kind in _SERIES for n in terms[kind]), None),
            authors=(self.site.authors.get(creator, creator),)
            if creator and not page
            else (),
            summary=plain_text_of_html(item.get("excerpt:encoded")) or None,
            # A description with variables of Yoast (`%%title%%`) is only a template.
            description=next(
                (d for d in map(plain_text_of_html, described) if d and "%%" not in d),
                None,
            ),
            canonical=item.meta.get("_yoast_wpseo_canonical") or None,
            image=self.media.url(thumbnail.url) if thumbnail else None,
            image_alt=(thumbnail.alt or None) if thumbnail else None,
            image_caption=self._caption(thumbnail) if thumbnail else None,
            kind=_kind(item),
            extra={"pinned": True} if item.get("wp:is_sticky") == "1" else {},
        )
        folder = "pages" if page else "drafts"
        if not page and date:
            folder = f"posts/{date:%Y/%m}"
        return Document(
            source=name,
            path=self.names.free(folder, slug),
            facts=facts,
            body=self._body(item, name),
            urls=urls,
            page=page,
            has_cover=thumbnail is not None,
        )

    def _caption(self, picture: Attachment) -> str | None:
        """Return the caption of a picture as a line of Markdown."""
        made = markdown_of(picture.caption, self.media.url)
        return " ".join(made.text.split()) or None

    def _body(self, item: Item, name: str) -> str:
        context = WordPressPost(
            post=item.get("wp:post_id"),
            attachments=self.site.attachments,
            blocks=self.site.blocks,
            footnotes=item.meta.get("footnotes", ""),
        )
        html, problems = html_of(item.get("content:encoded"), context)
        made = markdown_of(html, self._new_url)
        self._warn(name, *problems, *made.warnings)
        return made.text

    def _is_hidden(self, item: Item, name: str) -> bool:
        """Return whether an item was not public, so that it becomes a draft."""
        status = item.get("wp:status")
        if item.get("wp:post_password"):
            self._warn(name, "has a password, and becomes a draft")
        elif status == "private":
            self._warn(name, "is private, and becomes a draft")
        elif status not in ("publish", "future", *_HIDDEN):
            self._warn(name, f"has the status {status!r}, and becomes a draft")
        return bool(item.get("wp:post_password")) or status not in ("publish", "future")

    def _warn(self, name: str, *messages: str) -> None:
        self.warnings += counted_notes(name, messages)

    def left_out(self) -> Iterator[Note]:
        """Yield notes on what is not imported: items, other types, comments."""
        yield from self.skipped
        for kind, count in sorted(self.others.items()):
            message = "neither a post nor a page"
            yield Note(source=f"{count} of the type {kind}", message=message)
        yield from comments_left(self.comments)


def _kind(item: Item) -> str | None:
    """Return the kind that WordPress's format of a post means, if any."""
    formats = (slug for kind, slug, _ in item.terms if kind == "post_format")
    words = (slug.removeprefix("post-format-") for slug in formats)
    return next((KIND_WORDS[word] for word in words if word in FORMAT_WORDS), None)


def _named(item: Item, domain: str) -> tuple[str, ...]:
    names = (
        plain_text_of_html(name or slug)
        for kind, slug, name in item.terms
        if kind == domain
    )
    return tuple(dict.fromkeys(name for name in names if name))
