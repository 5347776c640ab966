"""Rules of a Markdown parser for formulas between dollar signs, but not for prices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_PRICE = re.compile(r"\d[\d.,]*.*?(?:[^\W\d_]{2,}|[-–—/]$)")
"""Text that begins with an amount and goes on in words, or ends in a dash."""

_TEX = re.compile(r"\\[a-zA-Z]+|[\^_{}]")


def is_maths(content: str, before: str, after: str) -> bool:
    """Return whether ``$content$`` is a formula rather than text between prices.

    :param before: the character before the first ``$``, or an empty string.
    :param after: the character after the second ``$``, or an empty string.
    """
    if not content.strip() or "\n" in content or "`" in content:
        return False
    if before.isalnum() or after.isdigit():
        return False  # US$10, and "$12 and $15"
    has_tex = bool(_TEX.search(content))
    if content != content.strip() and not has_tex:
        return False
    return has_tex or not _PRICE.match(content)


def _is_escaped(text: str, position: int) -> bool:
    backslashes = 0
    while position > backslashes and text[position - backslashes - 1] == "\\":
        backslashes += 1
    return backslashes % 2 == 1


def _closing(text: str, start: int, fence: str) -> int:
    """Return the index of the next unescaped `fence`, or -1."""
    end = text.find(fence, start)
    while end > 0 and _is_escaped(text, end):
        end = text.find(fence, end + 1)
    return end


def _maths_inline(state: StateInline, silent: bool) -> bool:
    """Parse ``$…$`` on one line, and ``$$…$$`` inside a paragraph."""
    text, start = state.src, state.pos
    if text[start] != "$" or _is_escaped(text, start):
        return False
    fence = "$$" if text.startswith("$$", start) else "$"
    inside = start + len(fence)
    end = _closing(text, inside, fence)
    if end < 0 or end == inside:
        return False
    content = text[inside:end]
    after = end + len(fence)
    if fence == "$" and not is_maths(
        content, text[start - 1 : start], text[after : after + 1]
    ):
        return False
    if not silent:
        kind = "math_inline" if fence == "$" else "math_inline_double"
        token = state.push(kind, "math", 0)
        token.content = content.strip()
        token.markup = fence
    state.pos = after
    return True


def _maths_block(
    state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    """Parse lines from one that begins with ``$$`` to one that ends with ``$$``."""
    if state.is_code_block(start_line):
        return False
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("$$", begin):
        return False
    first = state.getLines(start_line, start_line + 1, state.blkIndent, False)
    line, content = start_line, first.strip()[2:]
    while "$$" not in content:
        line += 1
        if line >= end_line or state.sCount[line] < state.blkIndent:
            return False
        content += "\n" + state.getLines(line, line + 1, state.blkIndent, False)
    formula, _, rest = content.partition("$$")
    if rest.strip() or not formula.strip():
        return False  # text follows on the same line: left to the inline rule
    if not silent:
        token = state.push("math_block", "math", 0)
        token.block = True
        token.content = formula.strip()
        token.markup = "$$"
        token.map = [start_line, line + 1]
    state.line = line + 1
    return True


def use_dollar_maths(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.inline.ruler.before("escape", "blog_maths", _maths_inline)
    md.block.ruler.before(
        "fence",
        "blog_maths_block",
        _maths_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
