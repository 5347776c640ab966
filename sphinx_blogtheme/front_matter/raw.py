"""The values between a dialect's reader and the table of fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from sphinx_blogtheme.model import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Scalar:
    """One value, as the format reads it and as its author wrote it."""

    value: str | None
    """What the format's specification makes of it, but always as text."""
    text: str | None
    """The same, with what the specification would drop although it is text."""
    comment: str = ""
    """What was left out as a comment, where that may have been text."""


Node: TypeAlias = "Scalar | list[Node] | dict[str, Node]"


@dataclass(frozen=True, kw_only=True, slots=True)
class RawEntry:
    """One key with its value."""

    key: str
    """As written."""
    node: Node
    line: int
    """1-based line of the key in the file."""
    source: str = ""
    """What follows the key on its line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RawHeader:
    """What a dialect's reader finds in a file."""

    entries: tuple[RawEntry, ...] = ()
    body_line: int = 0
    problems: tuple[Problem, ...] = ()
    repaired: bool = False
    """Whether the header breaks the rules of its format."""


def front_matter_problem(line: int, message: str) -> Problem:
    """Return a problem of a header."""
    return Problem(kind="front_matter", message=message, line=line)


def shown(value: str, limit: int = 60) -> str:
    """Return a value as a message quotes it, cut where it is long."""
    return repr(value if len(value) <= limit else value[: limit - 1] + "…")
