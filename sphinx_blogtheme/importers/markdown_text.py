"""Turn text and URLs into Markdown that is read as just those."""

from __future__ import annotations

import re

_ANYWHERE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\n|$)|[*`$]|~~"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
    r"|\[(?=\^|[ xX]\])|\](?=[(\[:{])"
    r"|\{(?=[{%:#.|<]|[\w:+-]+\}$)"
)
"""What may begin markup within a line (CommonMark 0.31, MyST, other engines)."""

_AT_START = re.compile(
    r"(?P<start>^|\n)(?P<space> *)(?:"
    r"(?P<digits>\d{1,9})(?=[.)](?:\s|$))"
    r"|(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|>|:::|!!!|\?\?\?|===|---|\+\+\+|~~~|%|\|"
    r"|\([\w-]+\)=|=+\s*(?:\n|$)|-+\s*(?:\n|$)))"
)
"""What may begin a block at the start of a line."""

_LATEX = re.compile(
    r"\$latex\s([^$]+)\$|\\\(((?:(?!\\\().){1,2000}?)\\\)|(?<!\\)\$\$(.+?)\$\$",
    re.DOTALL,
)
"""Formulas, as plugins have them (Jetpack, MathJax, KaTeX)."""


def escaped_text(text: str, *, starts: bool = True) -> str:
    """Return text that the dialect of posts takes for no markup but its formulas.

    :param starts: whether it is the first on its line.
    """
    pieces, end = [], 0
    for match in _LATEX.finditer(text):
        tex = next(filter(None, match.groups())).strip()
        mark = "$$" if match[3] else "$"
        before = _escaped(text[end : match.start()], starts=starts and not end)
        pieces += [before, f"{mark}{tex}{mark}"]
        end = match.end()
    return "".join([*pieces, _escaped(text[end:], starts=starts and not end)])


def _escaped(text: str, *, starts: bool) -> str:
    def at_start(match: re.Match[str]) -> str:
        if not match["start"] and not starts:
            return match[0]
        before = f"{match['start']}{match['space']}{match['digits'] or ''}"
        # The character may have a backslash already, as that of a list has.
        return before if match.string[match.end() :].startswith("\\") else f"{before}\\"

    return _AT_START.sub(at_start, _ANYWHERE.sub(r"\\\g<0>", text))


def destination(url: str, *, bare: bool = False) -> str:
    """Return a URL as the destination of a link (CommonMark 0.31 section 6.3)."""
    url = re.sub(r"[\x00-\x20<>\\]", lambda m: f"%{ord(m[0]):02X}", url.strip())
    return url if bare else re.sub(r"[()]", lambda m: f"%{ord(m[0]):02X}", url)
