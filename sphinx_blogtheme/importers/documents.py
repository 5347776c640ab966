"""Text files of a site: their encoding, front matter, body and title."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sphinx_blogtheme.front_matter.dialects import read_header
from sphinx_blogtheme.front_matter.header import hold_back
from sphinx_blogtheme.front_matter.key_value import rst_title
from sphinx_blogtheme.front_matter.meaning import front_matter_of, interpret
from sphinx_blogtheme.front_matter.raw import RawEntry, node_of
from sphinx_blogtheme.front_matter.values import HeaderContext
from sphinx_blogtheme.model.headings import heading_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sphinx_blogtheme.model.posts import FrontMatter

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".mdx")
HTML_SUFFIXES = (".html", ".htm")
RST_SUFFIXES = (".rst",)
"""Suffixes of reStructuredText files, as those above of Markdown and HTML."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_H1 = re.compile(r"\s*#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r":[^:\s][^:]*:(?:\s|$)")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*")


_NO_YAML = "the front matter is not valid YAML, and was read line by line; look at it"


class UnreadableError(ValueError):
    """A file cannot be opened, or is not text in UTF-8."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedFile:
    """A text file split into front matter and body, not yet a `Document`."""

    facts: FrontMatter
    raw: Mapping[str, Any]
    """The values of the header as text, list or mapping, by key in lower case."""
    body: str
    header: bool
    """Whether the file has a header."""
    body_line: int = 0
    """Number of lines before the body."""
    problems: tuple[str, ...] = ()
    """Problems of the front matter, such as ``3: date: expected ...``."""
    text: str = ""
    """The whole text of the file."""


def zone_of(name: object) -> ZoneInfo:
    """Return the time zone of a name such as ``Europe/Vienna``; by default UTC."""
    try:
        return ZoneInfo(str(name or "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def read_text_file(path: Path) -> str:
    """Return the text of a file, with its original line endings.

    :raises UnreadableError: if it cannot be opened, or is not text in UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"is not UTF-8 (byte {error.start}); left out"
        raise UnreadableError(msg) from None
    except OSError as error:
        msg = f"cannot be read ({error.strerror}); left out"
        raise UnreadableError(msg) from None


def read_document(
    text: str,
    zone: ZoneInfo,
    *,
    suffix: str = ".md",
    jekyll: bool = False,
    defaults: Iterable[Mapping[str, Any]] = (),
    strict: bool = True,
) -> ParsedFile:
    """Split the text of a file into front matter and body.

    A title is taken from the body's first heading if the header has none.

    :param zone: time zone of dates that name none.
    :param suffix: suffix of the file, which tells reStructuredText.
    :param jekyll: whether spaces separate the names in ``categories: a b``.
    :param defaults: front matter that the site gives the file, such as a cascade;
        the header overrides them, and each one those after it.
    :param strict: whether a header between ``---`` that is no YAML is a problem.
    """
    raw = read_header(text, rst=suffix in RST_SUFFIXES)
    place = HeaderContext(zone, jekyll)
    layer = interpret(raw.entries, place)
    others = [interpret(entries_of_values(values), place) for values in defaults]
    problems = [
        f"{problem.line}: {problem.message}" if problem.line else problem.message
        for problem in hold_back(text, raw, layer)
    ]
    if raw.repaired and strict and not problems:
        problems.append(_NO_YAML)
    body = body_after(text, raw.body_line)
    facts = front_matter_of([layer, *others])
    if suffix in RST_SUFFIXES and raw.entries and not raw.body_line:
        body = _without_docinfo(body, facts.title or title_in(body, suffix))
    if not facts.title and (title := title_in(text, suffix)):
        facts = replace(facts, title=title)
    return ParsedFile(
        facts=facts,
        raw={entry.key.lower(): _plain(entry) for entry in raw.entries},
        body=body,
        header=bool(raw.entries or raw.body_line),
        body_line=raw.body_line,
        problems=tuple(problems),
        text=text,
    )


def entries_of_values(values: Mapping[str, Any]) -> list[RawEntry]:
    """Return the values as the entries of a header; without those of other types."""
    found = []
    for key, value in values.items():
        try:
            found.append(RawEntry(key=str(key), node=node_of(value), line=0))
        except (ValueError, RecursionError):
            continue
    return found


def _plain(entry: RawEntry) -> Any:
    from sphinx_blogtheme.front_matter.meaning import plain_value

    return plain_value(entry.node)


def body_after(text: str, lines: int) -> str:
    """Return a text without its first lines.

    :param lines: number of lines; they end as in CommonMark (LF, CR LF or CR).
    """
    if not lines:
        return text
    for number, match in enumerate(_LINE_END.finditer(text), start=1):
        if number == lines:
            return text[match.end() :]
    return ""


def _without_docinfo(text: str, title: str | None) -> str:
    """Return a text without its title and the field list that is its header."""
    lines = text.splitlines(keepends=True)
    first = next((n for n, line in enumerate(lines) if _FIELD.match(line)), len(lines))
    end = first
    while end < len(lines) and (_FIELD.match(lines[end]) or lines[end][:1] in " \t"):
        end += 1
    return rst_without_title("".join([*lines[:first], *lines[end:]]), title)


def rst_without_title(text: str, title: str | None) -> str:
    """Return a text in reStructuredText without its title.

    :param title: the title; None, or one that isn't in the text, leaves it as it is.
    """
    lines = text.splitlines(keepends=True)
    bare = [line.strip() for line in lines]
    for number, line in enumerate(bare[:-1]):
        if line and line == title and _ADORNMENT.fullmatch(bare[number + 1]):
            over = number and bare[number - 1] == bare[number + 1]
            return "".join([*lines[: number - bool(over)], *lines[number + 2 :]])
    return text


def title_in(body: str, suffix: str) -> str | None:
    """Return the title of a text, or None: in Markdown, the ``#`` that it begins with.

    :param suffix: suffix of the file, which tells reStructuredText.
    """
    if suffix in RST_SUFFIXES:
        return rst_title(body)
    match = _H1.match(body)
    return heading_title(match[1], "") if match else None
