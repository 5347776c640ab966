"""Turn the bytes of a source file into text, whatever they are.

Sphinx ends the build at a byte that is not UTF-8, and some bytes that are would
make pages that no browser and no program can read.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.model.posts import Problem

if TYPE_CHECKING:
    from os import PathLike

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

# Neither HTML (13.2.3.5, "Preprocessing the input stream") nor XML has them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")

# What formats with escapes, such as JSON's, can name and UTF-8 can't hold as well.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]")

_JSON_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(?P<lost>u[dD][89a-fA-F]..|u0000)|.)"
)

_LOST = "\N{REPLACEMENT CHARACTER}"


def decode(data: bytes) -> tuple[str, Problem | None]:
    """Return a text in UTF-8, or in UTF-16 with its mark, and what was lost of it.

    Line endings become those of Unix, as when Python opens a file.
    """
    problem = None
    try:
        text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        start, written = error.start, data[error.start : error.start + 1]
        line = data.count(b"\n", 0, start) + 1
        problem = _problem(f"the byte 0x{written.hex()}", "text in UTF-8", line)
        text = data.decode("utf-8-sig", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _CONTROLS.search(text):
        line = text.count("\n", 0, match.start()) + 1
        name = f"the control character U+{ord(match[0]):04X}"
        problem = problem or _problem(name, "text", line)
        text = _CONTROLS.sub(_LOST, text)
    return text, problem


def readable(text: str) -> str:
    """Return a text without what no page and no program can have, however written."""
    return _UNREADABLE.sub(_LOST, text)


def readable_json(text: str) -> str:
    """Return JSON without escapes of NUL, and of halves of characters."""
    return _JSON_ESCAPE.sub(lambda m: r"\ufffd" if m["lost"] else m[0], text)


def _problem(found: str, expected: str, line: int) -> Problem:
    message = (
        f"{found}: expected {expected}; assumed that it and all like it are lost, and"
        f" put {_LOST} in their place"
    )
    return Problem(kind="source", message=message, line=line)


def read_source(file: PathLike[str]) -> str:
    """Return the text of a file."""
    return decode(Path(file).read_bytes())[0]
