"""Compare exceptions with those that a post shows."""

from __future__ import annotations

import re
from typing import NamedTuple

_HEADER = re.compile(
    r"^[ \t]*(?:(?:[\w.]+ +)?Traceback \((?:most recent call last|innermost last)\)"
    r"|File \"[^\"]*\", line \d+).*$",
    re.MULTILINE,
)
_MESSAGE = re.compile(
    r"(?P<name>(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Exit|"
    r"Iteration|Refused|Found|Failed|Missing)?)(?::[ ].*|:)?$"
)
_ERROR_NAME = re.compile(r"(?:Error|Exception|Interrupt|Exit|Warning)$")


class ShownError(NamedTuple):
    """An exception in an output."""

    before: str
    """What is printed before it."""
    message: str
    """The last lines, such as ``ValueError: no``."""
    name: str
    """Name of its class, as it is written."""


def shown_error(text: str) -> ShownError | None:
    r"""Return the exception that an output ends with, or None.

    >>> shown_error("Traceback (most recent call last):\n  ...\nValueError: no\n").name
    'ValueError'
    >>> notebook = "KeyError   Traceback (most recent call last)\nCell In[1], line 1\n"
    >>> shown_error(f"{notebook}----> 1 {{}}[1]\n\nKeyError: 1\n").message
    'KeyError: 1'
    >>> shown_error("ZeroDivisionError: division by zero\n").message
    'ZeroDivisionError: division by zero'
    """
    header = _HEADER.search(text)
    below = text[header.end() :] if header else text
    lines = [line for line in below.rstrip().split("\n") if line.strip()]
    # The message may have several lines, none of which is indented as code is.
    for number in range(len(lines)):
        match = _MESSAGE.match(lines[number].strip("\r"))
        if match and (header or _ERROR_NAME.search(match["name"])):
            if not header and number:
                continue
            message = "\n".join(lines[number:])
            before = text[: header.start()] if header else ""
            return ShownError(before, message, match["name"])
    return None


def names_exception(wanted: str, names: list[str]) -> bool:
    """Return whether an exception is of a class.

    :param wanted: name of the class, with or without its module; "" for any.
    :param names: names of its class and of the classes above it.
    """
    return not wanted or wanted in names or wanted.rpartition(".")[2] in names
