"""Headers that are almost YAML, read line by line.

A key stands at column 0 and ends at the first colon; what follows, and the indented
lines below, are its value. Each value is tried as YAML on its own, so that one unquoted
colon in a title doesn't change how the tags are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.fields import is_usual
from sphinx_blogtheme.front_matter.raw import (
    Node,
    RawEntry,
    Scalar,
    front_matter_problem,
    shown,
)
from sphinx_blogtheme.front_matter.yaml_strict import NotStrictError, read_strict

if TYPE_CHECKING:
    from sphinx_blogtheme.model.posts import Problem

_BLOCK_MARK = re.compile(r"[|>][0-9+-]{0,2}")
_SINGLE_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_DOUBLE_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_COMMENT = re.compile(r"\s#+(?=\s|$)")
_ANCHOR = re.compile(r"&([\w-]+)")
_ALIAS = re.compile(r"(?<![^\s\[,])\*([\w-]+)")


@dataclass(kw_only=True, slots=True)
class _Chunk:
    """A key, and the lines of its value."""

    key: str
    rest: str
    """The text after the colon."""
    line: int
    more: list[str] = field(default_factory=list)


def read_lines(text: str, *, first_line: int) -> tuple[list[RawEntry], list[Problem]]:
    """Return the entries of a header, and a problem for each part that is none.

    :param first_line: the 1-based line of the file on which the text begins.
    """
    chunks, problems = _chunks(text, first_line)
    anchors = set(_ANCHOR.findall(text))
    entries = []
    for chunk in chunks:
        try:
            entries.append(_strict_entry(chunk))
        except NotStrictError:
            entries.append(_lenient_entry(chunk))
            value = "\n".join([chunk.rest, *chunk.more])
            if anchors.intersection(_ALIAS.findall(value)):
                message = (
                    f"{chunk.key}: {shown(value.strip())}: YAML aliases are not"
                    " supported; assumed that this is text"
                )
                problems.append(front_matter_problem(chunk.line, message))
    return entries, problems


def _chunks(text: str, first_line: int) -> tuple[list[_Chunk], list[Problem]]:
    """Split a header at its keys."""
    chunks: list[_Chunk] = []
    problems: list[Problem] = []
    stray = False
    for number, written in enumerate(text.split("\n"), start=first_line):
        if not written.strip() or written.startswith("#"):
            continue
        tab = _is_key_behind_a_tab(written, chunks)
        line = written.lstrip() if tab else written
        if line[0].isspace() or line.startswith("- "):
            if chunks and not stray:
                chunks[-1].more.append(line)
                continue
        elif pair := _key_and_rest(line):
            chunks.append(_Chunk(key=pair[0], rest=pair[1], line=number))
            stray = False
            continue
        word, _, rest = line.strip().partition(" ")
        if not line[0].isspace() and is_usual(word):
            chunks.append(_Chunk(key=word, rest=f" {rest}", line=number))
            message = (
                f"{shown(line)}: expected a colon after {word!r};"
                f" assumed '{word}: {rest}'"
            )
            problems.append(front_matter_problem(number, message))
            stray = False
        elif not stray:
            message = (
                f"{shown(line.strip())}: expected 'key: value'; assumed that the text"
                " up to the next key is not part of the header, and ignored it"
            )
            problems.append(front_matter_problem(number, message))
            stray = True
    return chunks, problems


def _is_key_behind_a_tab(line: str, chunks: list[_Chunk]) -> bool:
    """Return whether a line is a key that its author has indented with a tab.

    YAML has no tabs there, so that it is no part of the value above; unless that is
    empty, and may be a mapping or a list.
    """
    pair = _key_and_rest(line.lstrip()) if line[0] == "\t" else None
    above = chunks[-1].rest.strip() if chunks else "a value"
    return bool(pair and is_usual(pair[0]) and above and above[0] not in "|>[{")


def _key_and_rest(line: str) -> tuple[str, str] | None:
    name, colon, rest = line.partition(":")
    key = name.strip().strip("\"'")
    if not colon or not key or line.startswith(("- ", "[", "{")):
        return None
    # `https://…` is no key, `title:Hello` is one.
    return (
        (key, rest) if not rest.strip() or rest[0].isspace() or is_usual(key) else None
    )


def _strict_entry(chunk: _Chunk) -> RawEntry:
    text = "\n".join([f"key:{chunk.rest}", *chunk.more])
    entries = read_strict(text, first_line=chunk.line)
    if len(entries) != 1:
        raise NotStrictError
    return RawEntry(
        key=chunk.key,
        node=entries[0].node,
        line=chunk.line,
        source=entries[0].source,
    )


def _lenient_entry(chunk: _Chunk) -> RawEntry:
    rest = chunk.rest.strip()
    more = [line.strip() for line in chunk.more]
    node: Node
    if not rest and more and more[0].startswith("-"):
        items = list[str]()
        for line in more:
            if line.startswith("-"):
                items.append(line[1:].strip())
            else:
                items[-1] += f" {line}"
        node = [_scalar(item) for item in items]
    elif rest.startswith("[") and rest.endswith("]") and not more:
        node = [_scalar(item.strip()) for item in rest[1:-1].split(",")]
    elif _BLOCK_MARK.fullmatch(rest):
        block = "\n".join(more)
        node = Scalar(value=block, text=block)
    else:
        node = _scalar(" ".join([rest, *more]).strip())
    return RawEntry(key=chunk.key, node=node, line=chunk.line, source=rest)


def _scalar(text: str) -> Scalar:
    """Return the value of a text, without quotes around it or a comment after it."""
    if match := _SINGLE_QUOTED.fullmatch(text):
        value = match[1].replace("''", "'")
    elif match := _DOUBLE_QUOTED.fullmatch(text):
        value = re.sub(r'\\(["\\])', r"\1", match[1])
    elif (match := _COMMENT.search(text)) and text[: match.start()].strip():
        value = text[: match.start()].strip()
        return Scalar(value=value, text=value, comment=text[match.start() :].strip())
    else:
        value = text
    return Scalar(value=value or None, text=value or None)
