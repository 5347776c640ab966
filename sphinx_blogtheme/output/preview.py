"""Tell the builds of one preview (``sphinx-blogtheme serve``) from all others.

In a preview, work that takes longer than the rest of a small edit is done only once.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

FOLDERS = ("_build/preview", "_build/check")
"""Where the commands `serve` and `check` build, from the source folder."""

_VARIABLE = "SPHINX_BLOGTHEME_PREVIEW"

when_made: Callable[[Sphinx], None] | None = None
"""Called when the application of a build is made, and nothing else is done."""


def begin() -> None:
    """Begin a preview: builds that this process starts belong to it."""
    os.environ[_VARIABLE] = uuid4().hex


def name() -> str:
    """Return the name of the preview that a build belongs to; empty if none."""
    return os.environ.get(_VARIABLE, "")


def pause(app: Sphinx) -> None:
    """Wait, in a build that is prepared (on ``builder-inited``, after all others)."""
    if when_made is not None:
        when_made(app)


def report_previews(app: Sphinx) -> None:
    """Warn if the output holds a preview, which would be published with its drafts."""
    for folder in FOLDERS:
        place = Path(app.srcdir, folder)
        if place.is_dir() and Path(app.outdir) in place.parents:
            warn(
                WarningKind.CONFIG,
                f"the output has the preview {place}, with pages of drafts; expected "
                "another output, such as _build/html. The preview is left there: do "
                "not publish it.",
            )
