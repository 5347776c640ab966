"""Share work among processes that take the next item when they are free.

A few posts are a hundred times longer than most.  Equal numbers of documents for
each process, as Sphinx deals them out, keep one of them busy long after the others;
and the price of a process is paid for each of Sphinx's many small shares.
"""

from __future__ import annotations

import gc
import multiprocessing
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sphinx.util.parallel import ParallelTasks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

_MOMENT = 0.1
"""Seconds until progress is shown again."""


def share(
    items: Sequence[T],
    work: Callable[[Iterator[T]], R],
    processes: int,
    progress: Iterable[object] = (),
    meanwhile: Callable[[], object] = lambda: None,
) -> list[R]:
    """Run `work` in several processes, each with an iterator over its share.

    Warnings reach the log of the process that calls, as all that Sphinx's own
    parallel tasks write there does.

    :param items: the longest first; each goes to one process.
    :param work: what a process does; what it returns must be picklable.
    :param processes: number of processes that are forked.
    :param progress: advanced by one when an item is taken.
    :param meanwhile: what the process that calls does before it waits for the others.
    :return: what the processes returned, in no order.
    :raises sphinx.errors.SphinxParallelError: if one of them failed.
    """
    context: Any = multiprocessing.get_context("fork")
    taken = context.Value("Q", 0)

    def next_items() -> Iterator[T]:
        while True:
            with taken.get_lock():
                number = taken.value
                taken.value += 1
            if number >= len(items):
                return
            yield items[number]

    results: list[R] = []
    tasks = _Tasks(processes, iter(progress), lambda: min(taken.value, len(items)))
    gc.freeze()  # so that looking for garbage doesn't copy what processes share
    try:
        for _ in range(min(processes, len(items))):
            tasks.add_task(
                lambda: work(next_items()),
                None,
                lambda _, result: results.append(cast("R", result)),
            )
        meanwhile()
        tasks.join()
    finally:
        gc.unfreeze()
    return results


class _Tasks(ParallelTasks):
    """Sphinx's tasks, which show how far they have got, and are waited for."""

    def __init__(
        self, nproc: int, progress: Iterator[object], done: Callable[[], int]
    ) -> None:
        super().__init__(nproc)
        self._progress = progress
        self._done = done
        self._shown = 0

    def _join_one(self) -> bool:
        done = self._done()
        for _ in range(done - self._shown):
            next(self._progress, None)
        self._shown = done
        return super()._join_one()

    def join(self) -> None:
        """Wait for all, and take over their results."""
        try:
            while self._pworking:
                if not self._join_one():
                    wait(list(self._precvs.values()), _MOMENT)
        finally:
            self.terminate()
