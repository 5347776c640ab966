"""Let readers without a mouse scroll what is wider than the page.

Code, long formulas and tables scroll within themselves; what scrolls has to be
reached with the keyboard (WCAG 2.2, success criterion 2.1.1).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

LONG_FORMULA = 40
"""Characters of TeX; a shorter formula fits on any screen."""

_CODE = re.compile(r'(<div class="highlight"><pre)(?=>)')
_TABLE = re.compile(r'(<table class="docutils\b[^>]*?)(?=>)')
_FORMULA = re.compile(
    r'(<div class="math notranslate"[^>]*?)(?=>(?:(?!</math>).)*?<annotation[^>]*>'
    rf"[^<]{{{LONG_FORMULA},}}</annotation>)",
    re.DOTALL,
)


def make_focusable(html: str) -> str:
    """Return the HTML of a text, in which what may scroll can have the focus."""
    for pattern in (_CODE, _TABLE, _FORMULA):
        html = pattern.sub(r'\1 tabindex="0"', html)
    return html


def change_body(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Change the text of a document before it is kept (on ``html-page-context``)."""
    del app, pagename, templatename
    if doctree is not None and "body" in context:
        context["body"] = make_focusable(context["body"])


def setup(app: Sphinx) -> None:
    """Register the stage."""
    app.connect("html-page-context", change_body, priority=890)
