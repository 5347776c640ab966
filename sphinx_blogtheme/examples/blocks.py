"""Blocks of code in a post, with their options and the output that is shown for them."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class BlockKind(enum.Enum):
    """How a block is run."""

    CODE = "code"
    """A piece of a program."""
    DOCTEST = "doctest"
    """Examples with ``>>>``, whose outputs are in the block."""
    CELL = "cell"
    """A cell of a notebook, which shows the value of its last expression."""
    CONSOLE = "console"
    """A terminal session, in which commands begin with ``$``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockOptions:
    """What the author says of a block."""

    skip: str | None = None
    """Why it is not run; None if it is."""
    error: str | None = None
    """Name of the exception that it must raise, "" for any; None if it must not."""
    continues: bool = False
    """Whether it is the rest of the block above it."""
    wanted: bool = False
    """Whether it is to be run although blocks of its language are not."""
    any_output: bool = False
    """Whether its output is not compared."""
    flags: int = 0
    """Option flags of doctest that are set."""
    without: int = 0
    """Option flags of doctest that are not set."""
    unknown: tuple[str, ...] = ()
    """Words that mean nothing, in a place where only such words are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownOutput:
    """The output of a block, as the post shows it."""

    text: str
    line: int
    """1-based line of the file in which the text begins, or would begin."""
    end: int
    """Line after the text."""
    prefix: str = ""
    """What stands before each line, such as the mark of a quotation."""
    certain: bool = True
    """Whether it is an output even if the code prints nothing."""
    is_text: bool = True
    """Whether another text may stand in its place; not if it is a table in HTML too."""
    flags: int = 0
    without: int = 0
    lines: tuple[int, ...] = ()
    """The line of the file for each line of the text, if they do not follow each other."""

    def file_line(self, number: int) -> int:
        """Return the line of the file for a line of the text, counted from 0."""
        if self.lines:
            return self.lines[min(number, len(self.lines) - 1)]
        return self.line + number


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeBlock:
    """A block of code."""

    kind: BlockKind
    code: str
    lines: tuple[int, ...]
    """The 1-based line of the file for each line of the code, and maybe fewer."""
    options: BlockOptions = field(default_factory=BlockOptions)
    shown: tuple[ShownOutput, ...] = ()
    """Its outputs; of a block in several parts, there may be several."""
    hidden: bool = False
    """Whether readers do not see it."""
    prefix: str = ""
    """What stands before each of its lines in the file."""
    language: str = ""
    cell: int | None = None
    """Number of the cell of a notebook, from 0."""

    @property
    def line(self) -> int:
        """The 1-based line in which the code begins."""
        return self.lines[0] if self.lines else 1

    @property
    def is_in_order(self) -> bool:
        """Whether its lines follow each other in the file."""
        first = self.line
        return self.lines == tuple(range(first, first + len(self.lines)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Snippet:
    """A part of a text that is shown as code, whatever its language."""

    language: str
    """In lower case; "" if the author names none."""
    text: str
    line: int
    """1-based line in which the text begins, or would begin."""
    end: int
    """Line after the text."""
    words: str = ""
    """What the author writes after the language."""
    remark: str = ""
    """What a remark for the test says, such as ``skip``."""
    prefix: str = ""
    hidden: bool = False


def prefix_of(lines: Iterable[str], file_lines: Iterable[str]) -> str | None:
    """Return what stands before the lines of a text in a file; None if nobody can say.

    :param file_lines: the lines of the file in which the text stands.
    """
    for line, whole in zip(lines, file_lines, strict=False):
        if line.strip() and whole.endswith(line):
            return whole.removesuffix(line)
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Prose:
    """A part of a text that is no code."""

    lines: int
    """Number of its lines."""
    ends_section: bool = False
    """Whether an output below it cannot belong to code above it, as below a heading."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """What the author says of the block that follows, unseen by readers."""

    words: str
    line: int


Part = Snippet | Prose | Remark
