"""What the author of a blog that was just imported does next."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.console import print_result
from sphinx_blogtheme.importers.new_blog import (
    DEFAULT_BASE_URL,
    DEFAULT_TITLE,
    python_literal,
)

if TYPE_CHECKING:
    from pathlib import Path

_DEFAULTS = (("project", DEFAULT_TITLE), ("html_baseurl", DEFAULT_BASE_URL))


def print_next_steps(folder: Path, conf: bytes) -> None:
    """Print what is still to be set in ``conf.py``, and the command that builds the blog.

    :param folder: the blog's folder.
    :param conf: content of its ``conf.py``.
    """
    lines = conf.decode().splitlines()
    unset = [
        name
        for name, default in _DEFAULTS
        if f"{name} = {python_literal(default)}" in lines
    ]
    if unset:
        print_result(f"Before you publish it, set {' and '.join(unset)} in conf.py.")
    doctrees, output = folder / "_build" / "doctrees", folder / "_build" / "html"
    command = ("sphinx-build", "-b", "dirhtml", "-d", doctrees, folder, output)
    print_result(f"Build it with: {shlex.join(map(str, command))}")
