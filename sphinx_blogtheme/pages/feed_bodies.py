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


_TAB_LIST = re.compile(
    r'<div\b[^>]*\brole="tablist"[^>]*>(?P<tabs>(?:\s*<button\b.*?</button>)+)\s*</div>',
    re.DOTALL,
)
_TAB_BUTTON = re.compile(
    r'<button\b[^>]*\bid="(?P<id>[^"]*)"[^>]*>(?P<title>.*?)</button>', re.DOTALL
)
_PANEL = re.compile(
    r'<div\b(?=[^>]*\brole="tabpanel")[^>]*\baria-labelledby="(?P<id>[^"]*)"[^>]*>'
)
"""The place of the text of a tab of sphinx-tabs; all but one of them are hidden."""


def for_feed_readers(html: str) -> str:
    """Return HTML without numbers of lines, and with titles in the place of tabs."""
    html = _TAB.sub(r"<p><strong>\g<title></strong></p>", without_numbers(html))
    return _with_shown_panels(html) if _TAB_LIST.search(html) else html


def _with_shown_panels(html: str) -> str:
    """Return HTML with the titles of tabs in their panels, none of which is hidden."""
    titles: dict[str, str] = {}

    def drop(tabs: re.Match[str]) -> str:
        titles.update(_TAB_BUTTON.findall(tabs["tabs"]))
        return ""

    def show(panel: re.Match[str]) -> str:
        title = titles.get(panel["id"])
        return panel[0] if title is None else f"<div><p><strong>{title}</strong></p>"

    return _PANEL.sub(show, _TAB_LIST.sub(drop, html))
