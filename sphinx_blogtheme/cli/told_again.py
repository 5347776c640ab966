"""Repeat the warnings of a build at its end, where the writer looks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.cli.console import print_message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

REPEATED = 10
"""Number of warnings that are repeated; of the others, their number."""

_BEGINS = re.compile(r"(?:^|: )(?:WARNING|ERROR|CRITICAL): ")

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class RepeatingBuilder:
    """Builds a preview, and then repeats its warnings in one short block."""

    def __init__(self, builder: Callable[..., Any], said: Path, source: Path) -> None:
        """Take what builds.

        :param builder: a builder of sphinx-autobuild.
        :param said: file into which Sphinx writes its warnings.
        :param source: the blog's folder, from which paths are shown.
        """
        self._builder = builder
        self._said = said
        self._source = source

    def __call__(self, *, changed_paths: Sequence[Path]) -> None:
        """Build, and repeat the warnings of this build."""
        self._said.unlink(missing_ok=True)
        self._builder(changed_paths=changed_paths)
        try:
            text = self._said.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return
        if lines := warnings_in(text, f"{self._source.resolve()}/"):
            count = len(lines)
            more = [f"  … and {count - REPEATED} more"] if count > REPEATED else []
            head = f"{count} warning{'s' * (count > 1)} in this build:"
            print_message("\n".join([head, *lines[:REPEATED], *more]))


def warnings_in(text: str, folder: str) -> list[str]:
    """Return a line for each warning of a build, each once.

    :param text: what Sphinx wrote into the file of ``-w``.
    :param folder: what the lines leave out of paths.
    """
    lines = (
        line.replace(folder, "", 1)
        for line in _COLOUR.sub("", text).splitlines()
        if _BEGINS.search(line)
    )
    return [f"  {line}" for line in dict.fromkeys(lines)]
