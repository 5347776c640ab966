"""Tables without a header, which have an empty one in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


class TableRenderer(SphinxRenderer):
    """MyST's renderer, which draws no empty header above a table."""

    def render_table(self, token: SyntaxTreeNode) -> None:
        """Render a table; a header whose cells are all empty is left out.

        GitHub's Markdown has no other way to write a table without one.
        """
        super().render_table(token)
        group = self.current_node[-1][0]
        header = next(iter(group.findall(nodes.thead)), None)
        if header is None or next(iter(group.findall(nodes.tbody)), None) is None:
            return
        if not any(paragraph.children for paragraph in header.findall(nodes.paragraph)):
            group.remove(header)
