"""Keep hyphens that stand for a dash, as in ``yes -- no``, on one line.

Browsers may end a line after each hyphen (Unicode Standard Annex 14, class HY), and no
property of CSS forbids that for two of them alone, so an element goes round them.
"""

from __future__ import annotations

import re

from sphinx_blogtheme.markdown.html_elements import RAW_TEXT

_DASH = re.compile("-{2,}")
_KEPT = r'<span class="bt-keep">\g<0></span>'

_WITHOUT_ELEMENTS = RAW_TEXT | {"math", "option", "pre", "svg", "template"}
"""Elements that can hold no span, and code, which keeps its lines."""


def keep_dashes(page: str) -> str:
    """Return the HTML of a page in which no line ends within ``--``."""
    position = page.find("<body")
    if page.find("--", position) < 0:
        return page
    # Imported here, since a build of which nothing changed has no such page to write.
    from sphinx_blogtheme.markdown.html import MARKUP

    done, inside = [page[:position]], ""
    for match in MARKUP.finditer(page, position):
        text = page[position : match.start()]
        done += [text if inside else _DASH.sub(_KEPT, text), match[0]]
        position = match.end()
        name = (match["name"] or "").lower()
        if match["close"]:
            inside = "" if name == inside else inside
        elif not inside and name in _WITHOUT_ELEMENTS:
            inside = name
    return "".join([*done, page[position:]])
