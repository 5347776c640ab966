"""Markdown of one line into plain text, and plain text into Markdown that shows it."""

from __future__ import annotations

import re

_MARKS = re.compile(
    r"!?\[([^\]]*)\]\([^)]*\)|(?<!\w)([*_`]{1,3})(?=\S)(.+?)(?<=\S)\2(?!\w)"
)


def plain_text(heading: str) -> str:
    """Return the text of a Markdown heading without its markup.

    ``*Hello* [there](x.html)`` is "Hello there".
    """
    previous = ""
    while heading != previous:
        previous, heading = heading, _MARKS.sub(lambda m: m[1] or m[3] or "", heading)
    return " ".join(heading.split())


_ALWAYS = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_AT_START = re.compile(r"(?m)^(\s*\d{0,9})([-+:=.)])")
"""What would make a line a list item, a fence or an underline."""


def escape_markdown(text: str) -> str:
    r"""Return Markdown that shows a text as it is: ``\*a\*`` for ``*a*``."""
    return _AT_START.sub(r"\1\\\2", _ALWAYS.sub(r"\\\1", text))
