"""Ids of headings of a text in Markdown whose old page is known."""

from __future__ import annotations

import re

from sphinx_blogtheme.importers.bodies.code_mask import without_code
from sphinx_blogtheme.importers.bodies.kramdown_ids import HEADING
from sphinx_blogtheme.importers.bodies.markdown_text import heading_with_id
from sphinx_blogtheme.model.headings import heading_slug
from sphinx_blogtheme.model.inline_markdown import plain_text


def with_page_ids(text: str, page: str) -> str:
    """Return a text in Markdown whose headings have the ids of its page.

    A heading whose id is the slug of its text stays as it is.

    :param page: the HTML that the old engine made of the text.
    """
    if "#" not in text:
        return text
    from bs4 import BeautifulSoup

    ids: dict[str, list[str]] = {}
    for heading in BeautifulSoup(page, "html.parser").find_all(re.compile(r"h[1-6]$")):
        name = str(heading.get("id") or "").strip()
        ids.setdefault(_letters(heading.get_text()), []).append(name)
    parts, position = [], 0
    for match in HEADING.finditer(without_code(text, html=False)):
        start, end = match.start(), match.end("text")
        shown = plain_text(text[match.start("text") : end])
        names = ids.get(_letters(shown))
        name = names.pop(0) if names else ""
        if name and name != heading_slug(shown) and "{#" not in text[start:end]:
            parts += [text[position:start], heading_with_id(text[start:end], name)]
            position = end
    return "".join([*parts, text[position:]])


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
