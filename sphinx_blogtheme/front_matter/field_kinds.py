"""The class of the fields of a header, and the common kinds of their values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.front_matter import values

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_blogtheme.front_matter.raw import RawEntry


class Kind(NamedTuple):
    """A kind of values: its name and its reader."""

    name: str
    """The same for all kinds that are written alike; see `json_schema`."""
    read: Callable[[RawEntry, values.HeaderContext], values.Reading]
    """Reads the value of an entry."""


TEXT = Kind("text", values.read_text_value)
"""A text on one line."""
NAMES = Kind("names", values.read_names)
"""Names in a list, or with commas between them."""
TERMS = Kind("names", values.read_terms)
"""Names of terms, with commas or Jekyll's spaces between them."""
DATE = Kind("date", values.read_date)
"""A date, perhaps with a time and a zone."""
FLAG = Kind("boolean", values.boolean_reader(unknown=None))
"""Yes or no."""
WEB = Kind("url", values.read_web)
"""A URL with ``http`` or ``https``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field of `FrontMatter`, and some of the keys that set it."""

    name: str
    keys: tuple[str, ...]
    """Keys that set it, the usual one first."""
    instead: tuple[str, ...] = ()
    """Keys that set it if none of the others does, the preferred first."""
    kind: Kind
    meaning: str
    """One sentence of Markdown, for the reference and the JSON Schema."""
    mappings: bool = False
    """Whether a mapping under such a key is something else, and kept for templates."""
    words: frozenset[str] = frozenset()
    """The only values that set it, if any; others are kept for templates."""
