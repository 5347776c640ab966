"""Connect footnotes with their references for the style sheet of side notes.

A side note stands at the height of its reference (CSS Anchor Positioning, level 1,
section 2), or below the note before it. In the HTML, the notes stay at the end, so they
are there in browsers without anchor positioning, on narrow screens and on paper.
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
    """Return HTML in which references and notes have names for anchors, as styles."""
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


def side_note_filter(page: DocumentPage) -> Filter | None:
    """Return the filter, if the theme puts notes into the margin."""
    return anchor_notes if _has_sidenotes(page.app) else None


def add_styles(app: Sphinx) -> None:
    """Add the style sheet of side notes (on ``builder-inited``).

    Few programs other than browsers know the functions in it, validators among them, so
    only a site with side notes has it.
    """
    if _has_sidenotes(app):
        config = app.config
        own = str(THEME / "static-sidenotes")
        config.html_static_path = [*config.html_static_path, own]


def _has_sidenotes(app: Sphinx) -> bool:
    builder: Any = app.builder
    return draws(app) and builder.theme_options.get("footnotes") == "side"
