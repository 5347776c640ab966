"""Run Mermaid's program, ``mmdc``, which draws a diagram in a browser without a window.

This module knows nothing of Sphinx. The program is Mermaid's own
(https://github.com/mermaid-js/mermaid-cli), or one that takes its arguments.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.features.diagrams.drawn_svg import fitted_svg
from sphinx_blogtheme.files import digest_of, write_changed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DRAWN_AS = "1"
"""To be raised when the same diagram is drawn in another way."""

_OWN_CONFIG: Mapping[str, Any] = {"deterministicIds": True}
_SEED = "--js-flags=--random-seed=1"
"""What is arranged or named at random, as commits are, is the same in each build."""

_TRACE = re.compile(r"^\s*at .*|.*\((?:file|https?)://.*", re.MULTILINE)
"""Lines of what the program says that name its own code."""
_VERSION = re.compile(r"(?<!\S)v?(\d+(?:\.\d+)+\S*)")
_LONGEST = 300
"""Characters of what it says that are in a warning."""


class DiagramError(Exception):
    """A diagram was not drawn, for the reason in the text."""


@dataclass(frozen=True, kw_only=True)
class MermaidProgram:
    """The program with its arguments, and what it is to be told."""

    command: Sequence[str]
    folder: Path
    """The folder in which it runs."""
    config: Mapping[str, Any]
    """Settings of Mermaid."""
    browser: Mapping[str, Any]
    """Settings of Puppeteer, which starts the browser."""
    timeout: float
    """Seconds until it is ended."""

    def path(self) -> str | None:
        """Return the path of the program; None if there is none.

        It may be in the folder itself, where npm puts it.
        """
        name = self.command[0]
        if Path(name).name != name:
            return shutil.which(str(self.folder / name))
        local = self.folder / "node_modules" / ".bin"
        return shutil.which(name) or shutil.which(name, path=str(local))

    def version(self, store: Path) -> str:
        """Return what the program says of its version.

        :param store: file with what it said last; it is asked again if it has changed.
        :raises DiagramError: if it does not run.
        """
        file = Path(self.path() or self.command[0]).resolve()
        facts = file.stat()
        key = [str(file), facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns]
        with suppress(OSError, ValueError, TypeError, KeyError):
            known = json.loads(store.read_text(encoding="utf-8"))
            # With arguments, it may be a program that starts the one that draws.
            if known["program"] == key and len(self.command) == 1:
                return str(known["version"])
        with TemporaryDirectory(prefix="blogtheme-diagrams-") as place:
            said = self._run(["--version"], Path(place, "said"))
        # Node may warn of something else before, with the number of the process.
        numbers = _VERSION.findall(said)
        said = numbers[-1] if numbers else said
        write_changed(store, json.dumps({"program": key, "version": said}))
        return said

    def digest(self, version: str, code: str) -> str:
        """Return a digest of all that a drawing depends on."""
        named = {
            argument: (self.folder / argument).read_bytes()
            for argument in self.command[1:]
            if (self.folder / argument).is_file()
        }
        facts = (DRAWN_AS, version, self._config(), dict(self.browser), named, code)
        return digest_of((self.command[1:], *facts))

    def draw(self, code: str) -> bytes:
        """Return the drawing of a diagram, as SVG.

        :raises DiagramError: if the program does not draw it.
        """
        with TemporaryDirectory(prefix="blogtheme-diagrams-") as name:
            place = Path(name)
            drawn = place / "drawn.svg"
            browser = {**self.browser}
            browser["args"] = [_SEED, *browser.get("args", ())]
            files = {
                "diagram.mmd": f"{code}\n",
                "config.json": json.dumps(self._config()),
                "browser.json": json.dumps(browser),
            }
            for file, text in files.items():
                (place / file).write_text(text, encoding="utf-8")
            said = self._run(
                [
                    *("--configFile", str(place / "config.json")),
                    *("--puppeteerConfigFile", str(place / "browser.json")),
                    *("--backgroundColor", "transparent", "--quiet"),
                    *("--input", str(place / "diagram.mmd"), "--output", str(drawn)),
                ],
                place / "said",
            )
            try:
                return fitted_svg(drawn.read_text(encoding="utf-8")).encode()
            except FileNotFoundError:
                raise DiagramError(said or "it wrote no file") from None
            except (OSError, ValueError) as error:
                raise DiagramError(str(error)) from error

    def _config(self) -> dict[str, Any]:
        return {**_OWN_CONFIG, **self.config}

    def _run(self, arguments: Sequence[str], said: Path) -> str:
        """Run the program to its end, and return what it said.

        What it says goes to a file: a browser that outlives it would keep a pipe open.
        """
        command = [self.path() or self.command[0], *self.command[1:], *arguments]
        try:
            with said.open("wb") as output:
                process = subprocess.Popen(  # noqa: S603 -- a program of the site's
                    command,
                    cwd=self.folder,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        except OSError as error:
            raise DiagramError(str(error)) from error
        try:
            status = process.wait(self.timeout)
        except subprocess.TimeoutExpired:
            reason = f"it was not done after {self.timeout:g} seconds"
            raise DiagramError(reason) from None
        finally:
            _end(process)
        text = said.read_text(encoding="utf-8", errors="replace")
        text = " ".join(_TRACE.sub("", text).split())[:_LONGEST]
        if status:
            raise DiagramError(text or f"it ended with status {status}")
        return text


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program that is not done, and the browser that it has started."""
    if process.poll() is not None:
        return
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
