"""Turn what opens on a click into nodes of a doctree, and those into HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class details(nodes.General, nodes.Element):  # noqa: N801 -- as docutils names nodes
    """A part that opens on a click: a `details_summary`, and what it is about."""


class details_summary(nodes.General, nodes.TextElement):  # noqa: N801
    """What is seen of a part that is closed."""


def visit_details(self: HTML5Translator, node: details) -> None:
    """Begin a part that opens on a click."""
    tag = self.starttag(node, "details")
    if node.get("open"):
        tag = tag.replace("<details", "<details open", 1)
    self.body.append(tag)


def depart_details(self: HTML5Translator, node: details) -> None:
    """End it."""
    del node
    self.body.append("</details>\n")


def visit_summary(self: HTML5Translator, node: details_summary) -> None:
    """Begin what is seen of it while it is closed."""
    self.body.append(self.starttag(node, "summary", ""))


def depart_summary(self: HTML5Translator, node: details_summary) -> None:
    """End that."""
    del node
    self.body.append("</summary>\n")


class OpenDetails(SphinxPostTransform):
    """Open all that is closed, where nothing can be clicked."""

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
