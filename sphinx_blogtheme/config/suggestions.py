"""Propose the name that may be meant by a misspelt one."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(name: object, known: Iterable[str]) -> str:
    """Return a suggestion for a misspelt name: " (did you mean 'tag'?)", or ""."""
    by_folded = {one.casefold(): one for one in known}
    near = get_close_matches(str(name).casefold(), list(by_folded), n=1)
    return f" (did you mean {by_folded[near[0]]!r}?)" if near else ""
