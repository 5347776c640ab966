"""Turn reStructuredText's ways of saying things about a file into keys and values.

They are the field list below the title, docutils' docinfo ("reStructuredText
Markup Specification", Bibliographic Fields), which Pelican reads too, and the
comments ``.. key: value`` of Nikola, in Markdown within an HTML comment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.comment_headers import entries_of
from sphinx_blogtheme.front_matter.fields import folded
from sphinx_blogtheme.front_matter.raw import RawHeader, text_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_LINES = 300
"""Lines from the top in which what is said of a file must stand."""

_COMMENT = re.compile(r"\.\. ([A-Za-z][\w-]{0,39}):(?:[ \t]+(.*)|[ \t]*)")
_NIKOLA_KEYS = frozenset(("title", "slug", "date"))
_POST_KEYS = frozenset(("slug", "tags", "category", "categories", "summary"))
_FIELD = re.compile(r":((?:[^:\\`]|\\.){1,60}):(?:[ \t]+(.*)|[ \t]*)")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+[ \t]*")


def read_nikola(text: str) -> RawHeader | None:
    """Read lines of ``.. key: value``, bare or within an HTML comment."""
    start = text[:200].lstrip("\ufeff \t\r\n")
    if not start.startswith((".. ", "<!--")):
        return None
    lines = text_lines(text, MAX_LINES)
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
    return RawHeader(entries=entries_of(pairs), body_line=index)


def read_docinfo(text: str) -> RawHeader | None:
    """Read the field list at the top of a file, or below its title.

    It stays where it is, since docutils takes it out of the text.
    """
    lines = text_lines(text, MAX_LINES)
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
    return RawHeader(entries=entries_of(pairs)) if pairs else None


def is_of_post(header: RawHeader) -> bool:
    """Return whether a field list is one of a post.

    Documentation has dates, authors and a status in it too. A post says that it is
    one, as for ABlog, or has a date and what Pelican's articles are filed under.
    """
    keys = {folded(entry.key) for entry in header.entries}
    return "blogpost" in keys or ("date" in keys and bool(keys & _POST_KEYS))


def rst_title(text: str) -> str | None:
    """Return the title that a file begins with, after comments and its docinfo."""
    lines = text_lines(text, MAX_LINES)
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
    """Return the line of the next element that is no comment, target or the like."""
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
    """Return the line after a section's title, if one begins here, and its text."""
    first, second, third = [*lines[index : index + 3], "", "", ""][:3]
    if _ADORNMENT.fullmatch(first) and third.rstrip() == first.rstrip():
        if second.strip():
            return index + 3, second.strip()
    elif (
        first.strip()
        and not first[0].isspace()
        and _ADORNMENT.fullmatch(second)
        # docutils takes a short underline for one only from four characters on.
        and len(second.rstrip()) >= min(len(first.rstrip()), 4)
    ):
        return index + 2, first.strip()
    return index, None
