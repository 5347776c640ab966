"""The process that waits for builds of the preview, with Sphinx loaded.

After an edit, loading Sphinx and its extensions takes longer than the build. So this
process loads them once, and forks itself for each build.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import select
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

_ENDS = (signal.SIGTERM, signal.SIGHUP) if hasattr(signal, "SIGHUP") else ()
"""Signals that end all programs of a terminal or a session."""


def wait_for_builds(address: str, alive: int) -> None:
    """Build on request, until the pipe `alive` is closed.

    A request is a line of JSON with the arguments of ``sphinx-build``; the answer is a
    line with its exit code.

    :param address: path of the Unix socket to listen at.
    :param alive: descriptor of a pipe, whose other end the client closes at its end.
    """
    _load()
    loaded = _state()
    with socket.socket(socket.AF_UNIX) as server:
        Path(address).unlink(missing_ok=True)
        server.bind(address)
        server.listen()
        while alive not in select.select([server.fileno(), alive], [], [])[0]:
            if _state() != loaded:
                # A loaded module was edited or upgraded: start this process anew. The
                # client gets no answer, and builds this time without us.
                os.set_inheritable(alive, True)
                os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606
            connection, _ = server.accept()
            with connection, connection.makefile("rw", encoding="utf-8") as channel:
                child = os.fork()
                if child == 0:
                    server.close()
                    _build(json.loads(channel.readline()))
                code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                with suppress(BrokenPipeError):
                    channel.write(f"{code}\n")
                    channel.flush()
    # The client was perhaps killed. (Its builds, which are forks, don't come here.)
    Path(address).unlink(missing_ok=True)
    with suppress(OSError):  # the client was faster, or something else is there
        Path(address).parent.rmdir()


def _load() -> None:
    from sphinx.application import builtin_extensions

    from sphinx_blogtheme.builder import preload

    for name in (*builtin_extensions, "sphinx.cmd.build", "sphinx_blogtheme.extension"):
        import_module(name)
    preload.import_all((*preload.FOR_DOCUMENTS, *preload.FOR_BUILDS))
    gc.freeze()


def _state() -> dict[str, int]:
    """Return the modification times (in ns) of all loaded modules' files, by path."""
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    state = {}
    for file in filter(None, files):
        with suppress(OSError):
            state[file] = os.stat(file).st_mtime_ns  # noqa: PTH116 -- of a thousand files
    return state


def _build(arguments: list[str]) -> None:
    """Run ``python -m sphinx build`` in this process, and end it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in _ENDS:
        signal.signal(number, signal.SIG_DFL)
    sys.argv = ["sphinx", "build", *arguments]
    runpy.run_module("sphinx", run_name="__main__", alter_sys=True)
    sys.exit()


if __name__ == "__main__":
    # These only end a running build: this process ends when its client has.
    for number in (signal.SIGINT, *_ENDS):
        signal.signal(number, signal.SIG_IGN)
    with suppress(BrokenPipeError):
        wait_for_builds(sys.argv[1], int(sys.argv[2]))
