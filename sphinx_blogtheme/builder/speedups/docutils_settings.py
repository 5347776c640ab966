"""Turn settings of docutils that are computed for each document into copies of one.

Sphinx (9.0) builds docutils' parser of command lines anew for each document that it
reads, and MyST (5.2) once more for a document that it then does without: together a
twelfth of the time that reading takes.  Neither has a hook, so their functions are
replaced, while documents are read and no longer, by ones with the same results.
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
    """Return a function whose result is a copy of the last one, if all else is equal.

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
    """Compute equal settings once while the block runs (Sphinx's, when it reads)."""
    if not is_on("docutils_settings"):
        yield
        return
    with replaced(sphinx.util.docutils, "_get_settings", remembering):
        yield
