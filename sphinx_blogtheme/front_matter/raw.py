"""The values between a dialect's reader and the table of fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from sphinx_blogtheme.model.decoding import readable
from sphinx_blogtheme.model.posts import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")


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


MAX_LENGTH = 64 * 1024
"""Characters of a header beyond which no format's own reader is tried."""

MAX_BRACKETS = 500
"""Brackets that a header may open: readers slow down, or recurse, with each."""

MAX_DEPTH = 20
"""How deep lists and mappings may lie in each other."""


def node_of(value: object, depth: int = 0) -> Node:
    """Return a value that a format's own reader made, with every scalar as text.

    :raises ValueError: if it is nested too deep.
    """
    if depth > MAX_DEPTH:
        msg = f"nested more than {MAX_DEPTH} levels deep"
        raise ValueError(msg)
    if isinstance(value, dict):
        return {
            readable(str(key)): node_of(item, depth + 1) for key, item in value.items()
        }
    if isinstance(value, list):
        return [node_of(item, depth + 1) for item in value]
    if value is None:
        return Scalar(value=None, text=None)
    text = str(value).lower() if isinstance(value, bool) else readable(str(value))
    return Scalar(value=text, text=text)


def text_lines(text: str, limit: int) -> list[str]:
    """Return the first lines as Markdown counts them (CommonMark 0.31, 2.1)."""
    return list(each_line(text, limit))


def each_line(text: str, limit: int) -> Iterator[str]:
    """Yield the first lines, no further than they are asked for."""
    for match in islice(_LINE.finditer(text.removeprefix("\ufeff")), limit):
        yield match[1]
        if match[0] == match[1]:  # the last line, which nothing ends
            break


def shown(value: str, limit: int = 60) -> str:
    """Return a value as a message quotes it, cut where it is long."""
    return repr(value if len(value) <= limit else value[: limit - 1] + "…")
