"""Former URLs of lists and feeds, with fields for terms and dates: ``/tags/{tag}/``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.model.aliases import parse_alias
from sphinx_blogtheme.model.library import TAXONOMIES

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMER_FIELDS = (*TAXONOMIES, "year", "month")
"""Fields of such URLs: slugs of terms by their taxonomies, and numbers of dates."""

_FIELD = re.compile(r"\{(\w*)\}")


def fields_in(url: str) -> set[str]:
    """Return the names of the fields in a URL."""
    return set(_FIELD.findall(url))


def with_values(url: str, values: Mapping[str, str]) -> str:
    """Return a URL with values for its fields."""
    return _FIELD.sub(lambda match: values.get(match[1], match[0]), url)


def fault_of_former(old: object, new: object) -> str:
    """Return why a former URL cannot lead to a URL of the site; empty if it can."""
    if not isinstance(old, str) or not isinstance(new, str):
        return f"{old!r}: {new!r} is not a pair of paths"
    if not (old.startswith("/") and new.startswith("/")):
        return f"{old!r}: {new!r} is not a pair of paths that begin with a slash"
    if others := (fields_in(old) | fields_in(new)).difference(FORMER_FIELDS):
        known = ", ".join(f"{{{name}}}" for name in FORMER_FIELDS)
        return f"{{{min(others)}}} in {old!r} is none of {known}"
    if fields_in(old) != fields_in(new):
        return f"{old!r} and {new!r} have different fields"
    try:
        parse_alias(with_values(old, dict.fromkeys(FORMER_FIELDS, "x")), "")
    except ValueError as error:
        return f"{old!r} cannot be a URL of the site: {error}"
    return ""
