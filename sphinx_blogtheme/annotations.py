"""Workflow commands, by which GitHub shows a message beside a line of a file."""

from __future__ import annotations


def annotation(level: str, file: str, line: int, title: str, message: str) -> str:
    """Return a workflow command for a message about a line.

    See "Workflow commands for GitHub Actions"; its own library escapes the same
    characters (actions/toolkit, ``packages/core/src/command.ts``).

    :param level: ``error``, ``warning`` or ``notice``.
    """
    return (
        f"::{level} file={_property(file)},line={line},"
        f"title={_property(title)}::{_data(message)}"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
