"""Run the code of one post: a program by itself, for any Python from 3.8 on.

It imports only the standard library, and is started by its path with the Python of the
post, in the temporary folder of the post. The job is a JSON file. Results are JSON, one
object on a line, in a file that only its path leads to: no printed text can be taken
for a result, and what was written is there even if the process is killed.
"""

from __future__ import annotations
import __future__ as future

import ast
import asyncio
import builtins
import contextlib
import doctest
import faulthandler
import inspect
import io
import json
import linecache
import os
import random
import re
import subprocess
import sys
import textwrap
import time
import traceback
import types
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 1_000_000
"""Number of bytes of an output that are kept."""

_LOCAL = re.compile(r"localhost\.?|127(\.\d+){3}|::1|0\.0\.0\.0|::|")
"""Hosts that are this machine."""

_ADDRESS = re.compile(r"(?<=\bat )0x[0-9a-fA-F]+|\b0x[0-9a-fA-F]{8,}\b")
"""Addresses of objects, which are others in each run."""

_FUTURE = 0
for _name in future.all_feature_names:
    _FUTURE |= getattr(future, _name).compiler_flag

_HERE = __file__


class NetworkRefusedError(RuntimeError):
    """The code of a post asked for the network, which it may not use."""


class LenientChecker(doctest.OutputChecker):
    """Compares outputs as doctest does, but not addresses and spaces at line ends."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        """Return whether an output is the one that is shown."""
        if super().check_output(want, got, optionflags):
            return True
        return super().check_output(_plain(want), _plain(got), optionflags)


def _plain(text: str) -> str:
    """Return a text without spaces at the ends of lines, and with one address."""
    lines = "\n".join(line.rstrip() for line in text.rstrip().split("\n"))
    return _ADDRESS.sub("0x", f"{lines}\n" if lines else "")


class _ExampleRunner(doctest.DocTestRunner):
    """Runs the examples of a block, and notes the output of each."""

    def __init__(self, flags: int, note: Callable[..., None]) -> None:
        super().__init__(LenientChecker(), verbose=False, optionflags=flags)
        self._note = note

    def report_start(self, out: Any, test: Any, example: Any) -> None:
        """Say nothing."""

    def report_success(self, out: Any, test: Any, example: Any, got: str) -> None:
        """Note an example that gave what is shown."""
        self._note(example, got, "passed")

    def report_failure(self, out: Any, test: Any, example: Any, got: str) -> None:
        """Note an example that gave something else."""
        self._note(example, got, "differs")

    def report_unexpected_exception(
        self, out: Any, test: Any, example: Any, exc_info: Any
    ) -> None:
        """Note an example that raised an exception which is not shown."""
        self._note(example, "", "raised", exc_info[1])


class _Program:
    """Runs the blocks of a post, one after the other, in one module."""

    def __init__(self, job: dict[str, Any]) -> None:
        self._job = job
        self._file: str = job["file"]
        self._pid = os.getpid()
        self._flags = 0
        self._refused = ""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._streams: list[io.TextIOWrapper] = []
        self._module = types.ModuleType("__main__")
        self._names = self._module.__dict__
        sys.modules["__main__"] = self._module
        lines = [""] * job["length"]
        for block in job["blocks"]:
            start = block["line"] - 1
            code = block["code"].split("\n")
            lines[start : start + len(code)] = code
        whole = [f"{line}\n" for line in lines]
        # A length without a time: `linecache` then never looks at the file.
        linecache.cache[self._file] = (len(whole), None, whole, self._file)

    def run(self) -> None:
        """Run all blocks."""
        for block in self._job["blocks"]:
            self.note({"begun": block["id"]})
            self._open_streams()
            sizes = [self._size("stdout"), self._size("stderr")]
            self._refused = ""
            self._names.update(__name__="__main__", __builtins__=builtins)
            started = time.perf_counter()
            result = self._run(block)
            seconds = time.perf_counter() - started
            if os.getpid() != self._pid:
                os._exit(0)  # a copy of this process that the code has made
            for stream in self._streams:
                with contextlib.suppress(OSError, ValueError):  # it may be closed
                    stream.flush()
            self.note(
                {
                    "id": block["id"],
                    "seconds": round(seconds, 3),
                    "stdout": self._printed("stdout", sizes[0]),
                    "stderr": self._printed("stderr", sizes[1]),
                    "network": self._refused,
                    **result,
                }
            )

    def note(self, result: dict[str, Any]) -> None:
        """Write a line of results."""
        data = f"{json.dumps(result)}\n".encode("ascii")
        # Opened each time, since code may close what it did not open.
        target = os.open(self._job["results"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(target, data)
        os.close(target)

    def _open_streams(self) -> None:
        """Let standard output and error be those of the block, if they are closed."""
        if self._streams and not any(stream.closed for stream in self._streams):
            sys.stdout, sys.stderr = self._streams
            with contextlib.suppress(OSError):
                os.fstat(1), os.fstat(2)
                return
        self._streams = []
        for number, name in ((1, "stdout"), (2, "stderr")):
            opened = os.open(self._job[name], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            raw = io.FileIO(number, "w", closefd=False)
            stream = io.TextIOWrapper(
                io.BufferedWriter(raw), encoding="utf-8", line_buffering=True
            )
            self._streams.append(stream)
        sys.stdout, sys.stderr = self._streams
        sys.__stdout__, sys.__stderr__ = self._streams  # type: ignore[misc]

    def _size(self, name: str) -> int:
        try:
            return os.stat(self._job[name]).st_size  # noqa: PTH116 -- not to be replaced
        except OSError:
            return 0

    def _printed(self, name: str, start: int) -> str:
        """Return what was written to a stream, from a position on; the end is cut."""
        try:
            source = os.open(self._job[name], os.O_RDONLY)
        except OSError:
            return ""
        os.lseek(source, start, os.SEEK_SET)
        data = os.read(source, _MOST + 1)
        os.close(source)
        text = data[:_MOST].decode("utf-8", errors="replace").replace("\r\n", "\n")
        return f"{text}\n[cut]\n" if len(data) > _MOST else text

    def _run(self, block: dict[str, Any]) -> dict[str, Any]:
        if block["kind"] == "console":
            command = [*self._job["shell"], block["script"]]
            subprocess.run(command, stdin=subprocess.DEVNULL, check=False)  # noqa: S603
            return {"error": None}
        run = self._run_examples if block["kind"] == "doctest" else self._run_code
        return run(block)

    def _run_code(self, block: dict[str, Any]) -> dict[str, Any]:
        value = None
        try:
            tree = self._parse(block)
            last = tree.body[-1] if block["value"] and tree.body else None
            if isinstance(last, ast.Expr):
                del tree.body[-1]
                self._execute(tree, "exec", block)
                found = self._execute(ast.Expression(last.value), "eval", block)
                if found is not None:
                    value = _shown(found) if block["kind"] == "cell" else repr(found)
            else:
                self._execute(tree, "exec", block)
        except BaseException as error:  # noqa: BLE001 -- SystemExit too
            return {"value": None, "error": self._error(error, block)}
        return {"value": value, "error": None}

    def _parse(self, block: dict[str, Any]) -> ast.Module:
        """Return the tree of a block, with the lines of the file.

        :raises SyntaxError: with the line in the file.
        """
        try:
            tree = compile(
                textwrap.dedent(block["code"]),
                self._file,
                "exec",
                self._flags | ast.PyCF_ONLY_AST | _await(block),
                dont_inherit=True,
            )
        except SyntaxError as error:
            error.lineno = (error.lineno or 1) + block["line"] - 1
            raise
        ast.increment_lineno(tree, block["line"] - 1)
        return cast("ast.Module", tree)

    def _execute(self, tree: Any, mode: str, block: dict[str, Any]) -> Any:
        flags = self._flags | _await(block)
        code = compile(tree, self._file, mode, flags, dont_inherit=True)
        self._flags |= code.co_flags & _FUTURE
        found = eval(code, self._names)  # noqa: S307 -- it is what this program is for
        if code.co_flags & inspect.CO_COROUTINE:
            self._loop = self._loop or asyncio.new_event_loop()
            return self._loop.run_until_complete(found)
        return found

    def _error(self, error: BaseException, block: dict[str, Any]) -> dict[str, Any]:
        """Return the facts about an exception that ended a block."""
        last = block["line"] + block["code"].count("\n")
        line = block["line"]
        lines = [n for f, n in _frames(error) if f == self._file]
        inside = [n for n in lines if block["line"] <= n <= last]
        if isinstance(error, SyntaxError) and error.filename == self._file:
            line = error.lineno or line
        elif inside or lines:
            line = (inside or lines)[-1]
        return {**_described(error), "line": line}

    def _run_examples(self, block: dict[str, Any]) -> dict[str, Any]:
        examples: list[dict[str, Any]] = []

        def note(
            example: doctest.Example,
            got: str,
            status: str,
            error: BaseException | None = None,
        ) -> None:
            examples.append(
                {
                    "line": block["line"] + example.lineno,
                    "source": example.source,
                    "want": example.want,
                    "indent": example.indent,
                    "got": got,
                    "status": status,
                    "error": _described(error) if error else None,
                }
            )

        try:
            found = doctest.DocTestParser().get_examples(block["code"], self._file)
            test = doctest.DocTest(found, {}, self._file, self._file, 0, None)
            test.globs = self._names
            flags = doctest.ELLIPSIS | block["flags"]
            runner = _ExampleRunner(flags & ~block["without"], note)
            runner.run(test, out=lambda _text: None, clear_globs=False)
        except BaseException as error:  # noqa: BLE001 -- doctest lets interrupts pass
            # The parser's errors have a line of the block.
            number = re.search(r"^line (\d+) of", str(error))
            line = block["line"] + (int(number[1]) if number else 1) - 1
            return {"examples": examples, "error": {**_described(error), "line": line}}
        return {"examples": examples, "error": None}

    def refuse_network(self, event: str, args: tuple[Any, ...]) -> None:
        """Raise an exception if code asks for another machine (an audit hook)."""
        if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            address = args[1]
            host = address[0] if isinstance(address, tuple) and address else ""
        elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
            host = args[0]
        else:
            return
        text = host.decode("ascii", "replace") if isinstance(host, bytes) else host
        if isinstance(text, str) and not _LOCAL.fullmatch(text):
            self._refused = text
            raise NetworkRefusedError(f"the code may not use the network: {text}")


def _described(error: BaseException) -> dict[str, Any]:
    """Return the facts about an exception that do not depend on where it was raised."""
    kept = error.__traceback__
    while kept and kept.tb_frame.f_code.co_filename in (_HERE, doctest.__file__):
        kept = kept.tb_next
    kind = type(error)
    lines = traceback.format_exception_only(kind, error)
    code = error.code if isinstance(error, SystemExit) else 1
    return {
        "names": [one.__name__ for one in kind.__mro__]
        + [f"{kind.__module__}.{kind.__qualname__}"],
        # Of a syntax error, the last line: the code is above it. Others may have notes.
        "message": lines[-1 if isinstance(error, SyntaxError) else 0].strip(),
        "trace": "".join(traceback.format_exception(kind, error, kept)),
        "missing": _missing(error) if isinstance(error, NameError) else "",
        "exit": code in (None, 0, False),
    }


def _await(block: dict[str, Any]) -> int:
    """Return the flag that allows `await` at the top level, as in notebooks."""
    return ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if block["kind"] == "cell" else 0


def _frames(error: BaseException) -> list[tuple[str, int]]:
    frames = traceback.walk_tb(error.__traceback__)
    return [(frame.f_code.co_filename, line) for frame, line in frames]


def _missing(error: BaseException) -> str:
    """Return the name that a `NameError` misses."""
    match = re.search(r"name '(\w+)'", str(error))
    return getattr(error, "name", None) or (match[1] if match else "")


def _shown(value: object) -> str:
    """Return what a notebook shows of a value."""
    with contextlib.suppress(ImportError):
        return str(import_module("IPython.lib.pretty").pretty(value))
    return repr(value)


def _display(*values: object, **_options: object) -> None:
    """Show values, as notebooks do."""
    for value in values:
        print(_shown(value))  # noqa: T201 -- it is what it is for


def _versions(packages: list[str]) -> dict[str, str]:
    """Return the versions of what is installed of those packages, or brings them."""
    found = {}
    for name in packages:
        with contextlib.suppress(metadata.PackageNotFoundError, ValueError):
            found[name] = metadata.version(name)
    if others := set(packages) - set(found):  # such as yaml, which PyYAML brings
        owners: Any = getattr(metadata, "packages_distributions", dict)()
        for name in (owner for other in others for owner in owners.get(other, ())):
            found[name] = metadata.version(name)
    return found


def run_job(file: str) -> None:
    """Run the blocks of a job."""
    job = json.loads(Path(file).read_text(encoding="utf-8"))
    # The folder of this program is no place from which a post imports.
    sys.path[:1] = ["", *job["paths"]]
    sys.argv = [""]
    hang = Path(job["hang"]).open("w", encoding="utf-8")  # noqa: SIM115 -- to the end
    faulthandler.enable(hang)
    faulthandler.dump_traceback_later(job["seconds"], exit=True, file=hang)
    random.seed(job["seed"])
    if any("numpy" in block["code"] for block in job["blocks"]):
        with contextlib.suppress(ImportError):
            import_module("numpy").random.seed(job["seed"])
    program = _Program(job)
    if any(block["kind"] == "cell" for block in job["blocks"]):
        builtins.display = _display  # type: ignore[attr-defined]
    if not job["network"]:
        sys.addaudithook(program.refuse_network)
    facts = {"python": sys.version.split()[0], "versions": _versions(job["packages"])}
    program.note(facts)
    program.run()
    program.note({"end": True})
    # Threads that are left, and functions to be called at the exit, do not matter.
    os._exit(0)


if __name__ == "__main__":
    run_job(sys.argv[1])
