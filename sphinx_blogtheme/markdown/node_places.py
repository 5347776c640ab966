"""Where a node of a doctree stands in its source.

Not every node has a line: Sphinx, for one, removes that of an image without alternative
text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.nodes import traverse_parent

if TYPE_CHECKING:
    from docutils import nodes


def nearest_line(node: nodes.Element) -> int | None:
    """Return the line of a node, or of the nearest above it that has one; or None."""
    return next((above.line for above in traverse_parent(node) if above.line), None)


def nearest_source(node: nodes.Element) -> str | None:
    """Return the path of the source of a node, or of the nearest above; or None."""
    return next((above.source for above in traverse_parent(node) if above.source), None)
