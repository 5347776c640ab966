"""Reader of Hugo sites.

By Hugo's documentation, “Content management”: organization, front matter, URLs,
multilingual mode, image processing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.documents import (
    HTML_SUFFIXES,
    MARKDOWN_SUFFIXES,
    RST_SUFFIXES,
    read_document,
    zone_of,
)
from sphinx_blogtheme.importers.engine_settings import (
    list_of,
    mapping_of,
    program_text,
    setting_text,
)
from sphinx_blogtheme.importers.kept_settings import plain_settings, summary_settings
from sphinx_blogtheme.importers.list_texts import settings_of_papermod
from sphinx_blogtheme.importers.path_dates import date_from_folders, date_from_name
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.importers.sites.hugo_cascades import Cascades
from sphinx_blogtheme.importers.sites.hugo_files import copy_assets, with_image
from sphinx_blogtheme.importers.sites.hugo_markdown import (
    markdown_settings,
    with_typographic_ids,
    with_usual_formulas,
)
from sphinx_blogtheme.importers.sites.hugo_settings import HugoSettings
from sphinx_blogtheme.importers.sites.hugo_shortcodes import HugoShortcodes
from sphinx_blogtheme.importers.sites.hugo_urls import filled_in, urlize
from sphinx_blogtheme.importers.text_files import (
    add_document,
    is_only_text,
    read,
    suffix_of,
)
from sphinx_blogtheme.model.languages import usual_case
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog
    from sphinx_blogtheme.model.posts import FrontMatter

NAME = "Hugo"

_UNREAD = (".ad", ".adoc", ".asciidoc", ".org", ".pandoc", ".pdc")
_MARKS = (*("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default"),)
_TEXTS = (*MARKDOWN_SUFFIXES, *HTML_SUFFIXES, *RST_SUFFIXES, *_UNREAD)
"""Suffixes of Hugo's content; others, such as ``.txt``, are files."""
_TEMPLATES = ("themes", "layouts", "archetypes", "i18n", "public", "resources")


class Hugo:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        self.settings = HugoSettings(self.tree)
        config = self.settings.config
        self.zone = zone_of(config.get("timezone"))
        self.contents = self.settings.contents
        self.shortcodes = HugoShortcodes(self.tree, self.settings)
        self.main_sections = list_of(self.settings.params, "mainsections")
        dates = list_of(mapping_of(config, "frontmatter"), "date")
        self.dated_names = ":filename" in dates
        self.cascades = Cascades(self.tree, config.get("cascade"))
        self.sections: set[str] = set()
        """The folders below the first ones that are sections, from the content."""
        self.first_folders: dict[str, None] = {}
        """The sections of all pages, in order; empty for pages in none."""
        self.intro = ""
        self.dated: dict[str, list[str]] = {}
        """Sources of the posts, by section; without those that a setting chooses."""
        self.alone: list[str] = []
        """Pages of sections that have a text and no other page."""

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree = self.tree
        self._read_content()
        self._copy_files()
        self._tell_of_sections()
        words = self.settings.config.get("summarylength")
        return tree.blog(
            title=setting_text(self.settings.local, "title")
            or setting_text(self.settings.config, "title"),
            base_url=setting_text(self.settings.config, "baseurl")
            or setting_text(self.settings.local, "baseurl"),
            intro=self.intro,
            sections=tuple(filter(None, self.first_folders)),
            unfilled=self.shortcodes.unfilled,
            settings={
                **self._plain_settings(),
                **self._editions(),
                **settings_of_papermod(self.settings.params),
                **markdown_settings(self.settings, tree.documents),
                **summary_settings(
                    tree.documents, words if isinstance(words, int) else 70
                ),
            },
        )

    def _read_content(self) -> None:
        tree = self.tree
        for folder in self.contents:
            tree.skip_hidden(folder)
        for path in self._content_paths():
            stem = PurePosixPath(path).stem.partition(".")[0]
            if suffix_of(path) == ".gotmpl":
                tree.skip(path, "a template that makes pages, which is not run")
            elif stem == "_index" and suffix_of(path) in _TEXTS:
                self._list_page(path)
        for path in (*self._content_paths(), *self.alone):
            if suffix_of(path) in _TEXTS:
                self._document(path)

    def _copy_files(self) -> None:
        tree = self.tree
        for folder in sorted(self.contents, key=len, reverse=True):
            code = self.contents[folder]
            prefix = "" if code == self.settings.language else f"{code}/"
            tree.copy_content(folder, self.bundles, prefix)
        for folder in self.settings.statics:
            for path in list(tree.paths(folder)):
                tree.copy(path, f"files/{path.removeprefix(f'{folder}/')}")
        copy_assets(tree)
        for folder in _TEMPLATES:
            tree.skip_below(folder, "templates, or what Hugo makes")
        for folder in ("assets", "data", "config"):
            tree.skip_below(folder, "is used by templates only")

    def _content_paths(self) -> list[str]:
        """Return the files that are not decided on yet."""
        paths = (path for folder in self.contents for path in self.tree.paths(folder))
        return list(dict.fromkeys(paths))

    def _place(self, path: str) -> tuple[str, PurePosixPath]:
        """Return the language of a file's folder, and the path below the folder."""
        folder = max(
            (name for name in self.contents if path.startswith(f"{name}/")), key=len
        )
        place = PurePosixPath(path.removeprefix(f"{folder}/"))
        if path in self.alone:
            place = place.with_name(place.name.removeprefix("_"))
        return self.contents[folder], place

    def _plain_settings(self) -> dict[str, Any]:
        settings = self.settings
        sources = (settings.local, settings.params, settings.config)

        def first(*names: str) -> str:
            found = (setting_text(source, *names) for source in sources)
            return next(filter(None, found), "")

        return plain_settings(
            author=first("author", "author.name"),
            description=first("description"),
            language=setting_text(settings.local, "languagecode", "locale")
            or setting_text(settings.config, "languagecode", "locale")
            or settings.language,
            rights=first("copyright"),
        )

    def _editions(self) -> dict[str, Any]:
        """Return the option with the names of the blog in its other languages."""
        settings = self.settings
        main = {"title": setting_text(settings.local, "title")}
        main["title"] = main["title"] or setting_text(settings.config, "title")
        main["description"] = setting_text(settings.params, "description")
        editions = {}
        for code, own in settings.languages.items():
            names = {
                "title": setting_text(own, "title"),
                "description": setting_text(own, "description", "params.description"),
            }
            texts = {k: v for k, v in names.items() if v and v != main[k]}
            if code != settings.language and texts and not settings.is_off(code):
                editions[usual_case(code)] = texts
        return {"blog_editions": editions} if editions else {}

    def _tell_of_sections(self) -> None:
        """Note the pages with a date that no list of the old site may have had.

        Without ``mainSections``, Hugo's lists are of the section with the most pages.
        """
        if not self.dated:
            return
        main = max(self.dated, key=lambda section: len(self.dated[section]))
        for section, paths in self.dated.items():
            if section == main:
                continue
            one = len(paths) == 1
            source = paths[0] if one else f"{paths[0].partition('/')[0]}/{section}/"
            what = "has a date, so it is a post"
            if not one:
                what = f"its {len(paths)} pages have dates, so they are posts"
            self.tree.warn(
                source,
                f"{what}, though Hugo's main section is {main!r}; to keep"
                f" {'it' if one else 'them'} out of lists and feeds, write `index:"
                f" false` in {'its' if one else 'their'} front matter",
            )

    def _list_page(self, path: str) -> None:
        """Read an ``_index`` file: its cascade, and for the front page its text."""
        text = self.tree.take(path)
        if text is None:
            return
        draft = read_document(text, self.zone, suffix=suffix_of(path))
        language, place = self._place(path)
        folder = place.parent.as_posix()
        self.sections.add(folder)
        self.cascades.add(path, folder, draft.raw.get("cascade"))
        is_default = language == self.settings.language and "." not in place.stem
        if folder == "." and is_default and not self.intro:
            self.intro = draft.body
            self.tree.skip(path, "the front page; its text is in index.md")
        elif draft.body.strip() and is_only_text(self.tree.root / path):
            self.alone.append(path)
        else:
            why = "the page of a list, which is made anew"
            why += "; its text is left out" if draft.body.strip() else ""
            self.tree.skip(path, why)

    def _document(self, path: str) -> None:
        language, place = self._place(path)
        above = {parent.as_posix() for parent in PurePosixPath(path).parents}
        if above & self.bundles and place.stem.partition(".")[0] != "index":
            self.tree.skip(path, "a text within the folder of a page; left out")
            return
        name = place.stem
        base, _, code = name.rpartition(".")
        if base and code.lower() in self.settings.languages:
            name, language = base, code.lower()
        if self.settings.is_off(language):
            self.tree.skip(path, "is in a language that is switched off")
            return
        defaults = self.cascades.of(place, language)
        draft = read(self.tree, path, self.zone, defaults=defaults)
        if draft is None:
            return
        if _is_hidden(draft):
            self.tree.skip(path, "is no page of its own (headless)")
            return
        facts = draft.facts
        if self.dated_names:
            facts, bare = date_from_name(facts, name, self.zone)
            if bare != name and not facts.slug:
                facts = replace(facts, slug=bare)
        elif facts.date is None:
            facts, _ = date_from_name(facts, name, self.zone)
            facts = date_from_folders(facts, f"/{place}", self.zone)
        is_foreign = language != self.settings.language
        if is_foreign:
            facts = replace(facts, language=language)
        section = _section(place)
        self.first_folders[section] = None
        page = self._is_page(path, draft, facts, section)
        url = self._url(facts, place, name, language)
        aliases = [_alias(alias, url) for alias in facts.aliases]
        folder = "" if self._place(path)[0] == self.settings.language else language
        add_document(
            self.tree,
            path,
            replace(draft, body=self._body(path, draft, url)),
            with_image(self.tree, path, draft, replace(facts, aliases=())),
            [url, *aliases],
            target=f"{folder}/{place}" if folder else place.as_posix(),
            page=page,
        )

    def _body(self, path: str, draft: ParsedFile, url: str) -> str:
        """Return the body of a page with the site's shortcodes filled in."""
        values = {
            ".page.title": draft.facts.title or "",
            ".page.params": draft.raw,
            **dict.fromkeys((".page.permalink", ".page.relpermalink"), url),
        }
        body = self.shortcodes.expanded(draft.body, values, path, draft.body_line + 1)
        body = with_typographic_ids(body, self.settings)
        return with_usual_formulas(body, self.settings)

    def _is_page(
        self, path: str, draft: ParsedFile, facts: FrontMatter, section: str
    ) -> bool:
        """Return whether a document is a page, and note it if that is not sure."""
        if self.main_sections:
            return section not in self.main_sections
        kind = str(draft.raw.get("type") or section).lower()
        if not section or facts.date is None or kind in ("page", "pages"):
            return True
        if facts.status is not Status.DRAFT:
            self.dated.setdefault(section, []).append(path)
        return False

    @cached_property
    def bundles(self) -> frozenset[str]:
        """The folders that are pages, from the site's folder."""
        root = self.tree.root
        return frozenset(
            file.parent.relative_to(root).as_posix()
            for folder in self.contents
            for file in (root / folder).rglob("index.*")
            if file.suffix.lower() in _TEXTS
            and file.parent.relative_to(root).as_posix() not in self.contents
        )

    def _url(
        self, facts: FrontMatter, place: PurePosixPath, name: str, language: str
    ) -> str:
        folders = list(place.parts[:-1])
        if name == "index" and folders:
            name = folders.pop()
        prefix = self.settings.prefix(language)
        section = _section(place)
        # Hugo's sections are the first folder, and each below with an `_index` file.
        sections = [
            folder
            for count, folder in enumerate(folders, start=1)
            if count == 1 or "/".join(folders[:count]) in self.sections
        ]
        if facts.url:
            url = facts.url
            if ":" in url:
                url = filled_in(url, facts, name, sections) or url
            return prefix + (url if url.startswith("/") else f"/{url}")
        pattern = self.settings.permalink(language, section)
        filled = filled_in(pattern, facts, name, sections) if pattern else None
        if filled is None:
            last = urlize(facts.slug or name)
            filled = "/" + "/".join([*map(urlize, folders), last])
        url = prefix + filled
        if self.settings.is_ugly(section):
            return f"{url}.html"
        return url if url.endswith((".html", ".htm")) else f"{url}/"


def _alias(alias: str, url: str) -> str:
    """Return an alias from the root; a relative one is beside the page."""
    if alias.startswith("/"):
        return alias
    return f"{url.rstrip('/').rpartition('/')[0]}/{alias}"


def _section(place: PurePosixPath) -> str:
    """Return the section of a page: its first folder, but not that of a bundle."""
    folders = place.parts[:-1]
    if place.stem.partition(".")[0] == "index":
        folders = folders[:-1]
    return folders[0] if folders else ""


def _is_hidden(draft: ParsedFile) -> bool:
    """Return whether a page is not rendered: headless, or ``build.render: never``."""
    build = draft.raw.get("build") or draft.raw.get("_build")
    never = isinstance(build, dict) and str(build.get("render")) in ("never", "False")
    return bool(draft.raw.get("headless")) or never


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of Hugo."""
    marked = any((path / name).exists() for name in _MARKS)
    old = any(path.glob("config.*")) and (path / "content").is_dir()
    # Zola's configuration has the name that Hugo's had.
    return marked or (old and "base_url" not in program_text(path / "config.toml"))


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a Hugo site.

    :param root: folder with the configuration and ``content``.
    """
    return Hugo(root).read()
