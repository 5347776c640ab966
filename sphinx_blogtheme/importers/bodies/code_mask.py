"""Find the code in a text in Markdown, which no rewrite may change.

It is found by lines and not with a parser, because a text of another engine may have
constructs that a parser of CommonMark takes for something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.code_fences import OPENING, end_of_fence

if TYPE_CHECKING:
    from collections.abc import Iterator

MASK = "\0"
"""The character that stands for each character of code in a masked text."""

_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_LIST = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+]|\d{1,9}[.)])(?P<space>[ \t]+|$)")
_SPAN = re.compile(
    r"\\[`\\]"
    r"|(?<!`)(?P<mark>`+)(?!`)(?P<code>(?:[^`\n]|\n(?!\s*\n)|(?!(?P=mark)(?!`))`++)+?)"
    r"(?<!`)(?P=mark)(?!`)"
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ELEMENT = re.compile(
    r"<(?P<name>pre|code|kbd|samp|script|style|textarea)\b[^>]*>.*?</(?P=name)\s*>",
    re.DOTALL | re.IGNORECASE,
)
_HIDDEN = re.compile(r"[^\n]")
_INDENT = 4
"""Number of columns by which code is indented."""


def without_code(text: str, *, html: bool = True, indented: bool = True) -> str:
    """Return a text of the same length in which code is masked.

    Code in fences, indented code, code spans and comments become `MASK`; line ends
    stay, so that each index and line is that of the text.

    :param html: whether the elements of HTML that hold code are masked too.
    :param indented: whether an indented block is code, as it isn't within HTML.
    """
    masked = _without_blocks(text, indented=indented)
    patterns = (_COMMENT, _ELEMENT) if html else (_COMMENT,)
    for pattern in patterns:
        masked = pattern.sub(lambda match: _HIDDEN.sub(MASK, match[0]), masked)
    return _SPAN.sub(_hide_span, masked)


def code_spans(text: str) -> list[tuple[int, int]]:
    """Return where the code spans of a text are, which is no code itself."""
    return [match.span() for match in _SPAN.finditer(text) if match["mark"]]


def _hide_span(match: re.Match[str]) -> str:
    return _HIDDEN.sub(MASK, match[0]) if match["mark"] else MASK * 2


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the index of each line of a text, and the line with its end."""
    for match in _LINE.finditer(text):
        if match[0]:
            yield match.start(), match[0]


def _without_blocks(text: str, *, indented: bool) -> str:
    """Return a text in which the lines of code are masked, fences included."""
    blank, lists = True, list[int]()
    made: list[str] = []
    lines = text.split("\n")
    while len(made) < len(lines):
        number = len(made)
        line = lines[number]
        is_blank = not line.strip(" \t\r>")
        columns = _columns(line)
        if not is_blank:
            # A list goes on over lines that are indented, or that follow at once.
            while lists and columns < lists[-1] and (blank or _LIST.match(line)):
                lists.pop()
        if OPENING.fullmatch(line):
            end = end_of_fence(lines, number, in_list=bool(lists))
            made += [_HIDDEN.sub(MASK, code) for code in lines[number:end]]
            blank = True
            continue
        within = lists[-1] if lists else 0
        is_code = indented and blank and not is_blank and columns >= within + _INDENT
        made.append(_HIDDEN.sub(MASK, line) if is_code else line)
        if not is_code and (item := _LIST.match(line)):
            space = len(item["space"].expandtabs(_INDENT))
            width = len(item["mark"]) + (space if 0 < space <= _INDENT else 1)
            lists.append(columns + width)
        # After code comes more of it, without a blank line between.
        blank = is_blank or is_code
    return "\n".join(made)


def _columns(line: str) -> int:
    bare = line.lstrip(" \t")
    return len(line[: len(line) - len(bare)].expandtabs(_INDENT))
