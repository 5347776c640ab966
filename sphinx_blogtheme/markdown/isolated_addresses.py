"""Keep URLs and paths from left to right within a text from right to left.

By the bidirectional algorithm (Unicode Standard Annex 9), a slash at their end, or at
their beginning, belongs to the text around, and stands on the other side.
"""

from __future__ import annotations

import re

from sphinx_blogtheme.markdown.page_text import mark_text

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-;=?-~]*[/\w]"
    r"|(?<![\w/.&])~?/?(?:[\w.+-]+/)+(?:[\w.+-]*\w)?"
    r"|(?<![\w/.&<])~?/[\w.+-]*\w",
    re.ASCII,
)
_ISOLATED_BY_STYLE = frozenset({"bdi", "code", "kbd", "samp"})
_ISOLATED = r'<bdi dir="ltr">\g<0></bdi>'


def isolate_addresses(page: str) -> str:
    """Return the HTML of a page with URLs and paths isolated, if any text needs that."""
    if 'dir="rtl"' not in page:
        return page
    return mark_text(page, _ADDRESS, _ISOLATED, _ISOLATED_BY_STYLE)
