"""The one table of the keys of headers: which field each of them sets, and how.

Case, hyphens, underscores and spaces make no difference between keys: ``on-menu`` is
``onMenu``. ``cover.image`` is the key ``image`` in the mapping ``cover``. The reference
in the documentation and the JSON Schema are made from the table.
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
"""All rows of the table; several may set the same field."""

CONTAINERS = {"taxonomies": 0, "params": 100, "extra": 100}
"""Mappings whose keys count as if they stood outside, with ranks to add to theirs.

Of several keys that set a field, those of rank 0 win. ``taxonomies`` and ``extra`` are
Zola's, ``params`` is Hugo's.
"""

CAUTIOUS = {"status": Status.DRAFT, "listed": False}
"""Values of fields that win over any other if two keys disagree."""


def folded(key: str) -> str:
    """Return a key without case, hyphens, underscores and spaces: ``onmenu``."""
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
"""For each folded key: the fields that it sets, each with a rank; lower ranks win."""

_MAIN = {folded(field.keys[0]) for field in FIELDS if field.keys} | {"status", "math"}


def is_known(key: str) -> bool:
    """Return whether a key sets a field, or is ``taxonomies``, whose keys do."""
    return folded(key) in BY_KEY or folded(key) == "taxonomies"


def is_of_one(key: str) -> bool:
    """Return whether a key is for one post only: its title, slug, URL, aliases or changes."""
    own = {"title", "slug", "url", "aliases", "changes"}
    return any(f.name in own for f, _ in BY_KEY.get(folded(key), ()))


def is_usual(key: str) -> bool:
    """Return whether a key is the main one of its field, so hardly a word of a text."""
    return folded(key) in _MAIN


def is_list(key: str) -> bool:
    """Return whether a key sets a field with a list of names, such as ``tags``."""
    return any(field.kind.name == "names" for field, _ in BY_KEY.get(folded(key), ()))
