"""Checks of the options about lists, which may differ from place to place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.suggestions import did_you_mean
from sphinx_blogtheme.model.listings import LIST_PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.config.checks import Check

INTRO, EXCERPT, DESCRIPTION, TITLE = SHOWN_IN_LISTS = (
    "intro",
    "excerpt",
    "description",
    "title",
)
"""What a list may show of a post, from most to least."""

COVER_OF_POST = "post"
"""Stands for the page of a post, among the places where its image is shown."""


@dataclass(frozen=True, slots=True)
class PerPlace:
    """A check that expects a value, or a dictionary with one for some of the keys.

    `term_checks.sift` takes the invalid entries out of a dictionary.
    """

    check: Check
    """The check of each value."""
    keys: tuple[str, ...] = LIST_PLACES

    def __call__(self, value: object) -> str | None:
        """Return what was expected, or None if the value can be used."""
        if isinstance(value, dict):
            return next(self.faults(value), None)
        expected = self.check(value)
        names = ", ".join(self.keys)
        return expected and f"{expected}, or a dictionary of these for {names}"

    def faults(self, value: dict[object, object]) -> Iterator[str]:
        """Yield what was expected instead of each invalid entry of a dictionary."""
        for key, item in value.items():
            if fault := self.fault(key, item):
                yield fault

    def fault(self, key: object, item: object) -> str | None:
        """Return what was expected instead of an entry; None if it can be used."""
        if key not in self.keys:
            near = did_you_mean(key, self.keys)
            return f"expected keys from {', '.join(self.keys)}; got {key!r}{near}"
        expected = self.check(item)
        return expected and f"{expected} for {key!r}; got {item!r}"
