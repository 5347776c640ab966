"""A build in a process that was forked, at once or after it has been prepared.

A build that is prepared does what any build does until its application is made: it
reads ``conf.py``, loads extensions and the environment, and chooses a builder. Then it
waits until somebody wants it. What it says meanwhile it says then.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, cast

from sphinx_blogtheme.cli.audited_reads import Lookups
from sphinx_blogtheme.output import preview

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx

ENDS = (signal.SIGTERM, signal.SIGHUP) if hasattr(signal, "SIGHUP") else ()
"""Signals that end all programs of a terminal or a session."""

READY, OUTDATED = b"r", b"o"
"""Answers of a prepared build to a request: it builds, or is of no use."""


def build_now(arguments: Sequence[str]) -> NoReturn:
    """Run ``python -m sphinx build`` in this process, and end it."""
    _obey_signals()
    _run(["sphinx", "build", *arguments])


def _obey_signals() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in ENDS:
        signal.signal(number, signal.SIG_DFL)


def _run(command: list[str]) -> NoReturn:
    sys.argv = command
    runpy.run_module("sphinx", run_name="__main__", alter_sys=True)
    sys.exit()


def build_when_wanted(arguments: Sequence[str], requests: socket.socket) -> NoReturn:
    """Prepare a build, wait for a request, and build if nothing has changed since.

    A request is a line of JSON: the paths that changed. The answer is `READY` or
    `OUTDATED`. There is no answer if the build cannot be prepared.

    :param arguments: arguments of ``sphinx-build``.
    :param requests: the connection with the process that waits for builds.
    """
    from sphinx.cmd.build import get_parser

    if arguments[:1] == ["-M"] or "--" in arguments:
        os._exit(1)
    output = _HeldOutput()
    sys.stdout = cast("TextIO", _HeldStream(sys.stdout, output))
    sys.stderr = cast("TextIO", _HeldStream(sys.stderr, output))
    parsed = get_parser().parse_args(list(arguments))
    doctrees = Path(parsed.doctreedir or Path(parsed.outputdir, ".doctrees"))
    other = _OtherFile(parsed.warnfile, doctrees.resolve()) if parsed.warnfile else None
    folders = {Path(parsed.sourcedir), Path(parsed.confdir or parsed.sourcedir)}
    written = other.path if other else None
    lookups = Lookups(folders, partial(_end, other), written)
    writes_code, sys.dont_write_bytecode = sys.dont_write_bytecode, True

    def wait(app: Sphinx) -> None:
        lookups.end()
        line = requests.makefile(encoding="utf-8").readline()
        suffixes = tuple(app.config.source_suffix)
        # Only the existence of other files may have been asked.
        may_use = line and all(path.endswith(suffixes) for path in json.loads(line))
        if not (
            may_use and lookups.are_current() and (not other or other.put_in_place())
        ):
            with suppress(OSError):
                requests.sendall(OUTDATED)
            _end(other)
        _obey_signals()
        requests.sendall(READY)
        requests.close()
        sys.argv[2:] = arguments
        sys.dont_write_bytecode = writes_code
        output.release()

    preview.when_made = wait
    lookups.begin()
    _run(["sphinx", "build", *arguments, *(("-w", str(other.path)) if other else ())])


def _end(other: _OtherFile | None) -> NoReturn:
    if other:
        other.remove()
    os._exit(1)


class _HeldOutput:
    """What a process says, which is held back until it is released."""

    def __init__(self) -> None:
        self._said = list[tuple[TextIO, str]]()
        self._is_held = True

    def say(self, stream: TextIO, text: str) -> None:
        if self._is_held:
            self._said.append((stream, text))
        else:
            stream.write(text)

    def flush(self, stream: TextIO) -> None:
        if not self._is_held:
            stream.flush()

    def release(self) -> None:
        """Say what was held back, and hold back no more."""
        self._is_held = False
        for stream, text in self._said:
            stream.write(text)
            stream.flush()
        self._said.clear()


class _HeldStream:
    """A stream of a process, whose text is held back."""

    def __init__(self, stream: TextIO, output: _HeldOutput) -> None:
        self._stream = stream
        self._output = output

    def write(self, text: str) -> int:
        self._output.say(self._stream, text)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        self.write("".join(lines))

    def flush(self) -> None:
        self._output.flush(self._stream)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _OtherFile:
    """The file into which a prepared build writes its warnings until it is wanted.

    The right one still has the warnings of the last build.
    """

    def __init__(self, wanted: str, folder: Path) -> None:
        """
        Choose a file from which the warnings can be moved.

        :param wanted: the file for the warnings.
        :param folder: the folder of the doctrees, which nobody watches.
        """
        self._wanted = Path(wanted).resolve()
        self.path = folder / "warnings.next"

    def put_in_place(self) -> bool:
        """Move it to where it should be, while it is open; return whether that works."""
        try:
            if self._wanted.exists() and not self._wanted.is_file():
                return False
            if self.path.exists():
                self.path.replace(self._wanted)
        except OSError:
            return False
        return True

    def remove(self) -> None:
        """Remove it, if it is there."""
        with suppress(OSError):
            self.path.unlink()
