"""Turn what other sites said into a file, and back into what is still worth it."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from sphinx_blogtheme.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

GOOD, GONE, MOVED, UNSURE = "good", "gone", "moved", "unsure"

DAY = 24 * 60 * 60
KEEP = {GOOD: 30 * DAY, MOVED: 30 * DAY, GONE: DAY}
"""Seconds for which an answer is kept; one that is unclear is not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What another site said of a URL."""

    verdict: str
    reason: str = ""
    target: str = ""
    """Where it has moved."""
    at: float = 0.0
    """When it was asked, in seconds since 1970."""


class Answers:
    """The answers of earlier checks, kept in a file even if this one is interrupted."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, Answer] = {}

    def __enter__(self) -> Self:
        """Read the file; one that cannot be read is as good as none."""
        with suppress(OSError, ValueError, TypeError, AttributeError):
            stored: dict[str, Any] = json.loads(self._file.read_text(encoding="utf-8"))
            self._known = {url: Answer(**facts) for url, facts in stored.items()}
        return self

    def __exit__(self, *_: object) -> None:
        """Write the file."""
        kept = {url: asdict(answer) for url, answer in sorted(self._known.items())}
        write_whole(self._file, json.dumps(kept, indent=1).encode())

    def get(self, url: str) -> Answer | None:
        """Return an answer that is not too old."""
        answer = self._known.get(url)
        if answer and 0 <= time.time() - answer.at < KEEP.get(answer.verdict, 0):
            return answer
        return None

    def put(self, url: str, answer: Answer) -> None:
        """Keep an answer."""
        self._known[url] = answer
