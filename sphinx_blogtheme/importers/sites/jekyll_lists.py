"""What the pages of a Jekyll site list that are templates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.old_lists import ARCHIVE
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_blogtheme.importers.model import Document

_LISTED = re.compile(
    r"\{[{%][^{}]*?\b(?:(?:site|paginator)\.posts|site\.(?P<terms>tags|categories)"
    r"(?:\.(?P<name>[\w-]+)|\[\s*['\"](?P<key>[^'\"]+)['\"]\s*\])?)"
)
"""Matches the first tag of a template that names what it lists."""

_NO_TERMS = ("size", "first", "last")


def list_of_template(body: str, documents: Iterable[Document]) -> str:
    """Return the URL of the new blog's list of what a template lists; "" if of nothing.

    :param documents: the posts of the site, which have terms.
    """
    match = _LISTED.search(body)
    if not match:
        return ""
    name = match["name"] or match["key"] or ""
    if not match["terms"] or name in _NO_TERMS:
        return ARCHIVE
    of_tags = match["terms"] == "tags"
    if not name:
        return "/tag/" if of_tags else "/categories/"
    slug = term_slug(name)
    for document in documents:
        facts = document.facts
        if slug in map(term_slug, facts.tags if of_tags else facts.categories):
            return f"/tag/{slug}/" if of_tags else f"/{slug}/"
    return ARCHIVE
