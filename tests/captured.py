"""An extension for tests: keeps what the templates of a build were given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CONTEXTS: dict[str, dict[str, Any]] = {}
"""The context of each page that the last build of this process drew, by docname."""


def setup(app: Sphinx) -> None:
    """Listen after everybody else."""
    CONTEXTS.clear()
    app.connect("html-page-context", _keep, priority=999)


def _keep(_app: Sphinx, pagename: str, _template: str, context: Any, _doc: Any) -> None:
    CONTEXTS[pagename] = dict(context)
