"""Break a text into lines, in the largest size in which it fits."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.model.cutting import ELLIPSIS, JOINERS, MARKS, clusters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_STAYS_BEFORE = {"Ps", "Pi"}
"""Unicode categories of opening brackets, after which no line may end."""

_STAYS_BEHIND = {"Pe", "Pf", "Po", "Lm", *MARKS}
"""Unicode categories of characters with which no line may begin."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A text in lines that fit."""

    size: int
    """Font size, in pixels."""
    lines: tuple[str, ...]


class _Piece(NamedTuple):
    """A part of a text that is not broken."""

    text: str
    spaced: bool
    """Whether there is a space before it, unless it begins the line."""


def fit_text(
    text: str,
    measure: Callable[[str, int], float],
    *,
    width: float,
    sizes: Sequence[tuple[int, int]],
) -> Lines:
    """Return a text in the largest size that fits, in lines of similar length.

    In the smallest size, a word that is too long for a line is cut, and a text that is
    too long for all lines ends in an ellipsis.

    :param measure: returns the width of a text in a font size, in pixels.
    :param width: width of the lines, in pixels.
    :param sizes: pairs of a font size and the number of lines for which there is room.
    """
    pieces = list(_pieces(text))
    for size, most in sizes:
        lines = _Wrapper(measure, size)
        if max(map(lines.width, pieces), default=0) <= width:
            wrapped = lines.wrap(pieces, width)
            if len(wrapped) <= most:
                return Lines(size, tuple(lines.balanced(pieces, wrapped, width)))
    size, most = sizes[-1]
    lines = _Wrapper(measure, size)
    wrapped = lines.wrap(list(lines.cut(pieces, width)), width)
    if len(wrapped) > most:
        wrapped[most - 1 :] = [lines.shortened(wrapped[most - 1], width)]
    return Lines(size, tuple(wrapped))


class _Wrapper:
    """Breaks a text in one font size."""

    def __init__(self, measure: Callable[[str, int], float], size: int) -> None:
        self._measure = cache(lambda text: measure(text, size))

    def width(self, piece: _Piece) -> float:
        """Return the width of a piece at the beginning of a line, in pixels."""
        return self._measure(piece.text)

    def wrap(self, pieces: Sequence[_Piece], width: float) -> list[str]:
        """Return lines that are as full as possible."""
        lines: list[str] = []
        used = 0.0
        for piece in pieces:
            space = " " if piece.spaced else ""
            added = self._measure(space) + self.width(piece) if space else None
            added = self.width(piece) if added is None else added
            if lines and used + added <= width:
                lines[-1] += space + piece.text
                used += added
            else:
                lines.append(piece.text)
                used = self.width(piece)
        return lines

    def balanced(
        self, pieces: Sequence[_Piece], lines: list[str], width: float
    ) -> list[str]:
        """Return the same number of lines, with the longest as short as possible."""
        low, high = 0, int(width)
        while low < high:
            middle = (low + high) // 2
            if len(self.wrap(pieces, middle)) > len(lines):
                low = middle + 1
            else:
                high = middle
        low = max(low, *(int(self.width(piece)) + 1 for piece in pieces), 0, 0)
        found = self.wrap(pieces, low)
        return found if len(found) <= len(lines) else lines

    def cut(self, pieces: Sequence[_Piece], width: float) -> Iterator[_Piece]:
        """Yield the pieces; those that are too wide are cut between characters."""
        for piece in pieces:
            if self.width(piece) <= width:
                yield piece
                continue
            spaced = piece.spaced
            for cluster in clusters(piece.text):
                yield _Piece(cluster, spaced)
                spaced = False

    def shortened(self, line: str, width: float) -> str:
        """Return a line that ends in an ellipsis."""
        while line and self._measure(line + ELLIPSIS) > width:
            word, _, _ = line.rpartition(" ")
            is_most = len(word) * 2 >= len(line)
            line = word if is_most else "".join([*clusters(line)][:-1])
        kept = list(clusters(line))
        while kept and not kept[-1][0].isalnum():
            del kept[-1]
        return "".join(kept) + ELLIPSIS


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield the parts of a text between which lines may break.

    Lines break at spaces, after hyphens and slashes within a word, and next to the
    characters of scripts that write no spaces, such as Chinese.
    """
    for word in text.split():
        spaced, start = True, 0
        for end in range(1, len(word)):
            if _breaks(word, end):
                yield _Piece(word[start:end], spaced)
                spaced, start = False, end
        yield _Piece(word[start:], spaced)


def _breaks(word: str, index: int) -> bool:
    before, after = word[index - 1], word[index]
    if after in JOINERS or before in JOINERS:
        return False
    if (
        unicodedata.category(before) in _STAYS_BEFORE
        or unicodedata.category(after) in _STAYS_BEHIND
    ):
        return False
    if _is_wide(before) or _is_wide(after):
        return True
    return before in "-–—/_" and index > 1 and after.isalpha()


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")
