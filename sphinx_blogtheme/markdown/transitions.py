"""Allow rules anywhere: first or last in a document, in succession, and in lists.

Docutils warns of these. In Markdown, and in HTML, they are nothing special.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.transforms.misc import Transitions
from sphinx.transforms import SphinxTransform

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.model.posts import RST

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_BEFORE = (
    nodes.title,
    nodes.subtitle,
    nodes.meta,
    nodes.decoration,
    nodes.transition,
)
"""What docutils does not allow before a transition."""


class _Neighbour(nodes.Invisible, nodes.Element):
    """Stands beside a transition while docutils looks at it, or in its place."""

    rule: nodes.transition | None = None
    """The transition in whose place it stands."""


class AddNeighbours(SphinxTransform):
    """Gives transitions the neighbours that docutils wants."""

    default_priority = Transitions.default_priority - 1

    def apply(self, **kwargs: Any) -> None:
        """Change the document, unless it is a page in reStructuredText."""
        del kwargs
        found = list(self.document.findall(nodes.transition))
        if not found or not self._allows():
            return
        for transition in found:
            parent = transition.parent
            if not isinstance(parent, (nodes.document, nodes.section)):
                hidden = _Neighbour()
                hidden.rule = transition
                transition.replace_self(hidden)
                continue
            index = parent.index(transition)
            if index == 0 or isinstance(parent[index - 1], _BEFORE):
                parent.insert(index, _Neighbour())
            if not _can_move(transition):
                parent.append(_Neighbour())

    def _allows(self) -> bool:
        """Return whether transitions may be anywhere in the document."""
        if ablog_keeps_urls(self.config):
            return False
        suffix = self.env.doc2path(self.env.docname).suffix
        return (
            self.config.source_suffix.get(suffix) != RST
            or source_of(self.env) is not None
            # ABlog's directive makes a post of a page.
            or any(
                type(node).__name__ == "PostNode" for node in self.document.findall()
            )
        )


def _can_move(transition: nodes.transition) -> bool:
    """Return whether docutils may move a transition out of the section that it ends.

    It warns if that is the end of the document, or beside another transition.
    """
    node: nodes.Node = transition
    while node.parent is not None and node.parent[-1] is node:
        node = node.parent
    if node is transition or node.parent is None:
        return node is transition
    return not isinstance(node.parent[node.parent.index(node) + 1], nodes.transition)


class RemoveNeighbours(SphinxTransform):
    """Removes the neighbours again."""

    default_priority = Transitions.default_priority + 1

    def apply(self, **kwargs: Any) -> None:
        """Change the document."""
        del kwargs
        for neighbour in list(self.document.findall(_Neighbour)):
            if neighbour.rule is None:
                neighbour.parent.remove(neighbour)
            else:
                neighbour.replace_self(neighbour.rule)


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(AddNeighbours)
    app.add_transform(RemoveNeighbours)
