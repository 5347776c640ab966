"""Find links, pictures and spans of Pandoc's Markdown, with their attributes.

``![A *bird*](bird.png){#fig-bird width=50%}``, ``[small]{.smallcaps}``
https://pandoc.org/MANUAL.html#extension-bracketed_spans
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ATTRIBUTES = re.compile(r"\{(?P<list>[^{}\n]*(?:\n[^{}\n]*)?)\}")
_ATTRIBUTE = re.compile(
    r"#(?P<id>[\w:.+-]+)|\.(?P<class>[\w:-]+)|(?P<key>\w[\w.:-]*)=(?:\"(?P<double>(?:\\.|[^\"\\])*)\""
    r"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'{}]+))|(?P<minus>-)|(?P<raw>=\w+)"
)
_TARGET = re.compile(
    r"\((?P<url>\s*(?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*))"
    r"(?P<title>\s+(?:\"(?:\\.|[^\"\\])*\"|'[^']*'))?\s*\)"
)


@dataclass(slots=True)
class Attributes:
    """The attributes of a span, a block or code."""

    id: str = ""
    classes: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Bracketed:
    """A link, a picture or a span; places are those in its text."""

    start: int
    end: int
    text: str
    """Between the brackets, in Markdown."""
    url: str | None
    """None for a span."""
    title: str
    """The title of a link as written, with a space before it."""
    attributes: Attributes | None
    is_image: bool


def attributes_of(text: str) -> Attributes | None:
    """Return the attributes in a list such as ``#x .y z="1"``; None if it is none."""
    found, end = Attributes(), 0
    for match in _ATTRIBUTE.finditer(text):
        if text[end : match.start()].strip(" \t\n,"):
            return None
        end = match.end()
        if match["id"]:
            found.id = match["id"]
        elif match["class"]:
            found.classes.append(match["class"])
        elif match["key"]:
            value = match["double"] or match["single"] or match["bare"] or ""
            found.values[match["key"]] = value.replace('\\"', '"')
    return None if text[end:].strip() or not text.strip() else found


def bracketed(text: str) -> Iterator[Bracketed]:
    """Yield the outermost links, pictures and spans of a text without code."""
    place = 0
    while (start := text.find("[", place)) >= 0:
        if start and text[start - 1] == "\\":
            place = start + 1
            continue
        end = _closing(text, start)
        if end < 0:
            place = start + 1
            continue
        is_image = start > 0 and text[start - 1] == "!"
        target = _TARGET.match(text, end + 1)
        after = target.end() if target else end + 1
        found = _ATTRIBUTES.match(text, after)
        attributes = attributes_of(found["list"]) if found else None
        if not target and not attributes:
            place = start + 1
            continue
        stop = found.end() if found and attributes else after
        yield Bracketed(
            start=start - is_image,
            end=stop,
            text=text[start + 1 : end],
            url=target["url"].strip().strip("<>") if target else None,
            title=target["title"] or "" if target else "",
            attributes=attributes,
            is_image=is_image,
        )
        place = stop


def _closing(text: str, start: int) -> int:
    """Return where the bracket is closed that is opened at a place, or -1."""
    depth = 0
    for place in range(start, min(len(text), start + 20_000)):
        char = text[place]
        if char in "[]" and text[place - 1 : place] != "\\":
            depth += 1 if char == "[" else -1
            if depth == 0:
                return place
    return -1
