"""Make the last line of a quotation its source, in posts that are quotations.

In Markdown, the source of a quotation is a paragraph that begins with a dash, in the
quotation or after it. In other posts such a paragraph stays one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.model.kinds import ATTRIBUTION, QUOTE

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class AttributeQuotations(SphinxTransform):
    """Makes docutils' attributions of such paragraphs."""

    default_priority = 400
    """Before `--` becomes a dash."""

    def apply(self, **kwargs: Any) -> None:
        """Change the document, if it is a post of this kind."""
        del kwargs
        source = source_of(self.env)
        if source is None or source.kind != QUOTE:
            return
        for quotation in list(self.document.findall(nodes.block_quote)):
            if isinstance(quotation.parent, (nodes.section, nodes.document)):
                _attribute(quotation)


def _attribute(quotation: nodes.block_quote) -> None:
    """Make an attribution of the last paragraph in a quotation, or of that after it."""
    place = quotation.parent.index(quotation) + 1
    after = quotation.parent[place] if place < len(quotation.parent) else None
    last = quotation[-1] if len(quotation) > 1 else None
    for paragraph in (after, last):
        if not isinstance(paragraph, nodes.paragraph):
            continue
        first = paragraph[0] if len(paragraph) else None
        if isinstance(first, nodes.Text):
            # The name may be a link, so that the dash is all of the first text.
            dash = ATTRIBUTION.match(paragraph.astext())
            if dash:
                rest = nodes.Text(first.astext()[dash.end() :])
                paragraph.parent.remove(paragraph)
                attribution = nodes.attribution("", "", rest, *paragraph[1:])
                attribution.source, attribution.line = paragraph.source, paragraph.line
                quotation.append(attribution)
                return


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(AttributeQuotations)
