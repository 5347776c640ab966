"""Takes the text of ``update`` directives out that are not public yet.

It has to be gone before transforms and Sphinx's domains look at a document: they would
store its labels, its entries of the index and its links.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.discovery.project import BlogProject, source_of
from sphinx_blogtheme.site.ablog_bridge import date_of_directive, updates_in

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class HeldUpdates(SphinxTransform):
    """Empties the updates of a post whose dates are in the future."""

    default_priority = 3  # before `links`, which keeps what it has looked up

    def apply(self, **kwargs: Any) -> None:
        """Leave of each such update its date, which the post has need of."""
        del kwargs
        project = self.env.project
        if not isinstance(project, BlogProject) or ablog_keeps_urls(self.config):
            return
        if source_of(self.env) is None:
            return
        for node in updates_in(self.document):
            with suppress(ValueError):  # of which `ablog_bridge` warns
                date = date_of_directive(project, node["date"], self.config)
                if date > project.today:
                    self._empty(node)

    def _empty(self, node: nodes.Element) -> None:
        document = self.document
        held = list(node.findall(nodes.Element))
        for inner in held:
            names: list[str] = inner["names"]
            ids: list[str] = inner["ids"]
            for name in names:
                document.nameids.pop(name, None)
                document.nametypes.pop(name, None)
            for id_ in ids:
                document.ids.pop(id_, None)
        numbers = set(map(id, held))
        tables: tuple[dict[str, list[Any]], ...] = (
            document.refids,
            document.refnames,
            document.footnote_refs,
        )
        for table in tables:
            for name in list(table):
                table[name] = [n for n in table[name] if id(n) not in numbers]
                if not table[name]:
                    del table[name]
        node.rawsource = ""
        node.clear()


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(HeldUpdates)
