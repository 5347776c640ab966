"""The rule for shortcodes in lines of their own, which makes tokens from them.

It works in quotations and lists too, and every token keeps its lines, so that later
warnings have the line of the author.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.shortcodes.catalogue import has_body
from sphinx_blogtheme.markdown.shortcodes.elements import (
    Box,
    Code,
    Embed,
    Figure,
    Hidden,
    Piece,
    Quote,
    Tab,
    Verbatim,
)
from sphinx_blogtheme.markdown.shortcodes.inline_rules import resolved
from sphinx_blogtheme.markdown.shortcodes.markup import code_span
from sphinx_blogtheme.markdown.shortcodes.tags import (
    ESCAPED,
    EndTag,
    EndTags,
    Tag,
    TagSyntax,
    read_tag,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock

    from sphinx_blogtheme.markdown.shortcodes.context import BodyContext

    Rule = Callable[[StateBlock, int, int, bool], bool]

_OPENING = ("{{<", "{{%", "{%", "{{")
_LONGEST_TAG = 40
"""Number of lines that one tag may have."""


def push_fence(
    state: StateBlock, code: Code, content: str, lines: tuple[int, int]
) -> None:
    """Add a code block."""
    token = state.push("fence", "code", 0)
    token.info, token.content, token.map = code.language, content, list(lines)
    token.markup = "```"
    token.meta = {"code": code}


def push_lines(state: StateBlock, lines: tuple[int, int], text: str = "") -> None:
    """Parse lines, or add a text that is part of them as a paragraph."""
    if text.strip():
        token = state.push("paragraph_open", "p", 1)
        token.map = list(lines)
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = text.strip(), list(lines), []
        state.push("paragraph_close", "p", -1)
    elif lines[0] < lines[1]:
        tokenize(state, lines)
    state.line = lines[1]


def push_around(
    state: StateBlock,
    piece: Box | Quote | Tab,
    lines: tuple[int, int],
    text: str = "",
    indent: int = 0,
) -> None:
    """Add a block around Markdown.

    :param lines: the first line of the body, and the one after its last.
    :param text: the body, if it has no lines of its own.
    :param indent: number of columns by which the body is indented.
    """
    opened = state.push("blog_box_open", "div", 1)
    opened.meta, opened.map = {"piece": piece}, list(lines)
    before, state.blkIndent = state.blkIndent, state.blkIndent + indent
    push_lines(state, lines, text)
    state.blkIndent = before
    state.push("blog_box_close", "div", -1)


def tokenize(state: StateBlock, lines: tuple[int, int]) -> None:
    """Parse lines within the current block."""
    before = (state.lineMax, state.parentType, state.tight)
    state.lineMax, state.parentType = lines[1], "blockquote"
    state.md.block.tokenize(state, *lines)
    state.lineMax, state.parentType, state.tight = before


def line_of(state: StateBlock, line: int) -> str:
    """Return a line without its indentation and the marks of quotations and lists."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


class Shortcodes:
    """The rule for one post."""

    def __init__(self, body: BodyContext) -> None:
        self.body = body
        self.endings = EndTags()

    def __call__(
        self, state: StateBlock, start_line: int, end_line: int, silent: bool
    ) -> bool:
        """Parse a tag, with its body (a block rule of markdown-it)."""
        if state.is_code_block(start_line):
            return False
        first = line_of(state, start_line)
        if not first.startswith(_OPENING) or ESCAPED.match(first):
            return False
        read = self._read(state, start_line, end_line, first)
        add = self._adder(state, *read, start_line) if read else None
        if add is None:
            return False
        if not silent:
            add()
        return True

    def _adder(
        self, state: StateBlock, tag: Tag, line: int, rest: str, start_line: int
    ) -> Callable[[], None] | None:
        """Return a function that adds the piece of a tag; None if the tag is text."""
        piece, lines = self.body.piece(tag), (start_line, line + 1)
        if piece is not None:
            self.body.note_unused(tag, piece, start_line)
        if piece is not None and has_body(piece) and not tag.whole:
            return self._around(state, tag, piece, (start_line, line), rest)
        if rest.strip():
            return None
        if piece is None:
            alone = self.body.is_certain(tag, alone=True)
            return (lambda: self._show(state, tag, lines)) if alone else None
        if isinstance(piece, (Figure, Embed, Hidden)):
            return lambda: self._push(state, piece, lines)
        return None

    def _read(
        self, state: StateBlock, start_line: int, end_line: int, first: str
    ) -> tuple[Tag, int, str] | None:
        """Return the tag that a line begins with, its last line, and the text after."""
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
                or state.isEmpty(line)
                or line_of(state, line).startswith(_OPENING)
                or state.sCount[line] < state.blkIndent
            ):
                return None
            text += "\n" + line_of(state, line)

    def _show(
        self, state: StateBlock, tag: Tag, lines: tuple[int, int], why: str = ""
    ) -> None:
        """Show a tag as it is, in a line of its own.

        :param why: text after the tag in the warning.
        """
        self.body.note_unknown(tag, lines[0], why)
        push_lines(state, lines, code_span(tag.source))
        state.tokens[-2].meta = {"done": True}

    def _around(
        self,
        state: StateBlock,
        tag: Tag,
        piece: Piece,
        head: tuple[int, int],
        rest: str,
    ) -> Callable[[], None] | None:
        """Return a function that adds a tag with its body; None if the tag is text.

        :param head: the first and the last line of the tag.
        :param rest: text after the tag in its last line.
        """
        start, line = head
        end = self.endings.find(state, tag, piece, line, rest)
        if end is None:
            if tag.style is TagSyntax.LIQUID or rest.strip():
                return None  # Django has such tags as well
            lines = (start, line + 1)
            return lambda: self._show(state, tag, lines, ", which has no end,")
        if end.after.strip():
            return None
        return lambda: self._add_around(state, piece, head, rest, end)

    def _add_around(
        self,
        state: StateBlock,
        piece: Piece,
        head: tuple[int, int],
        rest: str,
        end: EndTag,
    ) -> None:
        """Add a tag with its body.

        :param head: the first and the last line of the tag.
        :param rest: text after the tag in its last line.
        """
        start, line = head
        lines, inner = (start, end.line + 1), (line + 1, end.line)
        beside = bool(rest.strip() or end.before.strip())
        if line == end.line:
            text = end.before
        else:
            text = state.getLines(*inner, state.blkIndent, True)
            text = f"{rest.lstrip()}\n{text}" if rest.strip() else text
            text += end.before.lstrip() if end.before.strip() else ""
        if isinstance(piece, Code):
            push_fence(state, piece, text.strip("\n").rstrip() + "\n", lines)
        elif isinstance(piece, Verbatim):
            self.body.note_raw(*lines)
            push_lines(state, lines if beside else inner, text if beside else "")
        elif isinstance(piece, (Box, Quote)):
            push_around(
                state, piece, lines if beside else inner, text if beside else ""
            )
        state.line = lines[1]

    def _push(self, state: StateBlock, piece: Piece, lines: tuple[int, int]) -> None:
        state.line = lines[1]
        if isinstance(piece, Hidden):
            return
        if isinstance(piece, Figure):
            written = piece.source
            piece = resolved(self.body, piece)
            self.body.spellings.setdefault(piece.source, written)
        token = state.push("blog_piece", "div", 0)
        token.meta, token.map, token.block = {"piece": piece}, list(lines), True
