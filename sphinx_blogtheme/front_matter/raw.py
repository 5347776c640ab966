"""Raw headers: keys and values as a reader finds them, before they have a meaning."""

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
    """A single value, as its format reads it and as its author wrote it."""

    value: str | None
    """The value by the format's specification, but always as text."""
    text: str | None
    """The same, with text that the specification drops: ``What #python is``."""
    comment: str = ""
    """The part that was dropped as a comment, if it may have been text."""


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
    """The rest of the line after the key, as written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RawHeader:
    """The keys and values that a reader finds in a file."""

    entries: tuple[RawEntry, ...] = ()
    body_line: int = 0
    """Number of lines before the body, delimiters included."""
    problems: tuple[Problem, ...] = ()
    repaired: bool = False
    """Whether the header is invalid YAML, and was read line by line."""
    nikola: bool = False
    """Whether it is Nikola's, with lines such as ``.. title: A title``."""
    held_back: bool = False
    """Whether the file is a draft because nobody can read its header."""


def front_matter_problem(line: int, message: str) -> Problem:
    """Return a problem of a header, at a 1-based line of the file."""
    return Problem(kind="front_matter", message=message, line=line)


MAX_LENGTH = 64 * 1024
"""Maximum length in characters of a header that is given to its format's parser."""

MAX_BRACKETS = 500
"""Maximum number of opening brackets: parsers slow down, or recurse, with each."""

MAX_DEPTH = 20
"""Maximum depth of nested lists and mappings."""


def node_of(value: object, depth: int = 0) -> Node:
    """Return the value that a parser returned, with every scalar as text.

    :raises ValueError: if it is nested too deeply.
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
    """Return the first lines of a text, as CommonMark (0.31, section 2.1) ends them."""
    return list(each_line(text, limit))


def each_line(text: str, limit: int) -> Iterator[str]:
    """Yield the first lines of a text, reading no further than needed."""
    for match in islice(_LINE.finditer(text.removeprefix("\ufeff")), limit):
        yield match[1]
        if match[0] == match[1]:  # the last line, without a line ending
            break


def shown(value: str, limit: int = 60) -> str:
    """Return a value quoted for a message, shortened if it is long."""
    return repr(value if len(value) <= limit else value[: limit - 1] + "…")
