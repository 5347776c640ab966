"""Markdown of one line into plain text, and plain text into Markdown that shows it."""

from __future__ import annotations

import re

_MARKS = re.compile(
    r"!?\[([^\]]*)\]\([^)]*\)|(?<!\w)([*_]{1,3})(?=\S)(.+?)(?<=\S)\2(?!\w)"
)
_CODE = re.compile(r"(?<!`)(?P<mark>`+)(?!`)(?P<code>.+?)(?<!`)(?P=mark)(?!`)")
_IN_CODE = {ord(mark): ord(mark) + 0xE100 for mark in "*_`[]()!"}
_FROM_CODE = {private: mark for mark, private in _IN_CODE.items()}


def plain_text(heading: str) -> str:
    """Return the text of a Markdown heading without its markup.

    ``*Hello* [there](x.html)`` is "Hello there". Code stays as it is: ``__init__``.
    """
    previous = ""
    heading = _CODE.sub(lambda m: m["code"].translate(_IN_CODE), heading)
    while heading != previous:
        previous, heading = heading, _MARKS.sub(lambda m: m[1] or m[3] or "", heading)
    return " ".join(heading.translate(_FROM_CODE).split())


_CODE_OR_ESCAPE = re.compile(rf"{_CODE.pattern}|\\(?P<escaped>[!-/:-@\[-`{{-~])")
_PRIVATE = 0xE000
_TYPED = {ord(mark): ord(mark) + _PRIVATE for mark in "-'\".*_`[]()!"}
_AS_TYPED = {private: mark for mark, private in _TYPED.items()}


def keep_typed(markdown: str) -> str:
    """Return Markdown whose code and escaped marks no quotation marks can change.

    Hyphens, quotation marks, points and marks of Markdown in them are private
    characters, which `as_typed` turns back.
    """

    def typed(match: re.Match[str]) -> str:
        mark = match["mark"] or ""
        return f"{mark}{(match['code'] or match['escaped']).translate(_TYPED)}{mark}"

    return _CODE_OR_ESCAPE.sub(typed, markdown)


def as_typed(text: str) -> str:
    """Return a text with the marks that `keep_typed` has hidden."""
    return text.translate(_AS_TYPED)


_ALWAYS = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_AT_START = re.compile(r"(?m)^(\s*\d{0,9})([-+:=.)])")
"""What would make a line a list item, a fence or an underline."""


def escape_markdown(text: str) -> str:
    r"""Return Markdown that shows a text as it is: ``\*a\*`` for ``*a*``."""
    return _AT_START.sub(r"\1\\\2", _ALWAYS.sub(r"\\\1", text))
