"""Reader of Jekyll sites.

By Jekyll's documentation: Posts, Pages, Permalinks, Front Matter Defaults.
"""

from __future__ import annotations

import fnmatch
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.documents import HTML_SUFFIXES, date_from_name, zone_of
from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    first_settings,
    list_of,
    mapping_of,
    setting_text,
    text_in,
)
from sphinx_blogtheme.importers.kept_settings import PLAIN, plain_settings
from sphinx_blogtheme.importers.site_folder import SiteFolder, new_path
from sphinx_blogtheme.importers.text_files import (
    TEXTS,
    UNSUPPORTED_SUFFIXES,
    add_document,
    read,
    suffix_of,
)
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog
    from sphinx_blogtheme.model.posts import FrontMatter

NAME = "Jekyll"

CONFIGS = ("_config.yml", "_config.yaml", "_config.toml")
"""Configuration files, in order of preference."""

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""Jekyll's permalink styles, by name (“Permalinks”, Built-in formats)."""

_TOKEN = re.compile(r":([a-z_]+)")
_SOURCES = ("Gemfile", "Gemfile.lock", "Rakefile", "package.json", "package-lock.json")
_LIQUID = re.compile(r"\{%-?\s*(?:for|assign|include|if|capture|paginate)\b")


class Jekyll:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        path: Path | None = None
        self.config: dict[str, Any] = {}
        try:
            path, self.config = first_settings(root, *CONFIGS)
        except SettingsError as error:
            self.tree.error(CONFIGS[0], str(error))
        if path:
            why = f"configuration; of it, only {PLAIN}, address, permalink and defaults"
            why += " are used"
            self.tree.skip(path.name, why)
        self.zone = zone_of(self.config.get("timezone"))
        pattern = setting_text(self.config, "permalink") or "date"
        self.pattern = STYLES.get(pattern, pattern)
        ending = "/" if self.pattern.endswith("/") else ":output_ext"
        self.page_pattern = f"/:path{ending}"
        self.intro = ""

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree = self.tree
        for name in (*_SOURCES, *map(str, list_of(self.config, "exclude"))):
            if name in tree.paths():
                tree.skip(name, "is no part of the site")
            tree.skip_below(name.strip("/"), "is no part of the site")
        for path in list(tree.paths()):
            if suffix_of(path) in TEXTS and self._folder(path):
                self._post(path)
        collections = self.config.get("collections")
        names = {*collections} if isinstance(collections, (dict, list)) else set()
        for name in sorted(map(str, names - {"posts"})):
            tree.skip_below(f"_{name}", "a collection of its own; left out")
        for folder in ("_layouts", "_includes", "_sass", "_data", "_plugins", "_site"):
            tree.skip_below(folder, "templates and what they use, or what Jekyll makes")
        included = tuple(str(one).strip("/") for one in list_of(self.config, "include"))
        tree.skip_hidden(but=(".htaccess", *included))
        for path in list(tree.paths()):
            if _is_public(path, included):
                self._other(path)
        url, base = (
            setting_text(self.config, "url"),
            setting_text(self.config, "baseurl"),
        )
        return tree.blog(
            title=setting_text(self.config, "title", "name"),
            base_url=f"{url.rstrip('/')}/{base.strip('/')}" if url else "",
            intro=self.intro,
            settings=plain_settings(
                author=setting_text(self.config, "author", "author.name"),
                description=setting_text(self.config, "description"),
                language=setting_text(self.config, "lang", "locale"),
                rights=setting_text(self.config, "copyright"),
            ),
        )

    def _other(self, path: str) -> None:
        """Import, copy or skip a file that is no post and in no special folder."""
        if suffix_of(path) in TEXTS and suffix_of(path) not in UNSUPPORTED_SUFFIXES:
            self._page(path)
        elif self._is_template(path):
            self.tree.skip(path, "is made by a template")
        elif not path.lower().startswith(("readme", "license", "licence")):
            self.tree.copy(path, f"files/{path}")

    @staticmethod
    def _folder(path: str) -> str:
        """Return ``_posts`` or ``_drafts`` if a file lies in such a folder, else ""."""
        parts = PurePosixPath(path).parts[:-1]
        return next((part for part in parts if part in ("_posts", "_drafts")), "")

    def _is_template(self, path: str) -> bool:
        with (self.tree.root / path).open("rb") as file:
            return file.read(4).rstrip() == b"---"

    def _draft(self, path: str, kind: str) -> ParsedFile | None:
        defaults = sorted(self._defaults(path, kind), key=lambda item: -item[0])
        values = [values for _, values in defaults]
        return read(
            self.tree,
            path,
            self.zone,
            jekyll=True,
            defaults=values,
            own=("permalink",),
        )

    def _defaults(self, path: str, kind: str) -> Iterator[tuple[int, dict[str, Any]]]:
        for item in list_of(self.config, "defaults"):
            scope, values = mapping_of(item, "scope"), mapping_of(item, "values")
            folder = str(scope.get("path") or "").strip("/")
            of_type = str(scope.get("type") or kind)
            fits = fnmatch.fnmatch(path, folder) or f"{path}/".startswith(f"{folder}/")
            if values and of_type == kind and (fits or not folder):
                yield len(folder) * 2 + ("type" in scope), values

    def _post(self, path: str) -> None:
        is_draft = self._folder(path) == "_drafts"
        draft = self._draft(path, "drafts" if is_draft else "posts")
        if draft is None:
            return
        facts, name = date_from_name(draft.facts, PurePosixPath(path).stem, self.zone)
        above = PurePosixPath(path.partition(self._folder(path))[0]).parts
        if above:
            facts = replace(facts, categories=(*above, *facts.categories))
        if is_draft:
            facts = replace(facts, status=Status.DRAFT)
        if not facts.title:
            facts = replace(facts, title=name.replace("-", " ").title())
        url = self._url(draft, facts, name)
        add_document(
            self.tree,
            path,
            draft,
            replace(facts, url=None, aliases=(), slug=facts.slug or name),
            [url, *facts.aliases],
        )

    def _url(self, draft: ParsedFile, facts: FrontMatter, name: str) -> str:
        pattern = str(draft.raw.get("permalink") or self.pattern)
        pattern = STYLES.get(pattern, pattern)
        date = facts.date
        slug = jekyll_slug(facts.slug or name)
        # Jekyll's :title is the name of the file unchanged.
        values = {"title": facts.slug or name, "slug": slug, "output_ext": ".html"}
        values["categories"] = "/".join(
            dict.fromkeys(category.lower() for category in facts.categories)
        )
        if date:
            values |= {
                "year": f"{date:%Y}",
                "short_year": f"{date:%y}",
                "month": f"{date:%m}",
                "i_month": str(date.month),
                "short_month": f"{date:%b}",
                "long_month": f"{date:%B}",
                "day": f"{date:%d}",
                "i_day": str(date.day),
                "y_day": f"{date:%j}",
                "week": f"{date:%V}",
                "short_day": f"{date:%a}",
                "hour": f"{date:%H}",
                "minute": f"{date:%M}",
                "second": f"{date:%S}",
            }
        elif ":year" in pattern:
            return f"/{slug}/"
        return _filled(pattern, values)

    def _page(self, path: str) -> None:
        draft = self._draft(path, "pages")
        if draft is None:
            return
        if not draft.header:
            if suffix_of(path) in HTML_SUFFIXES:
                self.tree.copy(path, f"files/{path}")
            else:
                self.tree.skip(path, "has no header, so Jekyll makes no page of it")
            return
        place = PurePosixPath(path)
        if place.as_posix() in ("index.md", "index.markdown", "index.html"):
            if suffix_of(path) not in HTML_SUFFIXES and not _LIQUID.search(draft.body):
                self.intro = draft.body
            self.tree.skip(path, "the front page, which is made anew")
            return
        if place.stem == "404" or _LIQUID.search(draft.body):
            self.tree.skip(path, "is a template")
            return
        bare = place.with_suffix("").as_posix()
        bare = bare.removesuffix("/index")
        values = {"path": bare, "basename": place.stem, "output_ext": ".html"}
        values["title"] = place.stem
        pattern = str(draft.raw.get("permalink") or self.page_pattern)
        facts = draft.facts
        if not facts.title:
            facts = replace(facts, title=place.stem.replace("-", " ").capitalize())
        url = _filled(STYLES.get(pattern, pattern), values)
        urls = [url, *facts.aliases]
        facts = replace(facts, url=None, aliases=())
        add_document(
            self.tree, path, draft, facts, urls, target=new_path(path), page=True
        )


def _is_public(path: str, included: tuple[str, ...]) -> bool:
    """Return whether no part of a path begins with an underscore, but those included.

    :param included: names and patterns of files and folders, from the configuration.
    """
    parts = PurePosixPath(path).parts
    return not any(
        part.startswith("_")
        and not any(
            fnmatch.fnmatch(name, pattern)
            for pattern in included
            for name in (part, "/".join(parts[: number + 1]))
        )
        for number, part in enumerate(parts)
    )


def _filled(pattern: str, values: dict[str, str]) -> str:
    filled = _TOKEN.sub(lambda match: values.get(match[1], match[0]), pattern)
    return re.sub("/{2,}", "/", f"/{filled.lstrip('/')}")


def jekyll_slug(text: str) -> str:
    """Return a text as Jekyll's ``slugify`` filter in its default mode does."""
    kept = "".join(c if c.isalnum() else "-" for c in text)
    return re.sub("-{2,}", "-", kept).strip("-").lower()


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of Jekyll."""
    is_hexo = '"hexo"' in text_in(path / "package.json")
    return not is_hexo and (any(path.glob("_config.*")) or (path / "_posts").is_dir())


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a Jekyll site.

    :param root: folder with ``_config.yml`` or ``_posts``.
    """
    return Jekyll(root).read()
