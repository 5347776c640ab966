"""Let Python search for garbage less often while a site is built.

A doctree is tens of thousands of objects that live for one document. At Python's
default threshold they are searched again and again, a tenth of all the work, to find
next to nothing.
"""

from __future__ import annotations

import atexit
import gc
from typing import TYPE_CHECKING

from sphinx_blogtheme.builder.speedups.switch import is_on

if TYPE_CHECKING:
    from sphinx.application import Sphinx

THRESHOLD = 300_000
"""New objects until the next search of the youngest: about 20 MB more memory."""


class _Threshold:
    """Raises the threshold of the garbage collector, and restores it."""

    def __init__(self) -> None:
        self._usual: tuple[int, int, int] | None = None
        self._is_over = False

    def raise_it(self) -> None:
        self._is_over = False
        if self._usual is None:
            self._usual = first, *others = gc.get_threshold()
            gc.set_threshold(max(THRESHOLD, first), *others)
            if self._after_search not in gc.callbacks:
                gc.callbacks.append(self._after_search)

    def give_back(self) -> None:
        """Restore the threshold after the next search.

        At once, Python would search all objects of the site. Most processes end without
        another search.
        """
        self._is_over = True

    def _after_search(self, phase: str, info: dict[str, int]) -> None:
        del info
        if phase == "stop" and self._is_over and self._usual is not None:
            gc.set_threshold(*self._usual)
            self._usual = None


_threshold = _Threshold()


def setup(app: Sphinx) -> None:
    """Raise the threshold until the build is finished."""
    if not is_on("garbage"):
        return
    _threshold.raise_it()

    def restore(app: Sphinx, exception: Exception | None) -> None:
        del app, exception
        _threshold.give_back()

    app.connect("build-finished", restore, priority=1000)
    # Objects that are left when the process ends need not be searched for garbage.
    atexit.register(gc.freeze)
