"""Detect constructs of other engines, before the modules that read them are loaded."""

from __future__ import annotations

import re

BODY_OPTION = "blog_body"
"""Name of the parser's option with the `BodyContext` of its post."""

_PELICAN = ("filename", "static", "attach", "tag", "category", "author", "index")
_TEXTS = (
    *("{{", "{%", "{:", "{#", "{ #", "[!", "@/", "!!!", "???", '=== "', ":::"),
    *("{archives}", "|archives|"),
    *(mark.format(name) for name in _PELICAN for mark in ("{{{}}}", "|{}|")),
)
"""Texts of which nearly every construct has one."""

_SIGN = re.compile("|".join(map(re.escape, _TEXTS)))


def needs_translation(text: str) -> bool:
    """Return whether a post may have constructs of other engines."""
    return _SIGN.search(text) is not None
