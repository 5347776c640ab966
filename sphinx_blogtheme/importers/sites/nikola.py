"""Reader of Nikola sites.

By Nikola's “Handbook” (Creating a blog post, Metadata fields) and its ``conf.py``.
"""

from __future__ import annotations

import fnmatch
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.front_matter.dialects import read_header
from sphinx_blogtheme.front_matter.meaning import front_matter_of, interpret
from sphinx_blogtheme.front_matter.values import HeaderContext
from sphinx_blogtheme.importers.documents import RST_SUFFIXES, date_from_name, zone_of
from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    first_settings,
    list_of,
    mapping_of,
    setting_text,
    text_in,
)
from sphinx_blogtheme.importers.kept_settings import PLAIN, plain_settings
from sphinx_blogtheme.importers.plain_slugs import plain_slug
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.importers.text_files import TEXTS, add_document, read, suffix_of
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog
    from sphinx_blogtheme.model.posts import FrontMatter

NAME = "Nikola"

_THUMBNAIL = re.compile(r"(?m)^\.\. thumbnail::")
"""Nikola's directive for an image that opens on a click, with a figure's options."""

_POSTS = [["posts/*.rst", "posts"], ["posts/*.md", "posts"], ["posts/*.txt", "posts"]]
_PAGES = [["pages/*.rst", ""], ["pages/*.md", ""], ["pages/*.txt", ""]]
_STATES = ("draft", "private", "featured", "mathjax")
"""Tags that set the status of a post (before Nikola 8); they are not imported."""


class Nikola:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        self.conf: dict[str, Any] = {}
        try:
            path, self.conf = first_settings(root, "conf.py")
        except SettingsError as error:
            path = None
            self.tree.error("conf.py", str(error))
        if path:
            why = f"configuration; of it, only {PLAIN}, address, URLs and redirections"
            why += " are used"
            self.tree.skip("conf.py", why)
        self.zone = zone_of(self.conf.get("TIMEZONE"))
        self.pretty = self.conf.get("PRETTY_URLS", True) is not False

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree = self.tree
        for key, default in (("POSTS", _POSTS), ("PAGES", _PAGES)):
            for rule in list_of(self.conf, key) or default:
                if isinstance(rule, list) and len(rule) > 1:
                    self._files(str(rule[0]), str(rule[1]), page=key == "PAGES")
        folders = mapping_of(self.conf, "FILES_FOLDERS") or {"files": ""}
        images = mapping_of(self.conf, "IMAGE_FOLDERS") or {"images": "images"}
        for folder, target in (folders | images).items():
            for path in list(tree.paths(str(folder))):
                below = path.removeprefix(f"{str(folder).strip('/')}/")
                tree.copy(
                    path, f"files/{str(target).strip('/')}/{below}".replace("//", "/")
                )
        for folder in (
            "templates",
            "themes",
            "plugins",
            "output",
            "cache",
            "shortcodes",
        ):
            tree.skip_below(folder, "templates and plugins, or what Nikola makes")
        tree.skip_below("galleries", "galleries are made by Nikola")
        tree.skip_below("listings", "listings are made by Nikola")
        return tree.blog(
            title=self._text("BLOG_TITLE"),
            base_url=setting_text(self.conf, "SITE_URL"),
            settings=plain_settings(
                author=self._text("BLOG_AUTHOR"),
                description=self._text("BLOG_DESCRIPTION"),
                language=setting_text(self.conf, "DEFAULT_LANG"),
            ),
        )

    def _text(self, name: str) -> str:
        """Return a setting that may have a text for each language."""
        default = setting_text(self.conf, "DEFAULT_LANG")
        first = next(iter(mapping_of(self.conf, name)), "")
        return setting_text(self.conf, name, f"{name}.{default}", f"{name}.{first}")

    def _files(self, pattern: str, destination: str, *, page: bool) -> None:
        folder, _, name = pattern.rpartition("/")
        for path in list(self.tree.paths(folder)):
            place = PurePosixPath(path)
            # Nikola applies a pattern to the folders below as well.
            if fnmatch.fnmatch(place.name, name) and suffix_of(path) in TEXTS:
                self._document(path, folder, destination, page=page)

    def _meta(self, path: str) -> FrontMatter | None:
        """Return the front matter in the ``.meta`` file beside a post, or None."""
        name = PurePosixPath(path).with_suffix(".meta").as_posix()
        if name not in self.tree.paths():
            return None
        text = self.tree.take(name)
        self.tree.skip(name, "the header of a post; is in that post now")
        layer = interpret(
            read_header(text or "").entries,
            HeaderContext(self.zone, False),
        )
        for problem in layer.problems:
            self.tree.warn(name, f"{problem.line}: {problem.message}")
        return front_matter_of([layer])

    def _document(
        self, path: str, folder: str, destination: str, *, page: bool
    ) -> None:
        draft: ParsedFile | None = read(self.tree, path, self.zone)
        if draft is None:
            return
        if suffix_of(path) in RST_SUFFIXES:
            body = _THUMBNAIL.sub(".. figure::", draft.body)
            draft = replace(draft, body=body)
        meta = self._meta(path)
        facts, stem = date_from_name(
            meta or draft.facts, PurePosixPath(path).stem, self.zone
        )
        said = {str(tag).lower() for tag in facts.tags}
        if said & {"draft", "private"}:
            facts = replace(facts, status=Status.DRAFT)
        if draft.raw.get("status") == "private":
            self.tree.warn(path, "is private; imported as a draft")
            facts = replace(facts, status=Status.DRAFT)
        facts = replace(
            facts,
            slug=facts.slug or plain_slug(stem, "+"),
            tags=tuple(tag for tag in facts.tags if tag.lower() not in _STATES),
        )
        author = self.conf.get("BLOG_AUTHOR")
        if isinstance(author, str) and author and not facts.authors and not page:
            facts = replace(facts, authors=(author,))
        below = PurePosixPath(path).relative_to(folder or ".").parent.as_posix()
        parts = [destination.strip("/"), below.strip("./"), facts.slug or stem]
        place = "/".join(part for part in parts if part)
        own = str(draft.raw.get("pretty_url", "")).lower()
        pretty = self.pretty and own not in ("false", "no")
        url = f"/{place}/" if pretty else f"/{place}.html"
        if place == "index" or place.endswith("/index"):
            url = f"/{place.removesuffix('index')}"
        if url == "/":
            self.tree.skip(path, "the front page, which is made anew")
            return
        old = [
            f"/{str(rule[0]).lstrip('/')}"
            for rule in list_of(self.conf, "REDIRECTIONS")
            if isinstance(rule, list)
            and len(rule) == 2  # noqa: PLR2004 -- from and to
            and str(rule[1]).strip("/").removesuffix("/index.html") == url.strip("/")
        ]
        urls = [url, *old, *facts.aliases]
        facts = replace(facts, url=None, aliases=())
        add_document(self.tree, path, draft, facts, urls, page=page)


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of Nikola."""
    return "BLOG_TITLE" in text_in(path / "conf.py")


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a Nikola site.

    :param root: folder with ``conf.py``.
    """
    return Nikola(root).read()
