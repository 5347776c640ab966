"""Find the blocks that can be run among the parts of a text, and their outputs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_blogtheme.examples.block_options import options_of
from sphinx_blogtheme.examples.blocks import (
    BlockKind,
    CodeBlock,
    Prose,
    Remark,
    ShownOutput,
    Snippet,
)
from sphinx_blogtheme.examples.exceptions_shown import shown_error
from sphinx_blogtheme.examples.jobs import parsed_code
from sphinx_blogtheme.examples.notebook_code import python_of_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_blogtheme.examples.blocks import BlockOptions, Part

_PYTHON = frozenset(
    ("python", "py", "python3", "py3", "testcode", "testsetup", "testcleanup")
)
_SESSIONS = frozenset(("pycon", "pycon3", "python-console", "doctest"))
_PLAIN = frozenset(("", "text", "none", "plaintext", "txt", "default"))
_CONSOLES = frozenset(("console", "shell-session", "sh-session", "bash-session"))
_OUTPUTS = frozenset(("output", "testoutput", "out"))
CELLS = frozenset(("code-cell",))

_EXAMPLE = re.compile(r"(?:\s*(?:#[^\n]*)?\n)*\s*>>>(?: |\n|$)")
_ANY_EXAMPLE = re.compile(r"^\s*>>> ", re.MULTILINE)
_MAGIC = re.compile(r"^\s*[%!]", re.MULTILINE)
_IPYTHON = re.compile(r"^\s*In \[\d+\]: ", re.MULTILINE)
_COMMAND = re.compile(r"\s*\$ ")


def blocks_of(parts: Iterable[Part]) -> list[CodeBlock]:
    """Return the blocks that can be run, in the order of the text."""
    pairing = _Pairing()
    for part in parts:
        pairing.take(part)
    return pairing.blocks


def block_kind(snippet: Snippet) -> BlockKind | None:
    """Return how a snippet is run; None if it is no code that can be."""
    language = snippet.language
    if language in CELLS:
        return BlockKind.CELL
    if language in _SESSIONS:
        return BlockKind.DOCTEST
    if language in _PYTHON | _PLAIN | _CONSOLES and _EXAMPLE.match(snippet.text):
        return BlockKind.DOCTEST
    if language in _PYTHON:
        # A session may have other text above it, such as the version of Python.
        session = _ANY_EXAMPLE.search(snippet.text) and not parsed_code(snippet.text)
        return BlockKind.DOCTEST if session else BlockKind.CODE
    return BlockKind.CONSOLE if language in _CONSOLES else None


class _Pairing:
    """Takes the parts of a text one after the other."""

    def __init__(self) -> None:
        self.blocks: list[CodeBlock] = []
        self._remark = ""
        self._waiting = False
        self._between = 0

    def take(self, part: Part) -> None:
        """Take the next part of the text."""
        if isinstance(part, Remark):
            self._remark = f"{self._remark} {part.words}".strip()
            return
        if isinstance(part, Prose):
            self._between += part.lines
            self._waiting = self._waiting and not part.ends_section
        elif part.text.strip() or part.language in _OUTPUTS:
            remark = f"{self._remark} {part.remark}".strip()
            self._take_snippet(replace(part, remark=remark))
        self._remark = ""

    def _take_snippet(self, part: Snippet) -> None:
        kind = block_kind(part)
        code = part.text if kind in (BlockKind.CODE, BlockKind.CELL) else ""
        options = options_of(part.words, part.remark, code)
        is_run = kind is not None and (kind is not BlockKind.CONSOLE or options.wanted)
        if kind is not None and is_run:
            self._add(kind, part, options)
        elif self._waiting and self._is_output(part):
            if not options.skip and not options.any_output:
                self._show(part, options)
            self._waiting = False
        elif not part.hidden:
            self._waiting = False
        self._between = 0

    def _add(self, kind: BlockKind, part: Snippet, options: BlockOptions) -> None:
        code = part.text.rstrip("\n")
        if kind is BlockKind.CODE and _IPYTHON.search(code):
            options = replace(options, skip=options.skip or "a session of IPython")
        if kind is BlockKind.CELL or (
            kind is BlockKind.CODE and _MAGIC.search(code) and not parsed_code(code)
        ):
            code, magic = python_of_cell(code)
            options = replace(options, skip=options.skip or magic or None)
        count = code.count("\n") + 1
        block = CodeBlock(
            kind=kind,
            code=code,
            lines=tuple(range(part.line, part.line + count)),
            options=options,
            hidden=part.hidden,
            prefix=part.prefix,
            language=part.language,
        )
        if options.continues and self.blocks and self.blocks[-1].kind is kind:
            self.blocks[-1] = _joined(self.blocks[-1], block)
        else:
            self.blocks.append(block)
        if not part.hidden:
            self._waiting = kind in (BlockKind.CODE, BlockKind.CELL)

    def _is_output(self, part: Snippet) -> bool:
        if part.language in _OUTPUTS:
            return True
        return part.language in _PLAIN and self._between <= 1

    def _show(self, part: Snippet, options: BlockOptions) -> None:
        """Add an output to the last block that readers see."""
        number = max(n for n, block in enumerate(self.blocks) if not block.hidden)
        shown = ShownOutput(
            text=part.text,
            line=part.line,
            end=part.end,
            prefix=part.prefix,
            # Authors write code, too, in fences without a language.
            certain=part.language in _OUTPUTS
            or (self._between == 0 and part.language != "")
            or shown_error(part.text) is not None,
            flags=options.flags,
            without=options.without,
        )
        block = self.blocks[number]
        self.blocks[number] = replace(block, shown=(*block.shown, shown))


def _joined(first: CodeBlock, rest: CodeBlock) -> CodeBlock:
    """Return a block with its rest; the lines between them are empty.

    What the author says of either holds for both.
    """
    gap = rest.line - first.lines[-1] - 1
    mine, other = first.options, rest.options
    return replace(
        first,
        code=f"{first.code}\n{chr(10) * gap}{rest.code}",
        lines=tuple(range(first.line, rest.lines[-1] + 1)),
        options=replace(
            mine,
            skip=mine.skip or other.skip,
            error=mine.error if other.error is None else other.error,
            any_output=mine.any_output or other.any_output,
            flags=mine.flags | other.flags,
            without=mine.without | other.without,
            unknown=mine.unknown + other.unknown,
        ),
        hidden=first.hidden and rest.hidden,
        shown=(*first.shown, *rest.shown),
    )
