"""Ids of headings that GitHub's flavour of kramdown makes in another way than we do.

A link to a heading names its id, and such links are on other sites too.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from sphinx_blogtheme.importers.bodies.code_mask import without_code
from sphinx_blogtheme.model.headings import heading_slug
from sphinx_blogtheme.model.inline_markdown import plain_text

HEADING = re.compile(
    r"^ {0,3}#{1,6}[ \t]+(?P<text>[^\n]*?)(?P<end>[ \t]*#*[ \t]*)$", re.MULTILINE
)
_TAG = re.compile(r"<[^<>]*>|\{\{.*?\}\}|\{%.*?%\}")
_EMOJI = re.compile(r":[\w+-]*[^\W\d][\w+-]*:")
"""Matches a name that is part of the id there, and may be a sign here."""
_NO_WORD = re.compile(r"[^\w\- \t]")


def with_heading_ids(text: str) -> str:
    """Return a text in Markdown whose headings have the ids of the old page.

    A heading whose id is the same in both, or that has one, stays as it is.
    """
    parts, position, taken = [], 0, Counter[str]()
    masked = without_code(text, html=False) if "#" in text else ""
    for match in HEADING.finditer(masked):
        heading = text[match.start("text") : match.end("text")]
        if "{#" in heading or "{:" in heading or not heading.strip():
            continue
        shown = unescape(_TAG.sub("", plain_text(heading)))
        old = _NO_WORD.sub("", shown.lower()).replace(" ", "-").replace("\t", "-")
        count = taken[old]
        taken[old] += 1
        old += f"-{count}" if count else ""
        is_other = old != heading_slug(shown) or _EMOJI.search(shown)
        if is_other and not count and re.fullmatch(r"[\w-]+", old):
            parts += [text[position : match.end("text")], f" {{#{old}}}"]
            position = match.end("text")
    return "".join([*parts, text[position:]])
