"""Keep hyphens that stand for a dash, as in ``yes -- no``, on one line.

Browsers may end a line after each hyphen (Unicode Standard Annex 14, class HY), and no
property of CSS forbids that for two of them alone, so an element goes round them.
"""

from __future__ import annotations

import re

from sphinx_blogtheme.markdown.page_text import mark_text

_DASH = re.compile("-{2,}")
_KEPT = r'<span class="bt-keep">\g<0></span>'


def keep_dashes(page: str) -> str:
    """Return the HTML of a page in which no line ends within ``--``."""
    if page.find("--", page.find("<body")) < 0:
        return page
    return mark_text(page, _DASH, _KEPT)
