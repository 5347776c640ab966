"""Reader of Zola sites.

By Zola's documentation, “Content”: overview, section, page, multilingual sites.
"""

from __future__ import annotations

import fnmatch
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.code_mask import without_code
from sphinx_blogtheme.importers.documents import (
    read_document,
    zone_of,
)
from sphinx_blogtheme.importers.engine_settings import (
    first_settings,
    list_of,
    mapping_of,
    program_text,
    setting_text,
)
from sphinx_blogtheme.importers.kept_settings import (
    PLAIN,
    plain_settings,
    settings_of_texts,
)
from sphinx_blogtheme.importers.path_dates import date_from_folders, date_from_name
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.importers.sites.zola_shortcodes import ZolaShortcodes
from sphinx_blogtheme.importers.text_files import (
    add_document,
    is_only_text,
    read,
    suffix_of,
)
from sphinx_blogtheme.model.heading_ids import GITHUB, heading_id
from sphinx_blogtheme.model.languages import usual_case

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.importers.model import Blog

NAME = "Zola"

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_UNSAFE = re.compile(r'[<>:"/|?*\\]')


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of Zola."""
    names = ("config.toml", "zola.toml")
    return any("base_url" in program_text(path / name) for name in names)


class Zola:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        path, self.config = first_settings(root, "config.toml", "zola.toml")
        if path:
            why = f"configuration; of it, only {PLAIN}, address, languages and URLs"
            self.tree.skip(path.name, f"{why} are used")
        self.language = setting_text(self.config, "default_language") or "en"
        self.languages = mapping_of(self.config, "languages")
        self.slugify = mapping_of(self.config, "slugify")
        self.shortcodes = ZolaShortcodes(self.tree, self.config)
        self.intro = ""
        self.dated_paths: list[str] = []
        """Sources of the posts whose date is only in their path."""

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree, config = self.tree, self.config
        tree.skip_hidden("content")
        for pattern in list_of(config, "ignored_content"):
            for name in list(tree.paths("content")):
                below = name.removeprefix("content/")
                if fnmatch.fnmatchcase(below, str(pattern).replace("**", "*")):
                    tree.skip(name, "is ignored by the configuration")
        for name in list(tree.paths("content")):
            if PurePosixPath(name).stem.partition(".")[0] == "_index":
                self._list_page(name)
            elif suffix_of(name) == ".md":
                self._page(name)
        bundles = {
            PurePosixPath(document.source).parent.as_posix()
            for document in tree.documents
            if PurePosixPath(document.source).stem.partition(".")[0] == "index"
        }
        tree.copy_content("content", bundles - {"content"})
        for name in list(tree.paths("static")):
            tree.copy(name, f"files/{name.removeprefix('static/')}")
        for folder in ("templates", "themes", "sass", "public", "i18n"):
            tree.skip_below(folder, "templates and what they use, or what Zola makes")
        if self.dated_paths:
            first, count = self.dated_paths[0], len(self.dated_paths)
            more = "" if count == 1 else f", and {count - 1} more"
            tree.warn(first, f"has its date only in its path, which is taken{more}")
        return tree.blog(
            title=setting_text(config, "title"),
            base_url=setting_text(config, "base_url"),
            intro=self.intro,
            unfilled=self.shortcodes.unfilled,
            settings={
                **plain_settings(
                    author=setting_text(
                        config, "author", "extra.author", "extra.author.name"
                    ),
                    description=setting_text(config, "description"),
                    language=setting_text(config, "default_language"),
                    rights=setting_text(config, "extra.copyright"),
                ),
                **self._editions(),
                **self._markdown_settings(),
            },
        )

    def _editions(self) -> dict[str, Any]:
        """Return the option with the names of the blog in its other languages."""
        editions = {}
        for code in self.languages:
            own = mapping_of(self.languages, code)
            names = {key: setting_text(own, key) for key in ("title", "description")}
            texts = {
                key: text
                for key, text in names.items()
                if text and text != setting_text(self.config, key)
            }
            if code != self.language and texts:
                editions[usual_case(code)] = texts
        return {"blog_editions": editions} if editions else {}

    def _markdown_settings(self) -> dict[str, Any]:
        """Return the settings for how the texts of the site are read."""
        texts = [without_code(one.body) for one in self.tree.documents]
        emoji = mapping_of(self.config, "markdown").get("render_emoji") is True
        found = settings_of_texts(self.tree.documents, emoji=emoji)
        way = "zola" if self._way("anchors") == "on" else "zola-safe"
        headings = (match[1] for text in texts for match in _HEADING.finditer(text))
        if any(heading_id(one, way) != heading_id(one, GITHUB) for one in headings):
            found["blog_heading_ids"] = way
        if way == "zola":
            self._tell_of_scripts(texts)
        return found

    def _tell_of_scripts(self, texts: list[str]) -> None:
        """Warn once of words that Zola writes in Latin letters in ids and URLs."""
        words = [match[1] for text in texts for match in _HEADING.finditer(text)]
        for document in self.tree.documents:
            words += [*document.facts.tags, *document.facts.categories]
        others = [one for one in words if not heading_id(one, "zola").isascii()]
        if others:
            what = f"{len(others)} headings and names of terms, such as {others[0]!r},"
            why = "keep their letters in ids and URLs, which Zola transcribes"
            self.tree.warn("config.toml", f"{what} {why}")

    def _way(self, what: str) -> str:
        """Return how slugs are made, of ``paths`` or ``anchors``."""
        return setting_text(self.slugify, what).lower() or "on"

    def _slug(self, text: str) -> str:
        way = self._way("paths")
        if way == "on":
            return heading_id(text, "zola")
        return _UNSAFE.sub("", text.rstrip(" .")) if way == "safe" else text

    def _named_language(self, stem: str) -> tuple[str, str]:
        """Return the name of a file and its language: ``other`` and ``es``."""
        name, _, code = stem.partition(".")
        if code and (code in self.languages or code == self.language):
            return name, code
        return stem, self.language

    def _list_page(self, path: str) -> None:
        """Skip the page of a list; the text of the front page is kept."""
        body = read_document(self.tree.take(path) or "", zone_of(None)).body
        if path == "content/_index.md":
            self.intro = body
            self.tree.skip(path, "the front page; its text is in index.md")
            return
        if body.strip() and is_only_text(self.tree.root / path):
            self._page(path)
            return
        why = "; its text is left out" if body.strip() else ""
        self.tree.skip(path, f"the page of a list, which is made anew{why}")

    def _page(self, path: str) -> None:
        tree = self.tree
        place = PurePosixPath(path.removeprefix("content/"))
        place = place.with_name(place.name.removeprefix("_"))
        draft = read(tree, path, zone_of(None))
        if draft is None:
            return
        if str(draft.raw.get("render")).lower() == "false":
            tree.skip(path, "is no page of its own (render)")
            return
        folders = list(place.parts[:-1])
        name, language = self._named_language(place.stem)
        if name == "index" and folders:
            name = folders.pop()
        facts, bare = date_from_name(draft.facts, name, zone_of(None))
        if self.slugify.get("paths_keep_dates") is True:
            bare = name
        slug = facts.slug or self._slug(bare)
        own = str(draft.raw.get("path") or "").strip()
        prefix = [language] if language != self.language else []
        url = (
            f"/{own.strip('/')}/" if own else "/" + "/".join([*prefix, *folders, slug])
        )
        if facts.date is None:
            facts = date_from_folders(facts, url, zone_of(None))
            if facts.date:
                self.dated_paths.append(path)
        if prefix:
            facts = replace(facts, language=language)
        body = self.shortcodes.expanded(
            draft.body,
            {**draft.raw, "title": facts.title or "", "permalink": url, "slug": slug},
            path,
            draft.body_line + 1,
        )
        aliases = [f"/{alias.lstrip('/')}" for alias in facts.aliases]
        add_document(
            tree,
            path,
            replace(draft, body=body),
            replace(facts, slug=slug, url=None, aliases=()),
            [url if url.endswith("/") else f"{url}/", *aliases],
            target=place.as_posix(),
            page=facts.date is None,
        )


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a Zola site.

    :param root: folder with ``config.toml`` or ``zola.toml``.
    """
    return Zola(root).read()
