"""The exception that ends a command with a message and an exit code."""

from __future__ import annotations

REFUSED = 2
"""Exit code of a command that cannot start or continue."""


class CommandError(Exception):
    """A command cannot start or continue; the user is shown the message."""

    def __init__(self, message: str, code: int = REFUSED) -> None:
        super().__init__(message)
        self.code = code
