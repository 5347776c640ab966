"""The texts of posts in ABlog's lists: descriptions, or first paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join

from sphinx_blogtheme.site.directive_posts import paragraphs_of_excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.posts import Post

_ASIDE = (nodes.docinfo, nodes.footnote, nodes.citation, nodes.topic, nodes.Admonition)
"""Nodes whose paragraphs are not of the text that a post begins with."""

_LEFT_OUT = (
    *(nodes.footnote_reference, nodes.citation_reference, nodes.image),
    *(nodes.raw, nodes.target, nodes.problematic, addnodes.index),
)
"""Inline nodes that make sense on the page of the post only."""


class PostExcerpt:
    """The paragraphs that a list shows of a post, read when a list wants them."""

    def __init__(self, env: BuildEnvironment, post: Post) -> None:
        self._env, self._post = env, post
        self._found: list[nodes.paragraph] | None = None

    def __iter__(self) -> Iterator[nodes.paragraph]:
        """Yield the paragraphs."""
        if self._found is None:
            self._found = [*self._paragraphs()]
        return iter(self._found)

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return any(True for _ in self)

    def _paragraphs(self) -> Iterator[nodes.paragraph]:
        env, docname = self._env, self._post.docname
        if self._post.description:
            yield nodes.paragraph(text=self._post.description)
            return
        wanted = paragraphs_of_excerpt(env, docname)
        if wanted <= 0:
            return
        for paragraph in env.get_doctree(docname).findall(nodes.paragraph):
            if not _is_aside(paragraph):
                found = self._for_lists(paragraph)
                if found.astext().strip():
                    yield found
                    wanted -= 1
            if not wanted:
                return

    def _for_lists(self, paragraph: nodes.paragraph) -> nodes.paragraph:
        """Return a copy without what makes sense on its own page only."""
        copy = paragraph.deepcopy()
        for node in list(copy.findall(nodes.Element)):
            node["ids"], node["names"] = [], []
            if isinstance(node, _LEFT_OUT) and node.parent is not None:
                node.parent.remove(node)
            elif isinstance(node, addnodes.pending_xref):
                self._make_absolute(node)
        return copy

    def _make_absolute(self, node: addnodes.pending_xref) -> None:
        """Make the target of a reference independent of the page that has it."""
        if node.get("refdomain") == "std" and node.get("reftype") == "doc":
            node["reftarget"] = "/" + docname_join(
                self._post.docname, node["reftarget"]
            )


def _is_aside(node: nodes.Node) -> bool:
    above = node.parent
    while above is not None:
        if isinstance(above, _ASIDE):
            return True
        above = above.parent
    return False
