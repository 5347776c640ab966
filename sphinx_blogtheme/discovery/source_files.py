"""Tell sources from other files in a source folder, and read them without errors."""

from __future__ import annotations

import os
import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from sphinx.project import EXCLUDE_PATHS, Project
from sphinx.util._pathlib import _StrPath
from sphinx.util.matching import Matcher

from sphinx_blogtheme.model.decoding import read_source
from sphinx_blogtheme.model.posts import MARKDOWN_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


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


def is_markdown(path: Path) -> bool:
    """Return whether a file is in Markdown by its name, and no ``README``."""
    return path.suffix.lower() in MARKDOWN_ENDINGS and path.stem.lower() != "readme"


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


def decomposed_files(
    root: Path, suffixes: Iterable[str], excluded: Iterable[str]
) -> dict[str, Path]:
    """Return the sources whose paths are not composed (NFC), as on a Mac's disk.

    Sphinx composes each path that it finds, and on other systems no file has that name.

    :param root: the source folder.
    :param excluded: patterns of Sphinx's for paths that are no sources.
    :return: paths from the source folder, by their composed forms.
    """
    found: dict[str, Path] = {}
    is_excluded = Matcher([*excluded, *EXCLUDE_PATHS])
    for folder, folders, files in os.walk(root, followlinks=True):
        place = Path(folder).relative_to(root)
        folders[:] = [name for name in folders if not is_excluded(_nfc(place / name))]
        for name in files:
            path = place / name
            composed = _nfc(path)
            if (
                not composed.isascii()
                and composed != path.as_posix()
                and composed.endswith(tuple(suffixes))
                and not is_excluded(composed)
                and not Path(root, composed).exists()
            ):
                found[composed] = path
    return found


class SourceProject(Project):
    """Sphinx's project, which also finds files whose names are decomposed."""

    decomposed: Mapping[str, Path] = MappingProxyType({})
    """Paths of files with decomposed names, by their composed forms."""

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find all documents; return the docnames."""
        excluded = list(exclude_paths)
        decomposed = decomposed_files(Path(self.srcdir), self.source_suffix, excluded)
        # Sphinx would look for each by its composed name, in vain.
        hidden = map(_pattern_of, decomposed)
        super().discover([*excluded, *hidden], include_paths)
        is_included = Matcher([*include_paths])
        self.decomposed = decomposed
        for composed, file in decomposed.items():
            docname = self.path2doc(composed)
            if docname and docname not in self.docnames and is_included(composed):
                self.docnames.add(docname)
                self._path_to_docname[file] = docname
                self._docname_to_path[docname] = file
        return self.docnames


def _pattern_of(name: str) -> str:
    """Return the pattern, for Sphinx's `Matcher`, of one file."""
    # Python warns of a set that begins with a bracket.
    return re.sub(r"[*?]", r"[\g<0>]", name.replace("[", "[\\[]"))


def install_early(env: BuildEnvironment) -> None:
    """Make a site's project a `SourceProject`.

    Sphinx looks for the documents of a new environment before any event of a builder.
    """
    project: Any = env.project
    project.__class__ = SourceProject


def _nfc(path: Path) -> str:
    return normalize("NFC", path.as_posix())


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
