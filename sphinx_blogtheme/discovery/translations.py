"""Find which posts are translations of others, and where these are published.

A translation names its post in its header, shares a word or a slug with it, or has the
language in the name of its file: ``hello.pt.md`` beside ``hello.md``.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.config.checks import IN_FOLDERS
from sphinx_blogtheme.discovery.page_lookup import FoundPage, PageIndex
from sphinx_blogtheme.files import line_with
from sphinx_blogtheme.model.languages import first_language, known_language
from sphinx_blogtheme.model.posts import Status
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sphinx_blogtheme.model.posts import FrontMatter, Header

_DATES = ("date", "publish_date")
"""Fields that it takes over together, if it sets no date."""

_INHERITED = (
    *("expires", "categories", "tags", "authors", "series", "part", "locations"),
    *("kind", "maths", "toc", "comments", "link", "is_post"),
)
"""Fields that a translation takes over where its header does not set them."""


class NamedVersion(NamedTuple):
    """A file whose name has the language of its text, such as ``hello.pt.md``."""

    path: str
    """Path as it would be without the language: ``posts/hello.md``."""
    language: str
    original: str
    """Path of the file that it is a translation of; empty if it is the original."""


class Translation(NamedTuple):
    """A file that is the translation of a post."""

    path: str
    """Path by which the post is named, without the language."""
    header: Header
    """The header, with what it takes over from the original."""
    language: str
    original: str
    """Path of the original's file."""


def versions_by_name(paths: Iterable[str], language: str) -> dict[str, NamedVersion]:
    """Return the files that have a language in their names, by path.

    One counts only if there is a file without a language, or with another one.

    :param paths: paths of sources, with forward slashes.
    :param language: tag of the site's language.
    """
    plain: dict[str, str] = {}
    tagged: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(paths):
        stem, _ = posixpath.splitext(path)
        plain[stem] = path
        bare, dot, tag = stem.rpartition(".")
        found = known_language(tag) if dot and posixpath.basename(bare) else None
        if found:
            tagged[bare].setdefault(found, path)
    versions = {}
    for bare, files in tagged.items():
        original = plain.get(bare)
        if original is None and len(files) > 1:
            original = files.get(language) or next(iter(files.values()))
        for tag, path in files.items() if original else ():
            name = bare + posixpath.splitext(path)[1]
            first = "" if path == original else original or ""
            versions[path] = NamedVersion(name, tag, first)
    return versions


class Translations:
    """The translations among the files of one source folder."""

    def __init__(self, root: Path, paths: Iterable[str], language: str) -> None:
        """Look at the names of the files.

        :param root: the source folder.
        :param paths: paths of the sources from there, with forward slashes.
        :param language: tag of the site's language.
        """
        self._root = root
        self._language = language
        self._versions = versions_by_name(paths, language)
        self._originals: dict[str, str] = {}
        """For each translation, the path of its original."""
        self._languages: defaultdict[str, set[str]] = defaultdict(set)
        """The languages of each original and of its translations."""
        self._shared: dict[tuple[str, str], str] = {}
        """Paths of posts by the word or the slug that their translations share."""
        self._pages: list[FoundPage] = []
        self._headers: dict[str, FrontMatter] = {}

    def version(self, path: str) -> NamedVersion | None:
        """Return what a file is by its name alone."""
        return self._versions.get(path)

    def waits(self, path: str, facts: FrontMatter) -> bool:
        """Return whether a file may be a translation, so that others come first."""
        version = self._versions.get(path)
        if (version and version.original) or facts.translation_of:
            return True
        shares = facts.translation_key or facts.slug
        language = first_language(facts.language)
        return bool(shares and language and language != self._language)

    def note(self, path: str, docname: str, slug: str, facts: FrontMatter) -> None:
        """Note a post, of which later ones may be translations."""
        self._headers[path] = facts
        self._pages.append(FoundPage(path=path, docname=docname, slug=slug))
        self._languages[self._originals.get(path, path)].add(self._language_of(facts))
        for kind, word in (("key", facts.translation_key), ("slug", facts.slug)):
            if word:
                self._shared.setdefault((kind, word), path)

    def find(self, path: str, header: Header) -> Translation | None:
        """Return a file as a translation; None if it is not one.

        If its header says that it is one, that is a warning.
        """
        version, facts = self._versions.get(path), header.front_matter
        named = self._named(path, facts)
        if named is None or named not in self._headers:
            return None
        language = first_language(facts.language) or (version and version.language)
        fault = self._fault(named, language)
        if fault or not language:
            if facts.translation_of or version:
                self._warn(path, facts, fault)
            return None
        original = self._originals[path] = self._originals.get(named, named)
        return Translation(
            version.path if version else path,
            replace(
                header,
                front_matter=_inherited(
                    replace(facts, language=facts.language or language),
                    self._headers[original],
                ),
            ),
            language,
            original,
        )

    def _named(self, path: str, facts: FrontMatter) -> str | None:
        """Return the path of the post that a file is a translation of."""
        version = self._versions.get(path)
        if version and version.original:
            return version.original
        if not facts.translation_of:
            key = self._shared.get(("key", facts.translation_key or ""))
            return key or self._shared.get(("slug", facts.slug or ""))
        place = facts.translation_of
        found = next(
            (p.path for p in self._pages if p.docname == place.strip("/")), None
        )
        if found is None:
            page = PageIndex(self._pages).find(place, path)
            found = page.path if page else None
        if found is None or found == path:
            self._warn(path, facts, "expected path, URL or slug of one other post")
            return None
        return found

    def _fault(self, named: str, language: str | None) -> str:
        """Return what was expected of a translation; empty if all is well."""
        if language is None:
            return "expected the language of the translation, such as `language: pt`"
        known = self._languages[self._originals.get(named, named)]
        if language in known:
            return f"expected a language in which {named} isn't yet; got {language!r}"
        return ""

    def _language_of(self, facts: FrontMatter) -> str:
        return first_language(facts.language) or self._language

    def _warn(self, path: str, facts: FrontMatter, fault: str) -> None:
        file, place = self._root / path, facts.translation_of
        said = f"translation_of: {place!r}" if place else "the language in the name"
        line = line_with(file, place) if place else 1
        warn(
            WarningKind.FRONT_MATTER,
            f"{said}: {fault}; the post is no translation.",
            location=f"{file}:{line}",
        )


def publish_at(
    place: str, original: str, translation: Translation, language: str, urls: str
) -> str:
    """Return the docname of a translation.

    :param place: docname that it would have if it were none.
    :param original: docname of the original.
    :param language: tag of the site's language.
    :param urls: one of `TRANSLATION_URLS`.
    """
    tag = translation.language.lower()
    if urls == IN_FOLDERS and translation.language != language:
        return f"{tag}/{place}"
    return f"{place}-{tag}" if place == original else place


def _inherited(facts: FrontMatter, original: FrontMatter) -> FrontMatter:
    """Return the values of a translation, with those of its original for the others."""
    names = _INHERITED if facts.date else (*_DATES, *_INHERITED)
    taken: Mapping[str, object] = {
        name: getattr(original, name)
        for name in names
        if getattr(facts, name) in (None, ())
    }
    held = facts.date is None and original.status is Status.DRAFT
    return replace(
        facts,
        status=Status.DRAFT if held else facts.status,
        listed=facts.listed and original.listed,
        **taken,  # type: ignore[arg-type]  # the types of the fields themselves
    )
