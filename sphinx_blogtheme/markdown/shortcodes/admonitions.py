"""Rules for the boxes of GitHub, Obsidian, Material and Quarto.

- ``> [!NOTE]``: https://docs.github.com/en/get-started/writing-on-github, and
  ``> [!tip]- Title``: https://help.obsidian.md/callouts
- ``!!! note "Title"``, ``??? note``, ``=== "Tab"``, each with an indented body:
  https://squidfunk.github.io/mkdocs-material/reference/
- ``::: {.callout-note}``: https://quarto.org/docs/authoring/callouts.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.shortcodes.block_rules import line_of, push_around
from sphinx_blogtheme.markdown.shortcodes.elements import ADMONITION_KINDS, Box, Tab
from sphinx_blogtheme.markdown.shortcodes.tags import arguments

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_INDENT = 4

_MATERIAL = re.compile(
    r"(?P<mark>!!!|\?\?\?\+?|===[!+]?)[ \t]+(?P<kinds>[\w-]+(?:[ \t]+[\w-]+)*)?[ \t]*"
    r"(?:\"(?P<title>[^\"]*)\")?[ \t]*$"
)
_ALERT = re.compile(r"\[!(?P<kind>\w[\w-]*)\](?P<fold>[+-]?)(?P<title>[^\n]*)(?:\n|$)")
_DIV = re.compile(
    r"\{(?P<classes>[^{}]*?\.callout-(?P<kind>\w+)[^{}]*)\}"
    r"|(?P<name>\w+)(?:\[(?P<title>[^\]]*)\]|[ \t]+(?P<words>[^{}]+))?"
)


def _kind_box(kind: str, title: str | None, folded: bool | None = None) -> Box:
    """Return the box of a kind; another name of a kind becomes the box's title."""
    known = ADMONITION_KINDS.get(kind.lower())
    usual = known == kind.lower()
    if title is None and not usual:
        title = kind.replace("-", " ").capitalize()
    return Box(kind=known or "note", title=title, folded=folded)


def material_rule(
    state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    """Parse an admonition or a tab of Material (a block rule of markdown-it)."""
    text = line_of(state, start_line)
    if text[:3] not in ("!!!", "???", "===") or state.is_code_block(start_line):
        return False
    match = _MATERIAL.match(text)
    is_tab = text.startswith("=")
    if not match or (match["title"] is None if is_tab else not match["kinds"]):
        return False
    indent = state.sCount[start_line] + _INDENT
    line = last = start_line + 1
    while line < end_line and (state.isEmpty(line) or state.sCount[line] >= indent):
        line += 1
        if not state.isEmpty(line - 1):
            last = line
    if last == start_line + 1 and (is_tab or match["title"] is None):
        return False  # text with exclamation marks
    if silent:
        return True
    if is_tab:
        piece: Box | Tab = Tab(title=match["title"])
    else:
        kind = match["kinds"].split()[0]
        folded = None if text.startswith("!") else not match["mark"].endswith("+")
        piece = _kind_box(kind, match["title"], folded)
    body = (start_line + 1, last)
    push_around(state, piece, body, indent=indent - state.blkIndent)
    state.line = last
    return True


def alerts_rule(state: StateCore) -> None:
    """Make boxes of the quotations that begin with ``[!kind]``."""
    tokens, spare = state.tokens, set()
    for index, token in enumerate(tokens):
        if (
            token.type != "blockquote_open"
            or index + 2 >= len(tokens)
            or tokens[index + 1].type != "paragraph_open"
        ):
            continue
        inline = tokens[index + 2]
        match = _ALERT.match(inline.content)
        if not match:
            continue
        folded = {"": None, "+": False, "-": True}[match["fold"]]
        box = _kind_box(match["kind"], match["title"].strip() or None, folded)
        close = _closing(tokens, index)
        token.type, close.type = "blog_box_open", "blog_box_close"
        token.tag = close.tag = "div"
        token.meta = {"piece": box}
        inline.content = inline.content[match.end() :]
        if inline.map:
            inline.map = [inline.map[0] + 1, inline.map[1]]
        if not inline.content.strip():
            spare |= {index + 1, index + 2, index + 3}
    if spare:
        tokens[:] = [token for i, token in enumerate(tokens) if i not in spare]


def _closing(tokens: list[Token], index: int) -> Token:
    """Return the end of the quotation that begins at an index."""
    depth = 0
    for token in tokens[index:]:
        if token.type in ("blockquote_open", "blockquote_close"):
            depth += token.nesting
            if depth == 0:
                return token
    return tokens[-1]


def div_box(info: str) -> Box | None:
    """Return the box for the first line of a ``:::`` block; None if it is no box.

    >>> div_box('{.callout-tip title="Well"}')
    Box(kind='tip', title='Well', folded=None)
    """
    match = _DIV.fullmatch(info.strip())
    if not match:
        return None
    if match["kind"]:
        _, named = arguments(match["classes"])
        fold = {"true": True, "false": False}.get(named.get("collapse", ""))
        return _kind_box(match["kind"], named.get("title") or None, fold)
    if match["name"].lower() not in ADMONITION_KINDS:
        return None
    title = (match["title"] or match["words"] or "").strip() or None
    folded = True if match["name"].lower() == "details" else None
    return _kind_box(match["name"], title, folded)
