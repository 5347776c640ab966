"""Turn the lines of ``key: value`` at the top of a file into keys and values.

Pelican's and MultiMarkdown's headers end with a blank line, Bear's with one of
``___``. Nothing opens them, so they are taken for headers only where they can
hardly be text: every line is of that form, and the keys are those of a post.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.fields import folded, is_list
from sphinx_blogtheme.front_matter.raw import (
    Node,
    RawEntry,
    RawHeader,
    Scalar,
    text_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_LINES = 100
"""Lines of a header that nothing opens."""

_PAIR = re.compile(r"([A-Za-z][\w-]{0,39}):(?:[ \t]+(.*)|[ \t]*)")

_POST_KEYS = frozenset(
    (
        "date",
        "slug",
        "category",
        "categories",
        "tags",
        "summary",
        "status",
        "state",
        "draft",
    )
)
"""Keys of which a header without delimiters has one, beside its title."""

_BEAR_KEYS = frozenset(("title", "link", "publisheddate"))


def read_head(text: str) -> RawHeader | None:
    """Read the header of a Pelican article, which a blank line ends.

    It has a title and another key of a post; a line that is indented by four
    spaces goes on with the value above it, as in Python-Markdown's ``meta``.
    """
    if not _PAIR.match(text.removeprefix("\ufeff")[:200].partition("\n")[0].rstrip()):
        return None
    pairs: list[tuple[str, int, list[str]]] = []
    lines = text_lines(text, MAX_LINES)
    count = next((n for n, line in enumerate(lines) if not line.strip()), len(lines))
    for number, line in enumerate(lines[:count], 1):
        if match := _PAIR.fullmatch(line):
            pairs.append((match[1], number, [(match[2] or "").strip()]))
        elif pairs and line[:4].isspace():
            pairs[-1][2].append(line.strip())
        else:
            return None
    keys = {folded(key) for key, _, _ in pairs}
    if count == MAX_LINES or "title" not in keys or not keys & _POST_KEYS:
        return None
    return RawHeader(entries=entries_of(pairs), body_line=min(count + 1, len(lines)))


def read_bear(text: str) -> RawHeader | None:
    """Read the header of a Bear post, which a line of ``___`` ends."""
    if "\n___" not in text:
        return None
    pairs: list[tuple[str, int, list[str]]] = []
    for number, line in enumerate(text_lines(text, MAX_LINES), 1):
        if line.rstrip() == "___":
            break
        if match := _PAIR.fullmatch(line):
            # Bear's `link` is the last part of the address.
            key = "slug" if match[1].lower() == "link" else match[1]
            pairs.append((key, number, [(match[2] or "").strip()]))
        elif line.strip():
            return None
    else:
        return None
    if not _BEAR_KEYS & {folded(key) for key, _, _ in pairs}:
        return None
    return RawHeader(entries=entries_of(pairs), body_line=number)


def entries_of(pairs: Iterable[tuple[str, int, Sequence[str]]]) -> tuple[RawEntry, ...]:
    """Return the entries of keys with their lines and the lines of their values."""
    return tuple(
        RawEntry(key=key, node=_node(key, values), line=line, source=values[0])
        for key, line, values in pairs
    )


def _node(key: str, values: Sequence[str]) -> Node:
    found = [value for value in values if value]
    if len(found) > 1 and is_list(key):
        return [_scalar(value.removeprefix("- ")) for value in found]
    return _scalar("\n".join(found))


def _scalar(text: str) -> Scalar:
    return Scalar(value=text or None, text=text or None)
