"""Read a parsed block: its scopes, and the places at which it uses names."""

from __future__ import annotations

import ast
import re
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_blogtheme.code_names.scopes import Binding, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_blogtheme.code_names.code_blocks import PythonText

_FROM = re.compile(r"from[ \t]+(?P<module>[\w.]+)")

_TAKE_KEYWORDS = frozenset(
    [
        "AttributeError",
        "BaseExceptionGroup",
        "ExceptionGroup",
        "ImportError",
        "ModuleNotFoundError",
        "NameError",
        "__build_class__",
        "__import__",
        "aiter",
        "anext",
        "bytearray",
        "bytes",
        "compile",
        "complex",
        "dict",
        "enumerate",
        "eval",
        "exec",
        "int",
        "map",
        "max",
        "memoryview",
        "min",
        "open",
        "pow",
        "print",
        "property",
        "round",
        "sorted",
        "staticmethod",
        "str",
        "sum",
        "super",
        "type",
        "zip",
    ]
)
"""The builtins that may be called with keywords."""

_HAS_PLACES_IN_STRINGS = sys.version_info >= (3, 12)
"""Whether the parser tells where in an f-string an expression stands."""


class NameUse(NamedTuple):
    """A name in a block of code, and what it means."""

    start: int
    """Where it begins."""
    ends: tuple[int, ...]
    """Where it ends, and before that each of the names before a dot, in order."""
    name: str
    """Its full name: ``pathlib.Path``, or ``pathlib.Path().exists`` of an instance."""

    def parts(self) -> list[tuple[int, str]]:
        """Return the ends and full names, of the whole first and of less then."""
        found, name = [], self.name
        for end in reversed(self.ends):
            found.append((end, name))
            name = name.rpartition(".")[0]
        return found


class Occurrence(NamedTuple):
    """A name or a chain of attributes, whose meaning is to be found."""

    node: ast.Name | ast.Attribute
    scope: Scope
    first: int
    """Index of the line of the block at which the lines of the parser begin."""


class Bindings:
    """The bindings and the names of a block."""

    def __init__(self, python: PythonText) -> None:
        """Read all pieces of a block.

        :raises RecursionError: if expressions are nested too deeply.
        """
        self.module = Scope()
        self.star_line = python.star
        """Index of the line of the last ``import *``."""
        self.occurrences: list[Occurrence] = []
        self.imported: list[NameUse] = []
        """The names in import statements."""
        self.everything: set[str] = set()
        """All names that are bound anywhere in the block, or are no builtins in it."""
        self._python = python
        self._first = 0
        self._is_silent = False
        self._is_sure = False
        self._readers = self._all_readers()
        for word in python.lost:
            self._bind(self.module, word, Binding(0))
        for tree, first in python.pieces:
            self._first = first
            for statement in tree.body:
                self._is_sure = not isinstance(statement, _CONDITIONAL)
                self._read(statement, self.module)

    def _all_readers(self) -> dict[type[ast.AST], Callable[[Any, Scope], None]]:
        """Return the methods for nodes that bind or use a name, by their class."""
        functions, comprehension = self._read_function, self._read_comprehension
        return {
            ast.Name: self._read_name,
            ast.Attribute: self._read_attribute,
            ast.Import: self._read_import,
            ast.ImportFrom: self._read_import_from,
            ast.FunctionDef: functions,
            ast.AsyncFunctionDef: functions,
            ast.Lambda: self._read_lambda,
            ast.ClassDef: self._read_class,
            ast.ListComp: comprehension,
            ast.SetComp: comprehension,
            ast.DictComp: comprehension,
            ast.GeneratorExp: comprehension,
            ast.Assign: self._read_assignment,
            ast.AnnAssign: self._read_annotated,
            ast.NamedExpr: self._read_walrus,
            ast.Call: self._read_call,
            ast.ExceptHandler: self._read_handler,
            ast.Global: self._read_global,
            ast.Nonlocal: self._read_nonlocal,
            ast.MatchAs: self._read_pattern,
            ast.MatchStar: self._read_pattern,
            ast.MatchMapping: self._read_pattern,
            ast.JoinedStr: self._read_string,
            **{
                getattr(ast, name): self._read_type_alias
                for name in ("TypeAlias",)
                if hasattr(ast, name)
            },
        }

    def place(self, line: int, column: int, first: int) -> int:
        """Return the place in the block of a line and a column of the parser.

        :param first: index of the line at which the parser began.
        """
        index = first + line - 1
        text = self._python.lines[index]
        if not text.isascii():  # the parser counts bytes
            column = len(text.encode()[:column].decode(errors="ignore"))
        return self._python.places[index] + column

    def _read(self, node: ast.AST, scope: Scope) -> None:
        read = self._readers.get(type(node))
        if read is not None:
            read(node, scope)
        else:
            self._read_all(ast.iter_child_nodes(node), scope)

    def _read_all(self, nodes: Iterable[ast.AST | None], scope: Scope) -> None:
        for node in nodes:
            if node is not None:
                self._read(node, scope)

    def _bind(self, scope: Scope, name: str, binding: Binding) -> None:
        self.everything.add(name)
        scope.bind(name, binding)

    def _bind_unknown(self, scope: Scope, name: str | None, node: Any) -> None:
        if name is not None:
            self._bind(scope, name, Binding(self._line(node), self._is_sure))

    def _bind_to(
        self, target: ast.Name, scope: Scope, value: ast.expr, *, instance: bool = False
    ) -> None:
        """Bind a name to the meaning of an expression in the same scope."""
        line = self._line(target)
        binding = Binding(line, self._is_sure, "", value, scope, instance)
        self._bind(scope, target.id, binding)

    def _line(self, node: Any) -> int:
        line: int = self._first + node.lineno - 1
        return line

    def _read_name(self, node: ast.Name, scope: Scope) -> None:
        if isinstance(node.ctx, ast.Load):
            if not self._is_silent:
                self.occurrences.append(Occurrence(node, scope, self._first))
        else:
            self._bind_unknown(scope, node.id, node)

    def _read_attribute(self, node: ast.Attribute, scope: Scope) -> None:
        if not self._is_silent:
            self.occurrences.append(Occurrence(node, scope, self._first))
        base: ast.expr = node
        while isinstance(base, ast.Attribute):
            base = base.value
        if not isinstance(base, ast.Name):
            self._read(base, scope)

    def _read_import(self, node: ast.Import, scope: Scope) -> None:
        for alias in node.names:
            self._note_import(alias, alias.name, alias.name)
            name = alias.name if alias.asname else alias.name.partition(".")[0]
            bound = alias.asname or name
            self._bind(scope, bound, Binding(self._line(node), self._is_sure, name))

    def _read_import_from(self, node: ast.ImportFrom, scope: Scope) -> None:
        module = "" if node.level else node.module or ""
        place = self.place(node.lineno, node.col_offset, self._first)
        line = self._python.lines[self._line(node)]
        written = line[place - self._python.places[self._line(node)] :]
        match = _FROM.match(written)
        if module and match and match["module"] == module:
            self._note(place + match.start("module"), module, module)
        for alias in node.names:
            if alias.name == "*":
                self.star_line = max(self._line(node), self.star_line or 0)
                continue
            name = f"{module}.{alias.name}" if module else ""
            if name:
                self._note_import(alias, alias.name, name)
            bound = alias.asname or alias.name
            self._bind(scope, bound, Binding(self._line(node), self._is_sure, name))

    def _note_import(self, alias: ast.alias, written: str, name: str) -> None:
        start = self.place(alias.lineno, alias.col_offset, self._first)
        text = self._python.lines[self._line(alias)]
        column = start - self._python.places[self._line(alias)]
        if text.startswith(written, column):
            self._note(start, written, name)

    def _note(self, start: int, written: str, name: str) -> None:
        """Note a name that is written in one piece, ``os.path``."""
        ends, end = [], start - 1
        for part in written.split("."):
            end += 1 + len(part)
            ends.append(end)
        self.imported.append(NameUse(start, tuple(ends), name))

    def _read_function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope
    ) -> None:
        self._read_all(node.decorator_list, scope)
        self._bind_unknown(scope, node.name, node)
        self._read_type_parameters(node, scope)
        self._read_all([node.returns], scope)
        self._read_body(node.args, node.body, scope)

    def _read_lambda(self, node: ast.Lambda, scope: Scope) -> None:
        self._read_body(node.args, [node.body], scope)

    def _read_body(
        self, arguments: ast.arguments, body: Iterable[ast.AST], scope: Scope
    ) -> None:
        self._read_all((*arguments.defaults, *arguments.kw_defaults), scope)
        inside = Scope(scope)
        named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
        for argument in named:
            self._read_all([argument.annotation], scope)
            binding = Binding(
                self._line(argument),
                node=argument.annotation,
                scope=scope,
                is_instance=True,
            )
            self._bind(inside, argument.arg, binding)
        for argument in filter(None, (arguments.vararg, arguments.kwarg)):
            self._read_all([argument.annotation], scope)
            self._bind_unknown(inside, argument.arg, argument)
        self._read_all(body, inside)

    def _read_class(self, node: ast.ClassDef, scope: Scope) -> None:
        self._read_all(node.decorator_list, scope)
        self._bind_unknown(scope, node.name, node)
        self._read_type_parameters(node, scope)
        self._read_all((*node.bases, *node.keywords), scope)
        self._read_all(node.body, Scope(scope, is_class=True))

    def _read_type_parameters(self, node: Any, scope: Scope) -> None:
        for parameter in getattr(node, "type_params", ()):
            self._bind_unknown(scope, parameter.name, parameter)
            self._read_all(ast.iter_child_nodes(parameter), scope)

    def _read_comprehension(self, node: Any, scope: Scope) -> None:
        inside = Scope(scope, is_comprehension=True)
        first = node.generators[0]
        self._read(first.iter, scope)
        for part in node.generators:
            if part is not first:
                self._read(part.iter, inside)
            self._read_all((part.target, *part.ifs), inside)
        values = (getattr(node, name, None) for name in ("elt", "key", "value"))
        self._read_all(values, inside)

    def _read_assignment(self, node: ast.Assign, scope: Scope) -> None:
        self._read(node.value, scope)
        for target in node.targets:
            if isinstance(target, ast.Name):
                self._bind_to(target, scope, node.value)
            else:
                self._read(target, scope)

    def _read_annotated(self, node: ast.AnnAssign, scope: Scope) -> None:
        self._read_all((node.annotation, node.value), scope)
        target, type_ = node.target, node.annotation
        if not isinstance(target, ast.Name) or scope.is_class:
            self._read(target, scope)  # in a class, it is often a field
        elif isinstance(type_, (ast.Name, ast.Attribute)):
            self._bind_to(target, scope, type_, instance=True)
        else:
            self._bind_unknown(scope, target.id, node)

    def _read_walrus(self, node: ast.NamedExpr, scope: Scope) -> None:
        self._read(node.value, scope)
        line = self._line(node)
        binding = Binding(line, node=node.value, scope=scope)
        self._bind(scope.of_walrus, node.target.id, binding)

    def _read_call(self, node: ast.Call, scope: Scope) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name and node.keywords and name not in _TAKE_KEYWORDS:
            self.everything.add(name)  # then it is no builtin
        self._read_all(ast.iter_child_nodes(node), scope)

    def _read_handler(self, node: ast.ExceptHandler, scope: Scope) -> None:
        self._read_all([node.type], scope)
        if node.name:
            binding = Binding(
                self._line(node), node=node.type, scope=scope, is_instance=True
            )
            self._bind(scope, node.name, binding)
        self._read_all(node.body, scope)

    def _read_global(self, node: ast.Global, scope: Scope) -> None:
        for name in node.names:
            scope.declare_global(name)

    def _read_nonlocal(self, node: ast.Nonlocal, scope: Scope) -> None:
        for name in node.names:
            scope.declare_nonlocal(name)

    def _read_pattern(self, node: Any, scope: Scope) -> None:
        self._bind_unknown(scope, getattr(node, "name", None), node)
        self._bind_unknown(scope, getattr(node, "rest", None), node)
        self._read_all(ast.iter_child_nodes(node), scope)

    def _read_type_alias(self, node: Any, scope: Scope) -> None:
        self._read_type_parameters(node, scope)
        self._read_all((node.name, node.value), scope)

    def _read_string(self, node: ast.JoinedStr, scope: Scope) -> None:
        before, self._is_silent = self._is_silent, not _HAS_PLACES_IN_STRINGS
        self._read_all(node.values, scope)
        self._is_silent = before


_CONDITIONAL = (
    *(ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.Match, ast.With),
    *(ast.AsyncWith, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
    *(getattr(ast, name) for name in ("TryStar",) if hasattr(ast, name)),
)
"""Statements of which a part may not be run."""
