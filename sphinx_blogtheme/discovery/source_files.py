"""Know which files of a source folder are the author's, and how to read them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util._pathlib import _StrPath

from sphinx_blogtheme.model.decoding import read_source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx


class SourcePath(_StrPath):
    """The path of a source, whose bytes are made into text by us."""

    def read_text(self, *args: Any, **kwargs: Any) -> str:
        """Return the text; Sphinx, which asks for it, would end the build."""
        del args, kwargs
        return read_source(self)


def is_file(path: str | os.PathLike[str]) -> bool:
    """Return whether there is a file; an author's URL may make no name of one.

    `Path.is_file` raises where a name is too long.
    """
    return os.path.isfile(path)  # noqa: PTH113


NO_SOURCES = tuple(
    pattern
    for name in (".*", "node_modules", "site-packages")
    for pattern in (name, f"**/{name}")
)
"""Folders of tools: virtual environments, packages, what an editor keeps."""


def outputs(app: Sphinx) -> Iterable[str]:
    """Yield the folders that builds write to, where they lie among the sources."""
    yield "_build"
    yield "jupyter_execute"  # MyST-NB's, beside the output
    for pattern in ("*/.buildinfo", "*/*/.buildinfo"):
        for mark in Path(app.srcdir).glob(pattern):
            yield mark.parent.relative_to(app.srcdir).as_posix()
    for folder in (Path(app.outdir), Path(app.doctreedir)):
        if folder.is_relative_to(app.srcdir) and folder != Path(app.srcdir):
            yield folder.relative_to(app.srcdir).as_posix()
