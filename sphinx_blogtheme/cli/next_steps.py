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


def print_next_steps(
    folder: Path, conf: bytes, *, missing: int = 0, compared: bool = False
) -> None:
    """Print what is still to be decided, and the commands that come next.

    :param folder: the blog's folder.
    :param conf: content of its ``conf.py``.
    :param missing: number of files that posts show, and that were not given.
    :param compared: whether the blog is compared with the old site by now.
    """
    lines = conf.decode().splitlines()
    unset = [
        name
        for name, default in _DEFAULTS
        if f"{name} = {python_literal(default)}" in lines
    ]
    if unset:
        print_result(f"Before you publish it, set {' and '.join(unset)} in conf.py.")
    if missing:
        files = (
            "1 file that posts show was" if missing == 1 else f"{missing} files that"
        )
        files += "" if missing == 1 else " posts show were"
        print_result(f"{files} not given: --assets DIR names their folder.")
    place = shlex.quote(str(folder))
    doctrees, output = folder / "_build" / "doctrees", folder / "_build" / "html"
    command = ("sphinx-build", "-b", "dirhtml", "-d", doctrees, folder, output)
    print_result(f"Build it with: {shlex.join(map(str, command))}")
    print_result(f"Find what a build does not: sphinx-blogtheme check {place}")
    print_result(f"See it while you edit: sphinx-blogtheme serve {place}")
    if not compared:
        old = "sphinx-blogtheme import --compare OLD_OUTPUT"
        print_result(f"Compare it with the old site as it was built: {old} {place}")
    host = f"sphinx-blogtheme new {place} --deploy HOST"
    print_result(f"Add what a host needs to publish it: {host}")
