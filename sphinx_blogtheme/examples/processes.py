"""Start the program that runs the blocks of a post, limit it, and read its results."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_blogtheme.examples.sandboxes import Sandbox

RUNNER = Path(__file__).with_name("runner.py")

_GRACE = 2.0
"""Seconds that the program has to end by itself after its time limit."""
_MOST_PRINTED = 100_000_000
"""Number of bytes after which a program that prints is ended."""
_PLACE = re.compile(r'File "(?P<file>.*)", line (?P<line>\d+) in ')


@dataclass(kw_only=True, slots=True)
class ProgramOutcome:
    """What the program has told of the blocks, and how it ended."""

    results: dict[int, dict[str, Any]] = field(default_factory=dict)
    """The results by id of the block."""
    facts: dict[str, Any] = field(default_factory=dict)
    """``python``, its version, and ``versions``, those of packages."""
    begun: int | None = None
    """Id of the block during which the program ended; None if it ran to the end."""
    fault: str = ""
    """Why it did not run to the end."""
    line: int | None = None
    """Line that was being run, if that is known."""


class Programs:
    """The programs that are running, so that all of them can be ended."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def stop(self) -> None:
        """End all programs, and start no others."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                _kill(process)

    def run(
        self,
        job: Mapping[str, Any],
        python: str,
        environ: Mapping[str, str],
        box: Sandbox,
    ) -> ProgramOutcome:
        """Run the blocks of a job, and return what became of them.

        :param job: what `runner` is given; the places of its files are added.
        :param python: path of the interpreter.
        :param environ: all environment variables.
        :raises OSError: if the interpreter can't be started.
        """
        files = {
            n: str(box.control / n)
            for n in ("results", "stdout", "stderr", "hang", "at")
        }
        given = box.control / "job.json"
        given.write_text(json.dumps({**job, **files}), encoding="utf-8")
        with (
            Path(files["stdout"]).open("wb") as stdout,
            Path(files["stderr"]).open("wb") as stderr,
            self._started(
                [python, "-s", str(RUNNER), str(given)],
                cwd=box.work,
                env=dict(environ),
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
            ) as process,
        ):
            fault = _wait(process, job["seconds"], Path(files["stdout"]))
        return _read(files, job, fault, process.returncode)

    @contextlib.contextmanager
    def _started(
        self, command: list[str], **options: Any
    ) -> Iterator[subprocess.Popen[bytes]]:
        with self._lock:
            if self._stopped:
                raise InterruptedError("interrupted")
            process = subprocess.Popen(command, **options)  # noqa: S603 -- as it is asked
            self._running.add(process)
        try:
            yield process
        finally:
            _kill(process)  # also what it has started
            process.wait()
            with self._lock:
                self._running.discard(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it has started."""
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _wait(process: subprocess.Popen[bytes], seconds: float, stdout: Path) -> str:
    """Wait for the end of a process, and return why it had to be ended, or ""."""
    deadline = time.monotonic() + seconds + _GRACE
    while True:
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            pass
        else:
            return ""
        if time.monotonic() > deadline:
            return "time"
        if stdout.stat().st_size > _MOST_PRINTED:
            return "output"


def _read(
    files: Mapping[str, str], job: Mapping[str, Any], fault: str, code: int | None
) -> ProgramOutcome:
    outcome = ProgramOutcome()
    for line in _lines(files["results"]):
        with contextlib.suppress(ValueError):  # of a program that was killed
            found = json.loads(line)
            if "begun" in found:
                outcome.begun = found["begun"]
            elif "id" in found:
                outcome.results[found["id"]] = found
                outcome.begun = None
            else:
                outcome.facts.update(found)
    if outcome.facts.get("end"):
        return outcome
    hang = _lines(files["hang"])
    if fault == "output":
        outcome.fault = f"it printed more than {_MOST_PRINTED // 1_000_000} MB"
    elif code is not None and code < 0 and not fault:
        outcome.fault = f"the signal {_name_of_signal(-code)} ended Python"
    elif fault == "time" or hang:
        outcome.fault = f"it took more than {job['seconds']:g} seconds"
    else:
        outcome.fault = f"it ended Python, with exit code {code}"
    at = _lines(files["at"])
    outcome.line = _line_in(hang, job["file"]) or (int(at[0]) if at else None)
    if not outcome.results and outcome.begun is None:
        said = " ".join(_lines(files["stderr"])[-1:])
        outcome.fault = f"Python could not run the code: {said or outcome.fault}"
    return outcome


def _name_of_signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _line_in(hang: list[str], file: str) -> int | None:
    """Return the line of the post in a report of `faulthandler`."""
    written = file.encode("ascii", "backslashreplace").decode("ascii")
    for text in hang:
        match = _PLACE.search(text)
        if match and match["file"] == written:
            return int(match["line"])
    return None
