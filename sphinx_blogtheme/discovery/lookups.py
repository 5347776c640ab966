"""Note at which paths a document looks for files, whether they exist or not.

A link becomes another one when the file that it names appears or goes, although neither
the document nor a file that it uses has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

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


def names_in(url: str) -> list[str]:
    """Return the paths that a URL may mean, the likeliest first.

    ``c#.png`` may be a file of that name, or else the file ``c``; in ``c%23.png`` the
    sign is always a part of the name.
    """
    return list(dict.fromkeys((url, unquote(url), unquote(urlsplit(url).path))))


def named_file(env: BuildEnvironment, url: str) -> str | None:
    """Return the file that a path or a relative URL names, or None if there is none.

    :param url: relative to the file of the document that is read; with a slash in front
        to the source folder.
    :return: the path of the file from the source folder.
    """
    for name in names_in(url):
        if name and not name.endswith("/"):
            source, file = env.relfn2path(name, env.docname)
            if look_up(env, file):
                return source
    return None


def lookups_of(env: BuildEnvironment) -> dict[str, bool]:
    """Return the paths at which the document that is read looked for files.

    :return: whether there was a file, by path.
    """
    return env.temp_data.get(_LOOKUPS) or {}


def relative_path(env: BuildEnvironment, path: str | os.PathLike[str]) -> str:
    """Return a path relative to the source folder if it is below it."""
    return str(path).removeprefix(f"{env.srcdir}/")
