"""Mark the words of inline code that may be longer than a line.

Browsers may end a line after each hyphen of ``--dry-run``, so the theme keeps words of
code whole. No property of CSS does that only for words that fit on a line.
"""

from __future__ import annotations

import re

_LONG, _LONGER = 16, 49
"""Numbers of characters that may not fit on a line of a telephone, and on any."""

_WORD = re.compile(rf'<span class="pre">(?=(?P<word>[^<]{{{_LONG},}}))')
_ENTITY = re.compile("&[^;]+;")


def mark_long_words(page: str) -> str:
    """Return the HTML of a page with the classes ``bt-long`` and ``bt-longer``."""
    return _WORD.sub(_marked, page)


def _marked(match: re.Match[str]) -> str:
    length = len(_ENTITY.sub("_", match["word"]))
    if length < _LONG:
        return match[0]
    return f'<span class="pre {"bt-longer" if length >= _LONGER else "bt-long"}">'
