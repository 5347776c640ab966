"""Reader of Nikola sites.

By Nikola's “Handbook” (Creating a blog post, Metadata fields) and its ``conf.py``.
"""

from __future__ import annotations

import fnmatch
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.codehilite import with_fences
from sphinx_blogtheme.importers.bodies.flavours import blog_markdown, python_markdown
from sphinx_blogtheme.importers.documents import (
    MARKDOWN_SUFFIXES,
    RST_SUFFIXES,
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
    extension_settings,
    plain_settings,
    toc_settings,
)
from sphinx_blogtheme.importers.list_settings import lists_of_site
from sphinx_blogtheme.importers.loose_dates import with_loose_dates
from sphinx_blogtheme.importers.path_dates import date_from_name
from sphinx_blogtheme.importers.plain_slugs import plain_slug
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.importers.sites.nikola_links import translate_links
from sphinx_blogtheme.importers.sites.nikola_listings import joined_lists, listing_pages
from sphinx_blogtheme.importers.sites.nikola_settings import (
    TRANSLATIONS_PATTERN,
    editions_of,
    formats_of,
    inherited_facts,
    redirections,
    translation_pattern,
)
from sphinx_blogtheme.importers.sites.rst_documents import docutils_settings
from sphinx_blogtheme.importers.text_files import TEXTS, add_document, read, suffix_of
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog
    from sphinx_blogtheme.model.posts import FrontMatter

NAME = "Nikola"

_POSTS = [["posts/*.rst", "posts"], ["posts/*.md", "posts"], ["posts/*.txt", "posts"]]
_PAGES = [["pages/*.rst", ""], ["pages/*.md", ""], ["pages/*.txt", ""]]
_RAW = re.compile(
    r"^[ \t]*\{\{%\s*/?raw\s*%\}\}[ \t]*\n|\{\{%\s*/?raw\s*%\}\}", re.MULTILINE
)
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif")
_NOT_CONTENT = ("templates", "themes", "plugins", "output", "cache", "shortcodes")
_OWN = ("status: ''", "date", "updated", "modified", "lastmod")
_LONGEST_NAME = 300
"""Length up to which a name is compared with the patterns of the configuration."""

_STATES = ("draft", "private", "featured", "mathjax")
"""Tags that set the status of a post (before Nikola 8); they are not imported."""


class Nikola:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        path, self.conf = first_settings(root, "conf.py")
        if path:
            why = f"configuration; of it, only {PLAIN}, address, URLs and redirections"
            why += " are used"
            self.tree.skip("conf.py", why)
        self.zone = zone_of(self.conf.get("TIMEZONE"))
        self.pretty = self.conf.get("PRETTY_URLS", True) is not False
        self.language = setting_text(self.conf, "DEFAULT_LANG") or "en"
        self.prefixes = {
            str(code): str(folder).strip("./")
            for code, folder in mapping_of(self.conf, "TRANSLATIONS").items()
            if code != self.language and isinstance(folder, str)
        }
        self.pattern = translation_pattern(self.conf, self.prefixes)
        extensions = list_of(self.conf, "MARKDOWN_EXTENSIONS") or ["extra"]
        self.flavour = python_markdown([str(name) for name in extensions])
        self.needed: frozenset[str] = frozenset()
        """Extensions of MyST that the texts need."""
        self.formats = formats_of(self.conf)
        self.joined: dict[tuple[str, str], str] = {}
        """First of the names that are one name in Nikola, by field and all of them."""

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree = self.tree
        for key, default in (("POSTS", _POSTS), ("PAGES", _PAGES)):
            rules = list_of(self.conf, key)
            if not rules and key == "PAGES":
                rules = list_of(self.conf, "STORIES")
            for rule in rules or ([] if key in self.conf else default):
                if isinstance(rule, list) and len(rule) > 1:
                    self._files(str(rule[0]), rule[1], page=key == "PAGES")
        for folder, target in self._listings().items():
            taken = {document.path for document in tree.documents}
            for page in listing_pages(tree, folder, target, taken):
                tree.documents.append(page)
        self._copy_folders()
        for folder in _NOT_CONTENT:
            tree.skip_below(folder, "templates and plugins, or what Nikola makes")
        known = {url.strip("/") for d in tree.documents for url in d.urls}
        for old, _ in redirections(self.conf):
            if old.strip("/") not in known:
                why = f"REDIRECTIONS: {old!r} leads to no imported page; left out"
                tree.warn("conf.py", why)
        translate_links(tree, self._listing)
        return tree.blog(
            title=self._text("BLOG_TITLE"),
            base_url=setting_text(self.conf, "SITE_URL"),
            settings={
                **plain_settings(
                    author=self._text("BLOG_AUTHOR"),
                    description=self._text("BLOG_DESCRIPTION"),
                    language=setting_text(self.conf, "DEFAULT_LANG"),
                ),
                **editions_of(self.conf, self.prefixes),
                **extension_settings(self.needed),
                **toc_settings(tree.documents, self.flavour),
            },
            made=docutils_settings(tree.documents),
            lists=joined_lists(lists_of_site("nikola", tree.root), self.joined),
        )

    def _copy_folders(self) -> None:
        """Copy the files that Nikola copies, and those of its listings and galleries."""
        tree = self.tree
        folders = mapping_of(self.conf, "FILES_FOLDERS") or {"files": ""}
        folders |= mapping_of(self.conf, "IMAGE_FOLDERS") or {"images": "images"}
        folders |= self._listings()
        galleries = mapping_of(self.conf, "GALLERY_FOLDERS") or {
            "galleries": "galleries"
        }
        for folder, target in (folders | galleries).items():
            for path in list(tree.paths(str(folder))):
                below = path.removeprefix(f"{str(folder).strip('/')}/")
                place = f"{str(target).strip('/')}/{below}".lstrip("/")
                if folder in galleries and not path.lower().endswith(_PICTURES):
                    tree.skip(path, "is of the page of a gallery, which Nikola makes")
                    continue
                tree.copy(path, f"files/{place}")
        if any(tree.root.joinpath(str(folder)).is_dir() for folder in galleries):
            tree.warn("conf.py", "pages of galleries are not made; pictures are copied")

    def _listings(self) -> dict[str, str]:
        """Return the folders of listings, and those of their pages."""
        folders = mapping_of(self.conf, "LISTINGS_FOLDERS") or {"listings": "listings"}
        return {
            str(folder).strip("/"): str(target).strip("/")
            for folder, target in folders.items()
        }

    def _listing(self, name: str) -> str:
        """Return the path of a file that a listing shows, or ""."""
        for target in self._listings().values():
            path = f"files/{target}/{name.lstrip('/')}"
            if path in self.tree.files:
                return f"/{path}"
        return ""

    def _text(self, name: str) -> str:
        """Return a setting that may have a text for each language."""
        default = setting_text(self.conf, "DEFAULT_LANG")
        first = next(iter(mapping_of(self.conf, name)), "")
        return setting_text(self.conf, name, f"{name}.{default}", f"{name}.{first}")

    def _files(self, pattern: str, destination: Any, *, page: bool) -> None:
        folder, _, name = pattern.rpartition("/")
        found: list[tuple[str, str, str]] = []
        for path in list(self.tree.paths(folder)):
            match = self.pattern.fullmatch(path)
            plain = f"{match['path']}.{match['ext']}" if match else path
            # Nikola applies a pattern to the folders below as well.
            if fnmatch.fnmatch(PurePosixPath(plain).name, name):
                found.append((match["lang"] if match else "", path, plain))
        originals: dict[str, FrontMatter] = {}
        for language, path, plain in sorted(found):
            suffix = self.formats.get(suffix_of(plain), suffix_of(plain))
            if suffix not in TEXTS:
                continue
            own = destination
            if isinstance(own, dict):
                own = own.get(language or self.language, "")
            place = (folder, str(own), language, suffix)
            facts = self._document(path, plain, place, originals.get(plain), page=page)
            if facts and not language:
                originals[plain] = facts

    def _meta(self, path: str) -> tuple[FrontMatter, dict[str, Any]] | None:
        """Return the front matter in the ``.meta`` file beside a post, or None."""
        places = [PurePosixPath(path).with_suffix(".meta").as_posix()]
        if match := self.pattern.fullmatch(path):
            new = f"{match['path']}.meta"
            places.append(f"{new}.{match['lang']}")
        open_files = set(self.tree.paths())
        name = next((place for place in places if place in open_files), "")
        if not name:
            return None
        text = self.tree.take(name) or ""
        self.tree.skip(name, "the header of a post; is in that post now")
        draft = read_document(f"{text.rstrip()}\n\n", self.zone)
        for problem in draft.problems:
            if not any(key in problem for key in _OWN):
                self.tree.warn(name, problem)
        return draft.facts, dict(draft.raw)

    def _document(
        self,
        path: str,
        plain: str,
        place: tuple[str, str, str, str],
        original: FrontMatter | None,
        *,
        page: bool,
    ) -> FrontMatter | None:
        """Add a post or a page, and return its front matter.

        :param plain: its path without a language.
        :param place: folder and destination of the rule, language, suffix of its format.
        :param original: front matter of the text that it is a translation of.
        """
        folder, destination, language, suffix = place
        draft = self._read(path, plain, suffix)
        if draft is None:
            return None
        meta = self._meta(path)
        facts, raw = meta or (draft.facts, dict(draft.raw))
        if meta and not facts.title:
            facts = replace(facts, title=draft.facts.title)
        facts, problems = with_loose_dates(facts, raw, self.zone)
        for problem in problems:
            self.tree.warn(path, problem)
        self._note_joined(facts, raw, page=page)
        facts, stem = date_from_name(facts, PurePosixPath(plain).stem, self.zone)
        facts = self._with_status(path, facts, raw)
        if original:
            facts = inherited_facts(facts, original)
        if not facts.slug:
            facts = replace(facts, slug=plain_slug(stem, "+"))
        author = self._text("BLOG_AUTHOR")
        if author and not facts.authors and not page:
            facts = replace(facts, authors=(author,))
        if language:
            facts = replace(facts, language=language)
        below = PurePosixPath(plain).relative_to(folder or ".").parent.as_posix()
        parts = [destination.strip("/"), below.strip("./"), facts.slug or stem]
        bare = "/".join(part for part in parts if part)
        prefix = self.prefixes.get(language, "")
        url = self._url(f"{prefix}/{bare}" if prefix else bare, raw)
        if url == "/":
            self.tree.skip(path, "the front page, which is made anew")
            return None
        old = [old for old, to in redirections(self.conf) if to == url.strip("/")]
        urls = [url, *old, *facts.aliases]
        if not language and self.conf.get("SHOW_UNTRANSLATED_POSTS", True) is not False:
            urls += [
                self._url(f"{other}/{bare}", raw)
                for code, other in self.prefixes.items()
                if other and not self._has_translation(plain, code)
            ]
        add_document(
            self.tree,
            path,
            draft,
            replace(facts, url=None, aliases=()),
            urls,
            target=_target(plain, language),
            page=page,
            suffix=suffix,
        )
        return facts

    def _read(self, path: str, plain: str, suffix: str) -> ParsedFile | None:
        """Return a file, with its text as the new blog reads it."""
        draft = read(
            self.tree,
            path,
            self.zone,
            own=_OWN,
            suffix=suffix,
            defaults=self._by_name(plain),
        )
        if draft and suffix in MARKDOWN_SUFFIXES:
            made = blog_markdown(with_fences(draft.body), self.flavour)
            self.needed |= made.extensions
            return replace(draft, body=made.text)
        if draft and suffix in RST_SUFFIXES:
            return replace(draft, body=_RAW.sub("", draft.body))
        return draft

    def _note_joined(
        self, facts: FrontMatter, raw: dict[str, Any], *, page: bool
    ) -> None:
        """Note names of a post with commas, which Nikola takes for one."""
        multiple = self.conf.get("MULTIPLE_AUTHORS_PER_POST") is True
        for field, names in (
            ("category", facts.categories),
            ("author", () if multiple else facts.authors),
        ):
            said = str(raw.get(field) or "").strip()
            if len(names) > 1 and "," in said and not page:
                self.joined[field, said] = names[0]

    def _by_name(self, plain: str) -> list[dict[str, Any]]:
        """Return the metadata in the name of a file (``FILE_METADATA_REGEXP``)."""
        pattern = setting_text(self.conf, "FILE_METADATA_REGEXP")
        try:
            match = re.match(pattern, plain[:_LONGEST_NAME]) if pattern else None
        except re.error:
            return []
        named = match.groupdict() if match else {}
        return [{key: value for key, value in named.items() if value}]

    def _has_translation(self, plain: str, code: str) -> bool:
        stem, _, ext = plain.rpartition(".")
        pattern = (
            setting_text(self.conf, "TRANSLATIONS_PATTERN") or TRANSLATIONS_PATTERN
        )
        name = pattern.replace("{path}", stem).replace("{ext}", ext)
        return self.tree.root.joinpath(name.replace("{lang}", code)).is_file()

    def _with_status(
        self, path: str, facts: FrontMatter, raw: dict[str, Any]
    ) -> FrontMatter:
        """Return front matter with the state that Nikola's keys and tags give."""
        if "status" in raw and not raw["status"]:
            facts = replace(facts, status=Status.PUBLISHED)
        said = {str(tag).lower() for tag in facts.tags}
        if "private" in said or str(raw.get("status", "")).lower() == "private":
            self.tree.warn(path, "is private; imported as a draft")
        if said & {"draft", "private"} or str(raw.get("status", "")) == "private":
            facts = replace(facts, status=Status.DRAFT)
        return replace(
            facts,
            pinned=facts.pinned or "featured" in said,
            tags=tuple(tag for tag in facts.tags if tag.lower() not in _STATES),
        )

    def _url(self, place: str, raw: dict[str, Any]) -> str:
        own = str(raw.get("pretty_url", "")).lower()
        pretty = own in ("true", "yes", "1") or (
            self.pretty and own not in ("false", "no", "0")
        )
        if place == "index" or place.endswith("/index"):
            return f"/{place.removesuffix('index')}"
        return f"/{place}/" if pretty else f"/{place}.html"


def _target(plain: str, language: str) -> str:
    """Return the new path of a file, with its language before the suffix."""
    stem, dot, ext = plain.rpartition(".")
    return f"{stem}.{language}{dot}{ext}" if language else plain


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of Nikola."""
    return "BLOG_TITLE" in program_text(path / "conf.py")


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a Nikola site.

    :param root: folder with ``conf.py``.
    """
    return Nikola(root).read()
