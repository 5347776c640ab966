"""A rule of a Markdown parser for emoji by their names, such as ``:tada:``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_NAME = re.compile(r":[\w+-]{1,60}:")


@cache
def _emoji(name: str) -> str:
    """Return the emoji of a name between colons; the name itself if there is none."""
    from emoji import emojize

    return emojize(name, language="alias")


def _rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":":
        return False
    match = _NAME.match(state.src, state.pos, state.posMax)
    if not match or (sign := _emoji(match[0])) == match[0]:
        return False
    if not silent:
        state.pending += sign
    state.pos = match.end()
    return True


def use_emoji_names(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.inline.ruler.push("blog_emoji", _rule)
