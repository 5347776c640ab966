"""Tell sources from other files in a source folder, and read them without errors."""

from __future__ import annotations

import os
import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from sphinx.locale import __
from sphinx.project import EXCLUDE_PATHS, Project
from sphinx.util import logging
from sphinx.util._pathlib import _StrPath
from sphinx.util.matching import compile_matchers

from sphinx_blogtheme.model.decoding import read_source
from sphinx_blogtheme.model.posts import MARKDOWN_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_logger = logging.getLogger(__name__)

_HEADER_BESIDE = ".meta"
"""Suffix of a file with the header of the post beside it, as Nikola has it."""


class SourcePath(_StrPath):
    """The path of a source file, whose bytes we decode."""

    def read_text(self, *args: Any, **kwargs: Any) -> str:
        """Return the decoded text; Sphinx, which calls this, would end the build."""
        del args, kwargs
        return read_source(self)


def is_file(path: str | os.PathLike[str]) -> bool:
    """Return whether a path is a file, even if it is too long for a name.

    `Path.is_file` raises an error for such a path, which can be the URL of an author.
    """
    return os.path.isfile(path)  # noqa: PTH113


def is_markdown(path: str) -> bool:
    """Return whether a file is in Markdown by its name, and no ``README``."""
    stem, suffix = os.path.splitext(os.path.basename(path).lower())  # noqa: PTH119, PTH122
    return suffix in MARKDOWN_ENDINGS and stem != "readme"


_OWN_HEADER = re.compile(r"---[ \t]*\n")
_FOREIGN_HEADER = re.compile(
    r"(?:[\s\u200b\u2060\ufeff]|<!--.*?-->)*(?:---|\+\+\+|;;;)", re.DOTALL
)

NO_SOURCES = tuple(
    pattern
    for name in (".*", "node_modules", "site-packages")
    for pattern in (name, f"**/{name}")
)
"""Patterns of folders that tools make: virtual environments, packages, hidden ones."""


class SourceProject(Project):
    """Sphinx's project, which also finds files whose names are decomposed (NFD).

    Sphinx composes each path that it finds (NFC), and but for a Mac no system has a file
    of that name.
    """

    decomposed: Mapping[str, Path] = MappingProxyType({})
    """Paths of files with decomposed names, by their composed forms."""
    headers_beside = False
    """Whether there is a file that may have the header of another, as Nikola's."""

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find all documents; return the docnames."""
        self.docnames.clear()
        self._path_to_docname.clear()
        self._docname_to_path.clear()
        for name, docname in self.find(exclude_paths, include_paths).items():
            path = Path(name)
            self.docnames.add(docname)
            self._path_to_docname[path] = docname
            self._docname_to_path[docname] = path
        return self.docnames

    def find(
        self, exclude_paths: Iterable[str], include_paths: Iterable[str]
    ) -> dict[str, str]:
        """Return the docnames of all documents, by their paths with forward slashes.

        They are those that Sphinx finds, with the same warnings, and those with
        decomposed names. Sphinx makes several paths of each, which are slow to make.
        """
        included = compile_matchers(include_paths)
        excluded = compile_matchers([*exclude_paths, *EXCLUDE_PATHS])
        root = os.path.realpath(self.srcdir)
        documents: dict[str, str] = {}
        decomposed: dict[str, str] = {}
        self.headers_beside = False
        for name in _files_in(root, excluded):
            path = _nfc(name)
            self.headers_beside |= path.lower().endswith(_HEADER_BESIDE)
            if not _fits(path, included) or _fits(path, excluded):
                continue
            docname = self._docname_of(path)
            if not docname:
                self.pass_by(path)
            elif path != name and not os.path.exists(f"{root}/{path}"):  # noqa: PTH110
                decomposed[path] = name
            elif docname in documents:
                self._report_rival(docname, documents[docname])
            elif os.access(f"{root}/{path}", os.R_OK):
                documents[docname] = path
            else:
                _logger.warning(
                    __("Ignored unreadable document %r."), path, location=docname
                )
        self.decomposed = {path: Path(name) for path, name in decomposed.items()}
        for path, name in decomposed.items():
            documents.setdefault(self._docname_of(path), name)
        return {path: docname for docname, path in documents.items()}

    def pass_by(self, path: str) -> None:
        """Note a file that is no source by its name; nothing to do here.

        :param path: path from the source folder, with forward slashes.
        """

    def _docname_of(self, path: str) -> str:
        """Return the docname that Sphinx gives to a file; empty if it is no source."""
        for suffix in self.source_suffix:
            if path.endswith(suffix):
                return path.removesuffix(suffix)
        return ""

    def _report_rival(self, docname: str, path: str) -> None:
        """Warn of a second file for a document, in Sphinx's words.

        :param path: path of the file that is used.
        """
        names = (
            file.relative_to(self.srcdir).as_posix()
            for file in self.srcdir.glob(f"{docname}.*")
        )
        _logger.warning(
            __('multiple files found for the document "%s": %s\nUse %r for the build.'),
            docname,
            ", ".join(names),
            SourcePath(self.srcdir, path),
            once=True,
        )


def _files_in(root: str, excluded: Iterable[Callable[[str], object]]) -> Iterator[str]:
    """Yield the paths of all files from a folder, in the order in which Sphinx finds them.

    :param excluded: match the paths of folders to be left out.
    """
    for folder, folders, files in os.walk(root, followlinks=True):
        place = folder[len(root) :].replace(os.sep, "/").strip("/")
        place = f"{place}/" if place else ""
        folders[:] = [
            name for name in sorted(folders) if not _fits(_nfc(place + name), excluded)
        ]
        for name in sorted(files):
            yield place + name


def _fits(path: str, matchers: Iterable[Callable[[str], object]]) -> bool:
    for match in matchers:  # noqa: SIM110 -- of each file; a generator is slower
        if match(path):
            return True
    return False


def install_early(env: BuildEnvironment) -> None:
    """Make a site's project a `SourceProject`.

    Sphinx looks for the documents of a new environment before any event of a builder.
    """
    project: Any = env.project
    project.__class__ = SourceProject


def _nfc(path: str) -> str:
    return path if path.isascii() else normalize("NFC", path)


def without_foreign_header(env: BuildEnvironment, text: str) -> str:
    """Return the text of a page that is read, without a header of another dialect.

    It is one that neither MyST nor docutils takes for a header, so that they would show
    it. Its lines become empty, so that those below keep their numbers.
    """
    lines: Mapping[str, int] = getattr(env.project, "page_headers", {})
    if _OWN_HEADER.match(text) or not _FOREIGN_HEADER.match(text):
        return text
    return with_empty_lines(text, lines.get(env.docname, 0))


def with_empty_lines(text: str, count: int) -> str:
    """Return a text with its first lines empty, so that line numbers stay."""
    return "\n" * count + "\n".join(text.split("\n")[count:])


def outputs(app: Sphinx) -> Iterable[str]:
    """Yield the output folders of builds that lie in the source folder."""
    yield "_build"
    # Where MyST-NB writes, beside the output, also that of another builder.
    yield "jupyter_execute"
    beside = Path(app.outdir).parent / "jupyter_execute"
    if beside.is_relative_to(app.srcdir):
        yield beside.relative_to(app.srcdir).as_posix()
    for pattern in ("*/.buildinfo", "*/*/.buildinfo"):
        for mark in Path(app.srcdir).glob(pattern):
            yield mark.parent.relative_to(app.srcdir).as_posix()
    for folder in (Path(app.outdir), Path(app.doctreedir)):
        if folder.is_relative_to(app.srcdir) and folder != Path(app.srcdir):
            yield folder.relative_to(app.srcdir).as_posix()
