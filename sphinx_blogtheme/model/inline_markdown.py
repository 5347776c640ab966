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


_CODE_OR_ESCAPE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|\\([!-/:-@\[-`{-~])")
_PRIVATE = 0xE000
_TYPED = {ord(mark): ord(mark) + _PRIVATE for mark in "-'\"."}
_AS_TYPED = {private: mark for mark, private in _TYPED.items()}


def keep_typed(markdown: str) -> str:
    """Return Markdown whose code and escaped marks no quotation marks can change.

    Hyphens, quotation marks and points in them are private characters, which
    `as_typed` turns back.
    """
    return _CODE_OR_ESCAPE.sub(lambda m: (m[2] or m[0]).translate(_TYPED), markdown)


def as_typed(text: str) -> str:
    """Return a text with the marks that `keep_typed` has hidden."""
    return text.translate(_AS_TYPED)


_ALWAYS = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_AT_START = re.compile(r"(?m)^(\s*\d{0,9})([-+:=.)])")
"""What would make a line a list item, a fence or an underline."""


def escape_markdown(text: str) -> str:
    r"""Return Markdown that shows a text as it is: ``\*a\*`` for ``*a*``."""
    return _AT_START.sub(r"\1\\\2", _ALWAYS.sub(r"\\\1", text))
