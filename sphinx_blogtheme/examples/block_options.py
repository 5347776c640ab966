"""Read what the author says of a block of code, in words such as ``skip``."""

from __future__ import annotations

import doctest
import re
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.examples.blocks import BlockOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

REMARK = re.compile(r"\s*test:\s*(?P<words>.*?)\s*", re.DOTALL)
"""Text of a remark: ``test: skip``."""

WORDS = ("skip", "expect-error", "continue", "test", "ignore-output")

_WORD = re.compile(
    r"(?P<name>[^\s=,{}\"']+)(?:=(?P<value>\"[^\"]*\"|'[^']*'|[^\s,{}]*))?"
)
_IN_CODE = re.compile(r"^\s*(?:#\|\s*(?P<cell>[\w-]+:.*)|.*#\s*doctest:(?P<flags>.*))$")
_QUARTO = {
    "eval: false": "skip='eval: false'",
    "error: true": "expect-error",
}


def options_of(words: str = "", remark: str = "", code: str = "") -> BlockOptions:
    """Return the options of a block.

    >>> options_of("skip").skip
    'skip'
    >>> options_of("title=x.py expect-error=ValueError").error
    'ValueError'

    :param words: words after the language, of which other engines have some too.
    :param remark: words of a remark, which all have to be known.
    :param code: the code; ``# doctest: +ELLIPSIS`` in it is for the whole block.
    """
    found: dict[str, Any] = {}
    flags = {"+": 0, "-": 0}
    unknown = []
    for name, value, strict in _given(words, remark, code):
        word = name.lower()
        flag = doctest.OPTIONFLAGS_BY_NAME.get(name[1:].upper())
        if word == "skip":
            found["skip"] = value or "skip"
        elif word == "expect-error":
            found["error"] = value
        elif word == "continue":
            found["continues"] = True
        elif word == "test":
            found["wanted"] = True
        elif word == "ignore-output":
            found["any_output"] = True
        elif name[0] in flags and flag:
            flags[name[0]] |= flag
        elif strict:
            unknown.append(name)
    if flags["+"] & doctest.SKIP:
        found.setdefault("skip", "+SKIP")
    return BlockOptions(
        **found, flags=flags["+"], without=flags["-"], unknown=tuple(unknown)
    )


def _given(words: str, remark: str, code: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the words with their values, and whether each has to be known."""
    texts = [(words, False), (remark, True)]
    for line in code.split("\n"):
        match = _IN_CODE.match(line)
        if match and match["flags"] is not None and ">>>" not in line:
            texts.append((match["flags"], False))
        elif match and match["cell"]:
            texts.append((_QUARTO.get(match["cell"].strip().lower(), ""), False))
    for text, strict in texts:
        for match in _WORD.finditer(text):
            yield match["name"], (match["value"] or "").strip("\"'"), strict
