"""The contents of a new blog's files, made of the `Blog` that a reader returned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.options import DEFAULT_PERMALINK
from sphinx_blogtheme.front_matter.dialects import read_header
from sphinx_blogtheme.front_matter.writing import write_header
from sphinx_blogtheme.importers.bodies.active_text import (
    without_active_body,
    without_active_parts,
)
from sphinx_blogtheme.importers.bodies.html_formulas import (
    formulas_left,
    with_formulas,
)
from sphinx_blogtheme.importers.bodies.leftover_tags import without_template_comments
from sphinx_blogtheme.importers.bodies.unclosed_media import with_closed_media
from sphinx_blogtheme.importers.documents import RST_SUFFIXES
from sphinx_blogtheme.importers.feed_ids import with_feed_ids
from sphinx_blogtheme.importers.kept_settings import code_settings
from sphinx_blogtheme.importers.list_texts import cover_settings
from sphinx_blogtheme.importers.lone_pages import notes_of_lone_pages
from sphinx_blogtheme.importers.model import Blog, Document, Note
from sphinx_blogtheme.importers.new_blog import (
    DEFAULT_BASE_URL,
    DEFAULT_TITLE,
    blog_site_files,
)
from sphinx_blogtheme.importers.notebook_files import (
    NOTEBOOKS,
    without_active_cells,
)
from sphinx_blogtheme.importers.old_lists import former_lists, term_feeds
from sphinx_blogtheme.importers.redirect_rules import with_redirects
from sphinx_blogtheme.importers.site_urls import docname_in_site, settle
from sphinx_blogtheme.importers.sites.made_anew import without_lists
from sphinx_blogtheme.importers.unread_tags import notes_of_unread_tags
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class NewBlog:
    """The files of a new blog, ready to be written.

    All paths are relative to the blog's folder, with forward slashes.
    """

    blog: Blog
    """With the documents' final paths and front matter, and all notes."""
    contents: Mapping[str, bytes]
    """The contents of the files to write, by path."""
    copies: Mapping[str, Path]
    """The files to copy, by new path."""
    urls: Mapping[str, str]
    """Permalinks such as ``/2025/03/x/``, by path of the document; drafts without a
    date have none."""


def new_blog_files(blog: Blog, *, title: str | None, base_url: str | None) -> NewBlog:
    """Return the files of a blog.

    :param title: title of the new blog; None for that of the old one.
    :param base_url: URL of the new blog; None for that of the old one.
    """
    skipped: list[Note] = []
    generated: dict[str, str] = {}
    documents = without_lists(blog.documents, blog.base_url, skipped, generated)
    blog = replace(blog, documents=tuple(documents))
    blog = with_redirects(replace(blog, skipped=(*blog.skipped, *skipped)))
    warnings = list(blog.warnings)
    errors = list(blog.errors)
    dated = _with_dates(
        map(_without_comments(blog.engine), blog.documents), warnings, errors
    )
    harmless = [_without_active(one, warnings) for one in dated]
    harmless = [_with_formulas(one, warnings) for one in harmless]
    settings = dict(blog.settings)
    folder = str(settings.get("blog_path") or "").strip("/")
    settled = settle(_apart(harmless, blog.files, errors), blog.base_url, folder)
    root = f"/{folder}" if folder else ""
    new_base = base_url or _base(blog.base_url)
    posts = with_feed_ids(
        settled.documents,
        blog.feed_ids,
        blog.base_url,
        new_base,
        f"{root}{settled.permalink}",
    )
    settled = replace(settled, documents=tuple(posts))
    if settled.permalink != DEFAULT_PERMALINK:
        settings.setdefault("blog_permalink", settled.permalink)
    settings = cover_settings(settled.documents) | settings
    settings = code_settings(settled.documents) | settings
    former = former_lists(blog, settled.documents, generated)
    if folder:  # The lists of a section are below its folder, as it is itself.
        former = {
            old: f"/{folder}{new}"
            for old, new in former.items()
            if old != f"/{folder}/"
        }
    if former:
        if len(taxonomies := term_feeds(former)) > 1:
            settings.setdefault("blog_term_feeds", taxonomies)
        settings.setdefault("blog_former_urls", former)
    intro, found = without_active_parts(blog.intro)
    warnings += [Note(source="the front page", message=message) for message in found]
    warnings += notes_of_unread_tags(settled.documents, blog, intro)
    site = blog_site_files(
        title or blog.title or DEFAULT_TITLE,
        new_base,
        settings,
        intro,
    )
    contents = {path.as_posix(): content for path, content in site.items()}
    if any(document.path.startswith("index.") for document in settled.documents):
        del contents["index.md"]  # The old site's own front page stays as it is.
    contents |= blog.made
    urls = {}
    for document in settled.documents:
        contents[document.path] = _text(document)
        place = docname_in_site(document, f"{root}{settled.permalink}")
        if place:
            urls[document.path] = f"/{place}/"
    lone = notes_of_lone_pages(settled.documents, urls, intro, settings)
    return NewBlog(
        blog=replace(
            blog,
            documents=settled.documents,
            warnings=(*warnings, *settled.warnings, *lone),
            errors=tuple(errors),
        ),
        contents=contents,
        copies=blog.files,
        urls=urls,
    )


def _without_comments(engine: str) -> Callable[[Document], Document]:
    """Return a function that leaves out comments, and ends what a text leaves open."""

    def without(document: Document) -> Document:
        body = without_template_comments(document.body, engine)
        if document.path.endswith(".md"):
            body = with_closed_media(body)
        return document if body == document.body else replace(document, body=body)

    return without


def _without_active(document: Document, warnings: list[Note]) -> Document:
    """Leave out what runs in the text of a document, whatever its engine."""
    suffix = PurePosixPath(document.path).suffix
    body, whole = document.body, document.as_it_is
    if whole is None:
        body, found = without_active_body(body, 0, suffix)
    elif suffix == NOTEBOOKS:
        whole, found = without_active_cells(whole)
    else:
        text = whole.decode("utf-8-sig")
        lines = read_header(text, rst=suffix in RST_SUFFIXES).body_line
        cleaned, found = without_active_body(text, lines, suffix)
        whole = whole if cleaned == text else cleaned.encode()
    warnings += [Note(source=document.source, message=message) for message in found]
    return replace(document, body=body, as_it_is=whole)


def _with_formulas(document: Document, warnings: list[Note]) -> Document:
    """Return a document in Markdown whose formulas in HTML are those of the blog."""
    if document.as_it_is is not None or not document.path.endswith(".md"):
        return document
    body = with_formulas(document.body)
    if left := formulas_left(body):
        what = "a formula" if left == 1 else f"{left} formulas"
        message = f"has {what} among the words of HTML, shown as TeX"
        warnings.append(Note(source=document.source, message=message))
    return document if body == document.body else replace(document, body=body)


def _base(url: str) -> str:
    good = url.startswith(("https://", "http://")) and len(url.split()) == 1
    return url.rstrip("/") + "/" if good else DEFAULT_BASE_URL


def _text(document: Document) -> bytes:
    if document.as_it_is is not None:
        return document.as_it_is
    header, body = write_header(document.facts), document.body.lstrip("\r\n")
    if "\r\n" in body:
        header = header.replace("\n", "\r\n")
    text = f"{header}\n{body}" if body else header
    text = text if text.endswith("\n") else f"{text}\n"
    return text.encode(errors="replace")


def _with_dates(
    documents: Iterable[Document], warnings: list[Note], errors: list[Note]
) -> tuple[Document, ...]:
    """Give each page the date of the newest post, and make other undated posts drafts.

    Pages are imported as unlisted posts, and a post needs a date. If that leaves
    nothing to publish, it is an error.
    """
    documents = tuple(documents)
    dates = [
        d.facts.date
        for d in documents
        if not d.page and d.facts.date and d.facts.status is not Status.DRAFT
    ]
    newest = max(dates, default=None)
    found, undated = [], list[Note]()
    for document in documents:
        facts = document.facts
        if facts.scheduled and facts.date is None:
            facts = replace(facts, status=Status.DRAFT)
        if document.page and document.as_it_is is None:
            facts = replace(facts, listed=False, is_post=True)
            if facts.date is None and newest and facts.status is not Status.DRAFT:
                facts = replace(facts, date=newest, undated=False, show_date=False)
        if (
            facts.date is None
            and document.as_it_is is None
            and facts.status is not Status.DRAFT
        ):
            message = "has no date; imported as a draft"
            undated.append(Note(source=document.source, message=message))
            facts = replace(facts, status=Status.DRAFT, undated=False)
        found.append(replace(document, facts=facts))
    if undated and all(d.facts.status is Status.DRAFT for d in found):
        errors.append(_no_dates(len(undated)))
    else:
        warnings += undated
    return tuple(found)


def _no_dates(count: int) -> Note:
    message = (
        "nothing would be published, because no post has a date. Which date has each?"
        " Write it into the header (`date: 2025-01-31`) or before the name of the file"
        " (2025-01-31-x.md), and import again; until then all are drafts"
    )
    name = "the only post" if count == 1 else f"all {count} posts and pages"
    return Note(source=name, message=message)


def _apart(
    documents: Iterable[Document], files: Mapping[str, Path], errors: list[Note]
) -> list[Document]:
    """Give each document a unique path, also where case doesn't matter.

    A document whose file was renamed gives way to the one whose name it is.
    """
    taken = {path.casefold() for path in files} | {"conf.py", "index.md"}
    found: dict[int, Document] = {}
    numbered = [*enumerate(documents)]
    for place, document in sorted(numbered, key=lambda item: _is_renamed(item[1])):
        path = PurePosixPath(document.path)
        if path.is_absolute() or ".." in path.parts or "\\" in document.path:
            errors.append(
                Note(source=document.source, message="has an unsafe name; left out")
            )
            continue
        number, name = 1, path
        own_front = document.as_it_is is not None and document.path == "index.md"
        while not own_front and name.as_posix().casefold() in taken:
            number += 1
            name = path.with_name(f"{path.stem}-{number}{path.suffix}")
        taken.add(name.as_posix().casefold())
        found[place] = replace(document, path=name.as_posix())
    return [found[place] for place in sorted(found)]


def _is_renamed(document: Document) -> bool:
    return PurePosixPath(document.source).name != PurePosixPath(document.path).name
