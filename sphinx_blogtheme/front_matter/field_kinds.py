"""What a field of a header is: its name, its keys and the kind of its value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.front_matter import values

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_blogtheme.front_matter.raw import RawEntry


class Kind(NamedTuple):
    """What a field holds."""

    name: str
    """The same for all that are written alike; see `schema`."""
    read: Callable[[RawEntry, values.HeaderContext], values.Reading]


TEXT = Kind("text", values.read_text_value)
NAMES = Kind("names", values.read_names)
TERMS = Kind("names", values.read_terms)
DATE = Kind("date", values.read_date)
FLAG = Kind("boolean", values.boolean_reader(unknown=None))
WEB = Kind("url", values.read_web)


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field of `FrontMatter`, as keys set it."""

    name: str
    keys: tuple[str, ...]
    """Keys that set it, the usual one first."""
    instead: tuple[str, ...] = ()
    """Keys that set it where none of the others does, the preferred first."""
    kind: Kind
    meaning: str
    """One sentence of Markdown."""
    mappings: bool = False
    """Whether a mapping is something else, for templates."""
