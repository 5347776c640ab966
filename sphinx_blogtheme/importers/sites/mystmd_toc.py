"""The table of contents of mystmd and Jupyter Book, and the URLs that names give."""

from __future__ import annotations

import fnmatch
import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.engine_settings import list_of, setting_text
from sphinx_blogtheme.importers.ordinary_pages import TreeEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_NUMBERS = re.compile(r"[0-9_.-]+")
_LONGEST = 50


_BELOW = ("children", "chapters", "sections", "parts", "subtrees", "entries")
"""Keys of the entries below an entry, of mystmd and of Jupyter Book."""


def myst_slug(name: str) -> str:
    """Return the name of a file or folder as mystmd writes it in URLs."""
    bare = name
    if not re.match(r"[12]\d{3}(?:\D|$)|\d{5}", name):
        bare = _NUMBERS.sub("", name, count=1) if _NUMBERS.match(name) else name
    text = re.sub(r"[^a-z0-9]+", "-", (bare or name).replace("&", " and ").lower())
    return text.strip("-")[:_LONGEST]


def myst_target(path: str) -> str:
    """Return the path of a text's new file, before its URL is known."""
    return PurePosixPath(path).with_suffix(".md").as_posix()


def numbers_in_urls(
    paths: Iterable[str], pages: Sequence[str], place: Callable[[str], str]
) -> dict[str, int]:
    """Return the numbers of texts whose names give one URL, from 0; ``x``, ``x-1``.

    :param paths: the texts of the site.
    :param pages: their new files in the order of the table of contents.
    :param place: returns the URL that the name of a text gives.
    """
    order = {page: number for number, page in reversed([*enumerate(pages)])}
    found: dict[str, int] = {}
    seen: Counter[str] = Counter()
    for path in sorted(paths, key=lambda p: (order.get(myst_target(p), len(pages)), p)):
        found[path] = seen[place(path)]
        seen[place(path)] += 1
    return found


def moved_entry(entry: TreeEntry, targets: dict[str, str], front: str) -> TreeEntry:
    """Return an entry with the paths of pages that their URLs give.

    :param targets: the paths of pages in the blog, by those in the site.
    :param front: path of the front page in the site.
    """
    path = (
        "index.md"
        if entry.path == front and front
        else targets.get(entry.path, entry.path)
    )
    return TreeEntry(
        entry.title, path, [moved_entry(one, targets, front) for one in entry.children]
    )


def fits_entry(path: str, name: str) -> bool:
    """Return whether a path is that of an entry, which may lack the suffix."""
    name = name.removeprefix("./")
    if "*" in name or "{" in name:
        options = re.search(r"\{([^{}]*)\}", name)
        names = (
            [name.replace(options[0], one) for one in options[1].split(",")]
            if options
            else [name]
        )
        return any(fnmatch.fnmatch(path, one.replace("**", "*")) for one in names)
    return path == name or PurePosixPath(path).with_suffix("").as_posix() == name


def named_in_toc(items: list[Any]) -> Iterator[str]:
    """Yield the files and patterns of a table of contents."""
    for item in items:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            yield from filter(
                None,
                (
                    setting_text(item, "file", "root"),
                    setting_text(item, "pattern", "glob"),
                ),
            )
            for key in _BELOW:
                yield from named_in_toc(list_of(item, key))


def toc_entries(items: list[Any], paths: list[str]) -> Iterator[TreeEntry]:
    """Yield the entries of a table of contents, with the paths of new files.

    :param paths: the texts of the site.
    """
    for item in items:
        values = item if isinstance(item, dict) else {"file": item}
        title = setting_text(values, "title", "caption", "part")
        children: list[TreeEntry] = []
        for key in _BELOW:
            children += toc_entries(list_of(values, key), paths)
        if pattern := setting_text(values, "pattern", "glob"):
            found = sorted(p for p in paths if fits_entry(p, pattern))
            yield from (TreeEntry("", myst_target(path)) for path in found)
        elif name := setting_text(values, "file", "root"):
            known = next((p for p in paths if fits_entry(p, name)), "")
            if known:
                yield TreeEntry(title, myst_target(known), children)
            else:
                yield from children
        elif url := setting_text(values, "url"):
            yield TreeEntry(title, url)
        elif children:
            yield TreeEntry(title, "", children)
