"""Change the HTML of a post where programs for feeds, without style sheets, read it."""

from __future__ import annotations

import re

from sphinx_blogtheme.pages.code_html import without_numbers

_TAB = re.compile(
    r'<input\b[^>]*\btype="radio"[^>]*>\s*'
    r"<label\b[^>]*\bclass=\"(?:sd-)?tab-label\b[^>]*>\s*(?P<title>.*?)</label>",
    re.DOTALL,
)
"""The button and the title of a tab of sphinx-design or sphinx-inline-tabs."""


def for_feed_readers(html: str) -> str:
    """Return HTML without numbers of lines, and with titles in the place of tabs."""
    return _TAB.sub(r"<p><strong>\g<title></strong></p>", without_numbers(html))
