"""Emphasis in scripts that have marks instead of slanted letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

from sphinx_blogtheme.model.cutting import has_dotted_emphasis

if TYPE_CHECKING:
    from docutils import nodes
    from markdown_it.tree import SyntaxTreeNode


class EmphasisRenderer(SphinxRenderer):
    """MyST's renderer, with a class for the emphasis of Chinese, Japanese and Korean."""

    def render_em(self, token: SyntaxTreeNode) -> None:
        """Render an emphasis; words in Latin letters are in italics as elsewhere."""
        super().render_em(token)
        node = cast("nodes.emphasis", self.current_node[-1])
        if has_dotted_emphasis(node.astext()):
            node["classes"].append("bt-dots")
