"""Turn what a command has to say into lines on the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

# The type has no public name.
Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001

DONE = 0
FAILED = 1
INTERRUPTED = 130
BROKEN_PIPE = 141
"""As of a program that SIGPIPE ended, for the shell."""

_T = TypeVar("_T")


def say(message: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{message}\n")


def print_result(message: str) -> None:
    """Write a line of the result to standard output."""
    sys.stdout.write(f"{message}\n")


def counted(items: Sequence[_T], what: str) -> Iterator[_T]:
    """Yield the items, with a counter on one line where a person is watching."""
    if not sys.stderr.isatty():
        yield from items
        return
    try:
        for number, item in enumerate(items, start=1):
            sys.stderr.write(f"\r{what}: {number}/{len(items)}")
            sys.stderr.flush()
            yield item
    finally:
        # Erase the line (ECMA-48, EL 2), so that what follows stands alone.
        sys.stderr.write("\r\x1b[2K")
        sys.stderr.flush()
