"""Reader of Jekyll sites.

By Jekyll's documentation: Posts, Pages, Collections, Configuration Options.
"""

from __future__ import annotations

import fnmatch
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.flavours import KRAMDOWN, blog_markdown
from sphinx_blogtheme.importers.bodies.liquid import is_program
from sphinx_blogtheme.importers.bodies.media import with_folder_of_images
from sphinx_blogtheme.importers.documents import (
    HTML_SUFFIXES,
    MARKDOWN_SUFFIXES,
    zone_of,
)
from sphinx_blogtheme.importers.engine_settings import (
    first_settings,
    list_of,
    mapping_of,
    setting_text,
    text_in,
)
from sphinx_blogtheme.importers.kept_settings import (
    PLAIN,
    extension_settings,
    plain_settings,
    settings_of_texts,
)
from sphinx_blogtheme.importers.list_texts import with_excerpts_of_jekyll
from sphinx_blogtheme.importers.path_dates import date_from_name
from sphinx_blogtheme.importers.site_folder import SiteFolder, new_path
from sphinx_blogtheme.importers.sites.jekyll_lists import (
    feed_ids_of,
    feed_of_file,
    list_of_template,
)
from sphinx_blogtheme.importers.sites.jekyll_urls import (
    STYLES,
    defaults_of,
    filled,
    is_public,
    page_ending,
    titled,
    url_values,
)
from sphinx_blogtheme.importers.sites.jekyll_values import (
    JekyllValues,
    header_values,
    page_values,
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
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog
    from sphinx_blogtheme.model.posts import FrontMatter

NAME = "Jekyll"

CONFIGS = ("_config.yml", "_config.yaml", "_config.toml")
"""Configuration files, in order of preference."""

_FEED = re.compile("feed|atom|rss|json|search", re.IGNORECASE)
"""Matches names of templates that readers see nothing of."""

_SOURCES = ("Gemfile", "Gemfile.lock", "Rakefile", "package.json", "package-lock.json")


class Jekyll:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        path, self.config = first_settings(root, *CONFIGS)
        self.tree = SiteFolder(root, NAME)
        if path:
            why = (
                f"configuration; of it, only {PLAIN}, address, permalinks, collections,"
            )
            why += " defaults and what texts show are used"
            self.tree.skip(path.name, why)
        self.zone = zone_of(self.config.get("timezone"))
        self.collections = _collections(self.config)
        self.pattern = setting_text(self.collections["posts"], "permalink")
        self.pattern = self.pattern or setting_text(self.config, "permalink") or "date"
        url = setting_text(self.config, "url").rstrip("/")
        base = setting_text(self.config, "baseurl").strip("/")
        self.base_url = f"{url}/{base}" if url else ""
        self.values = JekyllValues(root, self.config, self.base_url)
        self.included = tuple(
            str(one).strip("/") for one in list_of(self.config, "include")
        )
        engine = setting_text(self.config, "markdown").lower() or "kramdown"
        self.is_kramdown = engine in ("kramdown", "gfm")
        self.needed: set[str] = set()
        self.intro = ""
        self.lists: dict[str, str] = {}

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree = self.tree
        self._exclude()
        for path in list(tree.paths()):
            if suffix_of(path) in TEXTS and self._folder(path):
                self._post(path)
        for name in self.collections:
            if name != "posts":
                self._collection(name)
        folders = ("_layouts", "_includes", "_sass", "_data", "_plugins", "_site")
        named = [f"{name}_dir" for name in ("layouts", "includes", "data", "plugins")]
        named.append("destination")
        own = (setting_text(self.config, name).strip("./") for name in named)
        for folder in dict.fromkeys((*folders, *own)):
            tree.skip_below(folder, "templates and what they use, or what Jekyll makes")
        tree.skip_hidden(but=(".htaccess", *self.included))
        for path in list(tree.paths()):
            if is_public(path, self.included):
                self._other(path)
        return tree.blog(
            title=setting_text(self.config, "title", "name"),
            base_url=self.base_url,
            intro=self.intro,
            lists=self.lists,
            feed_ids=feed_ids_of(self.values),
            settings=plain_settings(
                author=setting_text(self.config, "author", "author.name"),
                description=setting_text(self.config, "description"),
                language=setting_text(self.config, "lang", "locale"),
                rights=setting_text(self.config, "copyright"),
            )
            | extension_settings(self.needed)
            | settings_of_texts(
                self.tree.documents,
                emoji="jemoji" in list_of(self.config, "plugins"),
            )
            | ({"smartquotes": True} if self.is_kramdown else {}),  # as kramdown
        )

    def _exclude(self) -> None:
        """Skip the files that the site leaves out."""
        why = "is no part of the site"
        for name in (*_SOURCES, *map(str, list_of(self.config, "exclude"))):
            bare = name.strip("/")
            if bare in self.included:
                continue
            if bare in self.tree.paths():
                self.tree.skip(bare, why)
            self.tree.skip_below(bare, why)
            if "*" in bare:
                for path in list(self.tree.paths()):
                    if fnmatch.fnmatchcase(path, bare):
                        self.tree.skip(path, why)

    def _collection(self, name: str) -> None:
        """Import the documents of a collection as pages, if it has pages."""
        settings = self.collections[name]
        parent = setting_text(self.config, "collections_dir").strip("/")
        folder = f"{parent}/_{name}" if parent else f"_{name}"
        if settings.get("output") is not True:
            why = "a collection of its own, of which Jekyll makes no pages"
            self.tree.skip_below(folder, why)
            return
        pattern = setting_text(settings, "permalink")
        pattern = pattern or f"/:collection/:path{page_ending(self.config)}"
        for path in list(self.tree.paths(folder)):
            below = path.removeprefix(f"{folder}/")
            if any(part[:1] in "._" for part in PurePosixPath(below).parts):
                continue
            if suffix_of(path) in TEXTS and self._is_template(path):
                self._member(path, name, below, pattern)
            elif suffix_of(path) in TEXTS:
                why = "has no header, so Jekyll makes no page of it"
                self.tree.skip(path, why)
            else:
                self.tree.copy(path, f"files/{name}/{below}")

    def _member(self, path: str, name: str, below: str, pattern: str) -> None:
        """Import a document of a collection.

        :param below: its path from the folder of the collection.
        :param pattern: permalink pattern of the collection.
        """
        parent = setting_text(self.config, "collections_dir").strip("/")
        scope = path.removeprefix(f"{parent}/") if parent else path
        draft, header = self._draft(path, name, scope)
        if draft is None:
            return
        if is_program(self.values.filled(draft.body, path, header)):
            self.tree.skip(path, "is a template")
            return
        stem = PurePosixPath(below).with_suffix("")
        facts, bare = date_from_name(draft.facts, stem.name, self.zone)
        facts = titled(facts, bare)
        values = url_values(facts, bare, self.zone)
        values |= {"collection": name, "path": stem.as_posix()}
        url = filled(str(header.get("permalink") or pattern), values)
        self._add(path, draft, facts, header, url, target=f"{name}/{below}", page=True)

    def _other(self, path: str) -> None:
        """Import, copy or skip a file that is no post and in no special folder."""
        if suffix_of(path) in TEXTS and suffix_of(path) not in UNSUPPORTED_SUFFIXES:
            self._page(path)
        elif self._is_template(path):
            self.lists |= feed_of_file(self.values, path)
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

    def _draft(
        self, path: str, kind: str, scope: str = ""
    ) -> tuple[ParsedFile | None, dict[str, Any]]:
        """Return a file and the values of its header, with those that the site gives.

        :param kind: type of the file, for these.
        :param scope: its path for these, if it is another one.
        """
        defaults = defaults_of(self.config, scope or path, kind)
        draft = read(
            self.tree,
            path,
            self.zone,
            jekyll=True,
            defaults=defaults,
            own=("permalink",),
        )
        return draft, header_values(draft.raw, defaults) if draft else {}

    def _add(
        self,
        path: str,
        draft: ParsedFile,
        facts: FrontMatter,
        header: dict[str, Any],
        url: str,
        *,
        target: str | None = None,
        page: bool = False,
    ) -> None:
        """Import a document, with its text as Jekyll reads it.

        :param header: values of its header, as `_draft` returns them.
        :param url: its permalink.
        :param target: path in the blog, if it is not that in the old site.
        """
        urls = [url, *facts.aliases]
        facts = replace(facts, url=None, aliases=())
        body = self._body(path, draft.body, page_values(header, facts, path, url))
        add_document(
            self.tree,
            path,
            replace(draft, body=body),
            facts,
            urls,
            target=target and new_path(target),
            page=page,
        )

    def _body(self, path: str, text: str, page: dict[str, Any]) -> str:
        """Return a text with the values that it shows, in the blog's Markdown."""
        for shown, line in self.values.known_in_code(text, path, page):
            why = f"{shown} in code stays as it is, where Jekyll shows its value"
            self.tree.warn(path, f"{line}: {why}")
        text = self.values.filled(text, path, page)
        for key in ("media_subpath", "img_path"):  # of the theme Chirpy
            if folder := setting_text(page, key).strip("/"):
                text = with_folder_of_images(text, f"/{folder}/")
        if suffix_of(path) in MARKDOWN_SUFFIXES and self.is_kramdown:
            text, extensions = blog_markdown(text, KRAMDOWN)
            self.needed |= extensions
        return text

    def _post(self, path: str) -> None:
        is_draft = self._folder(path) == "_drafts"
        draft, header = self._draft(path, "drafts" if is_draft else "posts")
        if draft is None:
            return
        facts, name = date_from_name(draft.facts, PurePosixPath(path).stem, self.zone)
        above = PurePosixPath(path.partition(self._folder(path))[0]).parts
        if parent := setting_text(self.config, "collections_dir").strip("/"):
            above = above[1:] if above[:1] == (parent,) else above
        if above:
            facts = replace(facts, categories=(*above, *facts.categories))
        if is_draft:
            facts = replace(facts, status=Status.DRAFT)
        facts = titled(facts, name)
        pattern = str(header.get("permalink") or self.pattern)
        if facts.date is None and ":year" in STYLES.get(pattern, pattern):
            pattern = "/:slug/"
        url = filled(
            pattern, {"collection": "posts"} | url_values(facts, name, self.zone)
        )
        facts = replace(facts, slug=facts.slug or name)
        self._add(path, draft, facts, header, url)

    def _page(self, path: str) -> None:
        draft, header = self._draft(path, "pages")
        if draft is None:
            return
        if not draft.header:
            if suffix_of(path) in HTML_SUFFIXES:
                self.tree.copy(path, f"files/{path}")
            else:
                self.tree.skip(path, "has no header, so Jekyll makes no page of it")
            return
        place = PurePosixPath(path)
        body = self.values.filled(draft.body, path, header)
        if place.as_posix() in ("index.md", "index.markdown", "index.html"):
            if suffix_of(path) not in HTML_SUFFIXES and not is_program(body):
                self.intro = self._body(path, draft.body, header)
            self.tree.skip(path, "the front page, which is made anew")
            return
        bare = place.with_suffix("").as_posix()
        ending = page_ending(self.config)
        if place.stem == "index":
            bare, ending = bare.removesuffix("/index"), "/"
        facts = draft.facts
        if not facts.title:
            facts = replace(facts, title=place.stem.replace("-", " ").capitalize())
        values = url_values(facts, place.stem, self.zone) if facts.date else {}
        values |= {"path": bare, "basename": place.stem, "output_ext": ".html"}
        values["title"] = place.stem
        url = filled(str(header.get("permalink") or f"/:path{ending}"), values)
        if place.stem == "404" or is_program(body):
            if listed := list_of_template(body, self.tree.documents):
                self.lists[url] = listed
            self.tree.skip(path, "is a template")
            return
        self._add(path, draft, facts, header, url, target=path, page=True)


def _collections(config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the settings of a site's collections, posts among them, by their names."""
    found: dict[str, dict[str, Any]] = {"posts": {}}
    named = config.get("collections")
    for name in named if isinstance(named, (dict, list)) else ():
        found[str(name)] = mapping_of(named, str(name))
    return found


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of Jekyll."""
    is_hexo = '"hexo"' in text_in(path / "package.json")
    return not is_hexo and (any(path.glob("_config.*")) or (path / "_posts").is_dir())


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a Jekyll site.

    :param root: folder with ``_config.yml`` or ``_posts``.
    """
    site = Jekyll(root)
    blog = site.read()
    templates = [
        path.read_text(encoding="utf-8", errors="replace")
        for folder in ("_layouts", "_includes", ".")
        for path in sorted((root / folder).glob("*.html"))
        if not _FEED.search(path.name)
    ]
    return with_excerpts_of_jekyll(blog, site.config, templates)
