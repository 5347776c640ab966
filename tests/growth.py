"""How much more work a longer text is, which is the same on any machine."""

from __future__ import annotations

import gc
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = 8
ROUNDS = 6
LEAST = 0.001
"""What takes less processor time than this is counted as if it took as long."""


def assert_proportional(act: Callable[[int], object], size: int) -> None:
    """Assert that eight times the size is about eight times the work.

    A bound in between that and what would be the square of it, 64 times, is met by
    the best of a few rounds, however busy the machine is.
    """
    small = large = float("inf")
    for _ in range(ROUNDS):
        small = min(small, _work(act, max(size // TIMES, 1)))
        large = min(large, _work(act, size))
        if large < TIMES * 3 * max(small, LEAST):
            return
    raise AssertionError(
        f"{TIMES} times the size is {large / small:.0f} times the work"
    )


def _work(act: Callable[[int], object], size: int) -> float:
    """Return the processor time of this process that something takes."""
    searches = gc.isenabled()
    gc.disable()  # what other tests left is no work of this one
    try:
        begun = process_time()
        act(size)
        return process_time() - begun
    finally:
        if searches:
            gc.enable()
