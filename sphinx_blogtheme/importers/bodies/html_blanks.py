"""HTML without blank lines, at which CommonMark ends a block of it."""

from __future__ import annotations

import re

_VERBATIM = re.compile(
    r"<(?P<name>pre|textarea)\b.*?</(?P=name)\s*>", re.DOTALL | re.IGNORECASE
)
_BLOCK = re.compile(
    r"\n\s*(?P<block>\{%-?\s*highlight\b.*?\{%-?\s*endhighlight\s*-?%\}"
    r"|\$\$[ \t]*\n(?:[^\n$]+\n)+[ \t]*\$\$)[ \t]*(?=\n|\Z)",
    re.DOTALL,
)
"""Matches a block of code or a formula that a build reads, on lines of its own."""

_BLANK = re.compile(r"\n(?:[ \t]*\n)+")


def without_blank_lines(html: str) -> str:
    """Return HTML without blank lines that shows the same.

    In elements that keep line ends, such as ``<pre>``, these are written as entities.
    A tag around code and a formula stay blocks, with blank lines around them.
    """
    parts, position = [], 0
    verbatim = [match.span() for match in _VERBATIM.finditer(html)]
    for match in _BLOCK.finditer(html):
        if any(start < match.start() < end for start, end in verbatim):
            continue
        parts += [_joined(html[position : match.start()]), "\n\n", match["block"], "\n"]
        position = match.end()
    return "".join([*parts, _joined(html[position:])])


def _joined(html: str) -> str:
    parts, position = [], 0
    for match in _VERBATIM.finditer(html):
        parts.append(_BLANK.sub("\n", html[position : match.start()]))
        parts.append(_BLANK.sub(_as_entities, match[0]))
        position = match.end()
    return "".join([*parts, _BLANK.sub("\n", html[position:])])


def _as_entities(match: re.Match[str]) -> str:
    return "\n" + "&#10;" * (match[0].count("\n") - 1)
