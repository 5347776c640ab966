"""Checks of the options that describe terms, and the parts of options.

A check looks only at the kind of a value. `sift` looks at its parts, and removes the
invalid ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.config.checks import NamesFrom, is_url
from sphinx_blogtheme.config.list_checks import PerPlace
from sphinx_blogtheme.config.section_checks import SectionsCheck
from sphinx_blogtheme.config.suggestions import did_you_mean
from sphinx_blogtheme.model.urls import is_site_url

if TYPE_CHECKING:
    from collections.abc import Callable

TERM_KEYS = ("name", "description")
"""Keys of the entry of a term."""

PERSON_KEYS = ("name", "bio", "picture", "url", "links")
"""Keys of the entry of an author."""

_EXPECTED = {
    "url": "a URL",
    "picture": "a URL, or the path of a file of the site,",
    "links": "a dictionary from label to URL",
}


def terms(value: object) -> str | None:
    """Expect a dictionary of names, or of entries with more than a name, by slug."""
    return _dictionary(value, "slug to display name")


def pairs(value: object) -> str | None:
    """Expect a dictionary of names, ABlog's pairs of name and URL, or entries."""
    return _dictionary(value, "id to a pair of name and URL")


def people(value: object) -> str | None:
    """Expect a dictionary of names, ABlog's pairs of name and URL, or profiles."""
    return _dictionary(value, "id to name or profile")


_KNOWN: dict[Callable[[object], str | None], tuple[str, ...]] = {
    terms: TERM_KEYS,
    pairs: (*TERM_KEYS, "url"),
    people: PERSON_KEYS,
}
"""Keys that an entry may have, by the check of its option."""


def sift(
    check: Callable[[object], str | None], value: object
) -> tuple[object, list[str]]:
    """Return a value without its invalid parts, and a message for each of these.

    A list without any valid part stays as it is, since its check reports it.
    """
    if isinstance(check, NamesFrom) and isinstance(value, (list, tuple)):
        kept = [item for item in value if check.knows(item)]
        if not kept:
            return value, []
        names = ", ".join(check.names)
        return kept, [
            f"expected names from {names}; got {item!r}{did_you_mean(item, check.names)}"
            for item in value
            if not check.knows(item)
        ]
    if isinstance(check, SectionsCheck) and isinstance(value, dict):
        return check.sift(value)
    if isinstance(check, PerPlace) and isinstance(value, dict):
        valid = {key: item for key, item in value.items() if not check.fault(key, item)}
        return valid, [*check.faults(value)]
    if check in _KNOWN and isinstance(value, dict):
        return _sifted_terms(value, _KNOWN[check])
    return value, []


def _sifted_terms(
    value: dict[object, object], known: tuple[str, ...]
) -> tuple[dict[object, object], list[str]]:
    kept: dict[object, object] = {}
    faults: list[str] = []
    pair = ", a pair of name and URL" if "url" in known else ""
    for key, item in value.items():
        if not isinstance(key, str):
            faults.append(f"expected strings as keys; got {key!r}")
        elif isinstance(item, dict):
            found = {name: _fault(key, name, item[name], known) for name in item}
            faults += filter(None, found.values())
            kept[key] = {name: item[name] for name in item if not found[name]}
        elif isinstance(item, str) or (pair and _is_pair(item)):
            kept[key] = item
        else:
            faults.append(
                f"expected a name{pair} or a dictionary for {key!r}; got {item!r}"
            )
    return kept, faults


def _dictionary(value: object, what: str) -> str | None:
    return None if isinstance(value, dict) else f"expected a dictionary from {what}"


def _fault(key: str, name: object, fact: object, known: tuple[str, ...]) -> str | None:
    """Return an error message for one value in the entry of a term, or None."""
    if not isinstance(name, str) or name not in known:
        near = did_you_mean(name, known)
        return f"expected keys from {', '.join(known)} for {key!r}; got {name!r}{near}"
    if not _is_fact(name, fact):
        expected = _EXPECTED.get(name, "a string")
        return f"expected {expected} as {name!r} of {key!r}; got {fact!r}"
    return None


def _is_fact(name: str, fact: object) -> bool:
    if name == "links":
        return isinstance(fact, dict) and all(
            isinstance(label, str) and label and _leads_somewhere(url)
            for label, url in fact.items()
        )
    if not isinstance(fact, str):
        return False
    if not fact or name not in _EXPECTED:
        return True
    return _leads_somewhere(fact) or (name == "picture" and ":" not in fact)


def _leads_somewhere(url: object) -> bool:
    """Return whether a value is a URL, a ``mailto:`` address or a path of the site."""
    return (isinstance(url, str) and is_site_url(url)) or is_url(
        url, "https", "http", "mailto"
    )


def _is_pair(value: object) -> bool:
    """Return whether a value is ABlog's pair of a name and a URL, which may be None."""
    return (
        isinstance(value, (list, tuple))
        and len(value) == 2  # noqa: PLR2004 -- a pair
        and isinstance(value[0], str)
        and (value[1] is None or isinstance(value[1], str))
    )
