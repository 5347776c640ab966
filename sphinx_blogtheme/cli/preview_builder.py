"""A builder for sphinx-autobuild that builds in a process with Sphinx loaded."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import sphinx_autobuild.build

from sphinx_blogtheme.cli import standby
from sphinx_blogtheme.patching import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_CRASHES = {
    signal.SIGABRT,
    signal.SIGBUS,
    signal.SIGILL,
    signal.SIGSEGV,
    signal.SIGTRAP,
}
"""Signals that end a build whose libraries cannot be used in a forked process."""


class Builder(sphinx_autobuild.build.Builder):  # type: ignore[misc]  # it is not typed
    """Sphinx-autobuild's builder, but with builds in the process of `standby`.

    Sphinx-autobuild has no hook for it (2025.8), so its module `subprocess` is replaced
    during a build.
    """

    def __init__(self, *arguments: Any, address: str, **options: Any) -> None:
        """Take the arguments of sphinx-autobuild's builder, and the process's address.

        :param address: path of the Unix socket at which it waits for builds.
        """
        super().__init__(*arguments, **options)
        self._address = address

    def __call__(self, *, changed_paths: Sequence[Path]) -> None:
        """Build the site incrementally."""
        # A command that is run before may change what nobody watches.
        is_known = not self.pre_build_commands
        changed = [str(path) for path in changed_paths] if is_known else None
        programs = partial(_Programs, address=self._address, changed=changed)
        with replaced(sphinx_autobuild.build, "subprocess", programs):
            super().__call__(changed_paths=changed_paths)


class _Programs:
    """The part of Python's module `subprocess` that sphinx-autobuild uses."""

    CalledProcessError = subprocess.CalledProcessError

    def __init__(self, module: Any, address: str, changed: list[str] | None) -> None:
        self._module = module
        self._address = address
        self._changed = changed

    def run(self, command: Sequence[str], **options: Any) -> object:
        start, arguments = list(command[:4]), list(command[4:])
        if start != [sys.executable, "-m", "sphinx", "build"]:
            return self._module.run(command, **options)
        code = build(self._address, arguments, self._changed)
        if code:
            raise self.CalledProcessError(code, list(command))
        if code is not None:
            return subprocess.CompletedProcess(list(command), code)
        done = self._module.run(command, **options)
        if self._changed is not None:
            prepare(self._address, arguments)
        return done


def build(
    address: str, arguments: Sequence[str], changed: Sequence[str] | None = None
) -> int | None:
    """Build in the waiting process, and return the exit code.

    It is None if the process does not answer, or the build crashed; it then has to be
    done in another way.

    :param address: path of the process's Unix socket.
    :param arguments: arguments of ``sphinx-build``.
    :param changed: paths that changed since the last build; None if others may have.
    """
    try:
        code = int(_answer(address, arguments, changed, build=True))
    except (OSError, ValueError):
        return None
    return None if -code in _CRASHES else code


def prepare(address: str, arguments: Sequence[str]) -> None:
    """Let the waiting process prepare a build, if it is there."""
    with suppress(OSError):
        _answer(address, arguments, [], build=False)


def _answer(
    address: str,
    arguments: Sequence[str],
    changed: Sequence[str] | None,
    *,
    build: bool,
) -> str:
    """Return the answer of the waiting process to a request; see `standby`."""
    request = {"arguments": arguments, "changed": changed, "build": build}
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
        with connection.makefile("rw", encoding="utf-8") as channel:
            channel.write(f"{json.dumps(request)}\n")
            channel.flush()
            return channel.readline()


@contextmanager
def standing_by() -> Iterator[str]:
    """Run a process that waits for builds, and yield the path of its Unix socket."""
    alive, end = os.pipe()
    # The process may remove the folder first.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        address = f"{folder}/builds"
        command = [sys.executable, "-m", standby.__name__, address, str(alive)]
        with subprocess.Popen(command, pass_fds=[alive]):  # noqa: S603 -- ours
            os.close(alive)
            try:
                yield address
            finally:
                os.close(end)
