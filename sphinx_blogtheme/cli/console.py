"""Exit codes of the commands, and their output on the terminal."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

# The type of argparse's `add_subparsers`, which has no public name.
Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001

DONE = 0
FAILED = 1
INTERRUPTED = 130
BROKEN_PIPE = 141
"""Exit code that shells report for a program that SIGPIPE ended."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters but for tabs and line feeds, and those that reorder text."""

_T = TypeVar("_T")


def print_message(message: str) -> None:
    """Print a message on standard error, with a newline."""
    sys.stderr.write(f"{visible(message)}\n")


def print_result(message: str) -> None:
    """Print a line of the command's result on standard output, with a newline."""
    sys.stdout.write(f"{visible(message)}\n")


def visible(text: str) -> str:
    r"""Return a text with its control characters written out: ``\u001b``, as in JSON.

    What others say may hold commands for the terminal, or for the order of the text.
    """
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def with_progress(items: Sequence[_T], what: str) -> Iterator[_T]:
    """Yield the items, and count them on a terminal: ``reading articles: 3/12``.

    :param what: label of the counter.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    try:
        for number, item in enumerate(items, start=1):
            sys.stderr.write(f"\r{what}: {number}/{len(items)}")
            sys.stderr.flush()
            yield item
    finally:
        # Erase the line (ECMA-48, EL 2), so that later output begins a line.
        sys.stderr.write("\r\x1b[2K")
        sys.stderr.flush()
