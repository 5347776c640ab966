"""Tell sources from other files in a source folder, and read them without errors."""

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


NO_SOURCES = tuple(
    pattern
    for name in (".*", "node_modules", "site-packages")
    for pattern in (name, f"**/{name}")
)
"""Patterns of folders that tools make: virtual environments, packages, hidden ones."""


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
