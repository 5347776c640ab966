"""Read JSON, and the line of the file in which each text of it stands."""

from __future__ import annotations

import json
from bisect import bisect_right
from importlib import import_module
from typing import Any

_SCANNER: Any = import_module("json.scanner")
_READER: Any = import_module("json.decoder")


class PlacedText(str):
    """A text of a JSON file, with its place there."""

    __slots__ = ("line",)

    line: int
    """1-based line of the file."""


class _Decoder(json.JSONDecoder):
    """A decoder that notes the line of each text; the one in Python can be told how."""

    def __init__(self, text: str) -> None:
        super().__init__(strict=False)
        ends = [n for n, character in enumerate(text) if character == "\n"]

        def read_text(whole: str, start: int, strict: bool = True) -> tuple[str, int]:
            value, end = _READER.scanstring(whole, start, strict)
            placed = PlacedText(value)
            placed.line = bisect_right(ends, start) + 1
            return placed, end

        self.parse_string = read_text
        self.scan_once = _SCANNER.py_make_scanner(self)


def read_placed_json(text: str) -> Any:
    """Return the value of a JSON file; each text in it is a `PlacedText`.

    :raises ValueError: if it is no JSON.
    """
    return _Decoder(text).decode(text)


def line_of_text(value: object, default: int = 1) -> int:
    """Return the line of a text that was read, or the default."""
    return value.line if isinstance(value, PlacedText) else default
