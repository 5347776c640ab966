"""Make Python that can be parsed of a block of code: without prompts, and in pieces.

Code in a post is often a session in Python's console or in IPython, or leaves out what
would make it complete. So the prompts and what the console printed are removed, and
where the whole cannot be parsed, the statements are that can be.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple

_PROMPT = re.compile(r"\s*(?:>>>|In \[\d+\]:)(?: |$)")
_CONTINUED = re.compile(r"\s*\.\.\.:?(?: |$)")
_SESSION = re.compile(rf"^{_PROMPT.pattern}", re.MULTILINE)
_IPYTHON = re.compile(r"^\s*In \[\d+\]:", re.MULTILINE)

_MAGIC = re.compile(r"\s*(?:[%!?]|[\w.]+\?{1,2}\s*$|[\w, ]+=\s*[%!])")
_TIMED = re.compile(r"\s*%(?:time|timeit|prun)\s+(?=[^\s-])")
"""Magics before an expression of Python."""
_PYLAB = "%pylab"
"""A magic that imports all names of NumPy and Matplotlib."""
_OF_PYTHON = re.compile(r"%%(?:time|timeit|capture|prun)\b")
"""Magics of IPython whose cells are Python."""

_STATEMENT = re.compile(r"(?!(?:elif|else|except|finally|case)\b)[^\s#)\]}]")
_OF_PYTHON_2 = re.compile(
    r"^\s*(?:(?:print|exec)[ \t]+[^\s(=.,:\[]|except\s+[\w.]+\s*,|raise\s+[\w.]+\s*,)",
    re.MULTILINE,
)
_EQUALS = re.compile(r"(?<![=!<>])=(?!=)")
_KEYWORD = re.compile(r"\b(?:import|as|def|class|for|del|global|nonlocal|case|type)\b")
_WORD = re.compile(r"[^\W\d]\w*")
_STAR = re.compile(r"\bimport\s*\(?\s*\*")


@dataclass(frozen=True, kw_only=True, slots=True)
class PythonBlock:
    """A block of code in a post."""

    text: str
    is_ipython: bool = False
    """Whether it may have IPython's magics."""
    is_sure: bool = True
    """Whether its author says that it is Python; else it may be any text."""


class Statements(NamedTuple):
    """Some statements of a block."""

    tree: ast.Module
    first: int
    """Index of the line of the block at which they begin."""


@dataclass(slots=True)
class PythonText:
    """The Python in a block, line by line."""

    lines: list[str]
    """The lines of code; those of something else are empty."""
    places: list[int]
    """Where each of them begins in the block."""
    pieces: list[Statements] = field(default_factory=list)
    """What could be parsed."""
    lost: set[str] = field(default_factory=set)
    """Names that the rest may give another meaning."""
    star: int | None = None
    """Index of the line up to which the rest may import ``*``."""

    def lose(self, text: str) -> None:
        """Note that a part cannot be parsed."""
        self.lost |= _bound_words(text)
        if _STAR.search(text):
            self.star = len(self.lines)


def python_of(block: PythonBlock) -> PythonText:
    """Return the Python in a block."""
    text = block.text
    lines = text.split("\n")
    places = [0, *accumulate(len(line) + 1 for line in lines[:-1])]
    python = PythonText(lines, places)
    is_session = _SESSION.search(text) is not None
    if "\r" in text or "\0" in text:
        python.lose(text)
        return python
    if is_session:
        starts = _remove_prompts(python)
    else:
        _remove_indentation(python)
        starts = [0]
    if block.is_ipython or (is_session and _IPYTHON.search(text)):
        _remove_magics(python, starts)
    _parse_lines(python, starts, is_session=is_session, in_pieces=block.is_sure)
    return python


def _remove_prompts(python: PythonText) -> list[int]:
    """Keep what was typed in a session, and all that stands before it.

    :return: the lines at which parts of it begin.
    """
    starts, has_begun, is_typed = [0], False, False
    for number, line in enumerate(python.lines):
        first = _PROMPT.match(line)
        prompt = first or (_CONTINUED.match(line) if is_typed else None)
        is_typed = prompt is not None
        if first:
            has_begun = True
            starts.append(number)
        if has_begun:
            _cut(python, number, prompt.end() if prompt else len(line))
    return starts


def _remove_indentation(python: PythonText) -> None:
    full = [line for line in python.lines if line.strip()]
    if full and full[0][0].isspace():
        width = min(len(line) - len(line.lstrip()) for line in full)
        for number, line in enumerate(python.lines):
            _cut(python, number, width if line.strip() else len(line))


def _remove_magics(python: PythonText, starts: list[int]) -> None:
    for start, end in pairwise([*starts, len(python.lines)]):
        cell = range(start, end)
        text = "\n".join(python.lines[start:end]).lstrip()
        is_python = not text.startswith("%%") or _OF_PYTHON.match(text)
        for number in cell:
            line = python.lines[number]
            if not is_python:
                _cut(python, number, len(line))
            elif timed := _TIMED.match(line):
                _cut(python, number, timed.end())
            elif _MAGIC.match(line):
                python.lose(line)
                if line.lstrip().startswith(_PYLAB):
                    python.star = number
                _cut(python, number, len(line))


def _cut(python: PythonText, number: int, length: int) -> None:
    """Remove the beginning of a line."""
    python.lines[number] = python.lines[number][length:]
    python.places[number] += length


def _parse_lines(
    python: PythonText, starts: list[int], *, is_session: bool, in_pieces: bool
) -> None:
    """Parse the lines: together, or else each statement by itself."""
    lines = python.lines
    text = "\n".join(lines)
    if (tree := parsed_python(text)) is not None:
        python.pieces.append(Statements(tree, 0))
        return
    if not is_session:
        # Where a text of several lines begins or ends, only a parser knows.
        in_pieces = in_pieces and not re.search(r'"""|\'\'\'|\\$', text, re.MULTILINE)
        starts = [n for n, line in enumerate(lines) if _STATEMENT.match(line)]
        starts = [n for n in starts if not lines[n - 1].startswith("@") or n == 0]
    if not in_pieces or _OF_PYTHON_2.search(text):
        python.lose(text)
        return
    for start, end in pairwise([*starts, len(lines)]):
        part = "\n".join(lines[start:end])
        if (tree := parsed_python(part)) is not None:
            python.pieces.append(Statements(tree, start))
        else:
            python.lose(part)


def parsed_python(text: str) -> ast.Module | None:
    """Return the tree of a text; None if it is no Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of "\d" and the like
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def _bound_words(text: str) -> set[str]:
    """Return the words that a text may bind: before ``=``, and after a keyword."""
    found: set[str] = set()
    for line in text.split("\n"):
        if signs := [*_EQUALS.finditer(line)]:
            found.update(_WORD.findall(line, 0, signs[-1].start()))
        if keyword := _KEYWORD.search(line):
            found.update(_WORD.findall(line, keyword.end()))
    return found
