"""Captions of code: a title or a caption that the first line of a fence has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FILE_NAME = re.compile(r"\S*[./]\S*\w")
"""A title that is the name or the path of a file."""


def title_node(title: str) -> nodes.Node:
    """Return the text of a title: the name of a file as code."""
    is_file = _FILE_NAME.fullmatch(title)
    return nodes.literal("", title) if is_file else nodes.Text(title)


def add_caption(code: nodes.literal_block, caption: nodes.caption) -> None:
    """Put code and its caption into a container, as Sphinx's ``code-block`` does."""
    container = nodes.container(literal_block=True, classes=["literal-block-wrapper"])
    caption.source, caption.line = code.source, code.line
    code.replace_self(container)
    container += [caption, code]


def is_captioned(node: nodes.Node) -> bool:
    """Return whether a node is such a container."""
    return isinstance(node, nodes.container) and bool(node.get("literal_block"))


def code_blocks(found: Iterable[nodes.Node]) -> Iterator[nodes.literal_block]:
    """Yield the blocks of code among nodes, also those that have a caption."""
    for node in found:
        inner = node.children if is_captioned(node) else [node]
        yield from (one for one in inner if isinstance(one, nodes.literal_block))
