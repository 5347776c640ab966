"""Reader of 11ty (Eleventy) sites.

By Eleventy's documentation: Content dates, Permalinks, Directory data files. The
configuration is a program, which is not run: folders and copied files are found in its
text by patterns.
"""

from __future__ import annotations

import json
import re
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
    read_settings,
    setting_text,
)
from sphinx_blogtheme.importers.kept_settings import plain_settings
from sphinx_blogtheme.importers.site_folder import SiteFolder, new_path
from sphinx_blogtheme.importers.text_files import (
    add_document,
    engine_term_slug,
    read,
    suffix_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
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
_PASSED = re.compile(
    r"addPassthroughCopy\(\s*(?:\{\s*)?[\"']([^\"']+)[\"'](?:\s*:\s*[\"']([^\"']*)[\"'])?"
)
_DIR = re.compile(r"\b(input|includes|output|data)\s*:\s*[\"']([^\"']+)[\"']")
_SAID = re.compile(r"\{\{-?\s*([\w.]+)\s*(?:\|\s*(slugify|slug)\s*)?-?\}\}")
_SOURCES = ("package.json", "package-lock.json", *CONFIGS)


class Eleventy:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        path = next((root / name for name in CONFIGS if (root / name).is_file()), None)
        text = path.read_text(encoding="utf-8", errors="replace") if path else ""
        dirs = dict(_DIR.findall(text))
        self.input = dirs.get("input", ".").removeprefix("./").strip("/.")
        self.output = dirs.get("output", "_site").strip("./")
        self.passed = {
            source.removeprefix("./").strip("/"): target.strip("/") if target else None
            for source, target in _PASSED.findall(text)
            if "*" not in source
        }
        below = f"{self.input}/" if self.input else ""
        self.own = tuple(
            below + dirs.get(key, default).strip("/")
            for key, default in (("includes", "_includes"), ("data", "_data"))
        )
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
            if suffix_of(path) in MARKDOWN_SUFFIXES:
                self._document(path)
        for path in list(tree.paths(self.input)):
            if path.endswith(_TEMPLATES):
                tree.skip(path, "is a template")
            elif path.endswith((".11tydata.json", ".11tydata.js", ".json", ".js")):
                tree.skip(path, "is used by templates only")
        return tree.blog(
            title=setting_text(site, "title", "name"),
            base_url=setting_text(site, "url", "baseUrl"),
            intro=self.intro,
            settings=plain_settings(
                author=setting_text(site, "author", "author.name"),
                description=setting_text(site, "description"),
                language=setting_text(site, "language", "lang", "locale"),
                rights=setting_text(site, "copyright"),
            ),
        )

    def _copy_passed(self) -> None:
        """Copy the files of ``addPassthroughCopy``, which 11ty copies unchanged."""
        for source, target in self.passed.items():
            for path in list(self.tree.paths()):
                if path == source or path.startswith(f"{source}/"):
                    rest = path.removeprefix(source).strip("/")
                    place = self._below(source) if target is None else target
                    self.tree.copy(path, "files/" + f"{place}/{rest}".strip("/"))

    def _site(self) -> dict[str, Any]:
        for name in ("metadata.json", "site.json", "meta.json"):
            path = self.tree.root / self.own[1] / name
            if path.is_file():
                try:
                    return read_settings(path)
                except SettingsError as error:
                    self.tree.warn(f"{self.own[1]}/{name}", str(error))
        return {}

    def _below(self, path: str) -> str:
        return path.removeprefix(f"{self.input}/") if self.input else path

    def _data(self, path: str) -> Iterator[dict[str, Any]]:
        """Yield the data files of a file's folders, the nearest first."""
        for folder in PurePosixPath(path).parents:
            for name in (f"{folder.name}.11tydata.json", f"{folder.name}.json"):
                file = self.tree.root / folder / name
                if folder.name and file.is_file():
                    try:
                        loaded = json.loads(file.read_text(encoding="utf-8"))
                    except (ValueError, OSError, RecursionError) as error:
                        self.tree.warn((folder / name).as_posix(), str(error))
                        continue
                    if isinstance(loaded, dict):
                        yield loaded

    def _document(self, path: str) -> None:
        place = PurePosixPath(self._below(path))
        data = list(self._data(path))
        draft = read(self.tree, path, zone_of(None), defaults=data, own=("permalink",))
        if draft is None:
            return
        if place.as_posix() in ("index.md", "README.md"):
            if place.stem == "index":
                self.intro = draft.body if "{%" not in draft.body else ""
            self.tree.skip(path, "the front page, which is made anew")
            return
        facts, stem = date_from_name(draft.facts, place.stem, zone_of(None))
        # 11ty merges the tags of data files with those of the front matter.
        shared = [tag for values in data for tag in _texts(values.get("tags"))]
        tags = tuple(dict.fromkeys([*facts.tags, *shared]))
        kept = tuple(tag for tag in tags if tag.lower() not in _COLLECTIONS)
        page = facts.date is None and not {"post", "posts", "blog"} & set(tags)
        permalink = draft.raw.get("permalink")
        if permalink is None:
            permalink = next((v["permalink"] for v in data if "permalink" in v), None)
        if permalink is False or str(permalink).lower() == "false":
            self.tree.skip(path, "is no page of its own (permalink: false)")
            return
        url = self._url(path, place, str(permalink or ""), facts, draft)
        add_document(
            self.tree,
            path,
            draft,
            replace(facts, slug=facts.slug or stem, tags=kept, url=None, aliases=()),
            [*([url] if url else []), *facts.aliases],
            target=new_path(place.as_posix()),
            page=page,
        )

    def _url(
        self,
        path: str,
        place: PurePosixPath,
        permalink: str,
        facts: FrontMatter,
        draft: ParsedFile,
    ) -> str:
        folders, stem = place.parts[:-1], place.stem
        slug = folders[-1] if stem == "index" and folders else stem
        # 11ty's fileSlug has no date, but the default URL has that of the file's name.
        slug = re.sub(r"^\d{4}-\d{2}-\d{2}-", "", slug)
        if not permalink:
            own = () if stem == "index" else (stem,)
            return "/" + "/".join([*folders, *own]) + "/"
        values = {
            "page.fileSlug": slug,
            "page.filePathStem": "/" + "/".join([*folders, stem]),
            "title": facts.title or "",
            "slug": facts.slug or "",
        }

        def filled(match: re.Match[str]) -> str:
            value = values.get(match[1])
            if value is None:
                value = str(draft.raw.get(match[1].lower(), "{"))
            return engine_term_slug(value) if match[2] else value

        url = _SAID.sub(filled, permalink)
        if "{" in url:
            self.tree.warn(path, f"permalink: {permalink!r} is a program; not kept")
            return ""
        return re.sub("/{2,}", "/", f"/{url}").removesuffix("index.html")


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
