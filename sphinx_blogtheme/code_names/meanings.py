"""What a name or an expression means in the code of a post.

In one block a name has one meaning in each scope, or none: the order of statements is
asked only of the names of earlier blocks. A reader who looks a name up is better served
by nothing than by something else of that name.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx_blogtheme.code_names.bindings import Bindings
    from sphinx_blogtheme.code_names.scopes import Binding, Scope

BUILTINS = "builtins."
"""What the full names of Python's builtins begin with."""

INSTANCE = "()"
"""Stands after the full name of a class for an instance of it."""

_UNKNOWN = ""
_DISPLAYS: dict[type[ast.AST], str] = {
    ast.JoinedStr: "str",
    ast.List: "list",
    ast.ListComp: "list",
    ast.Dict: "dict",
    ast.DictComp: "dict",
    ast.Set: "set",
    ast.SetComp: "set",
    ast.Tuple: "tuple",
}
"""Classes of what is written out."""
_LITERALS = (str, bytes, int, float, complex)


class Meanings:
    """The meanings of the names of one block, after the blocks before it."""

    def __init__(
        self, bindings: Bindings, earlier: dict[str, str], builtin_names: Set[str]
    ) -> None:
        """Prepare to find meanings.

        :param earlier: what the names of earlier blocks mean.
        :param builtin_names: the names that are those of builtins if nothing binds them.
        """
        self._module = bindings.module
        self._star = bindings.star_line
        self._earlier = earlier
        self._builtins = builtin_names
        self._found: dict[tuple[Scope, str], set[str]] = {}
        self._sure: dict[str, int | None] = {}

    def of_name(self, name: str, scope: Scope, line: int) -> str:
        """Return the full name of a name; empty if it is not certain."""
        here: Scope | None = scope
        while here is not None:
            if name in here.outer:
                if here.outer[name] != [self._module]:
                    return _UNKNOWN  # of a function around it
                here = self._module
            if name in here.bindings and (here is scope or not here.is_class):
                return self._of_bound(name, here, line)
            here = here.parent
        if self._star is not None:
            return _UNKNOWN
        if name in self._earlier:
            return self._earlier[name]
        return BUILTINS + name if name in self._builtins else _UNKNOWN

    def of(self, node: ast.AST | None, scope: Scope, line: int) -> str:
        """Return the full name of what an expression is; empty if it is not certain."""
        match node:
            case ast.Name():
                return self.of_name(node.id, scope, line)
            case ast.Attribute():
                base = self.of(node.value, scope, line)
                return attribute_of(base, node.attr)
            case ast.Call():
                called = self.of(node.func, scope, line)
                return instance_of(called)
            case ast.NamedExpr():
                return self.of(node.value, scope, line)
            case ast.Constant():
                kind = type(node.value)
                is_literal = kind in _LITERALS
                return instance_of(BUILTINS + kind.__name__) if is_literal else ""
        display = _DISPLAYS.get(type(node)) if node else None
        return instance_of(BUILTINS + display) if display else _UNKNOWN

    def names_after(self) -> dict[str, str]:
        """Return what names mean after the block, to the blocks that follow."""
        names = self._earlier.copy()
        if self._star is not None:
            names = dict.fromkeys(names, _UNKNOWN)
        for name in self._module.bindings:
            meanings = self._of_bindings(name, self._module)
            if self._first_sure(name) is None and name in names:
                meanings = meanings | {names[name]}
            names[name] = _only(meanings)
        return names

    def _of_bound(self, name: str, scope: Scope, line: int) -> str:
        meanings = self._of_bindings(name, scope)
        if scope is self._module and name in self._earlier:
            first = self._first_sure(name)
            if first is None or line < first:
                meanings = meanings | {self._earlier[name]}
        return _only(meanings)

    def _first_sure(self, name: str) -> int | None:
        """Return the first line that surely binds a name of the module."""
        if name not in self._sure:
            lines = (one.line for one in self._module.bindings[name] if one.is_sure)
            self._sure[name] = min(lines, default=None)
        return self._sure[name]

    def _of_bindings(self, name: str, scope: Scope) -> set[str]:
        """Return all that a name means in a scope."""
        found = self._found.get((scope, name))
        if found is None:
            self._found[scope, name] = {_UNKNOWN}  # should it depend on itself
            bindings = scope.bindings[name]
            found = {self._of_binding(binding) for binding in bindings}
            star = self._star if scope is self._module else None
            if star is not None and any(one.line < star for one in bindings):
                found.add(_UNKNOWN)
            self._found[scope, name] = found
        return found

    def _of_binding(self, binding: Binding) -> str:
        if binding.node is None or binding.scope is None:
            return binding.name
        found = self.of(binding.node, binding.scope, binding.line)
        return instance_of(found) if binding.is_instance else found


def attribute_of(base: str, name: str) -> str:
    """Return the full name of an attribute; empty if that of its base says nothing.

    Nobody knows what class an attribute of an instance is of.
    """
    is_known = base and (INSTANCE not in base or base.endswith(INSTANCE))
    return f"{base}.{name}" if is_known else _UNKNOWN


def instance_of(name: str) -> str:
    """Return the full name of an instance; empty if nobody knows what a call returns."""
    return f"{name}{INSTANCE}" if name and INSTANCE not in name else _UNKNOWN


def _only(meanings: Set[str]) -> str:
    return next(iter(meanings)) if len(meanings) == 1 else _UNKNOWN
