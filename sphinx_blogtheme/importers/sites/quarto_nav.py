"""The places of Quarto's documents, its patterns of paths, and its navigation."""

from __future__ import annotations

import fnmatch
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.engine_settings import (
    list_of,
    mapping_of,
    setting_text,
)
from sphinx_blogtheme.importers.ordinary_pages import TreeEntry
from sphinx_blogtheme.importers.text_files import suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

QUARTO_TEXTS = (".qmd", ".md", ".rmd", ".ipynb")
"""Suffixes of Quarto's documents."""


def flat_values(values: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the scalars of a mapping, by their keys with dots between them."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from flat_values(value, f"{before}{key}.")
        elif isinstance(value, (str, int, float)):
            yield f"{before}{key}", value


def quarto_place(path: str) -> str:
    """Return the place of a document in the site: ``posts/x`` for ``posts/x/index.qmd``."""
    place = PurePosixPath(path)
    if place.stem == "index":
        return "" if place.parent.as_posix() == "." else place.parent.as_posix()
    return place.with_suffix("").as_posix()


def fits_pattern(path: str, pattern: str) -> bool:
    """Return whether a path is one of a pattern, or lies in such a folder."""
    pattern = pattern.strip("/").removeprefix("./")
    if pattern in ("", ".") or path.startswith(f"{pattern.rstrip('/')}/"):
        return True
    if "/" not in pattern and "*" in pattern:
        return fnmatch.fnmatch(PurePosixPath(path).name, pattern)
    return fnmatch.fnmatch(path, pattern.replace("**/", "*").replace("**", "*"))


def quarto_entries(website: Mapping[str, Any]) -> Iterator[TreeEntry]:
    """Yield the entries of the navigation: those of the bar, then of the sidebar.

    :param website: the settings of the website or the book.
    """
    bar = mapping_of(website, "navbar")
    side = website.get("sidebar")
    lists = [list_of(bar, "left"), list_of(bar, "right")]
    lists += [
        list_of(one, "contents") for one in (side if isinstance(side, list) else [side])
    ]
    lists.append(list_of(website, "chapters"))
    seen: set[str] = set()
    for items in lists:
        for entry in _tree(items):
            pages = set(entry.pages())
            if pages and not pages <= seen:
                seen |= pages
                yield entry


def _tree(items: list[Any]) -> Iterator[TreeEntry]:
    for item in items:
        values = item if isinstance(item, dict) else {"href": item}
        href = setting_text(values, "href", "file", "section")
        title = setting_text(values, "text", "section", "part")
        inner = (
            list_of(values, "contents")
            or list_of(values, "menu")
            or list_of(values, "chapters")
        )
        path = (
            PurePosixPath(href).with_suffix(".md").as_posix()
            if suffix_of(href) in QUARTO_TEXTS
            else ""
        )
        children = [*_tree(inner)]
        if path or children:
            yield TreeEntry("" if title == href else title, path, children)
