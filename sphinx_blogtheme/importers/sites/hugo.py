"""Reader of Hugo sites.

By Hugo's documentation, “Content management”: organization, front matter, URLs.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.documents import date_from_name, read_document, zone_of
from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    first_settings,
    list_of,
    mapping_of,
    setting_text,
    text_in,
)
from sphinx_blogtheme.importers.kept_settings import (
    PLAIN,
    plain_settings,
    summary_settings,
)
from sphinx_blogtheme.importers.list_texts import settings_of_papermod
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.importers.sites.hugo_urls import filled_in, urlize
from sphinx_blogtheme.importers.text_files import TEXTS, add_document, read, suffix_of
from sphinx_blogtheme.model.languages import usual_case
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog
    from sphinx_blogtheme.model.posts import FrontMatter

NAME = "Hugo"

_MARKS = (*("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default"),)

CONFIGS = tuple(
    f"{folder}{name}.{suffix}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for suffix in ("toml", "yaml", "yml", "json")
)
"""Configuration files, in order of preference."""


class Hugo:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        path, self.config = None, {}
        try:
            path, found = first_settings(root, *CONFIGS)
            self.config = _folded(found)
        except SettingsError as error:
            self.tree.error(str(error).partition(":")[0], str(error))
        if path:
            name = path.relative_to(root).as_posix()
            why = f"configuration; of it, only {PLAIN}, address and URLs are used"
            self.tree.skip(name, why)
            self._add_split_settings(path)
        self.zone = zone_of(self.config.get("timezone"))
        self.content = setting_text(self.config, "contentdir") or "content"
        self.languages = _folded(mapping_of(self.config, "languages"))
        self.language = setting_text(self.config, "defaultcontentlanguage") or "en"
        local = mapping_of(self.languages, self.language.lower())
        self.local = _folded(local)
        self.params = _folded(mapping_of(self.config, "params")) | _folded(
            mapping_of(self.local, "params")
        )
        self.sections = list_of(self.params, "mainsections")
        dates = list_of(mapping_of(self.config, "frontmatter"), "date")
        self.dated_names = ":filename" in dates
        self.cascades: dict[str, Mapping[str, Any]] = {}
        self.intro = ""
        self.dated: dict[str, list[str]] = {}
        """Sources of the posts, by section; without those that a setting chooses."""

    def _add_split_settings(self, path: Path) -> None:
        """Add the settings in files of their own, such as ``params.toml``."""
        if path.parent.name != "_default":
            return
        for name in ("params", "permalinks", "languages"):
            files = [f"{name}.{suffix}" for suffix in ("toml", "yaml", "yml", "json")]
            found = self._settings(path.parent, *files)
            if found:
                self.config.setdefault(name, found)
        languages = self.config.setdefault("languages", {})
        for file in sorted(path.parent.glob("*.*.*")):
            name, _, language = file.stem.rpartition(".")
            if name not in ("languages", "params"):
                continue  # such as menus, which nothing here uses
            found = self._settings(path.parent, file.name)
            own = languages.setdefault(language, {})
            if name == "languages":
                own.update(found)
            else:
                own.setdefault(name, found)

    def _settings(self, folder: Path, *names: str) -> dict[str, Any]:
        """Return the settings of the first file that exists; none if it is faulty."""
        try:
            return first_settings(folder, *names)[1]
        except SettingsError as error:
            self.tree.error(str(error).partition(":")[0], str(error))
            return {}

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree = self.tree
        tree.skip_hidden(self.content)
        for path in list(tree.paths(self.content)):
            if PurePosixPath(path).stem.partition(".")[0] == "_index":
                self._list_page(path)
        for path in list(tree.paths(self.content)):
            if suffix_of(path) in TEXTS:
                self._document(path)
        tree.copy_content(self.content, self.bundles)
        for path in list(tree.paths("static")):
            tree.copy(path, f"files/{path.removeprefix('static/')}")
        for folder in (
            "themes",
            "layouts",
            "archetypes",
            "i18n",
            "public",
            "resources",
        ):
            tree.skip_below(folder, "templates, or what Hugo makes")
        for folder in ("assets", "data", "config"):
            tree.skip_below(folder, "is used by templates only")
        self._tell_of_sections()
        words = self.config.get("summarylength")
        return tree.blog(
            title=setting_text(self.local, "title")
            or setting_text(self.config, "title"),
            base_url=setting_text(self.config, "baseurl"),
            intro=self.intro,
            settings={
                **self._plain_settings(),
                **self._editions(),
                **settings_of_papermod(self.params),
                **summary_settings(
                    tree.documents, words if isinstance(words, int) else 70
                ),
            },
        )

    def _plain_settings(self) -> dict[str, Any]:
        sources = (self.local, self.params, self.config)

        def first(*names: str) -> str:
            found = (setting_text(source, *names) for source in sources)
            return next(filter(None, found), "")

        return plain_settings(
            author=first("author", "author.name"),
            description=first("description"),
            language=setting_text(self.local, "languagecode", "locale")
            or setting_text(self.config, "languagecode", "locale")
            or self.language,
            rights=first("copyright"),
        )

    def _editions(self) -> dict[str, Any]:
        """Return the option with the names of the blog in its other languages."""
        main = {"title": setting_text(self.local, "title")}
        main["description"] = setting_text(self.params, "description")
        editions = {}
        for code in self.languages:
            own = _folded(mapping_of(self.languages, code))
            names = {
                "title": setting_text(own, "title"),
                "description": setting_text(own, "description", "params.description"),
            }
            texts = {k: v for k, v in names.items() if v and v != main[k]}
            if code != self.language.lower() and texts:
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
            source = paths[0] if one else f"{self.content}/{section}/"
            what = "has a date, so it is a post"
            if not one:
                what = f"its {len(paths)} pages have dates, so they are posts"
            self.tree.warn(
                source,
                f"{what}, though Hugo's main section is {main!r}; to keep"
                f" {'it' if one else 'them'} out of lists and feeds, write `index:"
                f" false` in {'its' if one else 'their'} front matter",
            )

    def _below(self, path: str) -> str:
        return path.removeprefix(f"{self.content}/")

    def _list_page(self, path: str) -> None:
        """Read an ``_index`` file: its cascade, and for the front page its text."""
        text = self.tree.take(path)
        if text is None:
            return
        draft = read_document(text, self.zone, suffix=suffix_of(path))
        folder = PurePosixPath(self._below(path)).parent.as_posix()
        cascade = draft.raw.get("cascade")
        if isinstance(cascade, dict) and not {"_target", "target"} & set(cascade):
            self.cascades[folder] = cascade
        elif cascade:
            self.tree.warn(path, "its cascade has a target; not applied")
        if folder == "." and not self.intro:
            self.intro = draft.body
            self.tree.skip(path, "the front page; its text is in index.md")
        else:
            why = "the page of a list, which is made anew"
            why += "; its text is left out" if draft.body.strip() else ""
            self.tree.skip(path, why)

    def _document(self, path: str) -> None:
        place = PurePosixPath(self._below(path))
        above = {parent.as_posix() for parent in PurePosixPath(path).parents}
        if above & self.bundles and place.stem.partition(".")[0] != "index":
            self.tree.skip(path, "a text within the folder of a page; left out")
            return
        folders = [place.parent, *place.parent.parents]
        defaults = [
            self.cascades[f.as_posix()]
            for f in folders
            if f.as_posix() in self.cascades
        ]
        draft = read(self.tree, path, self.zone, defaults=defaults)
        if draft is None:
            return
        if _is_hidden(draft):
            self.tree.skip(path, "is no page of its own (headless)")
            return
        name, language = place.stem, self.language
        base, _, code = name.rpartition(".")
        if base and code.lower() in self.languages:
            name, language = base, code
        facts = draft.facts
        if self.dated_names:
            facts, bare = date_from_name(facts, name, self.zone)
            if bare != name and not facts.slug:
                facts = replace(facts, slug=bare)
        if language != self.language:
            facts = replace(facts, language=language)
        section = _section(place)
        page = self._is_page(path, draft, facts, section)
        url = self._url(facts, place, name, section)
        if language != self.language:
            url = f"/{language.lower()}{url}"
        aliases = [self._alias(alias, url) for alias in facts.aliases]
        facts = replace(facts, aliases=())
        add_document(
            self.tree,
            path,
            draft,
            facts,
            [url, *aliases],
            target=self._below(path),
            page=page,
        )

    def _is_page(
        self, path: str, draft: ParsedFile, facts: FrontMatter, section: str
    ) -> bool:
        """Return whether a document is a page, and note it if that is not sure."""
        if self.sections:
            return section not in self.sections
        kind = str(draft.raw.get("type") or section).lower()
        if not section or facts.date is None or kind in ("page", "pages"):
            return True
        if facts.status is not Status.DRAFT:
            self.dated.setdefault(section, []).append(path)
        return False

    @cached_property
    def bundles(self) -> frozenset[str]:
        """The folders that are pages, from the site's folder."""
        return frozenset(
            file.parent.relative_to(self.tree.root).as_posix()
            for file in (self.tree.root / self.content).rglob("index.*")
            if file.suffix.lower() in TEXTS
            and file.parent != self.tree.root / self.content
        )

    @staticmethod
    def _alias(alias: str, url: str) -> str:
        """Return an alias from the root; a relative one is beside the page."""
        if alias.startswith("/"):
            return alias
        return f"{url.rstrip('/').rpartition('/')[0]}/{alias}"

    def _url(
        self, facts: FrontMatter, place: PurePosixPath, name: str, section: str
    ) -> str:
        if facts.url:
            return facts.url if facts.url.startswith("/") else f"/{facts.url}"
        folders = list(place.parts[:-1])
        if name == "index" and folders:
            name = folders.pop()
        pattern = self._pattern(section)
        if pattern and facts.date:
            url = filled_in(pattern, facts, name, section, folders)
        else:
            last = urlize(facts.slug or name)
            url = "/" + "/".join([*map(urlize, folders), last])
        if self.config.get("uglyurls") is True:
            return f"{url}.html"
        return url if url.endswith((".html", ".htm")) else f"{url}/"

    def _pattern(self, section: str) -> str:
        permalinks = mapping_of(self.config, "permalinks")
        return setting_text(mapping_of(permalinks, "page"), section) or setting_text(
            permalinks, section
        )


def _folded(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings by their names in lower case, as Hugo reads them."""
    return {str(key).lower(): value for key, value in settings.items()}


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
    return marked or (old and "base_url" not in text_in(path / "config.toml"))


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a Hugo site.

    :param root: folder with the configuration and ``content``.
    """
    return Hugo(root).read()
