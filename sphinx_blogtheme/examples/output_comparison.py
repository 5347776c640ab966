"""Compare outputs, and say how they differ."""

from __future__ import annotations

import doctest
import re
from typing import Any

from sphinx_blogtheme.examples.runner import LenientChecker

_MANY_LINES = 12
"""Number of lines from which on outputs are shown as a diff."""
_LONGEST = 4000
"""Number of characters of a detail."""

_CHECKER = LenientChecker()


def ended(text: str) -> str:
    """Return a text with a newline at its end, unless it is empty."""
    return text if text.endswith("\n") or not text else f"{text}\n"


def same_output(want: str, got: str, flags: int, *, is_value: bool = False) -> bool:
    """Return whether an output is the one that is shown.

    :param flags: option flags of doctest.
    :param is_value: whether it is that of an expression, of which Jupyter breaks the
        lines in its own way.
    """
    want, got = ended(want), ended(got)
    if _CHECKER.check_output(want, got, flags):
        return True
    if not is_value:
        return False
    return _CHECKER.check_output("".join(want.split()), "".join(got.split()), flags)


def same_error(want: str, error: dict[str, Any], flags: int) -> bool:
    """Return whether an error has the message that is shown, as in doctest."""
    got = error["message"]
    if same_output(want, got, flags):
        return True
    if flags & doctest.IGNORE_EXCEPTION_DETAIL:
        return _class_of(want) == _class_of(got)
    # Terminals and notebooks show the class with its module or without.
    short = got.replace(_module_of(got), "", 1)
    return same_output(want.replace(_module_of(want), "", 1), short, flags)


def _module_of(message: str) -> str:
    match = re.match(r"(?:[a-z_]\w*\.)+(?=[A-Z])", message)
    return match[0] if match else ""


def _class_of(message: str) -> str:
    return message.partition(":")[0].rpartition(".")[2]


def first_difference(want: str, got: str) -> int:
    """Return the number of lines at the beginning that are the same."""
    pairs = zip(want.split("\n"), got.split("\n"), strict=False)
    wanted = want.rstrip("\n").count("\n")
    number = next(
        (
            n
            for n, (a, b) in enumerate(pairs)
            if a.rstrip() != b.rstrip() and a != "..."
        ),
        wanted,
    )
    return min(number, wanted)


def difference(want: str, got: str) -> str:
    """Return what differs, in one line."""
    if not got.strip():
        return "the post shows an output, but the code gives none"
    if not want.strip():
        return f"the code gives {_first_line(got)}, which the post does not show"
    number = first_difference(want, got)
    wanted, found = want.rstrip("\n").split("\n"), got.split("\n")
    more = [line for line in found[len(wanted) :] if line.strip()]
    if more and found[number].rstrip() == wanted[number].rstrip():
        return (
            f"the code gives {_first_line(more[0])} too, which the post does not show"
        )
    there = found[number] if number < len(found) and found[number] else None
    gives = "no more" if there is None else _first_line(there)
    return f"the post shows {_first_line(wanted[number])}, but the code gives {gives}"


def _first_line(text: str) -> str:
    line = text.strip("\n").partition("\n")[0]
    return repr(line if len(line) <= 60 else f"{line[:59]}…")  # noqa: PLR2004


def output_detail(want: str, got: str, flags: int) -> str:
    """Return what is shown and what the code gives, as doctest does."""
    many = max(want.count("\n"), got.count("\n")) > _MANY_LINES
    flags |= doctest.REPORT_UDIFF if many else 0
    example = doctest.Example("", ended(want))
    return shortened_detail(_CHECKER.output_difference(example, ended(got), flags))


def shortened_detail(text: str) -> str:
    """Return a text without the end of one that is very long."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}\n[cut]"
