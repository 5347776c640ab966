"""Reader of Pelican sites.

By Pelican's documentation: “Settings” (URL settings, metadata), “Writing content”.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.documents import (
    MARKDOWN_SUFFIXES,
    date_from_name,
    zone_of,
)
from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    first_settings,
    list_of,
    mapping_of,
    setting_text,
)
from sphinx_blogtheme.importers.kept_settings import (
    PLAIN,
    plain_settings,
    summary_settings,
)
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.importers.text_files import (
    TEXTS,
    UNSUPPORTED_SUFFIXES,
    add_document,
    read,
    suffix_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog
    from sphinx_blogtheme.model.posts import FrontMatter

NAME = "Pelican"

_CODEHILITE = re.compile(
    r"(?m)^(?: {4}|\t)(?::::|#!)([\w+#.-]+)[ \t]*\n((?:(?: {4}|\t).*(?:\n|\Z)|[ \t]*\n)+)"
)
"""Indented code whose first line names its language (Python-Markdown's CodeHilite)."""

_FIELD = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


class Pelican:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        self.conf: dict[str, Any] = {}
        for name in ("pelicanconf.py", "publishconf.py"):
            try:
                path, found = first_settings(root, name)
            except SettingsError as error:
                self.tree.error(name, str(error))
                continue
            if path:
                self.conf |= {key: value for key, value in found.items() if value != ""}
                why = f"configuration; of it, only {PLAIN}, address and URLs are used"
                self.tree.skip(name, why)
        self.content = setting_text(self.conf, "PATH") or "content"
        self.content = self.content.removeprefix("./").strip("/")
        self.zone = zone_of(self.conf.get("TIMEZONE"))
        self.pages = list_of(self.conf, "PAGE_PATHS") or ["pages"]
        self.moved = mapping_of(self.conf, "EXTRA_PATH_METADATA")

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree = self.tree
        statics = self.conf.get("STATIC_PATHS", ["images"])
        tree.skip_hidden(self.content, but=(".htaccess", ".nojekyll"))
        folders = [str(name).strip("/") for name in statics if isinstance(name, str)]
        for path in list(tree.paths(self.content)):
            below = path.removeprefix(f"{self.content}/")
            static = any(below == f or below.startswith(f"{f}/") for f in folders if f)
            if (
                suffix_of(path) in TEXTS
                and suffix_of(path) not in UNSUPPORTED_SUFFIXES
                and not static
            ):
                self._document(path, below)
            else:
                moved = setting_text(self.moved.get(below), "path") or below
                tree.copy(path, f"files/{moved.strip('/')}")
        theme = setting_text(self.conf, "THEME").removeprefix("./").strip("/")
        for folder in (theme, "theme", "themes", "plugins", "output", "cache"):
            if folder:
                tree.skip_below(folder, "templates and plugins, or what Pelican makes")
        for name in ("Makefile", "tasks.py", "requirements.txt"):
            if name in tree.paths():
                tree.skip(name, "is no part of the site")
        words = self.conf.get("SUMMARY_MAX_LENGTH", 50)
        return tree.blog(
            title=setting_text(self.conf, "SITENAME"),
            base_url=setting_text(self.conf, "SITEURL"),
            settings={
                **plain_settings(
                    author=setting_text(self.conf, "AUTHOR"),
                    description=setting_text(
                        self.conf, "SITEDESCRIPTION", "SITESUBTITLE"
                    ),
                    language=setting_text(self.conf, "DEFAULT_LANG"),
                    rights=setting_text(self.conf, "COPYRIGHT"),
                ),
                **(summary_settings(tree.documents, words) if words else {}),
            },
        )

    def _document(self, path: str, below: str) -> None:
        draft = read(self.tree, path, self.zone, own=("url", "save_as"))
        if draft is None:
            return
        place = PurePosixPath(below)
        if suffix_of(path) in MARKDOWN_SUFFIXES:
            draft = replace(draft, body=_CODEHILITE.sub(_fenced, draft.body))
        facts, _ = date_from_name(draft.facts, place.stem, self.zone)
        if str(draft.raw.get("status", "")).lower() == "skip":
            self.tree.skip(path, "its status is skip")
            return
        page = any(below.startswith(f"{str(f).strip('/')}/") for f in self.pages)
        if not page:
            folder = place.parent.name
            category = folder or setting_text(self.conf, "DEFAULT_CATEGORY") or "misc"
            facts = replace(facts, categories=facts.categories or (category,))
        author = setting_text(self.conf, "AUTHOR")
        if author and not facts.authors:
            facts = replace(facts, authors=(author,))
        if not facts.slug:
            by_name = setting_text(self.conf, "SLUGIFY_SOURCE") == "basename"
            name = place.stem if by_name else facts.title or place.stem
            facts = replace(facts, slug=pelican_slug(name))
        urls = [self._url(draft, facts, page=page), *facts.aliases]
        facts = replace(facts, url=None, aliases=())
        add_document(self.tree, path, draft, facts, urls, target=below, page=page)

    def _url(self, draft: ParsedFile, facts: FrontMatter, *, page: bool) -> str:
        kind, default = ("PAGE", "pages/{slug}.html") if page else ("ARTICLE", "")
        own = draft.raw.get("url") or draft.raw.get("save_as")
        url = setting_text(self.conf, f"{kind}_URL") or default or "{slug}.html"
        category = pelican_slug(facts.categories[0]) if facts.categories else ""
        author = pelican_slug(facts.authors[0]) if facts.authors else ""
        values = {"slug": facts.slug or "", "category": category, "author": author}
        values["lang"] = (
            facts.language or setting_text(self.conf, "DEFAULT_LANG") or "en"
        )

        def filled(match: re.Match[str]) -> str:
            if match[1] == "date" and facts.date:
                return facts.date.strftime(match[2] or "%Y-%m-%d")
            return values.get(match[1], match[0])

        return "/" + _FIELD.sub(filled, str(own or url)).lstrip("/")


def _fenced(match: re.Match[str]) -> str:
    code = re.sub(r"(?m)^(?: {4}|\t)", "", match[2]).strip("\n")
    fence = "`" * (max(map(len, re.findall("`{3,}", code)), default=2) + 1)
    return f"{fence}{match[1]}\n{code}\n{fence}\n\n"


def pelican_slug(text: str) -> str:
    """Return a text as Pelican writes it in URLs (``pelican.utils.slugify``)."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip()).lower()


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of Pelican."""
    return (path / "pelicanconf.py").exists()


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a Pelican site.

    :param root: folder with ``pelicanconf.py``.
    """
    return Pelican(root).read()
