"""Reader of Astro projects: content collections, pages in Markdown and MDX, ``public/``.

By Astro's documentation, “Content collections”, “Markdown in Astro”, “MDX” and
“Images”.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.documents import (
    MARKDOWN_SUFFIXES,
    zone_of,
)
from sphinx_blogtheme.importers.kept_settings import plain_settings, settings_of_texts
from sphinx_blogtheme.importers.loose_files import HeldFiles
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.importers.sites.astro_project import CONFIGS, AstroProject
from sphinx_blogtheme.importers.sites.mdx_site import MdxTexts, slugger_settings
from sphinx_blogtheme.importers.sites.unknown_engines import is_program_file
from sphinx_blogtheme.importers.text_files import read, suffix_of
from sphinx_blogtheme.model.headings import heading_slug
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog
    from sphinx_blogtheme.model.posts import FrontMatter

NAME = "Astro"

_CONTENTS = re.compile(
    r"(?mi)^#{1,6}[ \t]+(?:table of contents|toc|contents)[ \t]*#*[ \t]*\n+(?=#|\Z)"
)
"""A heading below which a plugin puts the table of contents."""


def recognises(path: Path) -> bool:
    """Return whether a folder is a project of Astro."""
    return any((path / name).is_file() for name in CONFIGS)


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of an Astro project.

    :param root: folder with the configuration and ``src``.
    """
    return Astro(root).read()


class Astro:
    """Reader of one project."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        self.project = project = AstroProject(root)
        self.zone = zone_of(None)
        targets = {folder: name for name, folder in project.collections.items()} | {
            f"{project.source}/pages": ""
        }
        by_length = sorted(targets.items(), key=lambda item: -len(item[0]))
        self.texts = MdxTexts(
            self.tree, dict(by_length), project.short_paths(), project.base
        )
        self.texts.static = (project.public,)
        self.redirects = project.redirects()
        self.held = HeldFiles()
        self.intro = ""

    def read(self) -> Blog:
        """Return the project's posts, pages and files."""
        tree, project = self.tree, self.project
        if project.config_name:
            tree.skip(
                project.config_name,
                "a program, which is not run; of it, only address, base and redirects are used",
            )
        for name, folder in project.collections.items():
            self._collection(name, folder)
        for path in list(tree.paths(f"{project.source}/pages")):
            self._page(path)
        for path in list(tree.paths(project.public)):
            tree.copy(path, f"files/{path.removeprefix(f'{project.public}/')}")
        self.texts.tell()
        self.held.tell(tree.warn)
        self._skip_rest()
        values = project.site_values()
        config = project.config
        site = str(config.get("site") or values.get("url", ""))
        url = f"{site.rstrip('/')}{project.base}/" if site.startswith("http") else ""
        i18n = config.get("i18n")
        language = (
            str(i18n.get("defaultLocale") or "") if isinstance(i18n, dict) else ""
        )
        return tree.blog(
            title=values.get("title", ""),
            base_url=url,
            intro=self.intro,
            settings=plain_settings(
                author=values.get("author", ""),
                description=values.get("description", ""),
                language=language or values.get("language", ""),
            )
            | settings_of_texts(tree.documents, links=True)
            | slugger_settings(tree.documents),
        )

    def _collection(self, name: str, folder: str) -> None:
        """Add the documents of a collection."""
        found = list(self._entries(folder))
        if not found:
            return
        dated = any(draft.facts.date for _, draft in found)
        route = self.project.routes.get(name)
        if route is None and dated:
            route = f"/{name}"
            message = (
                f"no page says where the collection {name} is shown; its URLs are"
                f" guessed as {self.project.base}/{name}/…/"
            )
            self.tree.warn(f"{folder}/", message)
        for path, draft in found:
            facts = draft.facts
            identity = str(draft.raw.get("slug") or "").strip("/")
            identity = identity or _identity(path.removeprefix(f"{folder}/"))
            page = facts.date is None and not dated
            if page and route is None:
                why = f"is of the collection {name}, which no page shows"
                self.held.add(path, f"{why}; imported as a draft")
                facts, page = replace(facts, status=Status.DRAFT), False
            urls = [f"{route}/{identity}/"] if route is not None else []
            if self._format() == "file":
                urls = [f"{url.rstrip('/')}.html" for url in urls]
            if facts.publish_date == facts.date:  # `pubDate` is both
                facts = replace(facts, publish_date=None)
            facts = replace(facts, slug=identity.rpartition("/")[2])
            self._add(path, draft, facts, urls, page=page)

    def _entries(self, folder: str) -> Iterator[tuple[str, ParsedFile]]:
        """Yield path, header and body of each entry of a collection."""
        tree = self.tree
        for path in list(tree.paths(folder)):
            suffix = suffix_of(path)
            if suffix in (".mdoc", ".adoc"):
                tree.error(path, f"is in {suffix}, which is not read; left out")
            below = PurePosixPath(path.removeprefix(f"{folder}/"))
            is_part = any(part.startswith("_") for part in below.parts)
            if suffix not in MARKDOWN_SUFFIXES or is_part:
                continue  # it may be a part of another document
            draft = read(tree, path, self.zone, own=("slug",))
            if draft is not None:
                yield path, draft

    def _format(self) -> object:
        build = self.project.config.get("build")
        return build.get("format") if isinstance(build, dict) else None

    def _page(self, path: str) -> None:
        """Add a page in Markdown, or skip a program."""
        tree, source = self.tree, self.project.source
        below = path.removeprefix(f"{source}/pages/")
        if suffix_of(path) not in MARKDOWN_SUFFIXES:
            if suffix_of(path) == ".astro" and "[" not in below:
                name = below.removesuffix(".astro").removesuffix("index").strip("/")
                url = f"{self.project.base}/{name}/" if name else "/"
                tree.skip(path, f"is a program; what it shows at {url} is not imported")
            return
        if any(part.startswith("_") for part in PurePosixPath(below).parts):
            return
        draft = read(tree, path, self.zone, own=("slug", "layout"))
        if draft is None:
            return
        if PurePosixPath(below).with_suffix("").as_posix() == "index":
            self.intro = self._body(path, draft)
            tree.skip(path, "the front page; its text is in index.md")
            return
        place = PurePosixPath(below).with_suffix("").as_posix().removesuffix("/index")
        slug = place.rpartition("/")[2]
        facts = replace(draft.facts, slug=slug)
        self._add(path, draft, facts, [f"/{place}/"], page=facts.date is None)

    def _body(self, path: str, draft: ParsedFile) -> str:
        is_mdx = suffix_of(path) == ".mdx"
        body = self.texts.markdown(path, draft, is_mdx=is_mdx)
        if "remark-toc" in self.project.config_text:
            body = _CONTENTS.sub("", body)
        return body

    def _add(
        self,
        path: str,
        draft: ParsedFile,
        facts: FrontMatter,
        urls: list[str],
        *,
        page: bool,
    ) -> None:
        """Add a document."""
        self.texts.pages[path] = urls[0] if urls else "/"
        body = self._body(path, draft)
        old = [one for url in urls for one in self.redirects.get(url.strip("/"), ())]
        authors = tuple(map(self.project.author_name, facts.authors))
        all_urls = [*urls, *old, *facts.aliases]
        facts = replace(facts, url=None, aliases=(), authors=authors)
        draft = replace(draft, body=body)
        self.texts.add(path, draft, facts, all_urls, page=page)

    def _skip_rest(self) -> None:
        """Skip programs, and files that no text shows."""
        tree, source = self.tree, self.project.source
        folders = [source, "scripts", "tests", ".github", "dist", "plugins", "patches"]
        for folder in folders:
            paths = [path for path in tree.paths(folder) if is_program_file(path)]
            self._skip(paths, folder, "programs, which are not run")
        parts = [
            path
            for path in tree.paths(source)
            if "/_" in path and suffix_of(path) in MARKDOWN_SUFFIXES
        ]
        tree.skip_together(parts, "is left out by Astro, because of the underscore")
        tree.skip_together(tree.paths(source), "no text of a post or a page shows it")
        rest = [path for path in tree.paths() if "/" not in path]
        for path in rest:
            why = "is no part of the site"
            is_code = is_program_file(path) or suffix_of(path) in (
                ".json",
                ".yaml",
                ".toml",
            )
            tree.skip(
                path, "a program or its settings, which is not run" if is_code else why
            )
        tree.skip_rest("is no part of what Astro publishes")

    def _skip(self, paths: Iterable[str], folder: str, why: str) -> None:
        paths = list(paths)
        if len(paths) == 1:
            self.tree.skip(paths[0], "a program, which is not run")
        elif paths:
            self.tree.skip_some(folder, paths, why)


def _identity(below: str) -> str:
    """Return the id of an entry: its path, with names as GitHub makes ids of them."""
    bare = PurePosixPath(below).with_suffix("").as_posix()
    parts = [heading_slug(part) or part for part in bare.split("/")]
    if parts[-1] == "index" and parts[1:]:
        parts.pop()
    return "/".join(parts)
