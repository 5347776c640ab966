"""Read the headers of all files that may be posts, and tell posts from pages.

A file that may be a translation is looked at after all others, since it takes over
values from the post that it is a translation of.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.config.checks import BESIDE
from sphinx_blogtheme.discovery.cascade import is_jekyll
from sphinx_blogtheme.discovery.gate import Sign
from sphinx_blogtheme.discovery.post_source import Source
from sphinx_blogtheme.discovery.translations import Translations, publish_at
from sphinx_blogtheme.model.aliases import MovedPage
from sphinx_blogtheme.model.dates import day_end
from sphinx_blogtheme.model.kinds import kind_and_title
from sphinx_blogtheme.model.permalinks import docname_of_path, names_file
from sphinx_blogtheme.model.schedule import Withheld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.discovery.catalogs import DocumentCatalogs
    from sphinx_blogtheme.discovery.gate import Gate, Verdict
    from sphinx_blogtheme.discovery.header_store import HeaderStore
    from sphinx_blogtheme.discovery.problems import ProblemReporter
    from sphinx_blogtheme.discovery.translations import Translation
    from sphinx_blogtheme.model.kinds import BodyShape
    from sphinx_blogtheme.model.posts import FrontMatter, Header


class FoundSource(NamedTuple):
    """A file with the place at which it is published."""

    path: str
    docname: str | None
    """None if the document is not public."""
    source: Source | None = None
    """The post in it; None if it is a page, or no file that may be a post."""


class SourceReader:
    """Reads the sources of one site, in one build."""

    def __init__(
        self,
        root: Path,
        blog: BlogConfig,
        gate: Gate,
        headers: HeaderStore,
        problems: ProblemReporter,
        *,
        suffixes: Mapping[str, str],
        language: str,
        catalogs: DocumentCatalogs,
        today: datetime,
    ) -> None:
        """Prepare to read.

        :param root: the source folder.
        :param suffixes: suffixes of the files that may be posts, with their types.
        :param language: tag of the language of posts whose headers name none.
        :param catalogs: the catalogs that translate documents.
        :param today: the time at which the build began.
        """
        self._root = root
        self._blog = blog
        self._gate = gate
        self._headers = headers
        self._problems = problems
        self._suffixes = suffixes
        self._language = language
        self._catalogs = catalogs
        self._today = today
        self._translations = Translations(root, (), language)
        self._places: dict[str, str] = {}
        self.verdicts: dict[str, Verdict] = {}
        """What each file is that may be a post, by path."""
        self.page_headers: dict[str, int] = {}
        """Number of lines of each page's header, by docname."""
        self.withheld: list[Withheld] = []
        """The documents that are not public, even if a preview shows them."""
        self.moved: list[MovedPage] = []
        """The files that are no documents, since their URLs lead elsewhere."""

    def read(self, found: Iterable[tuple[str, str]]) -> Iterator[FoundSource]:
        """Yield all files, translations last.

        :param found: paths and docnames, in the order in which they claim their URLs.
        """
        files = list(found)
        endings = tuple(self._suffixes)
        names = [path for path, _ in files if path.endswith(endings)]
        self._translations = Translations(self._root, names, self._language)
        waiting: dict[str, str] = {}
        for path, docname in files:
            if not path.endswith(endings):
                yield FoundSource(path, docname)
                continue
            header, shape = self._header(path)
            if self._translations.waits(path, header.front_matter):
                waiting[path] = docname
            else:
                yield self._look(path, docname, header, shape, None)
        for path, docname in waiting.items():
            header, shape = self._header(path)
            translation = self._translations.find(path, header)
            yield self._look(path, docname, header, shape, translation)

    def _header(self, path: str) -> tuple[Header, BodyShape]:
        """Return the header of a file, and the shape of its body."""
        markup = next(k for s, k in self._suffixes.items() if path.endswith(s))
        version = self._translations.version(path)
        expected = self._gate.expects(path) or version is not None
        return self._headers.read(path, markup=markup, expected=expected)

    def _look(
        self,
        path: str,
        docname: str,
        header: Header,
        shape: BodyShape,
        translation: Translation | None,
    ) -> FoundSource:
        """Return the post in a file, or the page.

        :param docname: docname of the file, if it is a page.
        """
        if translation:
            header = translation.header
        verdict, header = self._judge(path, docname, header, translation)
        file = self._root / path
        self.verdicts[path] = verdict
        self._problems.note_verdict(verdict, header, file)
        facts, named = header.front_matter, is_jekyll(path)
        kind, title, untitled = kind_and_title(facts, shape, verdict.slug, named=named)
        if verdict.is_post:
            self._translations.note(path, verdict.docname, verdict.slug, facts)
        if verdict.reason:
            self.withheld.append(
                Withheld(
                    path=path,
                    title=title,
                    reason=verdict.reason,
                    docname=verdict.docname if verdict.is_fixed else None,
                    moment=verdict.moment,
                )
            )
            if not self._blog.drafts:
                self._headers.forget(path)
                return FoundSource(path, None)
        place = verdict.docname
        if facts.redirect_to and verdict.sign is not Sign.IS_FRONT_PAGE:
            self.moved.append(self._moved(path, title, verdict, facts))
            return FoundSource(path, None)
        if not verdict.is_post:
            self._problems.note_page(verdict, facts, file)
            self.page_headers[place] = header.body_line
            return FoundSource(path, place)
        if facts.order is not None and facts.listed:
            self._problems.unplaced += not (facts.pinned or facts.on_menu)
        if any(note.date > self._today for note in facts.changes):
            self._headers.forget(path)  # the store would have the note
        self._problems.note_slugs(verdict, facts, file)
        self._places[path] = place
        heading = "" if facts.title else shape.heading or ""
        facts = self._catalogs.facts(place, facts)
        source = Source(
            path=path,
            docname=place,
            title=title,
            shown_title=self._catalogs.text(place, title),
            slug=place.rpartition("/")[2],
            date=verdict.date or day_end(self._today),
            header=replace(header, front_matter=facts),
            markup=next(k for s, k in self._suffixes.items() if path.endswith(s)),
            reason=verdict.reason,
            dated=verdict.date is not None,
            kind=kind,
            untitled=untitled,
            heading=self._catalogs.text(place, heading) if heading else "",
            original=self._places.get(translation.original, "") if translation else "",
            section=verdict.section,
        )
        return FoundSource(path, place, source)

    def _moved(
        self, path: str, title: str, verdict: Verdict, facts: FrontMatter
    ) -> MovedPage:
        """Return a file whose URL leads elsewhere."""
        section = self._gate.sections.at(verdict.section)
        place = docname_of_path(facts.url) if facts.url else verdict.docname
        return MovedPage(
            path=path,
            title=title,
            place=facts.url.strip("/") if names_file(facts.url) else place,
            is_permalink=bool(facts.url)
            or (verdict.is_post and self._blog.pattern(section) is not None),
            target=facts.redirect_to or "",
            aliases=facts.aliases,
        )

    def _judge(
        self, path: str, docname: str, header: Header, translation: Translation | None
    ) -> tuple[Verdict, Header]:
        """Return what a file is, and its header with the language in its name."""
        version = self._translations.version(path)
        first = version is not None and not version.original
        section = translation and self._gate.sections.at(
            self.verdicts[translation.original].section
        )
        if version is None or not (translation or first):
            verdict = self._gate.judge(path, docname, header, self._today, section)
        else:
            facts = header.front_matter
            spoken = replace(facts, language=facts.language or version.language)
            told = replace(header, front_matter=spoken)
            bare = docname.removesuffix(f".{docname.rpartition('.')[2]}")
            beside = translation and self._blog.translation_urls == BESIDE
            named = docname if beside else bare
            verdict = self._gate.judge(version.path, named, told, self._today, section)
            if not verdict.is_post:
                return self._gate.judge(path, docname, header, self._today), header
            header = told
        if translation and verdict.is_post and not header.front_matter.url:
            original = self.verdicts[translation.original].docname
            place = publish_at(
                verdict.docname,
                original,
                translation,
                self._language,
                self._blog.translation_urls,
            )
            verdict = replace(verdict, docname=place)
        return verdict, header
