"""Questions on the terminal, and checked answers."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, TypeVar

from sphinx_blogtheme.cli.console import print_message
from sphinx_blogtheme.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


def is_interactive() -> bool:
    """Return whether a person can answer: input and messages are on a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_line(question: str) -> str:
    """Ask a question, and return the typed line without spaces around it.

    :raises CommandError: if the input has ended.
    """
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise CommandError("no answer")
    return line.strip()


def ask(question: str, default: str, check: Callable[[str], _T]) -> _T:
    """Ask a question until the answer is valid, and return its value.

    :param default: the answer that an empty line stands for.
    :param check: returns the value of an answer, or raises
        `argparse.ArgumentTypeError`.
    :raises CommandError: if the input has ended.
    """
    while True:
        text = ask_line(f"{question} [{default}]:") or default
        try:
            return check(text)
        except argparse.ArgumentTypeError as error:
            print_message(str(error))
