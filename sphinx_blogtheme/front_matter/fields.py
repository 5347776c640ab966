"""The one table of the keys of headers: which field each sets, and how.

Keys are equal whatever their case, hyphens and underscores: ``on-menu`` is
``onMenu``. ``cover.image`` is the key ``image`` of the mapping ``cover``.
The reference of the documentation and the JSON Schema are made from the table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.fields_public import PUBLIC_FIELDS
from sphinx_blogtheme.front_matter.fields_text import TEXT_FIELDS
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from sphinx_blogtheme.front_matter.field_kinds import Field

FIELDS = (*TEXT_FIELDS[:1], *PUBLIC_FIELDS, *TEXT_FIELDS[1:])
"""Every key that sets a field."""

CONTAINERS = {"taxonomies": 0, "params": 100, "extra": 100}
"""Mappings that hold keys as if they stood beside them, and how these yield to others.

Zola has the first and the last, Hugo the second.
"""

CAUTIOUS = {"status": Status.DRAFT, "listed": False}
"""The value of a field that wins over any other, if two keys set it."""


def folded(key: str) -> str:
    """Return what is the same for all ways to write a key."""
    return re.sub(r"[-_\s]", "", key).lower()


def _by_key() -> dict[str, list[tuple[Field, int]]]:
    found: dict[str, list[tuple[Field, int]]] = {}
    for field in FIELDS:
        for key in field.keys:
            found.setdefault(folded(key), []).append((field, 0))
        for rank, key in enumerate(field.instead, start=1):
            found.setdefault(folded(key), []).append((field, rank))
    return found


BY_KEY = _by_key()
"""The fields that each key sets, as `folded` gives it, with how far it yields."""

_MAIN = {folded(field.keys[0]) for field in FIELDS if field.keys} | {"status", "math"}


def is_known(key: str) -> bool:
    """Return whether a key sets a field, itself or by what lies below it."""
    return folded(key) in BY_KEY or folded(key) == "taxonomies"


def is_of_one(key: str) -> bool:
    """Return whether a key says what only one post can be called, or where it is."""
    own = {"title", "slug", "url", "aliases"}
    return any(f.name in own for f, _ in BY_KEY.get(folded(key), ()))


def is_usual(key: str) -> bool:
    """Return whether a key is the usual one of a field, and so hardly a word of text."""
    return folded(key) in _MAIN


def is_list(key: str) -> bool:
    """Return whether a key sets a field that holds names."""
    return any(field.kind.name == "names" for field, _ in BY_KEY.get(folded(key), ()))
