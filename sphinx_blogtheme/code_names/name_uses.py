"""Find the names in the blocks of code of a post, and what they mean."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from sphinx_blogtheme.code_names.bindings import Bindings, NameUse
from sphinx_blogtheme.code_names.code_blocks import PythonText, python_of
from sphinx_blogtheme.code_names.meanings import INSTANCE, Meanings, attribute_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx_blogtheme.code_names.bindings import Occurrence
    from sphinx_blogtheme.code_names.code_blocks import PythonBlock

_BUILTIN_NAMES = frozenset(dir(builtins))


def uses_in(blocks: Sequence[PythonBlock]) -> list[list[NameUse]]:
    """Return the names in each of the blocks of a post whose meaning is certain.

    They are in the order in which they stand, and none is within another.
    """
    read = [_bindings_of(block) for block in blocks]
    builtin_names = _BUILTIN_NAMES.difference(*(each.everything for each in read))
    if any(each.star_line is not None for each in read):
        builtin_names = frozenset()
    earlier: dict[str, str] = {}
    found = []
    for block, bindings in zip(blocks, read, strict=True):
        known = builtin_names if block.is_sure else frozenset()
        uses, earlier = _uses_of(block, bindings, earlier, known)
        found.append(uses)
    return found


def _bindings_of(block: PythonBlock) -> Bindings:
    python = python_of(block)
    try:
        return Bindings(python)
    except RecursionError:
        return _bindings_of_lost(block)


def _bindings_of_lost(block: PythonBlock) -> Bindings:
    """Return the bindings of a block that is too deep to be understood."""
    python = PythonText([], [])
    python.lose(block.text)
    return Bindings(python)


def _uses_of(
    block: PythonBlock,
    bindings: Bindings,
    earlier: dict[str, str],
    builtin_names: AbstractSet[str],
) -> tuple[list[NameUse], dict[str, str]]:
    """Return the names of a block, and what names mean to the blocks that follow."""
    meanings = Meanings(bindings, earlier, builtin_names)
    uses = [*bindings.imported]
    try:
        for occurrence in bindings.occurrences:
            uses += _uses_at(occurrence, bindings, meanings, block.text)
        return sorted(uses), meanings.names_after()
    except RecursionError:
        lost = _bindings_of_lost(block)
        return [], Meanings(lost, earlier, builtin_names).names_after()


def _uses_at(
    occurrence: Occurrence, bindings: Bindings, meanings: Meanings, text: str
) -> Iterator[NameUse]:
    """Yield the names of a chain of attributes that mean something, in one piece.

    Where the chain is written in several, as on two lines, each name is by itself.
    """
    node, scope, first = occurrence
    base, attributes = _chain(node)
    name = meanings.of(base, scope, first + base.lineno - 1)
    start, ends = -1, []
    if isinstance(base, ast.Name) and name and not name.endswith(INSTANCE):
        start = bindings.place(base.lineno, base.col_offset, first)
        if not text.startswith(base.id, start):
            return  # the parser normalises letters
        ends = [start + len(base.id)]
    for attribute in attributes:
        line, column = attribute.end_lineno or 0, attribute.end_col_offset or 0
        end = bindings.place(line, column, first)
        begin = end - len(attribute.attr)
        longer = attribute_of(name, attribute.attr)
        if not longer or not text.startswith(attribute.attr, begin):
            break
        if not ends or text[ends[-1] : begin] != ".":
            if ends:
                yield NameUse(start, tuple(ends), name)
            start, ends = begin, []
        ends.append(end)
        name = longer
    if ends:
        yield NameUse(start, tuple(ends), name)


def _chain(node: ast.expr) -> tuple[ast.expr, list[ast.Attribute]]:
    """Return what a chain of attributes begins with, and the attributes in order."""
    attributes: list[ast.Attribute] = []
    while isinstance(node, ast.Attribute):
        attributes.append(node)
        node = node.value
    return node, attributes[::-1]
