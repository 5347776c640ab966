"""Number the footnotes of a text that another parser has read into a document.

Docutils' ``include`` with a parser of its own makes a document of the text, and moves
only its nodes (https://github.com/executablebooks/MyST-Parser/issues/1024): the
document around them doesn't know their footnotes, and neither numbers nor links them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class NoteIncludedFootnotes(SphinxTransform):
    """Tells a document of the automatic footnotes that it does not know."""

    default_priority = 610  # before docutils' Footnotes (620)

    def apply(self, **kwargs: Any) -> None:
        """Change the document, if there are such footnotes."""
        del kwargs
        document = self.document
        known = {id(node) for node in document.autofootnotes}
        known |= {id(node) for node in document.autofootnote_refs}
        notes = list(document.findall(nodes.footnote))
        references = list(document.findall(nodes.footnote_reference))
        unknown = [
            node
            for node in (*notes, *references)
            if node.get("auto") == 1 and not node.get("resolved")
            if id(node) not in known
        ]
        if not unknown:
            return
        for node in unknown:
            if any(document.ids.get(name, node) is not node for name in node["ids"]):
                node["ids"] = []
            document.set_id(node)
            if isinstance(node, nodes.footnote):
                document.note_autofootnote(node)
                for name in node["names"]:
                    document.nameids[name] = node["ids"][0]
                    document.nametypes[name] = True
            elif isinstance(node, nodes.footnote_reference):
                document.note_autofootnote_ref(node)
                if "refname" in node:
                    document.note_footnote_ref(node)
        place = {id(node): number for number, node in enumerate((*notes, *references))}
        for known_nodes in (document.autofootnotes, document.autofootnote_refs):
            known_nodes.sort(key=lambda node: place.get(id(node), -1))


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(NoteIncludedFootnotes)
