"""Evaluate the expressions of MyST's substitutions without access to Python.

The owner of a site turns substitutions on for all documents, so that any author can
write an expression of Jinja. Here an expression can use values, filters and the methods
of plain values. It can call nothing else but what ``conf.py`` has put among the values.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sphinx_blogtheme.model.decoding import readable

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from sphinx.environment import BuildEnvironment

_FACTS = ("project", "version", "release", "author", "copyright", "language")
"""The options of Sphinx that an expression can use, as ``env.config.version``."""
_PLAIN = (str, bytes, int, float, bool, list, tuple, dict, set, frozenset, range)


class _ValueEnvironment(ImmutableSandboxedEnvironment):
    """An environment of Jinja in which expressions can't reach Python."""

    def __init__(self, owned: Mapping[str, Any]) -> None:
        """Take the values of ``conf.py``, whose functions may be called."""
        super().__init__(undefined=StrictUndefined)
        self.globals = {"range": self.globals["range"], "dict": dict}
        self._owned = [value for value in owned.values() if not isinstance(value, str)]

    def is_safe_callable(self, obj: Any) -> bool:
        """Return whether an expression may call a function."""
        if obj is dict or obj is self.globals["range"]:
            return True
        # Jinja puts a function that reaches no attributes round `str.format`.
        bound = getattr(getattr(obj, "__wrapped__", obj), "__self__", None)
        return isinstance(bound, _PLAIN) or any(
            obj is value or (bound is not None and bound is value)
            for value in self._owned
        )


def evaluated(
    expression: str,
    values: Mapping[str, Any],
    env: BuildEnvironment,
    used: Set[str] = frozenset(),
) -> tuple[str, set[str]]:
    """Return the text of an expression, and the names of the values in it.

    :param expression: what stands between the braces, such as ``name | upper``.
    :param values: the values of ``conf.py``, and of the header.
    :param used: names of the values that the expression is itself a part of.
    :raises PermissionError: if the expression wants what it may not have.
    :raises ValueError: if it is invalid.
    """
    owned = env.config.myst_substitutions
    facts = {name: getattr(env.config, name) for name in _FACTS}
    known = SimpleNamespace(docname=env.docname, config=SimpleNamespace(**facts))
    template = f"{{{{{expression}}}}}"
    try:
        jinja = _ValueEnvironment(owned)
        text = jinja.from_string(template).render({**values, "env": known})
        names = {node.name for node in jinja.parse(template).find_all(nodes.Name)}
    except SecurityError as error:
        raise PermissionError(str(error)) from error
    except (
        TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
    if circular := names & used:
        raise ValueError(f"circular references to {sorted(circular)}")
    # A literal can have half a character, which no file holds.
    return readable(text), names - {"env"}
