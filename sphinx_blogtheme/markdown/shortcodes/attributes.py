"""Rules for kramdown's attribute lists, and for ids of headings.

``{: .class #id}`` in a line of its own belongs to the block above it, and ``{:toc}``
makes the list above it a table of contents, which is dropped because the page has one
(https://kramdown.gettalong.org/syntax.html#attribute-list-definitions).
``## Heading {#id}`` is the id of a heading in Hugo, Zola and Pandoc.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.shortcodes.block_rules import line_of
from sphinx_blogtheme.markdown.shortcodes.tags import arguments

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_LIST = re.compile(
    r"\{:\s*(?P<list>(?:[.#][\w:-]+|[\w-]+=(?:\"[^\"{}]*\"|'[^'{}]*')|[\w-]+)"
    r"(?:\s+(?:[.#][\w:-]+|[\w-]+=(?:\"[^\"{}]*\"|'[^'{}]*')|[\w-]+)){0,30})\s*\}\s*$"
)
_HEADING_ID = re.compile(
    r"[ \t]*\{:?[ \t]*#(?P<id>[\w:.-]+)(?P<rest>[^{}\n]*)\}[ \t]*$"
)
_OWNERS = {
    "paragraph_close",
    "heading_close",
    "fence",
    "code_block",
    "blockquote_close",
}


def attributes_rule(
    state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    """Parse an attribute list in a line of its own (a block rule of markdown-it)."""
    del end_line
    text = line_of(state, start_line)
    if not text.startswith("{:") or state.is_code_block(start_line):
        return False
    match = _LIST.match(text)
    if not match:
        return False
    if silent:
        return True
    state.line = start_line + 1
    if not state.tokens:
        return True
    owner = state.tokens[-1]
    follows = start_line > 0 and not state.isEmpty(start_line - 1)
    if re.search(r"(?:^|\s)toc(?:\s|$)", match["list"]):
        if owner.type in ("bullet_list_close", "ordered_list_close"):
            _drop_list(state.tokens)
    elif follows and owner.type in _OWNERS:
        opened = owner if owner.nesting == 0 else _opening(state.tokens)
        _set(opened, match["list"])
    return True


def _opening(tokens: list[Token]) -> Token:
    close = tokens[-1]
    kind = close.type.replace("_close", "_open")
    return next(
        (t for t in reversed(tokens) if t.type == kind and t.level == close.level),
        close,
    )


def _drop_list(tokens: list[Token]) -> None:
    opened = _opening(tokens)
    del tokens[tokens.index(opened) :]


def _set(token: Token, text: str) -> None:
    """Set classes and id from an attribute list."""
    _, named = arguments(text)
    for class_ in (
        re.findall(r"(?<!\S)\.([\w:-]+)", text) + named.get("class", "").split()
    ):
        token.attrJoin("class", class_)
    ids = re.findall(r"(?<!\S)#([\w:-]+)", text)
    if token.type == "heading_open" and (ids or "id" in named):
        token.meta = {**token.meta, "id": ids[0] if ids else named["id"]}


def heading_ids_rule(state: StateCore) -> None:
    """Move the ids of headings from their text to their tokens."""
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type != "heading_open" or "#" not in tokens[index + 1].content:
            continue
        inline = tokens[index + 1]
        if match := _HEADING_ID.search(inline.content):
            inline.content = inline.content[: match.start()]
            token.meta = {**token.meta, "id": match["id"]}
