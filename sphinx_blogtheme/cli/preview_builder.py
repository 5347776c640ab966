"""Let sphinx-autobuild build in a process that has Sphinx loaded."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import sphinx_autobuild.build

from sphinx_blogtheme.cli import standby
from sphinx_blogtheme.patching import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_CRASHES = {
    signal.SIGABRT,
    signal.SIGBUS,
    signal.SIGILL,
    signal.SIGSEGV,
    signal.SIGTRAP,
}
"""How a build ends whose libraries can't be used in a process that was forked."""


class Builder(sphinx_autobuild.build.Builder):  # type: ignore[misc]  # it is not typed
    """Sphinx-autobuild's own, which starts no Python for a build where it can.

    It has no hook (2025.8), so the function that starts programs is replaced
    while it builds.
    """

    def __init__(self, *arguments: Any, address: str, **options: Any) -> None:
        """Take the address of the process that waits for builds."""
        super().__init__(*arguments, **options)
        self._address = address

    def __call__(self, *, changed_paths: Sequence[Path]) -> None:
        """Build what changed."""
        with replaced(sphinx_autobuild.build, "subprocess", self._programs):
            super().__call__(changed_paths=changed_paths)

    def _programs(self, module: Any) -> object:
        return _Programs(module, partial(build, self._address))


class _Programs:
    """Python's module `subprocess`, as far as sphinx-autobuild uses it."""

    CalledProcessError = subprocess.CalledProcessError

    def __init__(
        self, module: Any, build: Callable[[Sequence[str]], int | None]
    ) -> None:
        self._module = module
        self._build = build

    def run(self, command: Sequence[str], **options: Any) -> object:
        start, arguments = list(command[:4]), command[4:]
        if start == [sys.executable, "-m", "sphinx", "build"]:
            code = self._build(arguments)
            if code:
                raise self.CalledProcessError(code, list(command))
            if code is not None:
                return subprocess.CompletedProcess(list(command), code)
        return self._module.run(command, **options)


def build(address: str, arguments: Sequence[str]) -> int | None:
    """Return the exit code of a build; None where nobody is there to do it, or can.

    :param arguments: those of ``sphinx-build``.
    """
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(address)
            with connection.makefile("rw", encoding="utf-8") as channel:
                channel.write(f"{json.dumps(list(arguments))}\n")
                channel.flush()
                code = int(channel.readline())
    except (OSError, ValueError):
        return None
    return None if -code in _CRASHES else code


@contextmanager
def standing_by() -> Iterator[str]:
    """Keep a process that waits for builds, and give its address."""
    alive, end = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        address = f"{folder}/builds"
        command = [sys.executable, "-m", standby.__name__, address, str(alive)]
        with subprocess.Popen(command, pass_fds=[alive]):  # noqa: S603 -- ours
            os.close(alive)
            try:
                yield address
            finally:
                os.close(end)
