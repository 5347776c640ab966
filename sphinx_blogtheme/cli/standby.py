"""The process that waits for builds of the preview, with Sphinx loaded.

After an edit, loading Sphinx and its extensions takes longer than the build. So this
process loads them once, and forks itself for each build. After a build it prepares the
next one in another fork.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli import forked_build
from sphinx_blogtheme.cli.audited_reads import module_times

if TYPE_CHECKING:
    from collections.abc import Sequence


def wait_for_builds(address: str, alive: int) -> None:
    """Build on request, until the pipe `alive` is closed.

    A request is a line of JSON with these keys:

    - ``arguments``: the arguments of ``sphinx-build``.
    - ``changed``: the paths that changed since the last request; null if anything may
      have changed.
    - ``build``: false if the build shall only be prepared.

    The answer is a line with the exit code, if there was a build.

    :param address: path of the Unix socket to listen at.
    :param alive: descriptor of a pipe, whose other end the client closes at its end.
    """
    _load()
    loaded = module_times()
    spare = Spare()
    with socket.socket(socket.AF_UNIX) as server:
        Path(address).unlink(missing_ok=True)
        server.bind(address)
        server.listen()
        while alive not in (ready := _ready(server.fileno(), alive, *spare.places)):
            if server.fileno() not in ready:
                spare.dismiss()  # it ended by itself
                continue
            if module_times() != loaded:
                # A loaded module was edited or upgraded: start this process anew. The
                # client gets no answer, and builds this time without us.
                spare.dismiss()
                os.set_inheritable(alive, True)
                os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606
            connection, _ = server.accept()
            with connection, connection.makefile("rw", encoding="utf-8") as channel:
                request = json.loads(channel.readline())
                arguments, changed = request["arguments"], request["changed"]
                if request["build"]:
                    child = spare.begin(arguments, changed) or os.fork()
                    if child == 0:
                        server.close()
                        forked_build.build_now(arguments)
                    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                    with suppress(BrokenPipeError):
                        channel.write(f"{code}\n")
                        channel.flush()
            if changed is not None:
                spare.prepare(arguments, server)
    spare.dismiss()
    # The client was perhaps killed. (Its builds, which are forks, don't come here.)
    Path(address).unlink(missing_ok=True)
    with suppress(OSError):  # the client was faster, or something else is there
        Path(address).parent.rmdir()


def _ready(*places: int) -> list[int]:
    """Wait, and return the descriptors from which something can be read."""
    return select.select(places, [], [])[0]


class Spare:
    """The one build that is prepared, if there is one."""

    def __init__(self) -> None:
        self._arguments: Sequence[str] = []
        self._process = 0
        self._connection: socket.socket | None = None

    @property
    def places(self) -> list[int]:
        """The descriptor that can be read from when it ends."""
        return [self._connection.fileno()] if self._connection else []

    def prepare(self, arguments: Sequence[str], server: socket.socket) -> None:
        """Prepare another build in a fork, which does not listen at a socket."""
        self.dismiss()
        ours, its = socket.socketpair()
        self._process = os.fork()
        if self._process == 0:
            server.close()
            ours.close()
            forked_build.build_when_wanted(arguments, its)
        its.close()
        self._connection, self._arguments = ours, arguments

    def begin(self, arguments: Sequence[str], changed: Sequence[str] | None) -> int:
        """Let it build; return its process, or 0 if another process has to build.

        :param changed: as in a request.
        """
        if not self._connection or changed is None or arguments != self._arguments:
            self.dismiss()
            return 0
        answer = b""
        with suppress(OSError):
            self._connection.sendall(f"{json.dumps(changed)}\n".encode())
            answer = self._connection.recv(1)
        if answer != forked_build.READY:
            self.dismiss()
            return 0
        self._connection.close()
        self._connection = None
        return self._process

    def dismiss(self) -> None:
        """End it, if there is one."""
        if self._connection:
            self._connection.close()
            self._connection = None
            os.waitpid(self._process, 0)


def _load() -> None:
    from sphinx.application import builtin_extensions

    from sphinx_blogtheme.builder import preload

    for name in (*builtin_extensions, "sphinx.cmd.build", "sphinx_blogtheme.extension"):
        import_module(name)
    preload.import_all((*preload.FOR_DOCUMENTS, *preload.FOR_BUILDS))
    gc.freeze()


if __name__ == "__main__":
    # These only end a running build: this process ends when its client has.
    for number in (signal.SIGINT, *forked_build.ENDS):
        signal.signal(number, signal.SIG_IGN)
    with suppress(BrokenPipeError):
        wait_for_builds(sys.argv[1], int(sys.argv[2]))
