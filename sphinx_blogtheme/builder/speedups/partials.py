"""Write plain titles and tables of contents without making a document for each.

Sphinx (9.0) makes a document of each title and of each page's table of contents, and
applies transforms to it. Most of them hold text, or links with text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN_NODES = frozenset(
    ["Text", "bullet_list", "compact_paragraph", "list_item", "reference", "title"]
)
"""Names of the nodes that are written here, as in `add_node` of an extension."""

_OF_LINK = frozenset(["anchorname", "internal", "refuri"])


class _NotPlainError(Exception):
    """The node has something that this module doesn't write."""


def plain_html(node: nodes.Node | None) -> dict[str, str] | None:
    """Return the HTML parts of a title or a table of contents; None if it is not plain.

    :return: docutils' parts ``fragment`` and ``title``.
    """
    try:
        if type(node) is nodes.title:
            return {"fragment": "", "title": _text(node)}
        if type(node) is nodes.bullet_list:
            return {"fragment": "".join(_list(node)), "title": ""}
    except _NotPlainError:
        pass
    return None


def _text(node: nodes.Element) -> str:
    if any(type(child) is not nodes.Text for child in node.children):
        raise _NotPlainError
    return _escaped(node.astext())


def _escaped(text: str) -> str:
    return text.translate(HTML5Translator.special_characters)


def _list(node: nodes.Node) -> Iterator[str]:
    yield "<ul>\n"
    for item in _children(node, nodes.bullet_list):
        line, *below = _children(item, nodes.list_item)
        (link,) = _children(line, addnodes.compact_paragraph)
        if not isinstance(link, nodes.reference) or not _is_link(link):
            raise _NotPlainError
        url = _escaped(link["refuri"])
        yield f'<li><a class="reference internal" href="{url}">{_text(link)}</a>'
        for inner in below:
            yield from _list(inner)
        yield "</li>\n"
    yield "</ul>\n"


def _is_link(node: nodes.reference) -> bool:
    given = {name for name, value in node.attributes.items() if value}
    return type(node) is nodes.reference and {"internal", "refuri"} <= given <= _OF_LINK


def _children(node: nodes.Node, kind: type[nodes.Element]) -> list[nodes.Node]:
    """Return a node's children; raise an error if it is not a plain one of `kind`."""
    if type(node) is not kind or any(node.attributes.values()) or not node.children:
        raise _NotPlainError
    if kind is addnodes.compact_paragraph and len(node.children) > 1:
        raise _NotPlainError
    return list(node.children)
