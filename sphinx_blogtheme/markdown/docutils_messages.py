"""Keep the messages of docutils off the pages: they are for the author's terminal.

Docutils puts each of its messages into the document, with the path of the file on the
author's disk. Sphinx takes out those of its parser, but not those of its writer, and
leaves links that lead to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class ProblemsAsText(SphinxTransform):
    """Shows what docutils could not read as it is written, without a link.

    That link would lead to a message, which is not on the page.
    """

    # After all references; docutils compares at most three digits.
    default_priority = 998

    def apply(self, **kwargs: Any) -> None:
        """Replace the nodes by their text, unless the site shows the messages."""
        del kwargs
        if self.config.keep_warnings:
            return
        for node in list(self.document.findall(nodes.problematic)):
            node.parent.replace(node, node.children)


def visit_message(self: HTML5Translator, node: nodes.system_message) -> None:
    """Write nothing, or, with Sphinx's option ``keep_warnings``, no path of a disk."""
    if not self.config.keep_warnings:
        raise nodes.SkipNode
    folder = f"{self.builder.srcdir.as_posix()}/"
    node["source"] = str(node.get("source", "")).replace(folder, "")
    for text in list(node.findall(nodes.Text)):
        text.parent.replace(text, nodes.Text(text.replace(folder, "")))
    type(self).visit_system_message(self, node)


def depart_message(self: HTML5Translator, node: nodes.system_message) -> None:
    """Write the end of a message."""
    type(self).depart_system_message(self, node)


def setup(app: Sphinx) -> None:
    """Register the transform, and the writing of the node."""
    app.add_transform(ProblemsAsText)
    app.add_node(
        nodes.system_message, override=True, html=(visit_message, depart_message)
    )
