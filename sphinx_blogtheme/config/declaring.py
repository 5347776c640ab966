"""How an option of a site is declared: with default, check and help, in one place."""

from __future__ import annotations

import dataclasses
from dataclasses import field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def option(
    default: Any,
    help_: str,
    check: Callable[[object], str | None],
    rebuild: str,
    *,
    fallback: Any = None,
) -> Any:
    """Declare one option, as a field of a dataclass.

    :param help_: Markdown for the reference.
    :param check: returns None if a value can be used, or else what was expected.
    :param rebuild: what Sphinx does again after a change: ``env`` (read all sources) or
        ``html`` (write all pages).
    :param fallback: what an invalid value is replaced by, if not by the default.
    """
    metadata = {
        "help": help_,
        "check": check,
        "rebuild": rebuild,
        "fallback": default if fallback is None else fallback,
    }
    if isinstance(default, (list, dict)):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


def default_of(option_: dataclasses.Field[Any]) -> Any:
    """Return the default of an option."""
    if option_.default is not dataclasses.MISSING:
        return option_.default
    factory = option_.default_factory
    return None if factory is dataclasses.MISSING else factory()
