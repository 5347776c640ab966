"""Checks of the options about lists, which may differ from place to place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.suggestions import did_you_mean
from sphinx_blogtheme.model.former_urls import fault_of_former
from sphinx_blogtheme.model.languages import language_tag
from sphinx_blogtheme.model.listings import LIST_PLACES
from sphinx_blogtheme.model.written_dates import fault_of_format

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

EDITION_KEYS = ("title", "description", "terms")
"""What can be said of the blog in another language."""

COVER_OF_POST = "post"
"""Stands for the page of a post, among the places where its image is shown."""


def written_date_format(value: object) -> str | None:
    """Expect a format of dates: a name or a pattern of CLDR, or one of strftime."""
    if not isinstance(value, str):
        return "expected a string"
    fault = fault_of_format(value)
    return fault and f"expected {fault}"


def edition_words(value: object) -> str | None:
    """Expect a dictionary from language to the words of the blog in that language."""
    expected = "expected a dictionary from language, such as 'pt-BR', to a dictionary"
    if not isinstance(value, dict):
        return expected
    for tag, words in value.items():
        if not (isinstance(tag, str) and language_tag(tag) and isinstance(words, dict)):
            return f"{expected}; got {tag!r}: {words!r}"
        for fault in filter(None, (_edition_fault(*pair) for pair in words.items())):
            return f"{fault} for {tag!r}"
    return None


def former_urls(value: object) -> str | None:
    """Expect a dictionary from the former URLs of lists and feeds to those of now."""
    expected = "expected a dictionary of paths, such as {'/tags/{tag}/': '/tag/{tag}/'}"
    if not isinstance(value, dict):
        return expected
    faults = (fault_of_former(old, new) for old, new in value.items())
    fault = next(filter(None, faults), "")
    return f"{expected}; {fault}" if fault else None


def _edition_fault(key: object, said: object) -> str | None:
    """Return an error message for one thing that is said of an edition, or None."""
    if key not in EDITION_KEYS:
        near = did_you_mean(key, EDITION_KEYS)
        return f"expected keys from {', '.join(EDITION_KEYS)}; got {key!r}{near}"
    if key != "terms":
        return None if isinstance(said, str) else f"expected a string as {key!r}"
    if isinstance(said, dict) and all(
        isinstance(s, str) for p in said.items() for s in p
    ):
        return None
    return "expected a dictionary from slug to name as 'terms'"


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
