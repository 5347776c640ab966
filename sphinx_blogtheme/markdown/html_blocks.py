"""Blocks of HTML in Markdown end, or are none.

In CommonMark a block that begins with ``<!--`` or ``<script>`` and is never ended goes
on to the end of the document. Here it is no block then, so that the text is read as
Markdown and shown; the author is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    Rule = Callable[[StateBlock, int, int, bool], bool]

UNCLOSED = "blog_unclosed"
"""Key of the parser's environment: lines at which an unclosed block begins."""

_OPENING = re.compile(
    r"<(?:(?P<comment>!--)|(?P<name>script|style|textarea)(?=[\s>])|(?P<other>\?|!\[CDATA\[))",
    re.IGNORECASE,
)


def _ended(state: StateBlock, line: int, end_line: int) -> str | None:
    """Return what is missing at the end of the HTML that begins at a line, or None."""
    start = state.bMarks[line] + state.tShift[line]
    opening = _OPENING.match(state.src, start)
    if not opening:
        return None
    if opening["comment"]:
        end = "-->"
    elif opening["name"]:
        end = f"</{opening['name'].lower()}>"
    else:
        end = "?>" if opening["other"] == "?" else "]]>"
    last = start
    for number in range(line, end_line):
        if state.sCount[number] < state.blkIndent and not state.isEmpty(number):
            break
        last = state.eMarks[number]
    return None if end in state.src[start:last].lower() else end


def use_closed_html(md: MarkdownIt) -> None:
    """Let HTML blocks that are never ended be text."""
    rules = {rule.name: rule for rule in md.block.ruler.__rules__}
    html: Rule = rules["html_block"].fn

    def html_block(
        state: StateBlock, start_line: int, end_line: int, silent: bool
    ) -> bool:
        # Of a block that ends this list or quote, the end is looked for outside of it.
        outside = silent and state.sCount[start_line] < state.blkIndent
        if not outside and (end := _ended(state, start_line, end_line)) is not None:
            if not end.startswith("</"):  # `CloseRawHtml` finds the others
                unclosed = state.env.setdefault(UNCLOSED, {})
                unclosed.setdefault(start_line + 1, end)
            return False
        return html(state, start_line, end_line, silent)

    md.block.ruler.at("html_block", html_block, {"alt": rules["html_block"].alt})
