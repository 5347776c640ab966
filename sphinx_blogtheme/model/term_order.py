"""The order of the terms on the page of their taxonomy: by name, by size, in groups."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx_blogtheme.model.posts import Post, Term

BY_NAME, BY_COUNT, IN_GROUPS = TERM_ORDERS = ("name", "count", "groups")

OTHER_INITIAL = "#"
"""Stands for the initials that are digits, signs, or characters without an alphabet."""


def by_count(terms: Mapping[Term, Sequence[Post]]) -> list[Term]:
    """Return terms, those with the most posts first, else in the order given."""
    return sorted(terms, key=lambda term: -len(terms[term]))


def by_initial(terms: Iterable[Term]) -> dict[str, list[Term]]:
    """Return terms in groups by the initials of their names, in the order given.

    The initials are sorted; `OTHER_INITIAL` is the last one.
    """
    groups: dict[str, list[Term]] = {}
    for term in terms:
        groups.setdefault(initial_of(term.name), []).append(term)
    initials = sorted(groups, key=lambda one: (one == OTHER_INITIAL, one))
    return {initial: groups[initial] for initial in initials}


def initial_of(name: str) -> str:
    """Return the capital letter, without accents, under which a name is looked for."""
    first = unicodedata.normalize("NFD", name.strip())[:1].upper()[:1]
    if not first.isalpha() or unicodedata.name(first, "").startswith("CJK"):
        return OTHER_INITIAL
    return first
