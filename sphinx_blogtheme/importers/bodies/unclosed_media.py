"""End elements of players that a text leaves open, so that they don't hold the rest.

Python-Markdown and others put such a tag into a paragraph, whose end also ends it. As a
block of HTML it would take in, and browsers would hide, all text that follows.
"""

from __future__ import annotations

import re

from sphinx_blogtheme.importers.bodies.code_mask import without_code

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>audio|video|iframe)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.IGNORECASE,
)


def with_closed_media(text: str) -> str:
    """Return a text in Markdown in which each player that begins ends too."""
    if "<" not in text:
        return text
    tags = [*_TAG.finditer(without_code(text, html=False))]
    parts, position = list[str](), 0
    for number, tag in enumerate(tags):
        name = tag["name"].lower()
        after = (one for one in tags[number + 1 :] if one["name"].lower() == name)
        following = next(after, None)
        if tag["end"] or (following is not None and following["end"]):
            continue
        parts += [text[position : tag.end()], f"</{name}>"]
        position = tag.end()
    return "".join([*parts, text[position:]])
