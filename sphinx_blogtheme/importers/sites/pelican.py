"""Reader of Pelican sites.

By Pelican's documentation: “Settings” (URL settings, metadata), “Writing content”.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from posixpath import dirname
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sphinx_blogtheme.importers.bodies.codehilite import with_fences
from sphinx_blogtheme.importers.bodies.destinations import with_destinations
from sphinx_blogtheme.importers.bodies.flavours import blog_markdown, python_markdown
from sphinx_blogtheme.importers.bodies.rst_text import with_places
from sphinx_blogtheme.importers.copied_files import (
    CopiedFiles,
    with_changed_rst_urls,
)
from sphinx_blogtheme.importers.documents import (
    MARKDOWN_SUFFIXES,
    RST_SUFFIXES,
    zone_of,
)
from sphinx_blogtheme.importers.engine_settings import (
    first_settings,
    list_of,
    mapping_of,
    setting_text,
)
from sphinx_blogtheme.importers.feed_ids import FEED_IDS, id_in_feeds
from sphinx_blogtheme.importers.kept_settings import (
    PLAIN,
    extension_settings,
    plain_settings,
    summary_settings,
    toc_settings,
)
from sphinx_blogtheme.importers.loose_dates import with_loose_dates
from sphinx_blogtheme.importers.path_dates import date_from_name
from sphinx_blogtheme.importers.plain_slugs import plain_slug
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.importers.sites.pelican_headers import with_pelican_header
from sphinx_blogtheme.importers.sites.rst_documents import (
    docutils_settings,
    rewrite_rst,
)
from sphinx_blogtheme.importers.text_files import (
    TEXTS,
    UNSUPPORTED_SUFFIXES,
    add_document,
    read,
    suffix_of,
)
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sphinx_blogtheme.importers.model import Blog, Document
    from sphinx_blogtheme.model.posts import FrontMatter

NAME = "Pelican"

_FIELD = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_EXTENSIONS = ("codehilite", "extra", "meta")
"""Extensions of Python-Markdown that Pelican switches on."""

_FILENAME = r"(?P<date>\d{4}-\d{2}-\d{2}).*"
_LONGEST_NAME = 300
"""Length up to which a name is compared with the patterns of the configuration."""

_OWN = ("url", "save_as", "date", "modified", "updated", "lastmod")


class Pelican:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        self.conf: dict[str, Any] = {}
        for name in ("pelicanconf.py", "publishconf.py"):
            path, found = first_settings(root, name)
            if path:
                self.conf |= {key: value for key, value in found.items() if value != ""}
                why = f"configuration; of it, only {PLAIN}, address and URLs are used"
                self.tree.skip(name, why)
        self.content = setting_text(self.conf, "PATH") or "content"
        self.content = self.content.removeprefix("./").strip("/")
        self.zone = zone_of(self.conf.get("TIMEZONE"))
        self.language = setting_text(self.conf, "DEFAULT_LANG") or "en"
        self.pages = list_of(self.conf, "PAGE_PATHS") or ["pages"]
        markdown = mapping_of(self.conf, "MARKDOWN")
        names = [*list_of(markdown, "extensions"), *list_of(self.conf, "MD_EXTENSIONS")]
        names += mapping_of(markdown, "extension_configs")
        self.flavour = python_markdown(
            [str(name) for name in names] or list(_EXTENSIONS)
        )
        self.needed: frozenset[str] = frozenset()
        """Extensions of MyST that the texts need."""
        self.intro = ""
        self.moved = mapping_of(self.conf, "EXTRA_PATH_METADATA")

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree = self.tree
        statics = self.conf.get("STATIC_PATHS", ["images"])
        tree.skip_hidden(self.content, but=(".htaccess", ".nojekyll"))
        folders = [str(name).strip("/") for name in statics if isinstance(name, str)]
        readers = mapping_of(self.conf, "READERS")
        unread = {f".{name}".lower() for name, value in readers.items() if not value}
        for path in list(tree.paths(self.content)):
            below = path.removeprefix(f"{self.content}/")
            static = any(below == f or below.startswith(f"{f}/") for f in folders if f)
            if (
                suffix_of(path) in TEXTS
                and suffix_of(path) not in (*UNSUPPORTED_SUFFIXES, *unread)
                and not static
            ):
                self._document(path, below)
            else:
                moved = setting_text(self.moved.get(below), "path") or below
                tree.copy(path, f"files/{moved.strip('/')}")
        self._join_translations()
        self._find_files()
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
            intro=self.intro,
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
                **extension_settings(self.needed),
                **toc_settings(tree.documents, self.flavour),
            },
            made=docutils_settings(tree.documents),
        )

    def _document(self, path: str, below: str) -> None:
        given = self._defaults(below)
        draft = read(
            self.tree,
            path,
            self.zone,
            defaults=given,
            own=_OWN,
            change=partial(with_pelican_header, suffix=suffix_of(path)),
        )
        if draft is None:
            return
        place = PurePosixPath(below)
        if suffix_of(path) in MARKDOWN_SUFFIXES:
            made = blog_markdown(with_fences(draft.body), self.flavour)
            self.needed |= made.extensions
            draft = replace(draft, body=made.text)
        facts, problems = with_loose_dates(draft.facts, draft.raw, self.zone)
        for problem in problems:
            self.tree.warn(path, problem)
        facts, _ = date_from_name(facts, place.stem, self.zone)
        if str(draft.raw.get("status", "")).lower() == "skip":
            self.tree.skip(path, "its status is skip")
            return
        page = any(below.startswith(f"{str(f).strip('/')}/") for f in self.pages)
        if not page:
            by_folder = self.conf.get("USE_FOLDER_AS_CATEGORY", True) is not False
            folder = place.parent.name if by_folder else ""
            category = folder or setting_text(self.conf, "DEFAULT_CATEGORY") or "misc"
            facts = replace(facts, categories=facts.categories or (category,))
        author = setting_text(self.conf, "AUTHOR")
        if author and not facts.authors:
            facts = replace(facts, authors=(author,))
        if not facts.slug:
            by_name = setting_text(self.conf, "SLUGIFY_SOURCE") == "basename"
            name = place.stem if by_name else facts.title or place.stem
            facts = replace(facts, slug=plain_slug(name))
        if facts.language == self.language:
            facts = replace(facts, language=None)
        values = {key: v for layer in reversed(given) for key, v in layer.items()}
        values |= draft.raw
        urls = [*self._urls(values, facts, page=page), *facts.aliases]
        if urls[:1] == ["/"] and page:
            self.intro = "" if suffix_of(path) in RST_SUFFIXES else draft.body
            self.tree.skip(path, "the front page, whose text is in index.md now")
            return
        facts = replace(facts, url=None, aliases=())
        add_document(self.tree, path, draft, facts, urls, target=below, page=page)

    def _defaults(self, below: str) -> list[dict[str, Any]]:
        """Return the metadata that the configuration gives a file, nearest first."""
        found: list[dict[str, Any]] = []
        stem = PurePosixPath(below).stem
        patterns = (
            (setting_text(self.conf, "PATH_METADATA"), below),
            (setting_text(self.conf, "FILENAME_METADATA") or _FILENAME, stem),
        )
        for pattern, name in patterns:
            try:
                match = re.match(pattern, name[:_LONGEST_NAME]) if pattern else None
            except re.error:
                match = None
            if match:
                named = match.groupdict()
                found.append({k.lower(): v for k, v in named.items() if v})
        for prefix, values in self.moved.items():
            if below == prefix or below.startswith(f"{str(prefix).strip('/')}/"):
                found.append(values if isinstance(values, dict) else {})
        given = self.conf.get("DEFAULT_METADATA")
        if isinstance(given, list):
            given = {str(pair[0]): pair[1] for pair in given if isinstance(pair, list)}
        found.append(given if isinstance(given, dict) else {})
        day = self.conf.get("DEFAULT_DATE")
        if isinstance(day, list) and len(day) >= len(("year", "month", "day")):
            found.append({"date": "-".join(map(str, day[:3]))})
        return found

    def _urls(
        self, raw: Mapping[str, Any], facts: FrontMatter, *, page: bool
    ) -> list[str]:
        """Return the URLs of a document: the one that links have, and its file's."""
        kind, default = ("PAGE", "pages/{slug}") if page else ("ARTICLE", "{slug}")
        if facts.language:
            kind, default = f"{kind}_LANG", f"{default}-{{lang}}"
        category = plain_slug(facts.categories[0]) if facts.categories else ""
        author = plain_slug(facts.authors[0]) if facts.authors else ""
        values = {
            **{key: str(value) for key, value in raw.items()},
            "slug": facts.slug or "",
            "category": category,
            "author": author,
            "lang": facts.language or self.language,
        }

        def filled(match: re.Match[str]) -> str:
            if match[1] == "date" and facts.date:
                return facts.date.strftime(match[2] or "%Y-%m-%d")
            return values.get(match[1], match[0])

        own = str(raw.get("url") or ""), str(raw.get("save_as") or "")
        url, file = (
            said or setting_text(self.conf, f"{kind}_{name}")
            for said, name in zip(own, ("URL", "SAVE_AS"), strict=True)
        )
        if own[1] and not own[0]:
            url = own[1]
        made = [
            re.sub("/{2,}", "/", f"/{_FIELD.sub(filled, pattern)}")
            for pattern in (url or file or f"{default}.html", file)
            if pattern
        ]
        return list(dict.fromkeys(url.removesuffix("index.html") for url in made))

    def _join_translations(self) -> None:
        """Let the versions of a text be translations, with a URL below the language."""
        documents = self.tree.documents
        groups: dict[tuple[bool, str], list[int]] = {}
        for number, document in enumerate(documents):
            slug = document.facts.slug or ""
            groups.setdefault((document.page, slug), []).append(number)
        for (_, slug), numbers in groups.items():
            languages = {documents[number].facts.language for number in numbers}
            for number in numbers if slug and len(languages) > 1 else ():
                document = documents[number]
                tag = (document.facts.language or "").lower()
                if not tag or document.page:
                    continue
                place = f"/{tag}/{slug}/"
                urls = dict.fromkeys((place, *document.urls))
                if any(url.startswith(f"/{tag}/") for url in document.urls):
                    urls = dict.fromkeys(document.urls)
                facts, old = document.facts, document.urls[:1]
                if facts.date and old and facts.status is Status.PUBLISHED:
                    base = setting_text(self.conf, "SITEURL")
                    identity = id_in_feeds(
                        FEED_IDS["pelican"], old[0], base, facts.date
                    )
                    facts = replace(facts, feed_id=identity or None)
                documents[number] = replace(document, facts=facts, urls=tuple(urls))

    def _find_files(self) -> None:
        """Name the copied files by their URLs, where texts name them by their places."""
        files = CopiedFiles(self.tree)

        def changer(document: Document) -> Callable[[str], str]:
            def find(kind: str, path: str) -> str:
                if kind == "photo":
                    return ""
                folder = "" if path.startswith("/") else dirname(document.source)
                place = f"{folder or self.content}/{unquote(path).strip('/')}"
                return files.of_source(place)

            return lambda line: with_places(line, find)

        def in_rst(document: Document) -> Callable[[str], str]:
            places = changer(document)
            return lambda line: with_changed_rst_urls(
                places(line), lambda url: files.named(document, url)
            )

        rewrite_rst(self.tree, plain=in_rst)
        for number, document in enumerate(self.tree.documents):
            if document.path.endswith(RST_SUFFIXES):
                continue
            change = changer(document)

            def changed(
                url: str,
                document: Document = document,
                change: Callable[[str], str] = change,
            ) -> str:
                new = change(url)
                return new if new != url else files.named(document, url)

            body = with_destinations(document.body, changed, html=False)
            self.tree.documents[number] = replace(document, body=body)


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of Pelican."""
    return (path / "pelicanconf.py").exists()


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a Pelican site.

    :param root: folder with ``pelicanconf.py``.
    """
    return Pelican(root).read()
