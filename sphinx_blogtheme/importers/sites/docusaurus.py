"""Reader of Docusaurus sites: blogs, documentation and pages in Markdown and MDX.

By Docusaurus' documentation, “Blog”, “Docs”, “MDX and React” and “Static assets”.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.documents import zone_of
from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    mapping_of,
    read_settings,
    setting_text,
)
from sphinx_blogtheme.importers.feed_ids import BARE, URL
from sphinx_blogtheme.importers.kept_settings import plain_settings, settings_of_texts
from sphinx_blogtheme.importers.path_dates import date_from_path
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.importers.sites.docusaurus_config import (
    CONFIGS,
    ContentPart,
    DocusaurusConfig,
    doc_place,
    docusaurus_place,
)
from sphinx_blogtheme.importers.sites.mdx_site import MdxTexts, slugger_settings
from sphinx_blogtheme.importers.sites.unknown_engines import is_program_file
from sphinx_blogtheme.importers.text_files import read, suffix_of
from sphinx_blogtheme.model.posts import Status
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog
    from sphinx_blogtheme.model.posts import FrontMatter

NAME = "Docusaurus"

_SUFFIXES = (".md", ".mdx")
_TRUNCATE = re.compile(
    r"(?ms)^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,}).*?^[ \t]*(?P=mark)[`~]*[ \t]*$"
    r"|<!--\s*truncate\s*-->"
)
_OWN = ("slug", "authors", "author", "tags", "id")


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of Docusaurus."""
    return any((path / name).is_file() for name in CONFIGS)


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a Docusaurus site.

    :param root: folder with the configuration.
    """
    return Docusaurus(root).read()


class Docusaurus:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        self.config = config = DocusaurusConfig(root)
        self.zone = zone_of(None)
        self.pages = "src/pages"
        targets = {part.folder: part.folder for part in (*config.blogs, *config.docs)}
        self.translated = dict(self._translated())
        targets |= {
            folder: f"{lang}/{part.folder}"
            for folder, (lang, part) in self.translated.items()
        }
        targets[self.pages] = ""
        by_length = sorted(targets.items(), key=lambda item: -len(item[0]))
        self.texts = MdxTexts(self.tree, dict(by_length), {"@site/": ""}, config.base)
        self.texts.static = config.static
        self.authors: dict[str, Any] = {}
        self.tags: dict[str, Any] = {}
        self.lists: dict[str, str] = {}
        """URLs of the lists of tags, with their names."""
        self.doc_tags: Counter[str] = Counter()
        self.intro = ""

    def _translated(self) -> Iterator[tuple[str, tuple[str, ContentPart]]]:
        """Yield the folders of translated posts, with language and blog."""
        folder = self.tree.root / "i18n"
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            for part in self.config.blogs:
                end = "" if part.name == "default" else f"-{part.name}"
                place = f"i18n/{path.name}/docusaurus-plugin-content-blog{end}"
                if (self.tree.root / place).is_dir():
                    yield place, (path.name, part)

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree, config = self.tree, self.config
        if config.name:
            tree.skip(
                config.name,
                "a program, which is not run; of it, only literals are used",
            )
        if not config.settings:
            tree.warn(
                config.name,
                "has no settings that are plain values; the usual ones are assumed",
            )
        for part in config.blogs:
            self._blog(part, part.folder)
        for folder, (language, part) in self.translated.items():
            self._blog(part, folder, language)
        for part in config.docs:
            for path in self._documents(part.folder):
                self._doc(path, part)
        for path in self._documents(self.pages):
            self._page(path)
        for folder in config.static:
            for path in list(tree.paths(folder)):
                tree.copy(path, f"files/{path.removeprefix(f'{folder}/')}")
        self.texts.tell()
        why = "tags of pages of documentation, whose lists are left out"
        tree.warn_of_dropped(self.doc_tags, why)
        self._skip_rest()
        url = setting_text(config.settings, "url")
        return tree.blog(
            title=setting_text(config.settings, "title"),
            base_url=f"{url.rstrip('/')}{config.base}/" if url else "",
            intro=self.intro,
            lists=self._lists_of_tags(),
            feed_ids=URL if config.settings.get("trailingSlash") is True else BARE,
            settings=self._new_settings(),
        )

    def _lists_of_tags(self) -> dict[str, str]:
        """Return where the lists of tags are now that have URLs of their own."""
        used = {
            tag
            for document in self.tree.documents
            if document.facts.status is Status.PUBLISHED
            for tag in document.facts.tags
        }
        return {
            old: f"/tag/{term_slug(name)}/"
            for old, name in self.lists.items()
            if name in used and not old.endswith(f"/{term_slug(name)}/")
        }

    def _new_settings(self) -> dict[str, Any]:
        settings = self.config.settings
        blog = self.config.blogs[0] if self.config.blogs else None
        said = setting_text(blog.settings, "blogDescription") if blog else ""
        footer = mapping_of(mapping_of(settings, "themeConfig"), "footer")
        found = plain_settings(
            description=said or setting_text(settings, "tagline"),
            language=setting_text(settings, "i18n.defaultLocale"),
            rights=setting_text(footer, "copyright"),
        )
        found |= settings_of_texts(self.tree.documents, links=True, emoji=True)
        found |= slugger_settings(self.tree.documents)
        if self.authors:
            found["blog_authors"] = self.authors
        if self.tags:
            found["blog_tags"] = self.tags
        has_pages = any(document.page for document in self.tree.documents)
        if blog and blog.route and self.config.docs and has_pages:
            found["blog_path"] = blog.route.strip("/")
            found["blog_files"] = ["files"]
        return found

    def _documents(self, folder: str) -> Iterator[str]:
        """Yield the texts of a folder that Docusaurus publishes."""
        for path in list(self.tree.paths(folder)):
            below = path.removeprefix(f"{folder}/")
            parts = PurePosixPath(below).parts
            is_part = any(part.startswith("_") for part in parts)
            if suffix_of(path) in _SUFFIXES and not is_part:
                yield path

    def _blog(self, part: ContentPart, folder: str, language: str = "") -> None:
        """Add the posts of a blog, or their translations."""
        self._read_authors(part, folder)
        labels = self._tag_labels(part, folder)
        for path in self._documents(folder):
            draft = read(self.tree, path, self.zone, own=_OWN)
            if draft is None:
                continue
            below = path.removeprefix(f"{folder}/")
            facts, _ = date_from_path(draft.facts, below, self.zone)
            place, name = docusaurus_place(below)
            written = str(draft.raw.get("slug") or "").strip("/")
            place = written or place
            before = f"/{language}" if language else ""
            url = f"{before}{part.route}/{place}"
            facts = replace(
                facts,
                title=facts.title or "",
                slug=place.rpartition("/")[2],
                url=None,
                aliases=(),
                tags=tuple(dict.fromkeys(self._tags(draft, labels, part)))
                or facts.tags,
                authors=tuple(dict.fromkeys(self._names(draft))) or facts.authors,
                language=language or facts.language,
                translation_key=place if self.translated else None,
            )
            self._add(path, draft, facts, url, name=name or place)

    def _read_authors(self, part: ContentPart, folder: str) -> None:
        """Read the file of authors of a blog."""
        name = setting_text(part.settings, "authorsMapPath") or "authors.yml"
        for key, value in self._listed(f"{folder}/{name}", "authors").items():
            if key not in self.authors and isinstance(value, dict):
                url = setting_text(value, "url")
                self.authors[str(key)] = (
                    setting_text(value, "name") or str(key),
                    url or None,
                )

    def _tag_labels(self, part: ContentPart, folder: str) -> dict[str, str]:
        """Return the names of tags by the keys of the file of tags."""
        name = setting_text(part.settings, "tags") or "tags.yml"
        found = {}
        for key, value in self._listed(f"{folder}/{name}", "tags").items():
            label = setting_text(value, "label") or str(key)
            found[str(key)] = label
            link = setting_text(value, "permalink") or str(key)
            self.lists[f"{part.route}/tags/{link.strip('/')}/"] = label
            if said := setting_text(value, "description"):
                self.tags[term_slug(label)] = {"name": label, "description": said}
        return found

    def _listed(self, path: str, what: str) -> dict[str, Any]:
        if path not in self.tree.paths():
            return {}
        try:
            found = read_settings(self.tree.root / path)
        except SettingsError as error:
            self.tree.error(path, str(error))
            return {}
        self.tree.skip(path, f"{what}; their names are in conf.py or in the posts")
        return found

    def _tags(
        self, draft: ParsedFile, labels: dict[str, str], part: ContentPart
    ) -> Iterator[str]:
        for tag in _several(draft.raw.get("tags")):
            name = _tag_name(tag)
            if link := setting_text(tag, "permalink").strip("/"):
                self.lists[f"{part.route}/tags/{link}/"] = name
            yield labels.get(name, name)

    def _names(self, draft: ParsedFile) -> Iterator[str]:
        """Yield the keys or names of a post's authors."""
        raw = draft.raw
        for one in _several(raw.get("authors") or raw.get("author")):
            if isinstance(one, dict):
                name = setting_text(one, "name")
                key = setting_text(one, "key")
                if name or key:
                    yield key if key in self.authors else name or key
            elif str(one).strip():
                yield str(one).strip()

    def _doc(self, path: str, part: ContentPart) -> None:
        """Add a page of the documentation, at its URL."""
        draft = read(self.tree, path, self.zone, own=_OWN)
        if draft is None:
            return
        self.doc_tags.update(map(_tag_name, _several(draft.raw.get("tags"))))
        below = path.removeprefix(f"{part.folder}/")
        identity = str(draft.raw.get("id") or "")
        place = doc_place(below, identity, str(draft.raw.get("slug") or ""))
        self._add_page(path, draft, f"{part.route}/{place}")

    def _page(self, path: str) -> None:
        """Add a page in Markdown beside the blog."""
        draft = read(self.tree, path, self.zone, own=_OWN)
        if draft is None:
            return
        below = PurePosixPath(path.removeprefix(f"{self.pages}/")).with_suffix("")
        place = re.sub(r"(?:^|/)index$", "", below.as_posix())
        self._add_page(path, draft, f"/{place}")

    def _add_page(self, path: str, draft: ParsedFile, url: str) -> None:
        if not url.strip("/"):
            if not self.intro:
                self.intro = self._body(path, draft)
                self.tree.skip(path, "the front page; its text is in index.md")
            return
        slug = url.rstrip("/").rpartition("/")[2]
        facts = replace(draft.facts, slug=slug, url=None, aliases=(), date=None)
        self._add(path, draft, facts, url, name=slug, page=True)

    def _body(self, path: str, draft: ParsedFile) -> str:
        form = str(draft.raw.get("format") or self.config.format)
        is_mdx = form == "mdx" or (form == "detect" and suffix_of(path) == ".mdx")
        body = self.texts.markdown(path, draft, is_mdx=is_mdx)
        return _TRUNCATE.sub(lambda m: m[0] if m["mark"] else "<!-- more -->", body)

    def _add(
        self,
        path: str,
        draft: ParsedFile,
        facts: FrontMatter,
        url: str,
        *,
        name: str,
        page: bool = False,
    ) -> None:
        """Add a document.

        :param name: its title if neither header nor text have one.
        """
        self.texts.pages[path] = url
        body = self._body(path, draft)
        if str(draft.raw.get("hide_table_of_contents")).lower() == "true":
            facts = replace(facts, toc=False)
        if page and facts.date is None and "date" in draft.raw:
            facts = replace(facts, undated=False)
        draft, urls = replace(draft, body=body), [f"{url.rstrip('/')}/"]
        self.texts.add(path, draft, facts, urls, page=page, name=name)

    def _skip_rest(self) -> None:
        """Skip programs, and files that no text shows."""
        tree = self.tree
        for folder in ("versioned_docs", "versioned_sidebars"):
            tree.skip_below(folder, "older versions of the documentation")
        tree.skip_below("i18n", "translations of pages and of words of the theme")
        for path in list(tree.paths(self.pages)):
            below = path.removeprefix(f"{self.pages}/")
            if (
                suffix_of(path) in (".js", ".jsx", ".ts", ".tsx")
                and ".module" not in path
            ):
                name = re.sub(
                    r"(?:^|/)index$",
                    "",
                    PurePosixPath(below).with_suffix("").as_posix(),
                )
                tree.skip(
                    path, f"is a program; what it shows at /{name} is not imported"
                )
        programs = [path for path in tree.paths("src") if is_program_file(path)]
        tree.skip_together(programs, "a program, which is not run")
        for part in (*self.config.blogs, *self.config.docs):
            why = "is a part of a text or a setting, and shown by none that is imported"
            tree.skip_together(tree.paths(part.folder), why)
        tree.skip_rest("is no part of what Docusaurus publishes")


def _tag_name(tag: object) -> str:
    return setting_text(tag, "label") if isinstance(tag, dict) else str(tag)


def _several(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    if isinstance(value, (list, tuple)):
        return list(value)
    return [value] if isinstance(value, dict) else []
