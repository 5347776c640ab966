"""Tell the stylesheet which note belongs to which reference, for notes in the margin.

A note stands at the height of its reference (CSS Anchor Positioning, level 1, section
2), or below the note before it. The notes stay where they are in the text, so that
browsers without that, narrow screens and paper have them at the end.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.theme_options import THEME, draws

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_blogtheme.pages.body import DocumentPage, Filter

_REFERENCE = re.compile(r'<a class="footnote-reference[^"]*" href="#(?P<note>[^"]+)"')
_NOTE = re.compile(r'<aside class="footnote[^"]*" id="(?P<note>[^"]+)"')


def anchor_notes(html: str) -> str:
    """Return the HTML of a text whose references and notes name each other."""
    notes = {match["note"]: n for n, match in enumerate(_NOTE.finditer(html), 1)}
    seen = set[str]()

    def referring(match: re.Match[str]) -> str:
        note = match["note"]
        if note not in notes or note in seen:
            return match[0]
        seen.add(note)
        return f'{match[0]} style="anchor-name:--bt-ref-{notes[note]}"'

    def standing(match: re.Match[str]) -> str:
        if match["note"] not in seen:
            return match[0]
        number = notes[match["note"]]
        style = f"anchor-name:--bt-note-{number};--bt-ref:--bt-ref-{number}"
        if above[number]:
            style += f";--bt-above:--bt-note-{above[number]}"
        return f'{match[0]} style="{style}"'

    html = _REFERENCE.sub(referring, html)
    above = {b: a for a, b in pairwise([0, *sorted(notes[note] for note in seen)])}
    return _NOTE.sub(standing, html)


def side_notes(page: DocumentPage) -> Filter | None:
    """Return the filter, where the theme puts notes into the margin."""
    return anchor_notes if _has_sidenotes(page.app) else None


def add_styles(app: Sphinx) -> None:
    """Bring the stylesheet along (on ``builder-inited``).

    It has functions that few other programs than browsers know yet, validators among
    them, so only a site that has use for it ships it.
    """
    if _has_sidenotes(app):
        config = app.config
        own = str(THEME / "static-sidenotes")
        config.html_static_path = [*config.html_static_path, own]


def _has_sidenotes(app: Sphinx) -> bool:
    builder: Any = app.builder
    return draws(app) and builder.theme_options.get("footnotes") == "side"
