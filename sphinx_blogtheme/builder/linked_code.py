"""Put links into the HTML of highlighted code.

The places of links are counted in the text of the code; a tag has no length there, and
an entity is one character.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx_blogtheme.site.named_code import CodeLink

NAME_CLASS = "bt-name"
"""Class of these links."""

_PART = re.compile(r"<[^>]*>|&[^;]*;|[^<&]+")
_MARK = '<span class="'
_NONE: list[str] = []
_NUMBER = '<span class="linenos'


def link_code(html: str, source: str, links: Collection[CodeLink]) -> str:
    """Return the HTML of highlighted code with links.

    :param source: the text of the code; if the HTML has another, it is left as it is.
    """
    start = html.rfind("<pre")
    end = html.find("</pre>", start)
    if start < 0 or end < 0:
        return html
    cuts = {place for link in links for place in (link.start, link.end)}
    inside = html[start:end]
    empty_lines = len(source) - len(source.lstrip("\n"))  # some lexers drop them
    for skipped in sorted({0, empty_lines}):
        code = _Code(inside, cuts, skipped)
        if code.text.rstrip("\n") == source[skipped:].rstrip("\n"):
            for link in links:
                code.link(link, source[link.start : link.end])
            return f"{html[:start]}{code.html()}{html[end:]}"
    return html


class _Code:
    """HTML of code, in parts that are a tag or a text each."""

    def __init__(self, html: str, cuts: set[int], place: int) -> None:
        """Split HTML.

        :param cuts: places in the text between which each part has to be.
        :param place: place of the first character.
        """
        self._parts: list[str] = []
        self._before: dict[int, str] = {}
        """Tags of links before parts, by their indexes."""
        self._after: dict[int, str] = {}
        self._starts: dict[int, int] = {}
        """Index of the part with the text that begins at a place."""
        texts = []
        is_number = False
        marks = sorted(cuts, reverse=True)
        for match in _PART.finditer(html):
            part = match[0]
            if part[0] == "<":
                is_number = part.startswith(_NUMBER) or (
                    is_number and part != "</span>"
                )
            elif not is_number:
                text = unescape(part) if part[0] == "&" else part
                texts.append(text)
                stop = place + len(text)
                while marks and marks[-1] < stop:
                    mark = marks.pop()
                    if mark > place:
                        self._add(part[: mark - place], place)
                        part, place = part[mark - place :], mark
                self._add(part, place)
                place = stop
                continue
            self._parts.append(part)
        self._starts[place] = len(self._parts)
        self.text = "".join(texts)

    def _add(self, part: str, place: int) -> None:
        self._starts[place] = len(self._parts)
        self._parts.append(part)

    def html(self) -> str:
        """Return the HTML with the links."""
        before, after = self._before.get, self._after.get
        return "".join(
            f"{before(index, '')}{part}{after(index, '')}"
            for index, part in enumerate(self._parts)
        )

    def link(self, link: CodeLink, text: str) -> None:
        """Put one link around its text, which may begin or end within elements."""
        if link.start not in self._starts or link.end not in self._starts:
            return
        first = self._starts[link.start]
        last = self._last_before(self._starts[link.end])
        first, last, nests = self._widened(first, last)
        before, after = (_NONE, _NONE) if nests else self._open_tags(first, last)
        if all(tag.startswith(_MARK) for tag in (*before, *after)):
            end, tag = "</span>", _tag(link, text)
            self._before[first] = end * len(before) + tag + "".join(before)
            self._after[last] = end * len(after) + "</a>" + "".join(after)

    def _open_tags(self, first: int, last: int) -> tuple[list[str], list[str]]:
        """Return the tags that are closed or left open by some parts, as they nest."""
        tags: list[str] = []
        for part in self._parts[:first]:
            _follow(part, tags)
        outside = tags[:]
        kept = len(tags)
        for part in self._parts[first : last + 1]:
            _follow(part, tags)
            kept = min(kept, len(tags))
        return outside[kept:], tags[kept:]

    def _last_before(self, index: int) -> int:
        """Return the index of the last part before another that is a text."""
        index -= 1
        while self._parts[index].startswith("<"):
            index -= 1
        return index

    def _widened(self, first: int, last: int) -> tuple[int, int, bool]:
        """Return parts with the tags beside them that belong to them.

        :return: the first, the last, and whether a link nests around all of them.
        """
        depth = lowest = 0
        for part in self._parts[first : last + 1]:
            depth += _step(part)
            lowest = min(lowest, depth)
        closed, opened = -lowest, depth - lowest
        while closed and first > 0 and _step(self._parts[first - 1]) > 0:
            first, closed = first - 1, closed - 1
        end = len(self._parts) - 1
        while opened and last < end and _step(self._parts[last + 1]) < 0:
            last, opened = last + 1, opened - 1
        return first, last, not closed and not opened


def _tag(link: CodeLink, text: str) -> str:
    """Return the start tag of a link.

    :param text: the text of the link.
    """
    title = "" if text == link.title else f' title="{escape(link.title)}"'
    # The others can be clicked, and the Tab key passes them by.
    key = "" if link.is_first else ' tabindex="-1"'
    return f'<a class="{NAME_CLASS}" href="{escape(link.href)}"{title}{key}>'


def _follow(part: str, tags: list[str]) -> None:
    """Let a part change which tags are open."""
    if _step(part) > 0:
        tags.append(part)
    elif _step(part) < 0 and tags:
        tags.pop()


def _step(part: str) -> int:
    """Return by how much a part changes the depth of elements."""
    if not part.startswith("<"):
        return 0
    return -1 if part.startswith("</") else 1
