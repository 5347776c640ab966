"""The error with which a command of ours ends."""

from __future__ import annotations

REFUSED = 2


class CommandError(Exception):
    """A command can't begin, or can't go on."""

    def __init__(self, message: str, code: int = REFUSED) -> None:
        super().__init__(message)
        self.code = code
