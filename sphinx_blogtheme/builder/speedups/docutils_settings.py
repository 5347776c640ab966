"""Compute docutils' settings once, and copy them for each document.

Sphinx (9.0) builds docutils' command-line parser anew for each document that it reads,
and MyST (5.2) once more for a spare document: together a twelfth of the time of
reading.  Neither has a hook, so Sphinx's function is replaced while documents are read
by one with the same results.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sphinx.util.docutils

from sphinx_blogtheme.builder.speedups.switch import is_on
from sphinx_blogtheme.patching import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def remembering(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that copies its last result if the arguments are the same.

    :param function: returns docutils' settings.
    """
    last: list[Any] = []

    def settings(*components: Any, **options: Any) -> Any:
        kinds = [part if isinstance(part, type) else type(part) for part in components]
        call = [kinds, {name: _copy(value) for name, value in options.items()}]
        if not last or last[0] != call:
            last[:] = [call, function(*components, **options)]
        values = last[1].copy()
        values.record_dependencies = type(values.record_dependencies)()
        return values

    return settings


def _copy(value: object) -> object:
    return dict(value) if isinstance(value, dict) else value


@contextmanager
def settings_once() -> Iterator[None]:
    """Replace Sphinx's function for docutils' settings while the block runs."""
    if not is_on("docutils_settings"):
        yield
        return
    with replaced(sphinx.util.docutils, "_get_settings", remembering):
        yield
