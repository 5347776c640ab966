"""The scopes of a block of code, and what binds a name in one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import ast


class Binding(NamedTuple):
    """One place at which a name is given a meaning."""

    line: int
    """Index of the line of the block."""
    is_sure: bool = False
    """Whether it is a statement of its own, which no condition can skip."""
    name: str = ""
    """The full name that it is bound to; empty if nobody knows."""
    node: ast.expr | None = None
    """The expression that it is bound to, if the meaning is that of one."""
    scope: Scope | None = None
    """The scope of the expression."""
    is_instance: bool = False
    """Whether it is bound to an instance of the expression, which is a class."""


class Scope:
    """A module, a function, a class or a comprehension."""

    def __init__(
        self,
        parent: Scope | None = None,
        *,
        is_class: bool = False,
        is_comprehension: bool = False,
    ) -> None:
        self.parent = parent
        self.is_class = is_class
        self.is_comprehension = is_comprehension
        self.bindings: dict[str, list[Binding]] = {}
        self.outer: dict[str, list[Scope]] = {}
        """The scopes of the names that are declared ``global`` or ``nonlocal``."""

    @property
    def module(self) -> Scope:
        """The outermost scope."""
        return self if self.parent is None else self.parent.module

    @property
    def of_walrus(self) -> Scope:
        """The scope in which ``:=`` binds a name."""
        parent = self.parent
        return parent.of_walrus if self.is_comprehension and parent else self

    def bind(self, name: str, binding: Binding) -> None:
        """Add a binding of a name."""
        for scope in self.outer.get(name, (self,)):
            scope.bindings.setdefault(name, []).append(binding)

    def declare_global(self, name: str) -> None:
        """Let a name be that of the module."""
        self.outer[name] = [self.module]

    def declare_nonlocal(self, name: str) -> None:
        """Let a name be that of a function around this one, whichever it is."""
        found, scope = [], self.parent
        while scope and scope.parent:
            found.append(scope)
            scope = scope.parent
        self.outer[name] = found
