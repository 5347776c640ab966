"""HTML without blank lines, at which CommonMark ends a block of it."""

from __future__ import annotations

import re

_VERBATIM = re.compile(
    r"<(?P<name>pre|textarea)\b.*?</(?P=name)\s*>", re.DOTALL | re.IGNORECASE
)
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")


def without_blank_lines(html: str) -> str:
    """Return HTML without blank lines that shows the same.

    In elements that keep line ends, such as ``<pre>``, these are written as entities.
    """
    parts, position = [], 0
    for match in _VERBATIM.finditer(html):
        parts.append(_BLANK.sub("\n", html[position : match.start()]))
        parts.append(_BLANK.sub(_as_entities, match[0]))
        position = match.end()
    return "".join([*parts, _BLANK.sub("\n", html[position:])])


def _as_entities(match: re.Match[str]) -> str:
    return "\n" + "&#10;" * (match[0].count("\n") - 1)
