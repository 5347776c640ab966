"""Read the headers of all files that may be posts, and tell posts from pages.

A file that may be a translation is looked at after all others, since it takes over
values from the post that it is a translation of. What was found in most other files is
kept from the last build, and they are not looked at again.
"""

from __future__ import annotations

from dataclasses import replace
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.config.checks import BESIDE
from sphinx_blogtheme.discovery.cascade import is_jekyll
from sphinx_blogtheme.discovery.found_sources import (
    FileContent,
    FoundSource,
    KeptFinding,
)
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


class _Noted(NamedTuple):
    """A post of which others may be translations."""

    docname: str
    slug: str
    facts: FrontMatter


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
        self._noted: dict[str, _Noted | None] = {}
        """The posts since the last that waited, by path; None for one that was kept."""
        self.verdicts: dict[str, Verdict] = {}
        """What each file is that may be a post and was looked at, by path."""
        self.page_headers: dict[str, int] = {}
        """Number of lines of each page's header, by docname."""
        self.withheld: list[Withheld] = []
        """The documents that are not public, even if a preview shows them."""
        self.moved: list[MovedPage] = []
        """The files that are no documents, since their URLs lead elsewhere."""
        self.foretold: list[Source] = []
        """The posts with change notes of the future in their headers."""

    def read(self, found: Iterable[tuple[str, str]]) -> Iterator[FoundSource]:
        """Yield all files, translations last.

        :param found: paths and docnames, in the order in which they claim their URLs.
        """
        files = list(found)
        endings = tuple(self._suffixes)
        names = [path for path, _ in files if path.endswith(endings)]
        self._translations = Translations(self._root, names, self._language)
        waiting: dict[str, str] = {}
        now = self._today.timestamp()
        for path, docname in files:
            if not path.endswith(endings):
                yield FoundSource(path, docname)
                continue
            version = self._translations.version(path)
            kept = None if version else self._headers.find(path, now)
            if kept:
                self._note_kept(*kept)
                yield kept[0]
                continue
            header, shape = self._header(path)
            if self._translations.waits(path, header.front_matter):
                waiting[path] = docname
            else:
                yield self._look_and_keep(path, docname, header, shape)
        for path, docname in waiting.items():
            self._note_originals()
            header, shape = self._header(path)
            translation = self._translations.find(path, header)
            yield self._look(path, docname, header, shape, translation)

    def _header(self, path: str) -> tuple[Header, BodyShape]:
        """Return the header of a file, and the shape of its body."""
        markup = next(k for s, k in self._suffixes.items() if path.endswith(s))
        version = self._translations.version(path)
        expected = self._gate.expects(path) or version is not None
        return self._headers.read(path, markup=markup, expected=expected)

    def _note_kept(self, found: FoundSource, finding: KeptFinding) -> None:
        """Note a file that was not looked at again."""
        self._problems.repaired += finding.repaired
        self._problems.unplaced += finding.unplaced
        if finding.is_post:
            self._noted[found.path] = None
        else:
            self.page_headers[finding.docname] = finding.body_line

    def _note_originals(self) -> None:
        """Note the posts of which the next one may be a translation."""
        for path, looked_at in self._noted.items():
            noted = looked_at
            if noted is None:
                header, _, _, verdict = self._headers.content(path)
                if verdict is None:
                    continue
                self.verdicts[path] = verdict
                self._places[path] = verdict.docname
                noted = _Noted(verdict.docname, verdict.slug, header.front_matter)
            self._translations.note(path, *noted)
        self._noted.clear()

    def _look_and_keep(
        self, path: str, docname: str, header: Header, shape: BodyShape
    ) -> FoundSource:
        """Return the post in a file, or the page; keep it if nothing may change it."""
        problems = self._problems
        before = problems.faults, problems.repaired, problems.unplaced
        found = self._look(path, docname, header, shape, None)
        after = problems.faults, problems.repaired, problems.unplaced
        faults, repaired, unplaced = map(sub, after, before)
        verdict, facts, source = self.verdicts[path], header.front_matter, found.source
        if (
            self._translations.version(path)
            or found.docname is None
            or isinstance(source, bytes)
            or faults
            or verdict.reason
            or verdict.is_unclear
            or facts.expires
            or source in self.foretold
        ):
            return found
        dates = (verdict.date, facts.publish_date, *(n.date for n in facts.changes))
        moments = (date.timestamp() for date in dates if date and source)
        finding = KeptFinding(
            docname=found.docname,
            is_post=source is not None,
            since=max(moments, default=0),
            is_permalink=found.is_permalink,
            language=found.language,
            body_line=header.body_line,
            repaired=repaired,
            unplaced=unplaced,
        )
        content = FileContent(header, shape, source, verdict)
        return self._headers.keep(path, finding, content)

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
            self._noted[path] = _Noted(verdict.docname, verdict.slug, facts)
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
        if any(note.date > self._today for note in facts.changes):
            self._headers.forget(path)  # the store would have the note
            self.foretold.append(source)
        return FoundSource(
            path,
            place,
            source,
            is_permalink=bool(facts.url) or self._has_pattern(verdict),
            language=facts.language or "",
        )

    def _has_pattern(self, verdict: Verdict) -> bool:
        """Return whether the URL of a post is made by a pattern."""
        section = self._gate.sections.at(verdict.section)
        return self._blog.pattern(section) is not None

    def _moved(
        self, path: str, title: str, verdict: Verdict, facts: FrontMatter
    ) -> MovedPage:
        """Return a file whose URL leads elsewhere."""
        place = docname_of_path(facts.url) if facts.url else verdict.docname
        return MovedPage(
            path=path,
            title=title,
            place=facts.url.strip("/") if names_file(facts.url) else place,
            is_permalink=bool(facts.url)
            or (verdict.is_post and self._has_pattern(verdict)),
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
