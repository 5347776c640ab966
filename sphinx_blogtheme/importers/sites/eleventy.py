"""Reader of 11ty (Eleventy) sites.

By Eleventy's documentation: Content dates, Permalinks, Directory data files. The
configuration is a program, which is not run: folders and copied files are found in its
text by patterns.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.documents import (
    MARKDOWN_SUFFIXES,
    UnreadableError,
    read_document,
    read_text_file,
    zone_of,
)
from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    mapping_of,
    program_text,
    read_settings,
    setting_text,
    text_in,
)
from sphinx_blogtheme.importers.kept_settings import plain_settings
from sphinx_blogtheme.importers.loose_dates import loose_date
from sphinx_blogtheme.importers.script_settings import exported_settings
from sphinx_blogtheme.importers.site_folder import SiteFolder, new_path
from sphinx_blogtheme.importers.sites.eleventy_files import copy_shown
from sphinx_blogtheme.importers.sites.eleventy_headers import with_plain_header
from sphinx_blogtheme.importers.sites.eleventy_lists import (
    ListTemplate,
    language_of_plugin,
    lists_of_program,
    lists_of_template,
)
from sphinx_blogtheme.importers.sites.eleventy_settings import (
    GUESSED,
    data_in_file,
    data_of,
    directories,
    heading_settings,
    passed_copies,
    program_without_comments,
)
from sphinx_blogtheme.importers.sites.eleventy_text import filled_text
from sphinx_blogtheme.importers.sites.eleventy_urls import EleventyPage
from sphinx_blogtheme.importers.text_files import add_document, read, suffix_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog
    from sphinx_blogtheme.model.posts import FrontMatter

NAME = "11ty"

CONFIGS = (
    *("eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"),
    ".eleventy.js",
)
"""Names of configuration files."""

_COLLECTIONS = ("post", "posts", "all", "nav", "blog", "page", "pages")
"""Tags that only put a file into a collection; they are not imported."""

_TEMPLATES = (".njk", ".liquid", ".html", ".webc", ".hbs", ".11ty.js", ".11ty.cjs")
_PROGRAMS = (".11ty.mjs", ".11ty.ts", ".ejs", ".haml", ".pug", ".mustache", ".vto")
_DATA = (".11tydata.json", ".11tydata.js", ".11tydata.cjs", ".11tydata.mjs", ".json")
_SOURCES = ("package.json", "package-lock.json", *CONFIGS)
_TAG = re.compile(r"\{[{%]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FOUND_DATES = ("last modified", "created", "git last modified", "git created")


class Eleventy:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        path = next((root / name for name in CONFIGS if (root / name).is_file()), None)
        text = program_without_comments(program_text(path)) if path else ""
        self.program = text
        dirs = directories(text)
        self.input = normpath(dirs.get("input", ".")).strip("/.")
        self.output = normpath(dirs.get("output", "_site")).strip("./")
        self.passed, unread = passed_copies(text)
        for rule in unread:
            why = f"addPassthroughCopy({rule}) is a program; its files are not copied"
            self.tree.warn(path.name if path else "", why)
        self.own = tuple(
            normpath(f"{self.input or '.'}/{dirs.get(key, default)}").strip("/")
            for key, default in (
                ("includes", "_includes"),
                ("data", "_data"),
                ("layouts", "_includes"),
            )
        )
        self.needs: set[str] = set()
        """Data files that have been read."""
        self.computed = self._computed()
        self.templates: list[ListTemplate] = []
        self.intro = ""

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree = self.tree
        for name in _SOURCES:
            if name in tree.paths():
                tree.skip(name, "a program or its settings, which is not run")
        site = self._site()
        for folder in self.own:
            tree.skip_below(folder, "templates and what they use")
        tree.skip_below(self.output, "is made by 11ty")
        self._copy_passed()
        for path in list(tree.paths(self.input)):
            if suffix_of(path) in MARKDOWN_SUFFIXES or path.endswith(_TEMPLATES):
                self._document(path)
        copy_shown(tree, self.input)
        for path in list(tree.paths(self.input)):
            if path.endswith((*_TEMPLATES, *_PROGRAMS)):
                self._note_lists(path)
                tree.skip(path, "is a template")
            elif path.endswith((*_DATA, ".js")):
                tree.skip(path, "is used by templates only")
        language = setting_text(site, "language", "lang", "locale")
        language = language or language_of_plugin(self.program)
        lists = lists_of_program(self.program)
        for template in self.templates:
            lists |= lists_of_template(template, language or "en")
        return tree.blog(
            title=setting_text(site, "title", "name"),
            base_url=setting_text(site, "url", "baseUrl"),
            intro=self.intro,
            settings=plain_settings(
                author=setting_text(site, "author", "author.name"),
                description=setting_text(site, "description"),
                language=language,
                rights=setting_text(site, "copyright"),
            )
            | heading_settings(self.program),
            lists=lists,
        )

    def _copy_passed(self) -> None:
        """Copy the files of ``addPassthroughCopy``, which 11ty copies unchanged."""
        for rule in self.passed:
            for path in list(self.tree.paths()):
                place = rule.place_of(path, self._below(path))
                if place is not None and not self._is_text(path):
                    self.tree.copy(path, f"files/{place}")

    def _is_text(self, path: str) -> bool:
        return suffix_of(path) in MARKDOWN_SUFFIXES and path.startswith(self.input)

    def _site(self) -> dict[str, Any]:
        names = ("metadata", "site", "meta")
        for name in (
            f"{name}{suffix}" for suffix in (".json", ".js") for name in names
        ):
            path = self.tree.root / self.own[1] / name
            if path.is_file() and name.endswith(".js"):
                return exported_settings(text_in(path))
            if path.is_file():
                try:
                    return read_settings(path)
                except SettingsError as error:
                    self.tree.warn(f"{self.own[1]}/{name}", str(error))
        return {}

    def _below(self, path: str) -> str:
        return path.removeprefix(f"{self.input}/") if self.input else path

    def _data(self, path: str) -> list[dict[str, Any]]:
        """Return the data files of a file and its folders, the nearest first."""
        found = []
        for name, values in data_of(self.tree.root, path, self.input):
            if isinstance(values, Exception):
                if name not in self.needs:
                    self.tree.warn(name, " ".join(str(values).split()))
            elif values:
                found.append(dict(values))
                if values.get(GUESSED) and name not in self.needs:
                    made = values["permalink"]
                    why = "the URLs of its folder are made by a program"
                    why += f"; assumed {made!r}" if made != "{program}" else ""
                    self.tree.warn(name, why)
            self.needs.add(name)
        return [*found, *self.computed]

    def _computed(self) -> list[dict[str, Any]]:
        """Return the data that are computed for all files of the site."""
        root = self.tree.root
        for suffix in (".js", ".mjs", ".cjs", ".json"):
            file = root / self.own[1] / f"eleventyComputed{suffix}"
            if file.is_file():
                found = data_in_file(file, root)
                return [dict(found)] if not isinstance(found, Exception) else []
        return []

    def _document(self, path: str) -> None:
        place = PurePosixPath(self._below(path))
        data = self._data(path)
        is_markdown = suffix_of(path) in MARKDOWN_SUFFIXES
        if not is_markdown and not self._is_post(path, data):
            return
        draft = read(
            self.tree,
            path,
            zone_of(None),
            defaults=data,
            own=("permalink", "date"),
            suffix="" if is_markdown else ".html",
            change=with_plain_header,
        )
        if draft is None:
            return
        if place.as_posix() in ("index.md", "README.md"):
            if place.stem == "index":
                self.intro = draft.body if "{%" not in draft.body else ""
            self.tree.skip(path, "the front page, which is made anew")
            return
        facts = self._dated(path, draft)
        # 11ty merges the tags of data files with those of the front matter.
        shared = [tag for values in data for tag in _texts(values.get("tags"))]
        tags = tuple(dict.fromkeys([*facts.tags, *shared]))
        kept = tuple(tag for tag in tags if tag.lower() not in _COLLECTIONS)
        page = facts.date is None and not {"post", "posts", "blog"} & set(tags)
        permalink = _permalink(draft.raw, data)
        if permalink is False or str(permalink).lower() == "false":
            self.tree.skip(path, "is no page of its own (permalink: false)")
            return
        facts = replace(facts, url=None)
        values = _merged(data, draft.raw)
        which = EleventyPage(
            place=place,
            title=facts.title or "",
            slug=facts.slug or "",
            date=facts.date,
            values=values,
        )
        url = which.url(str(permalink or ""))
        if not url and str(permalink) != "{program}":
            self.tree.warn(path, f"permalink: {permalink!r} is a program; not kept")
        hidden = values.get("eleventyexcludefromcollections") is True
        add_document(
            self.tree,
            path,
            replace(draft, body=filled_text(draft.body, values, place)),
            replace(
                facts,
                slug=facts.slug or which.file_slug or place.stem,
                tags=kept,
                aliases=(),
                extra={k: v for k, v in facts.extra.items() if k != GUESSED},
                listed=facts.listed and not hidden,
            ),
            [*([url] if url else []), *facts.aliases],
            target=new_path(place.as_posix()),
            page=page,
            suffix="" if is_markdown else ".html",
        )

    def _note_lists(self, path: str) -> None:
        """Note a template that may list posts."""
        try:
            text = read_text_file(self.tree.root / path)
        except UnreadableError:
            return
        data = self._data(path)
        draft = read_document(with_plain_header(text), zone_of(None), defaults=data)
        name = PurePosixPath(self._below(path))
        self.templates.append(
            ListTemplate(
                place=name.with_suffix(""),
                header=text.removesuffix(draft.body),
                body=draft.body,
                permalink=str(_permalink(draft.raw, data) or ""),
                values=_merged(data, draft.raw),
            )
        )

    def _is_post(self, path: str, data: list[dict[str, Any]]) -> bool:
        """Return whether a template is a post: one with a header, and without tags."""
        if suffix_of(path) not in (".html", ".njk", ".liquid"):
            return False
        try:
            text = read_text_file(self.tree.root / path)
        except UnreadableError:
            return False
        draft = read_document(with_plain_header(text), zone_of(None), defaults=data)
        shared = [tag for values in data for tag in _texts(values.get("tags"))]
        is_post = bool({"post", "posts", "blog"} & {*draft.facts.tags, *shared})
        return draft.header and is_post and not _TAG.search(draft.body)

    def _dated(self, path: str, draft: ParsedFile) -> FrontMatter:
        """Return the front matter of a file with the date that 11ty gives it."""
        facts, said = draft.facts, setting_text(draft.raw, "date")
        if said and facts.date is None:
            if found := loose_date(said, zone_of(None)):
                return replace(facts, date=found, undated=False)
            why = (
                "is found by 11ty at each build"
                if said.lower() in _FOUND_DATES
                else ("is not a date")
            )
            self.tree.warn(path, f"date: {said!r} {why}; ignored it")
        day = _DAY.search(path)
        if facts.date is None and day and (found := loose_date(day[0], zone_of(None))):
            return replace(facts, date=found, undated=False)
        return replace(facts, undated=False)


def _merged(
    data: Sequence[Mapping[str, Any]], raw: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the values of a header and of its data, by name in lower case."""
    values: dict[str, Any] = {}
    for layer in (*reversed(data), raw):
        values |= {str(key).lower(): value for key, value in layer.items()}
    return values


def _permalink(raw: Mapping[str, Any], data: list[dict[str, Any]]) -> Any:
    """Return the permalink of a file, computed or not; None if it has none."""
    for values in (raw, *data):
        computed = mapping_of(values, "eleventycomputed") or mapping_of(
            values, "eleventyComputed"
        )
        for one in (computed, values):
            if one.get("permalink") is not None:
                return one["permalink"]
    return None


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(item) for item in value] if isinstance(value, list) else []


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of 11ty."""
    return any((path / name).exists() for name in CONFIGS)


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of an 11ty site.

    :param root: folder with the configuration or ``package.json``.
    """
    return Eleventy(root).read()
