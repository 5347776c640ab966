"""Nodes for a part that opens on a click, and their HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class details(nodes.General, nodes.Element):  # noqa: N801 -- as docutils names nodes
    """A part that opens on a click: a `details_summary`, and its content."""


class details_summary(nodes.General, nodes.TextElement):  # noqa: N801
    """The heading of such a part, which is visible when it is closed."""


def visit_details(self: HTML5Translator, node: details) -> None:
    """Write the beginning of a part that opens on a click."""
    tag = self.starttag(node, "details")
    if node.get("open"):
        tag = tag.replace("<details", "<details open", 1)
    self.body.append(tag)


def depart_details(self: HTML5Translator, node: details) -> None:
    """Write its end."""
    del node
    self.body.append("</details>\n")


def visit_summary(self: HTML5Translator, node: details_summary) -> None:
    """Write the beginning of its heading."""
    self.body.append(self.starttag(node, "summary", ""))


def depart_summary(self: HTML5Translator, node: details_summary) -> None:
    """Write the end of its heading."""
    del node
    self.body.append("</summary>\n")


class OpenDetails(SphinxPostTransform):
    """Replaces such parts by admonitions, if there is no HTML."""

    default_priority = 4

    def run(self, **kwargs: object) -> None:
        """Change one document."""
        del kwargs
        if self.env._app.builder.format == "html":  # noqa: SLF001
            return
        for node in list(self.document.findall(details)):
            head, *rest = node.children
            title = nodes.title("", "", *cast("nodes.Element", head).children)
            node.replace_self(nodes.admonition("", title, *rest))


def setup(app: Sphinx) -> None:
    """Register the nodes and the transform."""
    app.add_node(details, html=(visit_details, depart_details))
    app.add_node(details_summary, html=(visit_summary, depart_summary))
    app.add_post_transform(OpenDetails)
