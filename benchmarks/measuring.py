"""Run a command in a process of its own, and measure what it takes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tables import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

_INTERVAL = 0.1
"""Seconds between two looks at the memory of all processes."""


def measure(*command: str | Path, folder: Path | None = None) -> Measure:
    """Run a command and measure it.

    The processor time is that of the process and its workers (``wait4``).

    :param folder: the working folder of the command.
    :raises SystemExit: if it fails, with what it said.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder,
            start_new_session=True,
        )
        together = _Memory(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        together.stop()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            raise SystemExit(f"A build failed:\n{log.read()[-5000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Measure(
        seconds=seconds,
        processor=usage.ru_utime + usage.ru_stime,
        mebibytes=max(together.most, usage.ru_maxrss * unit) / 2**20,
    )


class _Memory(threading.Thread):
    """Looks at the memory of all processes of a session, on Linux."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._ended = threading.Event()
        self.most = 0
        """The most that they had together, in bytes."""
        self.start()

    def run(self) -> None:
        while not self._ended.wait(_INTERVAL):
            self.most = max(self.most, sum(self._sizes()))

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()

    def _sizes(self) -> Iterator[int]:
        """Yield the proportional set size of each process."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                # Fields after the name, which is in brackets: state, parent, group, session.
                facts = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(facts[3]) != self._session:
                    continue
                for line in (folder / "smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        yield int(line.split()[1]) * 1024
            except (OSError, ValueError, IndexError):
                continue
