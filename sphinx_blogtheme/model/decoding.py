"""Decode the bytes of source files, replacing those that no page can contain.

Sphinx ends the build at a byte that is not UTF-8; and control characters, although
valid in UTF-8, would make pages that browsers and XML parsers reject.
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

# Neither HTML (13.2.3.5, "Preprocessing the input stream") nor XML allows them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")

# Escapes such as JSON's can name these: surrogates too, which UTF-8 can't encode.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]")

_JSON_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(?P<lost>u[dD][89a-fA-F]..|u0000)|.)"
)

_LOST = "\N{REPLACEMENT CHARACTER}"


def decode(data: bytes) -> tuple[str, Problem | None]:
    """Decode a source file: UTF-8, or UTF-16 with a byte order mark.

    Line endings become line feeds, as when Python opens a file. Bytes that are not
    UTF-8, and control characters, become U+FFFD.

    :return: the text, and a problem that names the first replaced byte or character
        with its line, or None.
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
    """Replace control characters and surrogates, which escapes can name, by U+FFFD."""
    return _UNREADABLE.sub(_LOST, text)


def readable_json(text: str) -> str:
    r"""Replace escapes of NUL and of lone surrogates in JSON by ``\ufffd``."""
    return _JSON_ESCAPE.sub(lambda m: r"\ufffd" if m["lost"] else m[0], text)


def _problem(found: str, expected: str, line: int) -> Problem:
    message = (
        f"{found}: expected {expected}; assumed that it and all like it are lost, and"
        f" put {_LOST} in their place"
    )
    return Problem(kind="source", message=message, line=line)


def read_source(file: PathLike[str]) -> str:
    """Return the decoded text of a source file, without reporting what was replaced."""
    return decode(Path(file).read_bytes())[0]
