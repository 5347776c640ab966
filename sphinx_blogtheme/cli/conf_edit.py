"""Add settings to a ``conf.py`` that is there, as its author would type them."""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

_COMMENT = re.compile(rb"#[^\n]*")


class Settings(NamedTuple):
    """What a ``conf.py`` sets, as far as it can be told without running it."""

    names: frozenset[str]
    """Names that it assigns to, wherever it does."""
    extensions: tuple[str, ...]
    """The extensions in its last list of them; empty if that is no plain list."""
    values: dict[str, str]
    """Texts that are assigned at the top level."""


def settings_of(text: str) -> Settings:
    """Return the settings in the text of a ``conf.py``.

    :raises SyntaxError: if it is no Python.
    """
    tree = ast.parse(text)
    names = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    values = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }
    listed = _extensions(tree)
    items = listed.elts if listed else ()
    found = (item.value for item in items if isinstance(item, ast.Constant))
    extensions = tuple(name for name in found if isinstance(name, str))
    return Settings(frozenset(names), extensions, values)


def with_extension(text: str, name: str) -> str:
    """Return the text of a ``conf.py`` that loads one more extension.

    It is added to the list of extensions, or at the end if there is no plain list.

    :raises SyntaxError: if the text is no Python.
    """
    tree = ast.parse(text)
    listed = _extensions(tree)
    if listed is None:
        sign = "+=" if "extensions" in settings_of(text).names else "="
        return f'{text.rstrip()}\n\nextensions {sign} ["{name}"]\n'
    data = text.encode()
    end = _offset(data, listed.end_lineno or 1, listed.end_col_offset or 1) - 1
    if not listed.elts:
        return _inserted(data, end, f'"{name}"')
    last = listed.elts[-1]
    stop = _offset(data, last.end_lineno or 1, last.end_col_offset or 1)
    quote = "'" if data[stop - 1 : stop] == b"'" else '"'
    quoted = f"{quote}{name}{quote}"
    has_comma = b"," in _COMMENT.sub(b"", data[stop:end])
    above = data.rfind(b"\n", 0, end) + 1
    if above > stop and not data[above:end].strip():
        indent = _indentation(data, last)
        data = data[:above] + f"{indent}{quoted},\n".encode() + data[above:]
        return _inserted(data, stop, "" if has_comma else ",")
    before = " " if has_comma else ", "
    return _inserted(data, end if has_comma else stop, f"{before}{quoted}")


def with_excluded(text: str, name: str) -> str:
    """Return the text of a ``conf.py`` by which one more file is no page.

    :raises SyntaxError: if the text is no Python.
    """
    sign = "+=" if "exclude_patterns" in settings_of(text).names else "="
    comment = "# What lies in this folder and is no page of the blog."
    return f'{text.rstrip()}\n\n{comment}\nexclude_patterns {sign} ["{name}"]\n'


def _extensions(tree: ast.Module) -> ast.List | None:
    """Return the last list that is assigned to ``extensions`` at the top level."""
    found: ast.List | None = None
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else ()
        if any(isinstance(t, ast.Name) and t.id == "extensions" for t in targets):
            value = node.value if isinstance(node, ast.Assign) else None
            found = value if isinstance(value, ast.List) else None
    return found


def _indentation(data: bytes, node: ast.expr) -> str:
    """Return the white space at the beginning of the line of a node."""
    start = _offset(data, node.lineno, 0)
    line = data[start : data.find(b"\n", start)]
    return line[: len(line) - len(line.lstrip())].decode() or "    "


def _offset(data: bytes, line: int, column: int) -> int:
    """Return the offset of a place; columns are in bytes, as those of `ast` are."""
    start = 0
    for _ in range(line - 1):
        start = data.find(b"\n", start) + 1
    return start + column


def _inserted(data: bytes, place: int, text: str) -> str:
    return (data[:place] + text.encode() + data[place:]).decode()
