"""Find the documents of a site so that the docname of a post is its permalink.

Sphinx then has permalinks everywhere: in references, builders, search and incremental
builds. Drafts and scheduled posts are not documents at all (but for a preview), so that
nothing made from them can be published.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.dirhtml import DirectoryHTMLBuilder

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.config.settings import (
    default_language,
    read_config,
    vocabulary_of,
)
from sphinx_blogtheme.discovery.catalogs import DocumentCatalogs
from sphinx_blogtheme.discovery.document_claims import DocumentClaims
from sphinx_blogtheme.discovery.file_digests import FileDigests
from sphinx_blogtheme.discovery.found_sources import FoundSource, PostSources
from sphinx_blogtheme.discovery.gate import Gate, Verdict
from sphinx_blogtheme.discovery.header_store import HeaderStore
from sphinx_blogtheme.discovery.permalink_fields import PermalinkFields
from sphinx_blogtheme.discovery.problems import (
    ProblemReporter,
    report_unread_notebooks,
    report_unread_suffixes,
)
from sphinx_blogtheme.discovery.releases import ReleaseNotes
from sphinx_blogtheme.discovery.source_files import (
    NO_SOURCES,
    SourcePath,
    SourceProject,
    is_markdown,
    outputs,
)
from sphinx_blogtheme.discovery.source_reader import SourceReader
from sphinx_blogtheme.files import digest_of
from sphinx_blogtheme.model.dates import now
from sphinx_blogtheme.model.posts import MARKDOWN, NOTEBOOK, RST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.project import Project

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.discovery.page_lookup import PageIndex
    from sphinx_blogtheme.discovery.post_source import Source
    from sphinx_blogtheme.model.aliases import MovedPage
    from sphinx_blogtheme.model.claims import Claim
    from sphinx_blogtheme.model.schedule import Withheld


_NOTEBOOK = ".ipynb"
_NBSPHINX = "jupyter_notebook"
"""File type of notebooks in ``source_suffix``, as nbsphinx names it."""

_NOT_PICKLED = (
    *("catalogs", "contests", "digests", "files", "foretold", "gate", "headers"),
    *("languages", "moved", "page_headers", "permalinks", "release_notes", "sources"),
    *("today", "unread", "verdicts", "withheld"),
)
"""Attributes of a `BlogProject` with what isn't public, or with absolute paths."""


class BlogProject(SourceProject):
    """Sphinx's project, in which the docname of a post is its permalink."""

    blog: BlogConfig
    post_patterns: tuple[str, ...]
    """Patterns of ``blog_post_pattern``, for files that are posts by their paths."""
    suffixes: dict[str, str]
    """Suffixes of the files that may be posts, with their file types."""
    not_sources: tuple[str, ...]
    """Patterns of folders in the source folder that hold no sources."""
    outputs: tuple[str, ...]
    """Output folders of builds in the source folder."""
    files: dict[str, SourcePath]
    """Absolute paths of the documents that were asked for, by docname."""
    sources: PostSources
    """The posts, by docname."""
    permalinks: set[str]
    """The docnames that are the URLs of posts; not so those of posts at their paths."""
    languages: dict[str, str]
    """The languages that the headers of posts name, as written, by docname."""
    foretold: list[Source]
    """The posts with change notes of the future in their headers."""
    unread: set[str]
    """Paths of notebooks and of Markdown with suffixes that the site does not read."""
    withheld: list[Withheld]
    """The documents that are not public, even if a preview shows them."""
    moved: list[MovedPage]
    """The files whose URLs lead elsewhere."""
    contests: dict[Claim, list[Claim]]
    """The files that are no documents because another one has their URL, by that."""
    root_doc: str
    """Docname of the front page, which always keeps its URL."""
    directories: bool
    """Whether each page is written to a folder, as with ``dirhtml``."""
    gate: Gate
    """The rule for which file is a post, and is public."""
    page_headers: dict[str, int]
    """Number of lines of each page's header, by docname."""
    verdicts: dict[str, Verdict]
    """What each file is that may be a post, by path, but for public posts and pages
    that are as they were, and of which there is nothing to say."""
    store: Path
    """The file in which headers are kept between builds."""
    digests: FileDigests
    """The digests of the files that this build has looked at."""
    today: datetime
    """The time at which the build began."""
    language: str
    """Tag of the language of posts whose headers name none."""
    catalogs: DocumentCatalogs
    """The catalogs that translate documents."""
    release_notes: ReleaseNotes
    """The files of release notes that sections name."""

    def __getstate__(self) -> dict[str, Any]:
        """Return what Sphinx pickles with the environment: nothing that isn't public.

        By default the environment lies in the output folder, which is deployed.
        """
        return {
            name: value
            for name, value in self.__dict__.items()
            if name not in _NOT_PICKLED
        }

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find all documents, but those that are not public; return the docnames."""
        root = Path(self.srcdir)
        self.unread = set()
        found = self.find([*exclude_paths, *self.not_sources], include_paths)
        self.digests = FileDigests(self.store.with_name("digests.pickle"), root)
        self.headers = HeaderStore(
            self.store,
            self.blog.zone,
            root,
            self.digests,
            options=digest_of(self._options()),
            beside=self.headers_beside,
        )
        unread = set(filter(self.gate.is_among_posts, self.unread))
        notebooks = {path for path in unread if path.endswith(_NOTEBOOK)}
        report_unread_notebooks(notebooks)
        report_unread_suffixes(unread - notebooks)
        self.today = now(self.blog.zone)
        places: dict[str, FoundSource] = {}
        problems = ProblemReporter()
        claims = DocumentClaims(
            self.srcdir, self.root_doc, directories=self.directories
        )
        reader = SourceReader(
            root,
            self.blog,
            self.gate,
            self.headers,
            problems,
            suffixes=self.suffixes,
            language=self.language,
            catalogs=self.catalogs,
            today=self.today,
        )
        self.verdicts, self.page_headers = reader.verdicts, reader.page_headers
        self.withheld, self.moved = reader.withheld, reader.moved
        self.foretold = reader.foretold
        for source in reader.read(sorted(found.items(), key=self._rank)):
            if claims.enter(source):
                places[source.path] = source
        releases = [*self._releases(claims)]
        self.contests = claims.contests
        for defaults, header in self.headers.defaults.headers():
            problems.note(header, defaults)
        self._fill(places, releases)
        problems.summarise()
        self.headers.save()
        return self.docnames

    def _rank(self, found: tuple[str, str]) -> tuple[bool, str]:
        """Return the place of a file in the order in which files claim their URLs."""
        path, docname = found
        return docname != self.root_doc, path

    def _options(self) -> object:
        """Return all that decides what a file is, besides the file and the time."""
        return (
            self.gate,
            self.source_suffix,
            self.suffixes,
            self.language,
            self.catalogs.state(self.digests),
        )

    def _releases(self, claims: DocumentClaims) -> Iterator[FoundSource]:
        """Yield the releases in release notes that are documents."""
        for source, withheld in self.release_notes.read(self.today):
            if withheld:
                self.withheld.append(withheld)
            if withheld and not self.blog.drafts:
                continue
            section = self.gate.sections.at(source.section)
            found = FoundSource(
                source.path,
                source.docname,
                source,
                is_permalink=self.blog.pattern(section) is not None,
            )
            if claims.enter(found):
                yield found

    def _fill(
        self, places: dict[str, FoundSource], releases: Iterable[FoundSource]
    ) -> None:
        """Set Sphinx's maps of docnames, and ours."""
        self.docnames.clear()
        self._path_to_docname.clear()
        before = dict(self._docname_to_path)
        self._docname_to_path.clear()
        self.files, self.sources = {}, PostSources()
        self.permalinks, self.languages = set(), {}
        for _, found in sorted(places.items()):
            docname = self._enter(found, before)
            self._path_to_docname[self._docname_to_path[docname]] = docname
        for found in releases:  # whose file may be a page, too
            docname = self._enter(found, before)
            file = os.path.normpath(self.srcdir / found.path)
            self.files[docname] = SourcePath(file)
        self.__dict__.pop("places", None)

    def _enter(self, found: FoundSource, before: Mapping[str, Path]) -> str:
        """Enter a document in the maps of docnames; return its docname.

        :param before: the files of the last build, since a path is slow to make.
        """
        docname = found.docname or ""
        self.docnames.add(docname)
        path = before.get(docname)
        if path is None or str(path) != found.path:
            path = Path(found.path)
        self._docname_to_path[docname] = path
        self.sources.add(docname, found)
        if found.is_permalink:
            self.permalinks.add(docname)
        if found.language:
            self.languages[docname] = found.language
        return docname

    def remove(self, docname: str) -> None:
        """Remove a document, as if its file were not there."""
        self.docnames.discard(docname)
        self.permalinks.discard(docname)
        path = self._docname_to_path.pop(docname)
        if self._path_to_docname.get(path) == docname:
            del self._path_to_docname[path]
        self.headers.forget(path.as_posix())
        self.files.pop(docname, None)
        self.sources.pop(docname, None)
        self.languages.pop(docname, None)
        self.__dict__.pop("places", None)

    @cached_property
    def places(self) -> PageIndex:
        """All documents, by the paths that other engines have for them."""
        from sphinx_blogtheme.discovery.page_lookup import FoundPage, PageIndex

        posts = self.sources
        return PageIndex(
            FoundPage(
                path=path.as_posix(),
                docname=docname,
                slug=docname.rpartition("/")[2] if docname in posts else "",
            )
            for path, docname in self._path_to_docname.items()  # without releases
        )

    def path2doc(self, filename: str | os.PathLike[str]) -> str | None:
        """Return the docname of a source file, absolute or from the source folder."""
        path = Path(filename)
        if path.is_absolute() and path.is_relative_to(self.srcdir):
            path = path.relative_to(self.srcdir)
        docname = super().path2doc(path)
        if docname is None:
            self.pass_by(path.as_posix())
        return docname

    def pass_by(self, path: str) -> None:
        """Note a notebook, or Markdown, that the site does not read.

        :param path: path from the source folder, with forward slashes.
        """
        markdown = MARKDOWN in self.suffixes.values() and is_markdown(path)
        if markdown or path.endswith(_NOTEBOOK):
            self.unread.add(path)

    def doc2path(self, docname: str, absolute: bool) -> Any:
        """Return the source file of a document.

        An absolute path is a `SourcePath`, which can be read whatever bytes the file
        has. Each is kept, since it is asked for several times.
        """
        if not absolute:
            return super().doc2path(docname, absolute)
        found = self.files.get(docname)
        if found is None:
            path = self._docname_to_path.get(docname)
            known = str(super().doc2path(docname, absolute) if path is None else path)
            found = self.files[docname] = SourcePath(os.path.join(self.srcdir, known))  # noqa: PTH118
        return found


def has_permalink(project: Project, docname: str) -> bool:
    """Return whether the URL of a document is its docname and a slash.

    That of a page is given by the builder, as is that of a post at its file's path.
    """
    return isinstance(project, BlogProject) and docname in project.permalinks


def source_of(env: BuildEnvironment, docname: str | None = None) -> Source | None:
    """Return the post with a docname, by default of the document that is being read.

    :return: None if that is a page.
    """
    project = env.project
    if isinstance(project, BlogProject):
        return project.sources.get(docname or env.docname)
    return None


def made_by_build(env: BuildEnvironment, path: str) -> bool:
    """Return whether a file was made by a build, and is no file of the author.

    :param path: path from the source folder, normalised; it may lead out of it.
    """
    folders = env.project.outputs if isinstance(env.project, BlogProject) else ()
    return path.startswith(("../", *(f"{folder}/" for folder in folders)))


def install(app: Sphinx) -> None:
    """Make the site's project a `BlogProject` (on ``builder-inited``)."""
    if ablog_keeps_urls(app.config):
        return
    project: Any = app.project
    project.__class__ = BlogProject
    project.blog = read_config(app.config)
    given = app.config.blog_post_pattern
    project.post_patterns = (given,) if isinstance(given, str) else tuple(given)
    # A notebook with another suffix is text, such as `.Rmd`, with a header in YAML.
    project.suffixes = {
        suffix: MARKDOWN if kind == NOTEBOOK and suffix != _NOTEBOOK else kind
        for suffix, kind in app.config.source_suffix.items()
        if kind in (MARKDOWN, RST, NOTEBOOK)
    }
    if app.config.source_suffix.get(_NOTEBOOK) == _NBSPHINX:
        project.suffixes[_NOTEBOOK] = NOTEBOOK
    project.outputs = tuple(outputs(app))
    project.not_sources = (*project.blog.files, *NO_SOURCES, *project.outputs)
    authors = app.config.blog_default_author or ()
    project.gate = Gate(
        project.blog,
        project.post_patterns,
        app.config.root_doc,
        PermalinkFields(
            vocabulary_of(app.config),
            (authors,) if isinstance(authors, str) else tuple(authors),
        ),
    )
    project.language = default_language(app.config)
    project.catalogs = DocumentCatalogs(app)
    project.release_notes = ReleaseNotes(
        app.config,
        Path(app.confdir),
        Path(app.srcdir),
        suffixes=project.suffixes,
    )
    project.files, project.sources = {}, PostSources()
    project.permalinks, project.languages, project.foretold = set(), {}, []
    project.withheld, project.moved = [], []
    project.contests, project.unread = {}, set()
    project.root_doc = app.config.root_doc
    project.directories = isinstance(app.builder, DirectoryHTMLBuilder)
    project.store = Path(app.doctreedir, "blog", "headers.pickle")
