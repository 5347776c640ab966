"""Tell the builds of one preview (``sphinx-blogtheme serve``) from all others.

In a preview, work that takes longer than the rest of a small edit is done only once.
"""

from __future__ import annotations

import os
from uuid import uuid4

_VARIABLE = "SPHINX_BLOGTHEME_PREVIEW"


def begin() -> None:
    """Begin a preview: builds that this process starts belong to it."""
    os.environ[_VARIABLE] = uuid4().hex


def name() -> str:
    """Return the name of the preview that a build belongs to; empty if none."""
    return os.environ.get(_VARIABLE, "")
