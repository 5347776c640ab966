"""Forked processes that each take the next item of work when they are free.

A few posts are a hundred times longer than most.  Equal numbers of documents for each
process, as in Sphinx, keep one process busy long after the others; and each of Sphinx's
many small chunks costs a process of its own.
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
"""Longest time between two updates of the progress, in seconds."""


def run_in_workers(
    items: Sequence[T],
    work: Callable[[Iterator[T]], R],
    processes: int,
    progress: Iterable[object] = (),
    meanwhile: Callable[[], object] = lambda: None,
) -> list[R]:
    """Run `work` in several forked processes, which take the items from one queue.

    Messages that the processes log reach the log of the calling process, as they do
    with Sphinx's own parallel tasks.

    :param items: the items, the longest first; each goes to one process.
    :param work: gets an iterator over the items of its process; its result must be
        picklable.
    :param processes: largest number of processes.
    :param progress: a progress bar, advanced by one for each item that is taken.
    :param meanwhile: called in the calling process, while the others work.
    :return: the results of the processes, in no order.
    :raises sphinx.errors.SphinxParallelError: if one of the processes failed.
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
    gc.freeze()  # so that a search for garbage doesn't copy shared memory
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
    """Sphinx's parallel tasks, with a progress bar and without polling."""

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
        """Wait for all processes, and collect their results."""
        try:
            while self._pworking:
                if not self._join_one():
                    wait(list(self._precvs.values()), _MOMENT)
        finally:
            self.terminate()
