"""Let readers scroll wide code, formulas and tables with the keyboard.

These scroll within themselves, so it has to be possible to focus them (WCAG 2.2,
success criterion 2.1.1).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_blogtheme.pages.body import DocumentPage, Filter

LONG_FORMULA = 40
"""Number of characters in TeX; a shorter formula fits on any screen."""

_CODE = re.compile(r'(<(?:div class="highlight"|td class="code"><div)><pre)(?=>)')
_TABLE = re.compile(r'(<table class="docutils\b[^>]*?)(?=>)')
_FORMULA = re.compile(
    r'(<(?:div|span) class="math notranslate"[^>]*?)'
    rf'(?=>(?:(?!</math>).)*?<math [^>]*?alttext="[^"]{{{LONG_FORMULA},}}")',
    re.DOTALL,
)


def make_focusable(html: str) -> str:
    """Return HTML in which elements that may scroll can have the focus."""
    for pattern in (_CODE, _TABLE, _FORMULA):
        html = pattern.sub(r'\1 tabindex="0"', html)
    return html


def focus_filter(page: DocumentPage) -> Filter:
    """Return the filter of every document."""
    del page
    return make_focusable
