"""Turn what a site says of its terms into what is wrong with it, if anything."""

from __future__ import annotations

from sphinx_blogtheme.option_checks import is_url
from sphinx_blogtheme.vocabulary import OPTIONS

TERM_KEYS = ("name", "description")

PERSON_KEYS = ("name", "bio", "picture", "url", "links")

_EXPECTED = {
    "url": "a URL",
    "picture": "a URL, or the path of a file of the site,",
    "links": "a dictionary from label to URL",
}


def terms(value: object) -> str | None:
    """Expect names, or dictionaries with what there is to say, by slug."""
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        return "expected a dictionary from slug to display name"
    faults = (_fault(key, item, TERM_KEYS) for key, item in value.items())
    return next(filter(None, faults), None)


def pairs(value: object) -> str | None:
    """Expect names, ABlog's pairs of name and URL, or dictionaries, by key."""
    return _pairs_or(value, (*TERM_KEYS, "url"))


def people(value: object) -> str | None:
    """Expect names, ABlog's pairs of name and URL, or profiles, by id."""
    return _pairs_or(value, PERSON_KEYS)


def taxonomies(value: object) -> str | None:
    """Expect names of taxonomies."""
    if isinstance(value, (list, tuple)) and all(
        isinstance(item, str) and item in OPTIONS for item in value
    ):
        return None
    return f"expected a list of names from {', '.join(OPTIONS)}"


def _pairs_or(value: object, keys: tuple[str, ...]) -> str | None:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        return "expected a dictionary from id to a pair of name and URL"
    faults = (
        None if _is_pair(item) else _fault(key, item, keys)
        for key, item in value.items()
    )
    return next(filter(None, faults), None)


def _fault(key: str, value: object, known: tuple[str, ...]) -> str | None:
    """Return what is wrong with what is said of one term."""
    if isinstance(value, str):
        return None
    if not isinstance(value, dict):
        pair = ", a pair of name and URL" if "url" in known else ""
        return f"expected a name{pair} or a dictionary for {key!r}"
    for name, fact in value.items():
        if name not in known:
            return f"expected keys from {', '.join(known)} for {key!r}; got {name!r}"
        if not _is_fact(name, fact):
            expected = _EXPECTED.get(name, "a string")
            return f"expected {expected} as {name!r} of {key!r}"
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
    """Tell a URL of the web, an address for mail or a path from the site's root."""
    if isinstance(url, str) and url.startswith("/"):
        return not url.startswith("//")
    return is_url(url, "https", "http", "mailto")


def _is_pair(value: object) -> bool:
    """Tell ABlog's pair of a name and a URL, or None for that."""
    return (
        isinstance(value, (list, tuple))
        and len(value) == 2  # noqa: PLR2004 -- a pair
        and isinstance(value[0], str)
        and (value[1] is None or isinstance(value[1], str))
    )
