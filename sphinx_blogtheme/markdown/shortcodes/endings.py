"""Find the tag that ends what another tag begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.shortcodes.tags import Style, Tag
from sphinx_blogtheme.markdown.shortcodes.values import Code, Nothing, Piece, Verbatim

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ending:
    """Where a tag stands that ends another, and what is in the line with it."""

    line: int
    before: str
    after: str


def closing_pattern(tag: Tag) -> re.Pattern[str]:
    """Return the pattern of the tag that ends what a tag begins."""
    name = re.escape(tag.name)
    if tag.style is Style.LIQUID:
        ending = "end" if tag.called else f"end{name}"
        return re.compile(rf"\{{%-?\s*{ending}\s*-?%\}}")
    return re.compile(rf"\{{\{{[<%]\s*/\s*{name}\s*[>%]\}}\}}")


def _opening_pattern(tag: Tag) -> re.Pattern[str]:
    """Return the pattern of a tag that needs such an end as well."""
    if tag.style is not Style.LIQUID:
        return re.compile(rf"\{{\{{[<%]\s*{re.escape(tag.name)}[\s>%]")
    return re.compile(r"\{%-?\s*\w+\s*\(" if tag.called else r"(?!)")


class Fences:
    """Knows, from line to line, whether one is within a fence."""

    def __init__(self) -> None:
        self._open = ""

    def passes(self, line: str) -> bool:
        """Take the next line; tell whether it is code, or a fence itself."""
        mark = _FENCE.match(line)
        if not mark:
            return bool(self._open)
        if not self._open:
            self._open = mark[1]
        elif line.strip().startswith(self._open) and not line.strip(" \t`~"):
            self._open = ""
        return True


class Endings:
    """Finds the ends of a post's tags; remembers which have none."""

    def __init__(self) -> None:
        self._endless: dict[tuple[Style, str], int] = {}

    def find(
        self, state: StateBlock, tag: Tag, piece: Piece, line: int, rest: str
    ) -> Ending | None:
        """Return the end of a tag, within the block that is being parsed.

        :param line: the last line of the tag.
        :param rest: what follows the tag in that line.
        """
        key = (tag.style, tag.name)
        if line >= self._endless.get(key, len(state.bMarks)):
            return None
        opening, closing = _opening_pattern(tag), closing_pattern(tag)
        fences, depth = Fences(), 0
        verbatim = isinstance(piece, (Code, Verbatim, Nothing))
        for number in range(line, state.lineMax):
            outdented = state.sCount[number] < state.blkIndent
            if outdented and number > line and not state.isEmpty(number):
                break
            start = state.bMarks[number] + state.tShift[number]
            text = rest if number == line else state.src[start : state.eMarks[number]]
            if not verbatim and fences.passes(text):
                continue
            if not verbatim:
                depth += len(opening.findall(text))
            ends = list(closing.finditer(text))
            if len(ends) > depth:
                end = ends[depth]
                return Ending(
                    line=number, before=text[: end.start()], after=text[end.end() :]
                )
            depth -= len(ends)
        if state.lineMax == len(state.bMarks) - 1:
            self._endless[key] = line
        return None
