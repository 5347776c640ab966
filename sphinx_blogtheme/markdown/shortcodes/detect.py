"""Tell whether a body has anything of other engines, before what reads it is loaded."""

from __future__ import annotations

import re

BODY = "blog_body"
"""Name under which a parser keeps the `Body` of its post."""

_PELICAN = ("filename", "static", "attach", "tag", "category", "author", "index")
_SIGNS = (
    *("{{", "{%", "{:", "{#", "{ #", "[!", "@/", "!!!", "???", '=== "', ":::"),
    *("hl_lines", "linenos", "linenums", "{archives}", "|archives|"),
    *(mark.format(name) for name in _PELICAN for mark in ("{{{}}}", "|{}|")),
)
"""Texts of which all that is read here has one; none takes a regular expression."""
_MARKED_LINES = re.compile(r"```[^\n`]*\{\d|~~~[^\n]*\{\d")


def needs_translation(text: str) -> bool:
    """Tell quickly whether a post may hold anything that is read here."""
    if any(sign in text for sign in _SIGNS):
        return True
    return "{" in text and bool(_MARKED_LINES.search(text))
