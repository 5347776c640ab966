"""Put what their templates make in the place of the shortcodes of a body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from sphinx_blogtheme.importers.bodies.code_mask import without_code
from sphinx_blogtheme.markdown.shortcodes.tags import closing_pattern, read_tag

if TYPE_CHECKING:
    from sphinx_blogtheme.markdown.shortcodes.tags import Tag

_DEPTH = 8
"""How deep shortcodes may lie within others."""


class TagTexts(Protocol):
    """What the shortcodes of a site stand for."""

    def has_body(self, tag: Tag) -> bool:
        """Return whether a tag has an end tag."""
        ...

    def text(self, tag: Tag, inner: str | None, line: int) -> str | None:
        """Return the text of a tag, or None if it is to stay as it is.

        :param inner: what is between the tag and its end tag.
        :param line: number of the tag's line.
        """
        ...


def with_expanded_tags(
    text: str, marks: tuple[str, ...], site: TagTexts, line: int = 1, depth: int = 0
) -> str:
    """Return a body with the texts of its shortcodes in their place.

    Code is not changed.

    :param marks: what a shortcode begins with, such as ``{{<``.
    :param line: number of the first line.
    """
    if not any(mark in text for mark in marks):
        return text
    opening = re.compile("|".join(map(re.escape, marks)))
    masked = without_code(text, html=False, indented=False)
    made, position, looked, endless = [], 0, 0, set[tuple[object, str]]()
    while match := opening.search(masked, looked):
        start = match.start()
        read = read_tag(text, start)
        if read is None or read[0].closing:
            looked = read[1] if read else match.end()
            continue
        tag, end = read
        line += text.count("\n", looked, start)
        looked, inner, after = start, None, end
        key = (tag.style, tag.name)
        if not tag.whole and key not in endless and site.has_body(tag):
            if closed := _end(masked, tag, end):
                inner, after = text[end : closed[0]], closed[1]
                if depth < _DEPTH:
                    below = line + text.count("\n", start, end)
                    inner = with_expanded_tags(inner, marks, site, below, depth + 1)
            else:
                endless.add(key)
        new = site.text(tag, inner, line)
        # Tags within one that stays may still be known.
        stop = end if new is None else after
        if new is not None:
            made += [text[position:start], _indented(new, text, start)]
            position = after
        line += text.count("\n", looked, stop)
        looked = stop
    return "".join([*made, text[position:]])


def _end(masked: str, tag: Tag, start: int) -> tuple[int, int] | None:
    """Return where the end tag of a tag is, past those of the same name within it."""
    closing = closing_pattern(tag)
    any_tag = re.compile(rf"(?P<close>{closing.pattern})|{re.escape(tag.style.value)}")
    depth = 0
    for match in any_tag.finditer(masked, start):
        if match["close"]:
            if not depth:
                return match.span()
            depth -= 1
            continue
        read = read_tag(masked, match.start())
        other = read[0] if read else None
        if other and not (other.closing or other.whole):
            # Zola has one end tag for all.
            depth += other.called if tag.called else other.name == tag.name
    return None


def _indented(new: str, text: str, start: int) -> str:
    """Return lines with the indent of the line that they are put into."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if before.strip() or not before:
        return new
    return new.replace("\n", f"\n{before}")
