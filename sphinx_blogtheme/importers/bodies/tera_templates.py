"""Fill in small templates of Tera, as Zola's shortcodes are.

They are read as those of Jinja, which are all but the same, and never run: known are
texts, values, choices and a few filters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, TemplateError, nodes

from sphinx_blogtheme.importers.bodies.filled_pieces import (
    Markdown,
    Markup,
    UnknownTemplateError,
    escaped,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LIMIT = 1000
"""Number of times a loop is gone through, at most."""

_TESTS: dict[str, Callable[..., bool]] = {
    "defined": lambda value: value is not None,
    "undefined": lambda value: value is None,
    "starting_with": lambda value, part: str(value or "").startswith(str(part)),
    "ending_with": lambda value, part: str(value or "").endswith(str(part)),
    "containing": lambda value, part: str(part) in str(value or ""),
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, (int, float)),
}

_FILTERS: dict[str, Callable[..., Any]] = {
    "safe": lambda value: value if isinstance(value, Markdown) else Markup(value),
    "markdown": lambda value, **_: Markdown(value),
    "trim": lambda value: str(value).strip(),
    "trim_start_matches": lambda value, pat: str(value).removeprefix(pat),
    "trim_end_matches": lambda value, pat: str(value).removesuffix(pat),
    **dict.fromkeys(("escape", "escape_xml"), lambda value: Markup(escaped(value))),
    "lower": lambda value: str(value).lower(),
    "upper": lambda value: str(value).upper(),
    "title": lambda value: str(value).title(),
    "capitalize": lambda value: str(value).capitalize(),
    "striptags": lambda value: re.sub(r"<[^>]*>", "", str(value)),
    "replace": lambda value, **given: str(value).replace(given["from"], given["to"]),
    **dict.fromkeys(("as_str", "str", "urlencode"), str),
}


def filled_tera(
    template: str,
    values: Mapping[str, Any],
    functions: Mapping[str, Callable[..., Any]],
) -> list[str]:
    """Return the pieces of text that a template makes.

    :param values: values by name.
    :param functions: functions by name, such as ``get_url``.
    :return: each a `Markdown` or a `Markup`.
    :raises UnknownTemplateError: if the template is more than a small one.
    """
    try:
        tree = Environment(autoescape=False).parse(template)  # noqa: S701
    except (TemplateError, RecursionError):
        raise UnknownTemplateError("a tag that is not understood") from None
    return joined(_Walk(dict(values), functions).block(tree.body))


class _Walk:
    """Goes through the nodes of a template."""

    def __init__(
        self, values: dict[str, Any], functions: Mapping[str, Callable[..., Any]]
    ) -> None:
        self._values, self._functions = values, functions
        self._count = 0

    def block(self, body: list[nodes.Node]) -> list[str]:
        made: list[str] = []
        for node in body:
            match node:
                case nodes.Output():
                    made += map(self._shown, node.nodes)
                case nodes.If():
                    made += self._choice(node)
                case nodes.Assign(target=nodes.Name(name=name)):
                    self._values[name] = self._value(node.node)
                case nodes.For(target=nodes.Name(name=name)) if not node.test:
                    made += self._loop(node, name)
                case _:
                    raise UnknownTemplateError(f"{type(node).__name__.lower()!r}")
        return made

    def _choice(self, node: nodes.If) -> list[str]:
        if self._value(node.test):
            return self.block(node.body)
        for other in node.elif_:
            if self._value(other.test):
                return self.block(other.body)
        return self.block(node.else_)

    def _loop(self, node: nodes.For, name: str) -> list[str]:
        values = self._value(node.iter)
        if not isinstance(values, (list, tuple)):
            raise UnknownTemplateError("a loop")
        made: list[str] = []
        for value in values:
            self._count += 1
            if self._count > _LIMIT:
                raise UnknownTemplateError("a loop that is too long")
            self._values[name] = value
            made += self.block(node.body)
        return made

    def _shown(self, node: nodes.Expr) -> str:
        if isinstance(node, nodes.TemplateData):
            return Markup(node.data)
        value = self._value(node)
        return (
            value if isinstance(value, (Markdown, Markup)) else Markup(escaped(value))
        )

    def _value(self, node: Any) -> Any:  # noqa: PLR0911
        match node:
            case nodes.Const(value=value):
                return value
            case nodes.Name(name=name):
                return self._values.get(name)
            case nodes.Getattr(attr=name) | nodes.Getitem(arg=nodes.Const(value=name)):
                found = self._value(node.node)
                return found.get(name) if isinstance(found, dict) else None
            case nodes.Filter(name=name):
                return self._filtered(node, name)
            case nodes.Call(node=nodes.Name(name=name)) if name in self._functions:
                return self._functions[name](**self._arguments(node))
            case nodes.Concat():
                return "".join(str(self._value(one) or "") for one in node.nodes)
        return self._judged(node)

    def _judged(self, node: Any) -> Any:
        """Return the value of what is true or false."""
        match node:
            case nodes.Not():
                return not self._value(node.node)
            case nodes.And():
                return self._value(node.left) and self._value(node.right)
            case nodes.Or():
                return self._value(node.left) or self._value(node.right)
            case nodes.Compare(ops=[nodes.Operand() as other]):
                return self._compared(other.op, node.expr, other.expr)
            case nodes.Test(name=name) if name in _TESTS:
                return _TESTS[name](
                    self._value(node.node), *map(self._value, node.args)
                )
        raise UnknownTemplateError(_name(node))

    def _compared(self, sign: str, left: Any, right: Any) -> bool:
        one, other = self._value(left), self._value(right)
        if sign in ("eq", "ne"):
            return bool((one == other) == (sign == "eq"))
        if sign == "in" and isinstance(other, (str, list, tuple)):
            return str(one) in other
        raise UnknownTemplateError("a comparison")

    def _arguments(self, node: Any) -> dict[str, Any]:
        return {pair.key: self._value(pair.value) for pair in node.kwargs}

    def _filtered(self, node: nodes.Filter, name: str) -> Any:
        value, options = self._value(node.node), self._arguments(node)
        if name == "default":
            return options.get("value") if value in (None, "") else value
        if name not in _FILTERS:
            raise UnknownTemplateError(f"the filter {name!r}")
        if name.startswith("trim") and isinstance(value, Markdown):
            return value
        return _FILTERS[name]("" if value is None else value, **options)


def _name(node: Any) -> str:
    """Return what is not known of a template, for a message."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        return f"the function {node.node.name!r}"
    return f"{type(node).__name__.lower()!r}"
