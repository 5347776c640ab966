"""The values of Liquid's expressions: ``site.title | upcase``, ``a == b and c``."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.liquid_filters import (
    UnknownValueError,
    filtered,
    text_of_value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

UNKNOWN = object()
"""Stands in a scope for a value that only the old site's program knows."""

_LITERALS = {
    **dict.fromkeys(["nil", "null"]),
    "true": True,
    "false": False,
    "empty": "",
    "blank": "",
}
_QUOTED = r"\"[^\"]*\"|'[^']*'"
_ATOM = re.compile(
    rf"\s*(?:(?P<quoted>{_QUOTED})|(?P<number>-?\d+(?:\.\d+)?)(?![\w.-])"
    r"|\((?P<first>-?\d+|[\w.]+)\.\.(?P<last>-?\d+|[\w.]+)\)"
    rf"|(?P<name>[A-Za-z_][\w-]*\??(?:\.[\w-]+\??|\[(?:{_QUOTED}|[\w.-]+)\])*))\s*"
)
_STEP = re.compile(rf"\.([\w-]+\??)|\[(?:({_QUOTED})|([\w.-]+))\]")
_COMPARED = re.compile(r"\s*(==|!=|<>|<=|>=|<|>|contains\b)\s*")
_JOINED = re.compile(rf"({_QUOTED})|\b(and|or)\b")
_FILTER = re.compile(r"\s*\|\s*(?P<name>\w+)\s*(?P<colon>:)?")
_ORDER = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}
_MOST = 1000
"""Number of values of a range; a longer one is unknown."""


class Values:
    """The values that the tags of one text know."""

    def __init__(
        self, scope: Mapping[str, Any], filters: Mapping[str, Callable[..., Any]]
    ) -> None:
        """
        Take the names and the filters of a site.

        :param scope: values by their first name: ``site``, ``page``; `UNKNOWN` is for
            those that only a program knows.
        :param filters: filters of the site besides Liquid's own, such as
            ``relative_url``.
        """
        self.scope: dict[str, Any] = dict(scope)
        self.filters = filters

    def value(self, text: str) -> Any:
        """Return the value of an expression with its filters.

        :raises UnknownValueError: if it is not known.
        """
        value, position = self._atom(text, 0)
        while position < len(text.rstrip()):
            match = _FILTER.match(text, position)
            if not match:
                raise UnknownValueError(text)
            arguments, position = (
                self._arguments(text, match.end())
                if match["colon"]
                else ([], match.end())
            )
            value = self._filtered(match["name"], value, arguments)
        return value

    def text(self, expression: str) -> str:
        """Return what an expression prints.

        :raises UnknownValueError: if it is not known.
        """
        return text_of_value(self.value(expression))

    def is_true(self, text: str) -> bool:
        """Return whether a condition holds; from right to left, as in Liquid.

        :raises UnknownValueError: if that is not known.
        """
        for match in _JOINED.finditer(text):
            if match[2]:
                left = self._compared(text[: match.start()])
                if left is (match[2] == "or"):
                    return left
                return self.is_true(text[match.end() :])
        return self._compared(text)

    def _compared(self, text: str) -> bool:
        left, position = self._atom(text, 0)
        if not text[position:].strip():
            return left is not None and left is not False
        match = _COMPARED.match(text, position)
        if not match:
            raise UnknownValueError(text)
        right, end = self._atom(text, match.end())
        if text[end:].strip():
            raise UnknownValueError(text)
        bare = text[match.end() :].strip()
        if bare in ("empty", "blank"):
            right = type(left)() if isinstance(left, (str, list, dict)) else right
        return _holds(match[1], left, right)

    def _filtered(self, name: str, value: Any, arguments: list[Any]) -> Any:
        if name in self.filters:
            try:
                return self.filters[name](value, *arguments)
            except TypeError as error:
                raise UnknownValueError(str(error)) from None
        return filtered(name, value, arguments)

    def _arguments(self, text: str, position: int) -> tuple[list[Any], int]:
        found = []
        while True:
            value, position = self._atom(text, position)
            found.append(value)
            if not text.startswith(",", position):
                return found, position
            position += 1

    def _atom(self, text: str, position: int) -> tuple[Any, int]:
        match = _ATOM.match(text, position)
        if not match:
            raise UnknownValueError(text)
        if match["quoted"]:
            return match["quoted"][1:-1], match.end()
        if number := match["number"]:
            return float(number) if "." in number else int(number), match.end()
        if match["first"]:
            first, last = (int(self._plain(match[name])) for name in ("first", "last"))
            if last - first > _MOST:
                raise UnknownValueError(text)
            return list(range(first, last + 1)), match.end()
        return self._plain(match["name"]), match.end()

    def _plain(self, name: str) -> Any:
        """Return the value of a name such as ``site.data.people[0].name``."""
        if re.fullmatch(r"-?\d+", name):
            return int(name)
        if name in _LITERALS:
            return _LITERALS[name]
        first = re.match(r"[\w-]+\??", name)
        if not first or first[0] not in self.scope:
            raise UnknownValueError(name)
        value = self.scope[first[0]]
        for step in _STEP.finditer(name, first.end()):
            key: Any = step[1] or (step[2] or "")[1:-1] or self._plain(step[3])
            value = _step(value, key)
        if value is UNKNOWN:
            raise UnknownValueError(name)
        return value


def _step(value: Any, key: Any) -> Any:
    """Return a part of a value; None if it has no such part."""
    if value is UNKNOWN:
        return UNKNOWN
    if isinstance(value, dict):
        if key in value:
            return value[key]
        return len(value) if key == "size" else value.get(str(key))
    if isinstance(value, (list, tuple, str)) and key == "size":
        return len(value)
    if isinstance(value, (list, tuple)):
        text = str({"first": 0, "last": -1}.get(str(key), key))
        number = int(text) if text.lstrip("-").isdecimal() else len(value)
        return value[number] if -len(value) <= number < len(value) else None
    return None


def _holds(sign: str, left: Any, right: Any) -> bool:
    if sign == "contains":
        if isinstance(left, str):
            return text_of_value(right) in left
        return isinstance(left, (list, dict)) and right in left
    if sign in ("==", "!=", "<>"):
        same = bool(left == right) and isinstance(left, bool) == isinstance(right, bool)
        return same is (sign == "==")
    try:
        return bool(_ORDER[sign](left, right))
    except TypeError:
        return False
