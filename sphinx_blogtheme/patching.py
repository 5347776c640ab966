"""Put functions of our own in the place of others, for a while."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def replaced(
    place: Any, name: str, replacement: Callable[[Callable[..., Any]], object]
) -> Iterator[None]:
    """Replace a function of a module or class while the block runs, if it is there."""
    function = getattr(place, name, None)
    if function is None:  # another version, which may do better
        yield
        return
    setattr(place, name, replacement(function))
    try:
        yield
    finally:
        setattr(place, name, function)
