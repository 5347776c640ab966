"""Count the words of a doctree, and make its table of contents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_blogtheme.markdown.html import text_of, without
from sphinx_blogtheme.model.cutting import UNSPACED_CHARACTER
from sphinx_blogtheme.model.posts import TocItem

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST_HEADINGS = 3
"""Number of headings below which a post has no table of contents."""

DEEPEST_LEVEL = 4

_UNREAD = (
    nodes.comment,
    nodes.doctest_block,
    nodes.footnote_reference,
    nodes.label,
    nodes.literal_block,
    nodes.math_block,
    nodes.pending,
    nodes.substitution_definition,
    nodes.system_message,
)
"""Nodes that are not running text."""

_WORD = re.compile(r"\w\S*")
"""Characters up to the next space, beginning with a letter or digit."""

_RAW_UNREAD = ("script", "style", "pre")


def word_count(document: nodes.document) -> int:
    """Return the number of words of a document, without its title and its code.

    In scripts that put no space between words, two characters count as one word.
    """
    text = nodes.unescape(
        "".join(
            _text(child) for node in document.children for child in _without_title(node)
        )
    )
    if text.isascii():
        return len(_WORD.findall(text))
    spaced, characters = UNSPACED_CHARACTER.subn(" ", text)
    return len(_WORD.findall(spaced)) + -(-characters // 2)


def _without_title(node: nodes.Node) -> list[nodes.Node]:
    if isinstance(node, nodes.section):
        return [child for child in node.children if not isinstance(child, nodes.title)]
    return [node]


def _text(node: nodes.Node) -> str:
    """Return the text of a node, with escapes, and a line break after a block."""
    if isinstance(node, nodes.Text):
        return node
    if isinstance(node, nodes.raw):
        return _text_of_raw(node)
    if isinstance(node, _UNREAD):
        return "" if isinstance(node, nodes.Inline) else "\n"
    text = "".join(map(_text, node.children))
    return text if isinstance(node, nodes.Inline) else f"{text}\n"


def _text_of_raw(raw: nodes.raw) -> str:
    """Return the text between tags; a tag in a line of text is no space."""
    if "html" not in raw.get("format", "").split():
        return ""
    text = without(raw.astext(), *_RAW_UNREAD, put=" ")
    return text_of(text, "" if isinstance(raw.parent, nodes.TextElement) else " ")


def table_of_contents(document: nodes.document) -> tuple[TocItem, ...]:
    """Return the headings below the title, nested; nothing if there are few."""
    items = tuple(
        item
        for section in document.children
        if isinstance(section, nodes.section)
        for item in _items(section, 2)
    )
    return items if sum(map(_size, items)) >= FEWEST_HEADINGS else ()


def _items(section: nodes.section, level: int) -> Iterator[TocItem]:
    if level > DEEPEST_LEVEL:
        return
    for child in section.children:
        if isinstance(child, nodes.section) and child["ids"]:
            title = child.next_node(nodes.title)
            text = nodes.unescape(_text(title)) if title else ""
            yield TocItem(
                id=child["ids"][0],
                title=" ".join(text.split()),
                level=level,
                children=tuple(_items(child, level + 1)),
            )


def _size(item: TocItem) -> int:
    return 1 + sum(map(_size, item.children))
