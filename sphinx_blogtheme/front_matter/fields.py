"""The one table of the keys of headers: which field each of them sets, and how.

Case, hyphens, underscores and spaces make no difference between keys: ``on-menu`` is
``onMenu``. ``cover.image`` is the key ``image`` in the mapping ``cover``. The reference
in the documentation and the JSON Schema are made from the table.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.fields_public import PUBLIC_FIELDS
from sphinx_blogtheme.front_matter.fields_text import TEXT_FIELDS
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

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


_NEAR = 0.84
"""Similarity of a key to a known one, by `difflib`, from which on it is a misspelling:
one of six letters is missing, added or another."""

_SHORTEST = 4
"""Length from which on a key may be a misspelling; shorter ones are too similar."""


def meant_key(key: str, given: Iterable[str]) -> str:
    """Return the known key of which a key is a misspelling, or an empty text.

    :param given: the keys of the header. If the known key is one of them, the other is
        no misspelling of it.
    """
    near = _nearest(folded(key))
    return "" if near and folded(near) in map(folded, given) else near


@cache
def _nearest(key: str) -> str:
    """Return the known key that a folded key is near to, or an empty text."""
    from difflib import get_close_matches

    if is_known(key) or len(key) < _SHORTEST:
        return ""
    spelt = {folded(k): k for f in FIELDS for k in (*f.instead, *f.keys)}
    return next(map(spelt.get, get_close_matches(key, spelt, 1, _NEAR)), None) or ""


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
