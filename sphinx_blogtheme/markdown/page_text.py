"""Put elements round parts of the text of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.html_elements import RAW_TEXT

if TYPE_CHECKING:
    import re

_WITHOUT_ELEMENTS = RAW_TEXT | {"math", "option", "pre", "svg", "template"}
"""Elements that can hold no others, and code, which keeps its lines."""


def mark_text(
    page: str,
    pattern: re.Pattern[str],
    replacement: str,
    left_alone: frozenset[str] = frozenset(),
) -> str:
    """Return the HTML of a page with marks in its text, but not in markup or code.

    :param pattern: finds a part of the text, which is escaped.
    :param replacement: HTML for it, as for `re.sub`.
    :param left_alone: names of further elements whose text has no marks.
    """
    # Imported here, since a build of which nothing changed has no such page to write.
    from sphinx_blogtheme.markdown.html import MARKUP

    position = page.find("<body")
    done, begin, inside = [], 0, ""
    skipped = _WITHOUT_ELEMENTS | left_alone
    for match in MARKUP.finditer(page, position):
        if not inside:
            text = page[position : match.start()]
            if pattern.search(text):
                done += [page[begin:position], pattern.sub(replacement, text)]
                begin = match.start()
        position = match.end()
        name = match["name"]
        if name and match["close"]:
            inside = "" if name.lower() == inside else inside
        elif name and not inside and name.lower() in skipped:
            inside = name.lower()
    return "".join([*done, page[begin:]])
