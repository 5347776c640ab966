"""Keep a formula in its line together with the punctuation around it.

Browsers break a line between an inline formula and what touches it, so that a
comma or the "th" of "n-th" could begin a line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CLASS = "bt-keep"

_BEFORE = re.compile(r"[^\w\s]+\Z")
_AFTER = re.compile(r"\A(?:[A-Za-z]{1,3}(?!\w))?[^\w\s]*")


class KeepPunctuation(SphinxPostTransform):
    """Put each formula that text touches into an element that stays in one line."""

    default_priority = 400
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change one document."""
        del kwargs
        for formula in list(self.document.findall(nodes.math)):
            keep(formula)


def keep(formula: nodes.math) -> None:
    """Put a formula and what touches it into one element."""
    parent = formula.parent
    index = parent.index(formula)
    before, after = _text(parent, index - 1), _text(parent, index + 1)
    opening = "".join(_BEFORE.findall(before))
    closing = "".join(_AFTER.findall(after)[:1])
    if not opening and not closing:
        return
    parts = [
        nodes.Text(before.removesuffix(opening)),
        nodes.inline(
            "", "", nodes.Text(opening), formula, nodes.Text(closing), classes=[CLASS]
        ),
        nodes.Text(after.removeprefix(closing)),
    ]
    parent[index - bool(before) : index + 1 + bool(after)] = parts


def _text(parent: nodes.Element, index: int) -> str:
    """Return the text that is a child, or nothing where that is no text."""
    if 0 <= index < len(parent) and isinstance(child := parent[index], nodes.Text):
        return str(child)
    return ""


def setup(app: Sphinx) -> None:
    """Register the stage."""
    app.add_post_transform(KeepPunctuation)
