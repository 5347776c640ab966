"""The tags and expressions of a text in Liquid, as a tree.

Code, ``{% raw %}`` and ``{% highlight %}`` are text: they stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.html_islands import without_code_beside_html

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = re.compile(
    r"\{%(?P<trim>-?)\s*(?P<name>#|\w[\w-]*)(?P<rest>(?:[^%\n]|%(?!\})|\n)*?)(?P<after>-?)%\}"
    r"|\{\{(?P<start>-?)(?![%<{])(?P<value>(?:\"[^\"\n]*\"|'[^'\n]*'|[^{}\"'])*?)"
    r"(?P<end>-?)\}\}"
)
_BLOCKS = frozenset(("if", "unless", "case", "for", "capture"))
_BRANCHES = frozenset(("elsif", "else", "when"))
_VERBATIM = frozenset(("raw", "highlight", "comment"))
"""Tags with bodies in which nothing is Liquid."""


@dataclass(frozen=True, slots=True)
class LiquidTag:
    """A tag, such as ``{% include a.html %}``; ``name`` is "" for an expression."""

    source: str
    name: str
    rest: str
    start: int


@dataclass(slots=True)
class LiquidBlock:
    """A tag with an end tag, and what is between them."""

    branches: list[tuple[LiquidTag, list[LiquidNode]]] = field(default_factory=list)
    """The tag and those that divide it, such as ``else``, each with what follows it."""
    end: LiquidTag | None = None

    @property
    def name(self) -> str:
        """Name of the tag."""
        return self.branches[0][0].name


LiquidNode = str | LiquidTag | LiquidBlock


def liquid_tree(text: str, *, html: bool = False) -> list[LiquidNode]:
    """Return the texts, tags and blocks of a text, in their order.

    :param html: whether it is HTML, in which no lines are code of Markdown; else there
        are no tags in code.
    """
    nodes: list[LiquidNode] = []
    opened: list[tuple[LiquidBlock, list[LiquidNode]]] = []
    for part in _parts(text, html=html):
        if isinstance(part, str):
            nodes += [part] if part else []
        elif part.name in _BLOCKS:
            opened.append((LiquidBlock(), nodes))
            nodes = []
            opened[-1][0].branches.append((part, nodes))
        elif part.name in _BRANCHES and opened:
            nodes = []
            opened[-1][0].branches.append((part, nodes))
        elif opened and part.name == f"end{opened[-1][0].name}":
            block, nodes = opened.pop()
            block.end = part
            nodes.append(block)
        else:
            nodes.append(part)
    while opened:  # They have no end.
        block, nodes = opened.pop()
        for tag, inside in block.branches:
            nodes += [tag, *inside]
    return nodes


def _parts(text: str, *, html: bool) -> Iterator[str | LiquidTag]:
    """Yield texts and tags; white space that a tag with a hyphen takes is left out."""
    masked = text if html or "{" not in text else without_code_beside_html(text)
    position, search, trims = 0, 0, False
    while match := _MARK.search(masked, search):
        name, start, end = match["name"] or "", match.start(), match.end()
        if name in _VERBATIM:
            stop = re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}").search(text, end)
            search = stop.end() if stop else end
            if name != "comment" or not stop:
                continue
            end = stop.end()
        before = text[position:start]
        before = before.lstrip() if trims else before
        yield before.rstrip() if match["trim"] or match["start"] else before
        if name not in ("comment", "#"):
            rest = match["rest"] if name else match["value"]
            yield LiquidTag(text[start:end], name, rest.strip(), start)
        trims = bool(match["after"] or match["end"])
        position = search = end
    rest = text[position:]
    yield rest.lstrip() if trims else rest
