"""Compute docutils' settings once, and copy them for each document.

Sphinx (9.0) builds docutils' command-line parser anew for each document that it reads,
and MyST (5.2) once more for a spare document: together a twelfth of the time of
reading.  Neither has a hook, so their functions are replaced while documents are read by
ones with the same results.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sphinx.util.docutils
from myst_parser.mdit_to_docutils import base

from sphinx_blogtheme.builder.speedups.switch import is_on
from sphinx_blogtheme.patching import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def with_last_result(function: Callable[..., Any]) -> Callable[..., Any]:
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


def without_spare_document(setup_render: Callable[..., None]) -> Callable[..., None]:
    """Return MyST's ``setup_render``, which makes no document where it is given one.

    Its own makes one for ``options.get("document", make_document())`` each time.
    """

    def setup(renderer: Any, options: dict[str, Any], env: Any) -> None:
        if "document" not in options:
            setup_render(renderer, options, env)
            return
        with replaced(base, "make_document", lambda _: lambda *_, **__: None):
            setup_render(renderer, options, env)

    return setup


@contextmanager
def cached_settings() -> Iterator[None]:
    """Compute equal settings once while the block runs, and none in vain."""
    if not is_on("docutils_settings"):
        yield
        return
    with (
        replaced(sphinx.util.docutils, "_get_settings", with_last_result),
        replaced(base.DocutilsRenderer, "setup_render", without_spare_document),
    ):
        yield
