"""How engines write the names of tags and categories in URLs."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from sphinx_blogtheme.model.heading_ids import heading_id
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _as_it_is(name: str) -> str:
    return name


def _in_ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip()).lower()


def _of_eleventy(name: str) -> str:
    return heading_id(name, "eleventy")


def _of_hugo(name: str) -> str:
    kept = "".join(
        char
        for char in name.strip()
        if char.isalnum() or char in " -._+~@#/\\" or unicodedata.combining(char)
    )
    return re.sub(r"[-\s]+", "-", kept).strip("-").lower()


SLUGS: Mapping[str, Callable[[str], str]] = {
    "": term_slug,
    "as it is": _as_it_is,
    "ascii": _in_ascii,
    "hugo": _of_hugo,
    "eleventy": _of_eleventy,
}
"""How engines write terms in URLs, by `Blog.list_slug`."""

SLUG_OF = {
    "hugo": "hugo",
    "eleventy": "eleventy",
    "pelican": "ascii",
    "nikola": "ascii",
    "zola": "ascii",
    "blogger": "as it is",
}
"""The ways of those whose URLs have terms in another way than the new blog's."""
