"""Let Python look for garbage less often while a site is built.

A doctree is tens of thousands of objects that live for one document. At Python's
own threshold they are searched again and again, a tenth of all the work, to find
next to nothing.
"""

from __future__ import annotations

import atexit
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

OBJECTS = 300_000
"""New objects until Python looks at the youngest again: some twenty megabytes more."""


def setup(app: Sphinx) -> None:
    """Raise the threshold until the build is finished."""
    before = gc.get_threshold()
    gc.set_threshold(max(OBJECTS, before[0]), *before[1:])

    def restore(app: Sphinx, exception: Exception | None) -> None:
        del app, exception
        # What is young becomes old, or it would be searched at once.
        gc.freeze()
        gc.unfreeze()
        gc.set_threshold(*before)

    app.connect("build-finished", restore, priority=1000)


# What is left when the process ends need not be searched for garbage.
atexit.register(gc.freeze)
