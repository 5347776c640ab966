"""The lines of what stands within a paragraph: MyST gives the first to all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.tree import SyntaxTreeNode


def place_inline(text: SyntaxTreeNode) -> None:
    """Give each link, formula … of a text its own line.

    Code has lost its line breaks, so what follows it may get the line of an earlier one.
    """
    if not text.map or text.map[1] == text.map[0] + 1 or text.token is None:
        return
    line, end = text.map
    for token in text.token.children or ():
        token.map = [line, end]
        line += token.content.count("\n") + (token.type in ("softbreak", "hardbreak"))


def line_with_any(
    token: SyntaxTreeNode, spellings: Iterable[str], lines: Sequence[str]
) -> int | None:
    """Return the line from that of a token on which has a text, or the token's own.

    :param spellings: the text as its author may have written it.
    :param lines: all lines of the source.
    """
    if not token.map:
        return None
    start, end = token.map
    wanted = [*spellings]
    for number, line in enumerate(lines[start - 1 : end], start=start):
        if any(spelling in line for spelling in wanted):
            return number
    return start
