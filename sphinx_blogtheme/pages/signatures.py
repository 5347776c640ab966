"""Make the parameters of a long signature, one on a line, a valid list.

Sphinx (9.0) writes them as the descriptions of a list that has no terms, which neither
HTML nor screen readers know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.theme_options import draws

if TYPE_CHECKING:
    from sphinx_blogtheme.pages.body import DocumentPage, Filter

_LINES = re.compile(
    r'(?P<start><span class="sig-paren">[(\[]</span>\s*)<dl>(?P<lines>.*?)</dl>',
    re.DOTALL,
)


def list_parameters(html: str) -> str:
    """Return HTML in which each parameter of a long signature is a division."""
    return _LINES.sub(_division, html)


def _division(match: re.Match[str]) -> str:
    lines = match["lines"].replace("<dd>", "<div>").replace("</dd>", "</div>")
    return f'{match["start"]}<div class="sig-lines">{lines}</div>'


def signature_filter(page: DocumentPage) -> Filter | None:
    """Return the filter, if our theme draws the page; others have styles for lists."""
    return list_parameters if draws(page.app) else None
