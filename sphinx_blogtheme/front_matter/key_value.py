"""Headers of lines with a key and a value, and field lists of reStructuredText.

The field list at the top of a file is docutils' docinfo ("reStructuredText Markup
Specification", Bibliographic Fields), which Pelican reads too. Nikola has comments
``.. key: value``, in Markdown within an HTML comment. Pelican's articles in Markdown
and posts of Bear begin with lines ``key: value``.
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

MAX_FIELD_LINES = 300
"""Number of lines from the top within which comments or a field list must stand."""

_COMMENT = re.compile(r"\.\. ([A-Za-z][\w-]{0,39}):(?:[ \t]+(.*)|[ \t]*)")
_NIKOLA_KEYS = frozenset(("title", "slug", "date"))
_POST_KEYS = frozenset(("slug", "tags", "category", "categories", "summary"))
_FIELD = re.compile(r":((?:[^:\\`]|\\.){1,60}):(?:[ \t]+(.*)|[ \t]*)")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+[ \t]*")
_MARK = re.compile(r"[!-/:-@\[-`{-~][ \t]*")
_UNDERLINE = re.compile(r"([!-/:-@\[-`{-~])\1*[ \t]*")


def read_nikola_header(text: str) -> RawHeader | None:
    """Read Nikola's lines ``.. key: value``, bare or within an HTML comment."""
    start = text[:200].lstrip("\ufeff \t\r\n")
    if not start.startswith((".. ", "<!--")):
        return None
    lines = text_lines(text, MAX_FIELD_LINES)
    index = next(n for n, line in enumerate(lines) if line.strip())
    within = start.startswith("<!--")
    if within:
        lines[index] = lines[index].strip().removeprefix("<!--").strip()
    pairs: list[tuple[str, int, list[str]]] = []
    closed = False
    while index < len(lines) and not closed:
        line = lines[index].rstrip()
        if within and line.endswith("-->"):
            line, closed = line.removesuffix("-->").rstrip(), True
        if match := _COMMENT.fullmatch(line):
            pairs.append((match[1], index + 1, [(match[2] or "").strip()]))
        elif line.strip() or not within:
            break
        index += 1
    if within != closed or not _NIKOLA_KEYS & {folded(key) for key, _, _ in pairs}:
        return None
    return RawHeader(entries=entries_of_pairs(pairs), body_line=index, nikola=True)


def read_docinfo(text: str) -> RawHeader | None:
    """Read the field list at the top of a file, or below its title.

    No line of it is skipped, since docutils takes the list out of the text itself.
    """
    lines = text_lines(text, MAX_FIELD_LINES)
    index = _after_title(lines, _next_element(lines, 0))[0]
    index = _next_element(lines, index)
    pairs: list[tuple[str, int, list[str]]] = []
    for number, line in enumerate(lines[index:], index + 1):
        if match := _FIELD.fullmatch(line):
            pairs.append((match[1], number, [(match[2] or "").strip()]))
        elif pairs and line[:1].isspace() and line.strip():
            pairs[-1][2].append(line.strip())
        elif line.strip() or not pairs:
            break
    for key, _, texts in pairs:
        if folded(key) == "draft" and not any(texts):
            texts[0] = "true"  # as `:orphan:` is
    return RawHeader(entries=entries_of_pairs(pairs)) if pairs else None


def is_of_post(header: RawHeader) -> bool:
    """Return whether a field list is that of a post.

    Documentation has dates, authors and states in field lists too. A post has ABlog's
    key ``blogpost``, or a date and one of the keys by which Pelican files articles.
    """
    keys = {folded(entry.key) for entry in header.entries}
    return "blogpost" in keys or ("date" in keys and bool(keys & _POST_KEYS))


def rst_title(text: str) -> str | None:
    """Return the title at the top of a file, after comments and the field list."""
    lines = text_lines(text, MAX_FIELD_LINES)
    index = _next_element(lines, 0)
    while index < len(lines) and (
        _FIELD.fullmatch(lines[index])
        or not lines[index].strip("\t ")
        or lines[index][:1].isspace()
    ):
        if _after_title(lines, index)[1]:
            break
        index = _next_element(lines, index + 1)
    return _after_title(lines, index)[1]


def _next_element(lines: Sequence[str], index: int) -> int:
    """Return the index of the next line that is not blank, nor a comment or target."""
    while index < len(lines):
        if lines[index].startswith(".. ") or lines[index].rstrip() == "..":
            index += 1
            while index < len(lines) and lines[index][:1].isspace():
                index += 1
        elif lines[index].strip():
            break
        else:
            index += 1
    return index


def _after_title(lines: Sequence[str], index: int) -> tuple[int, str | None]:
    """Return the index after a section's title that begins here, and the title.

    :return: the same index and None if no title begins here.
    """
    first, second, third = [*lines[index : index + 3], "", "", ""][:3]
    if _ADORNMENT.fullmatch(first) and third.rstrip() == first.rstrip():
        if second.strip():
            return index + 3, second.strip()
    elif (
        first.strip()
        and not first[0].isspace()
        and _UNDERLINE.fullmatch(second)
        and not _MARK.fullmatch(first)  # of a list, and no title
        # docutils accepts a short underline only if it has four characters or more.
        and len(second.rstrip()) >= min(len(first.rstrip()), 4)
    ):
        return index + 2, first.strip()
    return index, None


MAX_PLAIN_LINES = 100
"""Maximum number of lines of a header without an opening delimiter."""


_PAIR = re.compile(r"([A-Za-z][\w-]{0,39}):(?:[ \t]+(.*)|[ \t]*)")


_PLAIN_KEYS = frozenset(
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
"""Keys of which a header without delimiters must have one, besides its title."""


_BEAR_KEYS = frozenset(("title", "link", "publisheddate"))


def read_head(text: str) -> RawHeader | None:
    """Read the header of a Pelican article in Markdown, which ends at a blank line.

    It has a title and another key of a post. A line that is indented by four spaces
    continues the value above it, as in Python-Markdown's ``meta``.
    """
    if not _PAIR.match(text.removeprefix("\ufeff")[:200].partition("\n")[0].rstrip()):
        return None
    pairs: list[tuple[str, int, list[str]]] = []
    lines = text_lines(text, MAX_PLAIN_LINES)
    count = next((n for n, line in enumerate(lines) if not line.strip()), len(lines))
    for number, line in enumerate(lines[:count], 1):
        if match := _PAIR.fullmatch(line):
            pairs.append((match[1], number, [(match[2] or "").strip()]))
        elif pairs and line[:4].isspace():
            pairs[-1][2].append(line.strip())
        else:
            return None
    keys = {folded(key) for key, _, _ in pairs}
    if count == MAX_PLAIN_LINES or "title" not in keys or not keys & _PLAIN_KEYS:
        return None
    return RawHeader(
        entries=entries_of_pairs(pairs), body_line=min(count + 1, len(lines))
    )


def read_bear(text: str) -> RawHeader | None:
    """Read the header of a post of Bear, which ends at a line of ``___``."""
    if "\n___" not in text:
        return None
    pairs: list[tuple[str, int, list[str]]] = []
    for number, line in enumerate(text_lines(text, MAX_PLAIN_LINES), 1):
        if line.rstrip() == "___":
            break
        if match := _PAIR.fullmatch(line):
            # Bear's `link` is the last part of the URL.
            key = "slug" if match[1].lower() == "link" else match[1]
            pairs.append((key, number, [(match[2] or "").strip()]))
        elif line.strip():
            return None
    else:
        return None
    if not _BEAR_KEYS & {folded(key) for key, _, _ in pairs}:
        return None
    return RawHeader(entries=entries_of_pairs(pairs), body_line=number)


def entries_of_pairs(
    pairs: Iterable[tuple[str, int, Sequence[str]]],
) -> tuple[RawEntry, ...]:
    """Return the entries of a header.

    :param pairs: for each key: the key, its 1-based line, and the lines of its value.
    """
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
