"""Reader of vaults of Obsidian, and of other folders of notes with wikilinks.

By Obsidian's help, “Obsidian Flavored Markdown”, “Properties” and “Publish”. A vault is
a private place: a note is published only if its header has a date, or says so.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from sphinx_blogtheme.files import files_below
from sphinx_blogtheme.importers.bodies.destinations import with_destinations
from sphinx_blogtheme.importers.bodies.obsidian_text import (
    has_wikilinks,
    part_of,
    programs_in,
    referred_blocks,
    tags_in,
    with_block_ids,
    with_embedded_notes,
    with_marks,
    with_renamed_links,
    without_percent_comments,
)
from sphinx_blogtheme.importers.documents import zone_of
from sphinx_blogtheme.importers.engine_settings import setting_text, text_in
from sphinx_blogtheme.importers.kept_settings import settings_of_texts
from sphinx_blogtheme.importers.loose_files import (
    NOTHING_PUBLIC,
    HeldFiles,
    is_set_aside,
    is_template,
)
from sphinx_blogtheme.importers.model import Note
from sphinx_blogtheme.importers.path_dates import date_from_path
from sphinx_blogtheme.importers.site_folder import TOOL_FOLDERS, SiteFolder, new_path
from sphinx_blogtheme.importers.sites.unknown_engines import guessed
from sphinx_blogtheme.importers.text_files import add_document, read, suffix_of
from sphinx_blogtheme.model.dates import parse_date
from sphinx_blogtheme.model.headings import heading_slug
from sphinx_blogtheme.model.posts import Status
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog
    from sphinx_blogtheme.model.posts import FrontMatter

NAME = "Obsidian"

_SETTINGS = ".obsidian"
_SEARCHED = 400
"""Number of files in which wikilinks are looked for."""

_PUBLISH = ("publish", "published", "dg-publish", "share")
"""Keys with which plugins of Obsidian say that a note is public."""

_DATES = (
    *("date", "pubdate", "publishdate", "published", "publishedat", "datepublished"),
    *("publisheddate", "pubdatetime"),
)
"""Keys of dates on which a note was published, in lower case and without signs; that on
which it was created says nothing."""
_BOARDS = {".canvas": "a canvas", ".base": "a base", ".excalidraw": "a drawing"}
_DEEPEST = 5
"""How many notes may be embedded within one another."""


def recognises(path: Path) -> bool:
    """Return whether a folder is a vault, or has notes with wikilinks."""
    if (path / _SETTINGS).is_dir():
        return True
    if guessed(path):
        return False
    found, _ = files_below(path, without=_is_no_note)
    notes = [file for file in found if file.suffix.lower() == ".md"]
    return any(has_wikilinks(text_in(path / note)) for note in notes[:_SEARCHED])


def _is_no_note(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name in TOOL_FOLDERS or name.startswith(".")


def read_blog(root: Path) -> Blog:
    """Return the notes and the files of a vault."""
    return Vault(root).read()


class Vault:
    """Reader of one vault."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        self.zone = zone_of(None)
        self.held = HeldFiles()
        self.notes: dict[str, tuple[ParsedFile, FrontMatter, bool]] = {}
        """File, front matter, and whether it is a page, by path."""
        self.bodies: dict[str, str] = {}
        self.names: dict[str, str] = {}
        """Paths of the notes, by path and by name, in lower case."""
        self.referred: set[str] = set()
        self.intro = ""
        self.renamed = 0
        self.templates: list[str] = []

    def read(self) -> Blog:
        """Return the vault's posts, pages and files."""
        tree = self.tree
        tree.skip_hidden()
        self._tell_settings()
        if not (tree.root / _SETTINGS).is_dir():
            message = (
                "has no settings of Obsidian, but wikilinks: read as its notes are"
            )
            tree.warn(".", message)
        templates = frozenset(self._template_folders())
        for path in list(tree.paths()):
            if board := _BOARDS.get(suffix_of(path)):
                tree.skip(path, f"is {board} of Obsidian, which is not read")
            elif suffix_of(path) == ".md":
                self._read_note(path, templates)
        for path, body in self.bodies.items():
            self.names[path.removesuffix(".md").casefold()] = path
            self.names.setdefault(PurePosixPath(path).stem.casefold(), path)
            self.referred |= referred_blocks(body)
        for path in self.notes:
            self._add(path)
        self.intro = self._markdown("index.md", self.intro)
        self.held.tell(tree.warn)
        tree.skip_together(self.templates, "is a template for notes")
        if tree.documents and self.held.hold_all(tree.documents):
            tree.error(".", NOTHING_PUBLIC)
        if self.renamed:
            message = (
                "have aliases, which are other names of a note and no URLs; left out"
            )
            one = "1 note" if self.renamed == 1 else f"{self.renamed} notes"
            tree.warn(
                one, message.replace("have", "has") if self.renamed == 1 else message
            )
        self._copy_files()
        settings = settings_of_texts(tree.documents, links=True)
        settings["blog_wikilinks"] = True
        return tree.blog(intro=self.intro, settings=settings)

    def _tell_settings(self) -> None:
        """Note the folder of settings with the number of its files."""
        files = (self.tree.root / _SETTINGS).rglob("*")
        count = sum(path.is_file() for path in files)
        source = f"{_SETTINGS}/ ({count} file{'' if count == 1 else 's'})"
        why = "settings of Obsidian; of them, only the folder of templates is used"
        self.tree.skipped[:] = [
            Note(source=source, message=why) if note.source == _SETTINGS else note
            for note in self.tree.skipped
        ]

    def _template_folders(self) -> Iterator[str]:
        """Yield the folders of templates that the settings name."""
        for name, key in (
            ("templates.json", "folder"),
            ("plugins/templater-obsidian/data.json", "templates_folder"),
        ):
            text = text_in(self.tree.root / _SETTINGS / name)
            try:
                settings: Any = json.loads(text) if text else {}
            except (ValueError, RecursionError):
                continue
            if folder := setting_text(settings, key).strip("/"):
                yield folder

    def _read_note(self, path: str, templates: frozenset[str]) -> None:
        tree = self.tree
        text = text_in(tree.root / path)
        if is_template(path, text, templates):
            self.templates.append(path)
            return
        draft = read(tree, path, self.zone, own=("aliases", "alias"))
        if draft is None:
            return
        if "excalidraw-plugin" in draft.raw or path.endswith(".excalidraw.md"):
            tree.skip(path, "is a drawing of Obsidian, which is not read")
            return
        head = text.count("\n") - draft.body.count("\n")
        body, lines = without_percent_comments(draft.body.replace("\r\n", "\n"))
        if lines:
            self._tell_comments(path, [line + head for line in lines])
        for line, name in programs_in(body):
            message = f"has a block {name!r}, which a plugin fills; shown as code"
            tree.warn(f"{path}:{line + head}", message)
        self.bodies[path] = body
        facts, is_page, why = self._judged(path, draft)
        if path == "index.md" and draft.header and facts.date is None:
            self.intro = body
            tree.skip(path, "the front page; its text is in index.md")
            return
        if why:
            self.held.add(path, why)
        self.notes[path] = draft, facts, is_page

    def _tell_comments(self, path: str, lines: list[int]) -> None:
        what = "a comment" if len(lines) == 1 else f"{len(lines)} comments"
        message = f"has {what} between %% and %%, left out"
        self.tree.warn(f"{path}:{lines[0]}", message)

    def _judged(self, path: str, draft: ParsedFile) -> tuple[FrontMatter, bool, str]:
        """Return the front matter of a note, whether it is a page, and why it is held.

        The reason is empty for a note that is published, or a draft by its header.
        """
        titled = draft.raw.get("title")
        facts, stem = date_from_path(draft.facts, path, self.zone)
        title = draft.facts.title if titled else stem
        if facts.aliases:
            self.renamed += 1
        tags = [tag.removeprefix("#") for tag in facts.tags]
        tags += tags_in(self.bodies[path])
        facts = replace(
            facts,
            title=title,
            slug=facts.slug or stem,
            aliases=(),
            tags=tuple(dict.fromkeys(tags)),
            extra={k: v for k, v in facts.extra.items() if not _of_program(k)},
        )
        says_so = "permalink" in draft.raw or any(
            str(draft.raw.get(key, "")).lower() == "true" for key in _PUBLISH
        )
        is_dated = any(re.sub(r"[-_ ]", "", key) in _DATES for key in draft.raw)
        if "publish" in draft.raw and not says_so and facts.date is None:
            facts = replace(facts, status=Status.DRAFT)
        if says_so and facts.date is None:
            facts = _with_garden_date(facts, draft, self.zone)
        why = ""
        if not draft.header:
            why = "has no header"
        elif is_set_aside(path):
            why = "is in a folder, or has a name, that begins with an underscore"
        elif not says_so and not (is_dated and facts.date):
            why = "has neither `date` nor `publish: true` in its header"
        if why and facts.status is not Status.DRAFT:
            facts = replace(facts, status=Status.DRAFT)
            return facts, False, f"{why}; imported as a draft"
        return facts, facts.date is None and facts.status is not Status.DRAFT, ""

    def _add(self, path: str) -> None:
        draft, facts, is_page = self.notes[path]
        body = self._markdown(path, self.bodies[path])
        draft = replace(draft, body=body)
        urls = [facts.url] if facts.url else []
        if is_page and not urls:  # It has no date, which its URL could tell.
            urls = [f"/{term_slug(facts.slug or facts.title or '')}/"]
            facts = replace(facts, slug=None)
        add_document(self.tree, path, draft, facts, urls, page=is_page)

    def _markdown(self, path: str, body: str) -> str:
        """Return the text of a note as the blog reads it."""
        body = self._embedded(path, body, (path,))
        body = with_renamed_links(body, self._new_name)
        body = with_block_ids(with_marks(body), self.referred)
        return with_destinations(body, lambda url: self._note_url(path, url))

    def _new_name(self, target: str) -> str | None:
        """Return the new name of a note whose file is renamed and has another title."""
        name = target.removesuffix(".md").strip("/").casefold()
        found = self.names.get(name) or self.names.get(name.rpartition("/")[2])
        if found is None or found not in self.notes:
            return None
        old, new = PurePosixPath(found).stem, PurePosixPath(new_path(found)).stem
        return None if old == new or self.notes[found][1].title == old else new

    def _note_url(self, path: str, url: str) -> str:
        """Return the destination of a link to a note, which may lack its suffix."""
        name, mark, fragment = unquote(url).partition("#")
        if not name or ":" in name or name.startswith("/"):
            return url
        bare = name.removesuffix(".md").casefold()
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), bare))
        for key in (beside.casefold(), bare, posixpath.basename(bare)):
            if (found := self.names.get(key)) and found in self.notes:
                part = quote(heading_slug(fragment)) if mark else ""
                return f"/{quote(new_path(found))}{mark}{part}"
        return url

    def _embedded(self, path: str, body: str, within: tuple[str, ...]) -> str:
        """Return a text with the text of the notes that it embeds.

        :param within: the notes around it, which cannot be embedded in it.
        """

        def content(target: str, fragment: str) -> str | None:
            name = target.removesuffix(".md").strip("/").casefold()
            found = self.names.get(name) or self.names.get(name.rpartition("/")[2])
            if found is None or found not in self.notes:
                return None  # a picture, a file, or nothing: the build tells
            if self.notes[found][1].status is Status.DRAFT:
                message = f"embeds {found}, which is not published; left out"
                self.tree.warn(path, message)
                return ""
            if found in within or len(within) > _DEEPEST:
                message = f"embeds {found} within itself; left out"
                self.tree.warn(path, message)
                return ""
            part = part_of(self.bodies[found], fragment)
            if not part.strip() and fragment:
                self.tree.warn(path, f"embeds {target}#{fragment}, which is not there")
                return None
            inner = self._embedded(found, part, (*within, found))
            inner = with_block_ids(inner, frozenset())  # they are those of the note
            return f"[[{target}]]\n\n{inner}" if not fragment else inner

        return with_embedded_notes(body, content)

    def _copy_files(self) -> None:
        """Copy the files that notes show or link to; skip the others."""
        text = "\n".join(document.body for document in self.tree.documents)
        text += "\n".join(
            document.facts.image or "" for document in self.tree.documents
        )
        text = unquote(text).casefold()
        words = set(re.findall(r"[^/\[\]()|#\"'<>\n]+\.\w+", text))
        for path in list(self.tree.paths()):
            name = PurePosixPath(path).name.casefold()
            if name in words or (name in text and "." in name):
                self.tree.copy(path, new_path(path))
        self.tree.skip_together(self.tree.paths(), "no note shows it or links to it")


def _of_program(key: str) -> bool:
    """Return whether a key of a header is for Obsidian or a plugin alone."""
    return key.startswith("dg") or key.replace("_", "") in ("cssclass", "cssclasses")


def _with_garden_date(
    facts: FrontMatter, draft: ParsedFile, zone: ZoneInfo
) -> FrontMatter:
    """Return front matter with the date that the plugin Digital Garden has noted."""
    noted = draft.raw.get("dg-note-properties")
    written = setting_text(noted, "date", "published", "created")
    try:
        return replace(facts, date=parse_date(written, zone)) if written else facts
    except ValueError:
        return facts
