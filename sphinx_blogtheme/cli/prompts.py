"""Turn a question on the terminal into a checked answer."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, TypeVar

from sphinx_blogtheme.cli.console import say
from sphinx_blogtheme.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


def is_watched() -> bool:
    """Return whether a person is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def answer(question: str) -> str:
    """Return what is typed in answer to a question, without spaces around it.

    :raises CommandError: if the input ends.
    """
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise CommandError("no answer")
    return line.strip()


def ask(question: str, default: str, check: Callable[[str], _T]) -> _T:
    """Return a checked answer; ask again as long as it is wrong.

    :param default: what an empty answer means.
    :param check: raises `argparse.ArgumentTypeError` for what is wrong.
    """
    while True:
        text = answer(f"{question} [{default}]:") or default
        try:
            return check(text)
        except argparse.ArgumentTypeError as error:
            say(str(error))
