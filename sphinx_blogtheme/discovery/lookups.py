"""Note at which paths a document looks for files, whether they exist or not.

A link becomes another one when the file that it names appears or goes, although neither
the document nor a file that it uses has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.discovery.source_files import is_file

if TYPE_CHECKING:
    import os

    from sphinx.environment import BuildEnvironment

_LOOKUPS = "blog_lookups"
"""Name of the environment's temporary data with the paths of a document."""


def look_up(env: BuildEnvironment, path: str | os.PathLike[str]) -> bool:
    """Return whether a path is a file, and note that the document asked."""
    found = is_file(path)
    lookups: Any = env.temp_data.setdefault(_LOOKUPS, {})
    lookups[relative_path(env, path)] = found
    return found


def lookups_of(env: BuildEnvironment) -> dict[str, bool]:
    """Return the paths at which the document that is read looked for files.

    :return: whether there was a file, by path.
    """
    return env.temp_data.get(_LOOKUPS) or {}


def relative_path(env: BuildEnvironment, path: str | os.PathLike[str]) -> str:
    """Return a path relative to the source folder if it is below it."""
    return str(path).removeprefix(f"{env.srcdir}/")
