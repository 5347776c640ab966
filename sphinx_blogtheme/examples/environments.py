"""Interpreters for posts, and virtual environments with what they depend on.

An environment is made once for all posts with the same needs, and kept. It is made by
uv where that is installed, else by `venv` and pip.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import digest_of, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sphinx_blogtheme.model.code_needs import CodeNeeds

_NEWEST = 30
"""Minor version of Python up to which interpreters are looked for."""
_VERSION = "import platform; print(platform.python_version())"
_READY = "sphinx-blogtheme.json"


class NoEnvironmentError(Exception):
    """There is no interpreter for a post, or its packages can't be installed."""


class Environments:
    """The environments of a blog.

    :param folder: where they are kept.
    :param offline: whether nothing may be downloaded.
    :param anew: whether they are made again, with the newest packages.
    :param tell: is called with a message before something that takes long.
    """

    def __init__(
        self,
        folder: Path,
        *,
        offline: bool,
        anew: bool,
        tell: Callable[[str], None],
    ) -> None:
        self._folder = folder
        self._offline = offline
        self._anew = anew
        self._tell = tell
        self._uv = shutil.which("uv")
        self._known: dict[tuple[str, tuple[str, ...]], str | NoEnvironmentError] = {}

    def python_for(self, needs: CodeNeeds) -> str:
        """Return the path of the interpreter for the needs of a post.

        :raises NoEnvironmentError: if there is none.
        """
        key = needs.requires, tuple(sorted(needs.dependencies))
        if key not in self._known:
            try:
                self._known[key] = self._made(*key)
            except NoEnvironmentError as error:
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, NoEnvironmentError):
            raise found
        return found

    def _made(self, requires: str, dependencies: tuple[str, ...]) -> str:
        base = self._interpreter(requires)
        if base and not dependencies:
            return base
        facts = (requires, dependencies, base or "uv", sys.platform)
        folder = self._folder / digest_of(facts)[:16]
        python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        if (folder / _READY).is_file() and python.exists() and not self._anew:
            return str(python)
        shutil.rmtree(folder, ignore_errors=True)  # what an interruption has left
        what = ", ".join(dependencies) or f"Python {requires}"
        self._tell(f"making an environment with {what} in {folder}")
        try:
            self._make(folder, python, base, requires, dependencies)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        made = {"requires": requires, "dependencies": list(dependencies)}
        write_whole(folder / _READY, f"{json.dumps(made, indent=2)}\n".encode())
        return str(python)

    def _make(
        self,
        folder: Path,
        python: Path,
        base: str,
        requires: str,
        dependencies: tuple[str, ...],
    ) -> None:
        """Make an environment.

        :param base: path of an interpreter; "" if uv has to find or fetch one.
        """
        if self._uv:
            offline = ["--offline"] if self._offline else []
            make = [self._uv, "venv", *offline, "--python", base or requires]
            install = [self._uv, "pip", "install", *offline, "--python", str(python)]
        else:
            offline = ["--no-index"] if self._offline else []
            make = [base, "-m", "venv"]
            install = [str(python), "-m", "pip", "install", "--no-input", *offline]
            install += ["--disable-pip-version-check"]
        folder.parent.mkdir(parents=True, exist_ok=True)
        _call([*make, str(folder)], f"no environment with Python {requires}")
        if dependencies:
            what = f"{', '.join(dependencies)} cannot be installed"
            _call([*install, *dependencies], what)

    def _interpreter(self, requires: str) -> str:
        """Return the path of an interpreter; "" if uv has to find or fetch one.

        :raises NoEnvironmentError: if there is none.
        """
        from packaging.specifiers import SpecifierSet

        wanted = SpecifierSet(requires)
        own = ".".join(map(str, sys.version_info[:3]))
        if wanted.contains(own, prereleases=True):
            return sys.executable
        for version, python in self._others:
            if wanted.contains(version, prereleases=True):
                return python
        if self._uv:
            return ""
        there = ", ".join(sorted({own, *(version for version, _ in self._others)}))
        raise NoEnvironmentError(
            f"no Python {requires} is installed (found {there}); install it, or uv,"
            " which fetches it"
        )

    @cached_property
    def _others(self) -> list[tuple[str, str]]:
        """The versions and paths of the interpreters in ``PATH``, newest first."""
        return list(_interpreters())


def _interpreters() -> Iterator[tuple[str, str]]:
    names = [f"python3.{minor}" for minor in range(_NEWEST, 7, -1)]
    for name in [*names, "python3", "python"]:
        python = shutil.which(name)
        if python is None:
            continue
        called = subprocess.run(  # noqa: S603 -- an interpreter of the system
            [python, "-I", "-c", _VERSION], capture_output=True, text=True, check=False
        )
        if called.returncode == 0:
            yield called.stdout.strip(), python


def _call(command: list[str], fault: str) -> None:
    """Call a program.

    :raises NoEnvironmentError: if it fails; with the end of what it says.
    """
    called = subprocess.run(  # noqa: S603 -- uv, pip or venv
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if called.returncode:
        said = (called.stderr or called.stdout).strip().split("\n")
        errors = [line.strip() for line in said if "error" in line.lower()] or said[-1:]
        raise NoEnvironmentError(f"{fault}: {errors[0].removeprefix('ERROR: ')}")
