"""Turn shortcodes that stand in lines of their own into tokens of Markdown.

The rules work inside of quotes and lists too, and every token keeps the lines
that it comes from, so that later warnings point at what the author wrote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.bodies.inline import closing_pattern, code_span, resolved
from sphinx_blogtheme.bodies.known import has_body
from sphinx_blogtheme.bodies.pieces import (
    Box,
    Code,
    Embed,
    Figure,
    Nothing,
    Piece,
    Quote,
    Tab,
    Verbatim,
)
from sphinx_blogtheme.bodies.shortcodes import ESCAPED, Style, Tag, read_tag

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock

    from sphinx_blogtheme.bodies.context import Body

    Rule = Callable[[StateBlock, int, int, bool], bool]

_OPENING = ("{{<", "{{%", "{%", "{{")
_LONGEST_TAG = 40
"""Lines that one tag may have."""
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


def push_fence(
    state: StateBlock, code: Code, content: str, lines: tuple[int, int]
) -> None:
    """Add a code block."""
    token = state.push("fence", "code", 0)
    token.info, token.content, token.map = code.language, content, list(lines)
    token.markup = "```"
    token.meta = {"code": code}


def push_text(state: StateBlock, content: str, lines: tuple[int, int]) -> None:
    """Add a paragraph."""
    token = state.push("paragraph_open", "p", 1)
    token.map = list(lines)
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = content.strip(), list(lines), []
    state.push("paragraph_close", "p", -1)


def push_around(
    state: StateBlock,
    piece: Box | Quote | Tab,
    lines: tuple[int, int],
    *,
    text: str = "",
    indent: int = 0,
) -> None:
    """Add a block around Markdown.

    :param lines: the first and the line after the last of the body.
    :param text: the body, where it has no lines of its own.
    :param indent: columns by which the body is indented.
    """
    opened = state.push("blog_box_open", "div", 1)
    opened.meta, opened.block = {"piece": piece}, True
    opened.map = list(lines)
    if text.strip():
        push_text(state, text, lines)
    elif lines[0] < lines[1]:
        _tokenize(state, lines, indent)
    state.push("blog_box_close", "div", -1).block = True


def _tokenize(state: StateBlock, lines: tuple[int, int], indent: int = 0) -> None:
    """Parse lines within the block that is being parsed."""
    before = (state.lineMax, state.parentType, state.blkIndent, state.tight)
    state.lineMax, state.parentType = lines[1], "blockquote"
    state.blkIndent += indent
    state.md.block.tokenize(state, *lines)
    state.lineMax, state.parentType, state.blkIndent, state.tight = before


def line_of(state: StateBlock, line: int) -> str:
    """Return a line without its indentation and the marks before it."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


class Shortcodes:
    """The rule for one post."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self._endless: dict[tuple[str, str], int] = {}

    def __call__(
        self, state: StateBlock, start_line: int, end_line: int, silent: bool
    ) -> bool:
        """Parse a tag, and what it stands around (a rule of markdown-it's)."""
        if state.is_code_block(start_line):
            return False
        first = line_of(state, start_line)
        if not first.startswith(_OPENING) or ESCAPED.match(first):
            return False
        read = self._read(state, start_line, end_line, first)
        if read is None:
            return False
        tag, line, rest = read
        piece = self.body.piece(tag)
        if piece is None:
            return self._unknown(state, tag, rest, (start_line, line + 1), silent)
        if has_body(piece) and not tag.whole:
            return self._around(state, tag, piece, (start_line, line), rest, silent)
        if rest.strip() or not isinstance(piece, (Figure, Embed, Nothing)):
            return False
        if silent:
            return True
        state.line = line + 1
        self._push(state, piece, (start_line, line + 1))
        return True

    def _read(
        self, state: StateBlock, start_line: int, end_line: int, first: str
    ) -> tuple[Tag, int, str] | None:
        """Return the tag that a line begins with, its last line, and what follows."""
        text, line = first, start_line
        while True:
            if read := read_tag(text):
                tag, end = read
                return tag, line, text[end:]
            line += 1
            if (
                "}}" in text
                or "%}" in text
                or line >= min(end_line, start_line + _LONGEST_TAG)
                or state.sCount[line] < state.blkIndent
            ):
                return None
            text += "\n" + line_of(state, line)

    def _unknown(
        self,
        state: StateBlock,
        tag: Tag,
        rest: str,
        lines: tuple[int, int],
        silent: bool,
    ) -> bool:
        """Show a tag that we don't know, in a line of its own."""
        alone = not rest.strip()
        certain = self.body.is_certain(tag)
        if tag.style is Style.CALL:
            certain = alone and bool(tag.named) and not tag.words
            certain = certain and "zola" in self.body.dialects
        if tag.style is Style.LIQUID and tag.called:
            certain = alone and bool(tag.named) and "zola" in self.body.dialects
        if not (alone and certain):
            return False
        if not silent:
            state.line = lines[1]
            self.body.note_unknown(tag, lines[0])
            push_text(state, code_span(tag.source), lines)
            state.tokens[-2].meta = {"done": True}
        return True

    def _around(  # noqa: PLR0917
        self,
        state: StateBlock,
        tag: Tag,
        piece: Piece,
        head: tuple[int, int],
        rest: str,
        silent: bool,
    ) -> bool:
        """Parse a tag that stands around lines."""
        start, line = head
        found = self._end(state, tag, piece, line, rest)
        if found is None:
            if tag.style is Style.LIQUID or rest.strip():
                return False  # Django has such tags as well
            if not silent:
                state.line = line + 1
                self.body.note_unknown(tag, start, ", which has no end,")
                push_text(state, code_span(tag.source), (start, line + 1))
                state.tokens[-2].meta = {"done": True}
            return True
        last, before, after = found
        if after.strip():
            return False
        if silent:
            return True
        state.line = last + 1
        inner = (line + 1, last)
        if line == last:
            text = before
        else:
            text = state.getLines(*inner, state.blkIndent, True)
            text = f"{rest.lstrip()}\n{text}" if rest.strip() else text
            text += before.lstrip() if before.strip() else ""
        match piece:
            case Code():
                content = text.strip("\n").rstrip() + "\n"
                push_fence(state, piece, content, (start, last + 1))
            case Verbatim():
                self.body.note_raw(start, last + 1)
                if rest.strip() or before.strip():
                    push_text(state, text, (start, last + 1))
                else:
                    _tokenize(state, inner)
                state.line = last + 1
            case Box() | Quote() | Tab():
                if line == last or rest.strip() or before.strip():
                    push_around(state, piece, (start, last + 1), text=text or " ")
                else:
                    push_around(state, piece, inner)
                state.line = last + 1
            case _:
                pass
        return True

    def _end(
        self, state: StateBlock, tag: Tag, piece: Piece, line: int, rest: str
    ) -> tuple[int, str, str] | None:
        """Return the line of the tag that ends this one, and what is beside it."""
        closing = closing_pattern(tag)
        nested = re.compile(
            rf"\{{\{{[<%]\s*{re.escape(tag.name)}[\s>%]"
            if tag.style is not Style.LIQUID
            else r"\{%-?\s*\w+\s*\("
            if tag.called
            else r"(?!)"
        )
        verbatim = isinstance(piece, (Code, Verbatim, Nothing))
        key = (tag.style.value, tag.name)
        if line >= self._endless.get(key, state.lineMax + 1):
            return None
        depth, fence, text = 0, "", rest
        for number in range(line, state.lineMax):
            if number > line:
                if state.sCount[number] < state.blkIndent and line_of(state, number):
                    break
                text = line_of(state, number)
            if not verbatim and (mark := _FENCE.match(text)):
                if not fence:
                    fence = mark[1]
                elif text.strip().startswith(fence) and not text.strip(" `~"):
                    fence = ""
            if fence or "}" not in text:
                continue
            if not verbatim:
                depth += len(nested.findall(text))
            for match in closing.finditer(text):
                if depth == 0:
                    return number, text[: match.start()], text[match.end() :]
                depth -= 1
        if state.lineMax == len(state.bMarks) - 1:
            self._endless[key] = line
        return None

    def _push(self, state: StateBlock, piece: Piece, lines: tuple[int, int]) -> None:
        if isinstance(piece, Nothing):
            return
        if isinstance(piece, Figure):
            written = piece.source
            piece = resolved(self.body, piece)
            self.body.spellings.setdefault(piece.source, written)
        token = state.push("blog_piece", "div", 0)
        token.meta, token.map, token.block = {"piece": piece}, list(lines), True
