"""Find the documents of a site so that the docname of a post is its permalink.

Sphinx then has permalinks everywhere: in references, builders, search and incremental
builds. Drafts and scheduled posts are not documents at all (but for a preview), so that
nothing made from them can be published.
"""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.project import Project
from sphinx.util import logging

from sphinx_blogtheme.config.settings import ablog_keeps_urls, read_config
from sphinx_blogtheme.discovery.cascade import holds_posts, is_jekyll
from sphinx_blogtheme.discovery.header_store import HeaderStore
from sphinx_blogtheme.discovery.problems import (
    ProblemReporter,
    report_claims,
    report_collisions,
)
from sphinx_blogtheme.discovery.source_files import (
    NO_SOURCES,
    SourcePath,
    decomposed_files,
    outputs,
)
from sphinx_blogtheme.model.dated_names import dated_name
from sphinx_blogtheme.model.dates import midnight, now, parse_date
from sphinx_blogtheme.model.headings import heading_title
from sphinx_blogtheme.model.permalinks import docname_of_path, is_reserved, safe_slug
from sphinx_blogtheme.model.posts import NOTEBOOK, RST, Header, Status
from sphinx_blogtheme.model.schedule import (
    Reason,
    Withheld,
    reason_of,
    schedule_summary,
)

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.discovery.page_lookup import PageIndex

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The file of a post: its path, its docname, and its header."""

    path: str
    """Relative to the source folder, with forward slashes."""
    docname: str
    title: str
    slug: str
    date: datetime
    """Aware, in the author's zone; the day of the build for an undated draft."""
    header: Header
    markup: str = "markdown"
    """File type in Sphinx's ``source_suffix``."""
    draft: bool = False
    """Whether the post is a document only because this is a preview."""


class BlogProject(Project):
    """Sphinx's project, in which the docname of a post is its permalink."""

    blog: BlogConfig
    post_patterns: tuple[str, ...]
    """Patterns of ``blog_post_pattern``, for files that are posts by their paths."""
    suffixes: dict[str, str]
    """Suffixes of the files that may be posts, with their file types."""
    not_sources: tuple[str, ...]
    """Patterns of folders in the source folder that hold no sources."""
    files: dict[str, SourcePath]
    """Absolute paths of the documents that were asked for, by docname."""
    sources: dict[str, Source]
    """The posts, by docname."""
    withheld: list[Withheld]
    """The documents that are not public, even if a preview shows them."""
    root_doc: str
    """Docname of the front page, which cannot be held back."""
    store: Path
    """The file in which headers are kept between builds."""
    today: datetime
    """The time at which the build began."""

    def __getstate__(self) -> dict[str, Any]:
        """Return what Sphinx pickles with the environment: nothing that isn't public.

        By default the environment lies in the output folder, which is deployed.
        """
        return {
            name: value
            for name, value in self.__dict__.items()
            if name not in ("files", "headers", "sources", "today", "withheld")
        }

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find all documents, but those that are not public; return the docnames."""
        self.headers = HeaderStore(self.store, self.blog.zone, Path(self.srcdir))
        self.withheld = []
        excluded = [*exclude_paths, *self.not_sources]
        decomposed = decomposed_files(Path(self.srcdir), self.source_suffix, excluded)
        # Sphinx would look for each by its composed name, in vain.
        hidden = [_pattern_of(name) for name in decomposed]
        super().discover([*excluded, *hidden], include_paths)
        for composed, file in decomposed.items():
            self._add(composed, file)
        self.today = now(self.blog.zone)
        places: dict[str, str] = {}
        sources: dict[str, Source] = {}
        problems = ProblemReporter()
        for path, docname in sorted(
            (path.as_posix(), name) for path, name in self._path_to_docname.items()
        ):
            place: str | None = docname
            if path.endswith(tuple(self.suffixes)):
                source, place = self._read(path, docname, problems)
                if source and is_reserved(source.docname):
                    report_claims(source.docname, [path, "Sphinx itself"], path)
                    continue
                if source:
                    sources[path] = source
            if place is not None:
                places[path] = place
        for defaults, header in self.headers.defaults.headers():
            problems.note(header, defaults)
        report_collisions(places)
        self._fill(places, sources)
        problems.summarise()
        self.headers.save()
        return self.docnames

    def _fill(self, places: dict[str, str], sources: dict[str, Source]) -> None:
        """Set Sphinx's maps of docnames; of two files with one docname, keep one.

        It is the first in `places`.
        """
        files = {path.as_posix(): path for path in self._path_to_docname}
        self.docnames.clear()
        self._path_to_docname.clear()
        self._docname_to_path.clear()
        self.files, self.sources = {}, {}
        taken = set()
        for path, docname in places.items():
            if docname.casefold() in taken:
                continue
            taken.add(docname.casefold())
            self.docnames.add(docname)
            self._path_to_docname[files[path]] = docname
            self._docname_to_path[docname] = files[path]
            if path in sources:
                self.sources[docname] = sources[path]
        self.__dict__.pop("places", None)

    def _add(self, name: str, path: Path) -> None:
        """Add a document that Sphinx doesn't find.

        :param name: the composed name of its file.
        """
        docname = self.path2doc(name)
        if docname and docname not in self.docnames:
            self.docnames.add(docname)
            self._path_to_docname[path] = docname
            self._docname_to_path[docname] = path

    def remove(self, docname: str) -> None:
        """Remove a document, as if its file were not there."""
        self.docnames.discard(docname)
        self._path_to_docname.pop(self._docname_to_path.pop(docname), None)
        self.files.pop(docname, None)
        self.sources.pop(docname, None)
        self.__dict__.pop("places", None)

    @cached_property
    def places(self) -> PageIndex:
        """All documents, by the paths that other engines have for them."""
        from sphinx_blogtheme.discovery.page_lookup import FoundPage, PageIndex

        return PageIndex(
            FoundPage(
                path=path.as_posix(),
                docname=docname,
                slug=self.sources[docname].slug if docname in self.sources else "",
            )
            for docname, path in self._docname_to_path.items()
        )

    def path2doc(self, filename: str | os.PathLike[str]) -> str | None:
        """Return the docname of a source file, absolute or from the source folder."""
        path = Path(filename)
        if path.is_absolute() and path.is_relative_to(self.srcdir):
            path = path.relative_to(self.srcdir)
        return super().path2doc(path)

    def doc2path(self, docname: str, absolute: bool) -> Any:
        """Return the source file of a document.

        An absolute path is a `SourcePath`, which can be read whatever bytes the file
        has.
        """
        if absolute and docname not in self.files:  # called several times for each
            self.files[docname] = SourcePath(super().doc2path(docname, absolute))
        return self.files[docname] if absolute else super().doc2path(docname, absolute)

    def _read(
        self, path: str, docname: str, problems: ProblemReporter
    ) -> tuple[Source | None, str | None]:
        """Return the post in a file, and the file's docname.

        :return: None instead of a post if the file is a page; None for both if the
            document is not public.
        """
        file = self.srcdir / path
        matches = any(fnmatch.fnmatch(path, pattern) for pattern in self.post_patterns)
        named = dated_name(_stem(path)) if holds_posts(path) else None
        matches = matches or is_jekyll(path) or bool(named and named.rest)
        markup = next(k for s, k in self.suffixes.items() if path.endswith(s))
        header, heading = self.headers.read(path, markup=markup, expected=matches)
        facts = header.front_matter
        draft = facts.status is Status.DRAFT
        dated = facts.date is not None or facts.undated or draft
        is_front = docname == self.root_doc  # a page, without which there is no site
        is_post = facts.is_post is not False and (dated or facts.is_post or matches)
        is_post = is_post and not is_front
        date, stem = self._date_and_stem(path, header) if is_post else (None, docname)
        due = max(
            filter(None, (date, facts.publish_date if is_post else None)), default=None
        )
        reason = reason_of(facts, due, self.today)
        if reason and is_front:
            problems.note_front_page(file)
            reason = None
        if is_post and date is None and not draft:
            reason = Reason.DRAFT
            problems.hold_back(header, file)
        elif is_post or reason:
            problems.note(header, file)
        else:
            problems.note_page(header, file, among_posts=holds_posts(path))
        slug, place = facts.slug or stem, docname
        if is_post and facts.url:
            place = docname_of_path(facts.url)
        elif is_post and self.blog.permalink != "":
            place = self.blog.pattern.docname(slug, date or midnight(self.today))
        title = facts.title or heading_title(heading, slug)
        if reason:
            moments = {Reason.SCHEDULED: due, Reason.EXPIRED: facts.expires}
            self.withheld.append(
                Withheld(
                    path=path,
                    title=title,
                    reason=reason,
                    docname=place if date or facts.url or not is_post else None,
                    moment=moments.get(reason),
                )
            )
            if not self.blog.drafts:
                self.headers.forget(path)
                return None, None
        if not is_post:
            return None, docname
        if facts.slug and safe_slug(slug) != slug:
            problems.note_slug(slug, file)
        if facts.url and not f"/{facts.url.strip('/')}".startswith(f"/{place}"):
            problems.note_slug(facts.url, file, f"/{place}/")
        return (
            Source(
                path=path,
                docname=place,
                title=title,
                slug=place.rpartition("/")[2],
                date=date or midnight(self.today),
                header=header,
                markup=markup,
                draft=reason is not None,
            ),
            place,
        )

    def _date_and_stem(self, path: str, header: Header) -> tuple[datetime | None, str]:
        """Return a post's date, and its file's name without date and suffix.

        The date is that of the header, or else the one in the name.
        """
        stem = _stem(path)
        named = dated_name(stem)
        date = header.front_matter.date
        if named and named.rest:
            stem = named.rest
            if date is None:
                try:
                    date = parse_date(named.date, self.blog.zone)
                except ValueError:
                    date = None
        return date, stem


def _pattern_of(name: str) -> str:
    """Return the pattern, for Sphinx's `Matcher`, of one file."""
    return re.sub(r"[*?\[]", r"[\g<0>]", name)


def _stem(path: str) -> str:
    """Return the name of a post's file without its suffix, or that of its folder."""
    stem = Path(path).stem
    return Path(path).parent.name or stem if stem == "index" else stem


def source_of(env: BuildEnvironment, docname: str | None = None) -> Source | None:
    """Return the post with a docname, by default of the document that is being read.

    :return: None if that is a page.
    """
    project = env.project
    if isinstance(project, BlogProject):
        return project.sources.get(docname or env.docname)
    return None


def install(app: Sphinx) -> None:
    """Make the site's project a `BlogProject` (on ``builder-inited``)."""
    if ablog_keeps_urls(app.config):
        return
    project: Any = app.project
    project.__class__ = BlogProject
    project.blog = read_config(app.config)
    patterns = app.config.blog_post_pattern
    project.post_patterns = (
        (patterns,) if isinstance(patterns, str) else tuple(patterns)
    )
    project.suffixes = {
        suffix: kind
        for suffix, kind in app.config.source_suffix.items()
        if kind in ("markdown", RST) or (kind, suffix) == (NOTEBOOK, ".ipynb")
    }
    project.not_sources = (*project.blog.files, *NO_SOURCES, *outputs(app))
    project.root_doc = app.config.root_doc
    project.files, project.sources, project.withheld = {}, {}, []
    project.store = Path(app.doctreedir, "blog", "headers.pickle")


def announce(app: Sphinx, exception: Exception | None) -> None:
    """Log what is not public, and what is published next (on ``build-finished``)."""
    withheld = getattr(app.project, "withheld", ())
    if exception is None and withheld:
        _logger.info("blog: %s", schedule_summary(withheld))
