"""Fill in small templates of Tera, as Zola's shortcodes are.

They are read as those of Jinja, which are all but the same, and never run: known are
texts, values, choices and a few filters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, TemplateError, nodes

from sphinx_blogtheme.importers.bodies.template_values import (
    Markdown,
    Markup,
    UnknownTemplateError,
    escaped,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_LIMIT = 1000
"""Number of times a loop is gone through, at most."""

_TESTS: dict[str, Callable[..., bool]] = {
    "starting_with": lambda value, part: str(value or "").startswith(part),
    "ending_with": lambda value, part: str(value or "").endswith(part),
    "containing": lambda value, part: part in (value or ""),
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, (int, float)),
}


def filled_tera(
    template: str, values: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]
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
        return value if isinstance(value, (Markdown, Markup)) else Markup(escaped(value))

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
            case nodes.Not():
                return not self._value(node.node)
            case nodes.And():
                return self._value(node.left) and self._value(node.right)
            case nodes.Or():
                return self._value(node.left) or self._value(node.right)
            case nodes.Concat():
                return "".join(str(self._value(one) or "") for one in node.nodes)
            case nodes.Compare(ops=[nodes.Operand() as other]):
                return self._compared(other.op, node.expr, other.expr)
            case nodes.Test(name="defined" | "undefined" as name):
                return (self._value(node.node) is not None) == (name == "defined")
            case nodes.Test(name=name) if name in _TESTS:
                value, given = self._value(node.node), map(self._value, node.args)
                return _TESTS[name](value, *given)
            case nodes.Call(node=nodes.Name(name=name)) if name in self._functions:
                return self._functions[name](**self._arguments(node))
            case nodes.TemplateData(data=data):
                return Markup(data)
        raise UnknownTemplateError(_name(node))

    def _compared(self, sign: str, left: Any, right: Any) -> bool:
        one, other = self._value(left), self._value(right)
        if sign in ("eq", "ne"):
            return (one == other) == (sign == "eq")
        if sign == "in" and isinstance(other, (str, list, tuple)):
            return str(one) in other
        raise UnknownTemplateError("a comparison")

    def _arguments(self, node: Any) -> dict[str, Any]:
        return {pair.key: self._value(pair.value) for pair in node.kwargs}

    def _filtered(self, node: nodes.Filter, name: str) -> Any:
        value, options = self._value(node.node), self._arguments(node)
        text = "" if value is None else str(value)
        match name:
            case "safe":
                return value if isinstance(value, Markdown) else Markup(text)
            case "markdown":
                return Markdown(text)
            case "default":
                return options.get("value") if value in (None, "") else value
            case "trim":
                return type(value)(value.strip()) if isinstance(value, str) else text
            case "lower" | "upper" | "title" | "capitalize":
                return getattr(text, name)()
            case "escape" | "escape_xml":
                return Markup(escaped(text))
            case "striptags":
                return re.sub(r"<[^>]*>", "", text)
            case "replace":
                return text.replace(str(options.get("from")), str(options.get("to")))
            case "trim_start_matches" | "trim_end_matches" if isinstance(value, Markdown):
                return value
            case "urlencode" | "as_str" | "str" | "linebreaksbr":
                return text
        raise UnknownTemplateError(f"the filter {name!r}")


def _name(node: Any) -> str:
    """Return what is not known of a template, for a message."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        return f"the function {node.node.name!r}"
    return f"{type(node).__name__.lower()!r}"
