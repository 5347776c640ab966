"""Reader of Medium exports: an archive or a folder with a page of HTML for each text.

The pages are h-entries (https://microformats.org/wiki/h-entry). Texts and responses to
texts of others look nearly the same; those that can only be responses become drafts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_blogtheme.importers.bodies.hosted_pictures import HostedPictures
from sphinx_blogtheme.importers.bodies.html_text import markdown_of, require_markdownify
from sphinx_blogtheme.importers.documents import zone_of
from sphinx_blogtheme.importers.exports.collected import (
    Collected,
    counted,
    moment_of,
    split_url,
)
from sphinx_blogtheme.importers.exports.export_files import (
    ExportFileError,
    ExportFiles,
)
from sphinx_blogtheme.importers.kept_settings import plain_settings, summary_settings
from sphinx_blogtheme.importers.model import Blog, Note
from sphinx_blogtheme.model.posts import FrontMatter, Status
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bs4 import BeautifulSoup, Tag

NAME = "Medium"

_TEXTS = ("posts/*.html", "medium-export*/posts/*.html", "*.html")
_SIGNS = (b'class="h-entry"', b"medium.com")
_HEAD = 1 << 20
_TRIED = 5
"""Number of pages of a folder that are looked at to recognise it."""

_NAMED = 16
"""Number of other files and folders of an export that are named in the report."""

_ID = re.compile(r"-([0-9a-f]{8,14})$")
"""The id at the end of a name or URL: ``my-title-c259c4d25b0e``."""

_HOSTS = r"cdn-images-\d\.medium\.com|miro\.medium\.com|(?:[\w-]+\.)?medium\.com"
_DRAFT = "draft_"
_OTHERS = "no texts: what Medium knows of you and of what you read, some of it private"


def recognises(source: Path) -> bool:
    """Return whether a folder or archive is a Medium export, or a file a text of one."""
    return bool(_pages(ExportFiles(source)))


def _pages(files: ExportFiles) -> list[str]:
    """Return the names of the texts of an export, none if it is of something else."""
    for pattern in _TEXTS:
        names = files.names([pattern])
        for name in names[:_TRIED]:
            head = files.start_of(name, _HEAD)
            if all(sign in head for sign in _SIGNS):
                return names
    return []


def read_blog(source: Path, assets: Path | None = None, base_url: str = "") -> Blog:
    """Read a Medium export.

    Pages that cannot be read are among the blog's errors.

    :param assets: folder of the pictures, which exports do not contain, at any depth.
    :param base_url: URL of the old site, if it had a domain of its own.
    :raises CommandError: if the library that converts HTML is missing.
    """
    require_markdownify()
    files = ExportFiles(source)
    work = _Work(base_url=base_url)
    names = _pages(files)
    for name in names:
        try:
            work.survey(name, files.text(name))
        except ExportFileError as error:
            work.found.errors.append(Note(source=name, message=str(error)))
    bodies = (str(page.body) for page in work.pages)
    pictures = HostedPictures(_HOSTS, assets, bodies)
    for page in work.pages:
        work.add(page, pictures)
    found = work.found
    others = [*_others(files, names)]
    author = found.only_author()
    return Blog(
        engine=NAME,
        documents=tuple(found.documents),
        files=pictures.files,
        title=author,
        base_url=base_url,
        settings={**plain_settings(author=author), **summary_settings(found.documents)},
        skipped=(*found.left_out(), *others, *pictures.left()),
        warnings=(*found.warnings, *pictures.missing()),
        errors=tuple(found.errors),
    )


def _others(files: ExportFiles, names: list[str]) -> Iterator[Note]:
    """Yield a note on the other files of an export, by folder."""
    if files.source.is_file() and len(files.all_names()) <= 1:
        return
    root = names[0].rpartition("posts/")[0] if names else ""
    texts = {*names}
    others = [n for n in files.all_names() if n.startswith(root) and n not in texts]
    folders = [
        *dict.fromkeys(
            name.removeprefix(root).partition("/")[0] for name in sorted(others)
        )
    ]
    if others:
        more = len(folders) - _NAMED
        named = ", ".join(folders[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        source = f"{named} ({counted(len(others), 'file')})"
        yield Note(source=source, message=_OTHERS)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Page:
    """A page of the export."""

    name: str
    """Name of its file, from the export's folder."""
    title: str
    subtitle: str
    body: Tag
    published: str
    url: str
    """Its canonical URL, or ""."""
    author: str
    tags: tuple[str, ...]

    @property
    def stem(self) -> str:
        """The name of the file without folders and suffix."""
        return self.name.rpartition("/")[2].removesuffix(".html")

    @property
    def key(self) -> str:
        """The id of the text at Medium, or ""."""
        found = _ID.search(split_url(self.url).path) or _ID.search(self.stem)
        return found[1] if found else ""

    @property
    def is_draft(self) -> bool:
        """Whether it was not published."""
        return self.stem.startswith(_DRAFT) or not self.published

    @property
    def slug(self) -> str:
        """The last part of its URL without the id."""
        last = unquote(split_url(self.url).path).rstrip("/").rpartition("/")[2]
        bare = _ID.sub("", last)
        return bare if bare and bare != last else term_slug(self.title)


@dataclass(kw_only=True, slots=True)
class _Work:
    """The pages of the export, and what was made of them."""

    base_url: str
    pages: list[_Page] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    """The paths of the texts in the new blog, by their ids at Medium."""
    hidden: set[str] = field(default_factory=set)
    """The ids of drafts and responses, to which no link leads."""
    found: Collected = field(default_factory=Collected)

    def survey(self, name: str, text: str) -> None:
        """Read a page, and note its id, so that others can link to it."""
        from bs4 import BeautifulSoup

        soup = BeautifulSoup(text, "html.parser")
        body = soup.select_one(".e-content")
        if body is None or "medium.com" not in text:
            message = "is no text of Medium (it has no e-content)"
            self.found.skipped.append(Note(source=name, message=message))
            return
        page = _Page(
            name=name,
            title=_said(soup, ".p-name"),
            subtitle=_said(soup, ".p-summary"),
            body=body,
            published=_attribute(soup, "time.dt-published", "datetime"),
            url=_attribute(soup, "a.p-canonical", "href"),
            author=_said(soup, ".p-author"),
            tags=tuple(el.get_text(" ", strip=True) for el in soup.select("a.p-tag")),
        )
        self.pages.append(page)
        parts, base = split_url(page.url), split_url(self.base_url)
        place = f"/{page.slug or page.key}/"
        if parts.netloc and parts.netloc == base.netloc:
            place = parts.path
        elif place in self.places.values():
            place = f"/{page.slug}-{page.key}/"
        key = page.key or page.stem
        self.places[key] = place
        if page.is_draft or _is_response(page):
            self.hidden.add(key)

    def add(self, page: _Page, pictures: HostedPictures) -> None:
        """Import a text."""
        name = page.name
        date = moment_of(page.published, zone_of(""))
        draft = page.is_draft
        response = not draft and _is_response(page)
        if response:
            message = "seems to be a response to another text, and becomes a draft"
            self.found.warn(name, message)
        titled = _has_title(page)
        _prepare(page)

        def url(text: str) -> str:
            new = pictures.url(text, name) if _is_picture(text) else text
            return self._own(text) if new == text else new

        made = markdown_of(page.body.decode_contents(), url)
        self.found.warn(name, *made.warnings)
        place = self.places[page.key or page.stem]
        host, base = split_url(page.url).netloc, split_url(self.base_url).netloc
        elsewhere = host not in ("", base) and not host.endswith("medium.com")
        facts = FrontMatter(
            title=page.title if titled else None,
            slug=place.strip("/").rpartition("/")[2],
            date=date,
            status=Status.DRAFT if draft or response else Status.PUBLISHED,
            tags=page.tags,
            authors=(page.author,) if page.author else (),
            description=page.subtitle or None,
            canonical=page.url if elsewhere else None,
            extra={"medium_url": page.url} if host.endswith("medium.com") else {},
        )
        self.found.add(name, facts, made.text, urls=(place,))

    def _own(self, url: str) -> str:
        """Return the new URL of a link to a text of the export, others as they are."""
        parts = split_url(url) if url.startswith("http") else None
        if not parts or not _hosts_texts(parts.netloc, self.base_url):
            return url
        last = parts.path.rstrip("/").rpartition("/")[2]
        found = _ID.search(f"-{last}")
        key = found[1] if found else ""
        place = None if key in self.hidden else self.places.get(key)
        tracked = parts.fragment.startswith(".")  # by whom it was shared
        rest = f"#{parts.fragment}" if parts.fragment and not tracked else ""
        return f"{place}{rest}" if place else url


def _hosts_texts(host: str, base_url: str) -> bool:
    return host.endswith("medium.com") or host == split_url(base_url).netloc


def _is_picture(url: str) -> bool:
    """Return whether a URL is one of a picture: those of texts have other names."""
    return re.search(r"\.(?:avif|gif|jpe?g|png|svg|webp)$|/\d\*|/max/", url) is not None


def _said(soup: BeautifulSoup, selector: str) -> str:
    found = soup.select_one(selector)
    return " ".join(found.get_text(" ").split()) if found else ""


def _attribute(soup: BeautifulSoup, selector: str, name: str) -> str:
    found = soup.select_one(selector)
    return str(found.get(name) or "") if found else ""


def _is_response(page: _Page) -> bool:
    """Return whether a text has no title of its own, no topics, and only paragraphs."""
    shown = page.body.select("figure, .graf--title, h3, h4, pre, iframe")
    return not (shown or page.tags or _has_title(page))


def _has_title(page: _Page) -> bool:
    """Return whether the author gave a title; if not, Medium took the first words."""
    if _title_in(page) is not None:
        return True
    first = page.body.select_one(".graf")
    beginning = _bare(first.get_text()) if first else ""
    words = _bare(page.title)
    return words not in ("", "untitled") and not beginning.startswith(words)


def _prepare(page: _Page) -> None:
    """Remove what a page has besides its text."""
    body = page.body
    title = _title_in(page)
    if title is not None:
        title.extract()
    for line in body.select(".section--first > .section-divider, .graf--empty"):
        line.extract()
    for el in body.select("div.section-divider"):
        el.unwrap()
    for el in body.select(".graf--subtitle"):
        # It is a line in other letters, and no heading.
        el.replace_with(_emphasised(el))
    for card in body.select(".graf--mixtapeEmbed"):
        _read_card(card)
    wanted = {str(a["href"]).partition("#")[2] for a in body.select("a[href*='#']")}
    for el in body.select("[name], [id]"):
        del el["name"]
        if el.get("id") not in wanted:
            del el["id"]  # each paragraph has one


def _title_in(page: _Page) -> Tag | None:
    """Return the element of a text that repeats its title, if there is one."""
    if found := page.body.select_one(".graf--title"):
        return found
    first = page.body.select_one(".graf")
    heading = first is not None and first.name in ("h1", "h2", "h3")
    return (
        first
        if first and heading and _bare(first.get_text()) == _bare(page.title)
        else None
    )


def _emphasised(el: Tag) -> Tag:
    """Return a paragraph with the text of an element, emphasised."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup("", "html.parser")
    paragraph, mark = soup.new_tag("p"), soup.new_tag("em")
    mark.string = " ".join(el.get_text(" ").split())
    paragraph.append(mark)
    return paragraph


def _read_card(card: Tag) -> None:
    """Make a card, the preview of another page, a link with its description."""
    link = card.select_one("a.markup--mixtapeEmbed-anchor, a[href]")
    if link is None:
        return
    for extra in card.select("a.js-mixtapeImage, .mixtapeImage, br"):
        extra.replace_with(" ")
    for mark in card.find_all(["strong", "em"]):
        mark.append(" ")
        mark.unwrap()
    card.name = "p"


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
