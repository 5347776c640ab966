"""Tell the builds of one preview from all others.

What takes longer than the rest of a small edit is made once in a preview.
"""

from __future__ import annotations

import os
from uuid import uuid4

_VARIABLE = "SPHINX_BLOGTHEME_PREVIEW"


def begin() -> None:
    """Let the builds that this process starts be those of a new preview."""
    os.environ[_VARIABLE] = uuid4().hex


def name() -> str:
    """Return the name of the preview that a build is for; empty for none."""
    return os.environ.get(_VARIABLE, "")
