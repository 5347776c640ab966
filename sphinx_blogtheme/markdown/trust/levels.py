"""The level of trust in a document's author, which the owner sets in ``conf.py``.

`full` is all of Markdown, MyST and reStructuredText. `prose` is what is needed for
writing, without anything that runs on the readers' or on the owner's machine.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.checks import FULL, PROSE
from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def is_prose(env: BuildEnvironment, docname: str | None = None) -> bool:
    """Return whether a document may be prose only, by default the one being read."""
    chosen = env.config.blog_trust
    if isinstance(chosen, str):
        return chosen == PROSE
    path = env.doc2path(docname or env.docname, base=False).as_posix()
    levels = (level for pattern, level in chosen.items() if fnmatchcase(path, pattern))
    return next(levels, FULL) == PROSE


def report_unused_patterns(
    app: Sphinx, env: BuildEnvironment, docnames: object
) -> None:
    """Warn of patterns that set no level (on ``env-before-read-docs``).

    Guests whom a pattern misses may have everything.
    """
    del docnames
    levels = env.config.blog_trust
    if isinstance(levels, str):
        return
    paths = {env.doc2path(name, base=False).as_posix() for name in env.found_docs}
    paths |= {item.path for item in getattr(app.project, "withheld", ())}
    for pattern in levels:
        if problem := _problem(pattern, levels, paths):
            warn(
                WarningKind.CONFIG,
                f"blog_trust: {pattern!r}: {problem}; it sets no level.",
                location=location_of(env.config, "blog_trust"),
            )


def _problem(
    pattern: str, levels: Mapping[str, str], paths: Collection[str]
) -> str | None:
    """Return why a pattern sets no level, or None."""
    if not any(fnmatchcase(path, pattern) for path in paths):
        folder = pattern.replace("\\", "/").removeprefix("./").strip("/")
        for meant in (folder, f"{folder}/*"):
            if any(fnmatchcase(path, meant) for path in paths):
                return (
                    "expected a pattern of paths from the source folder; did you mean"
                    f" {meant!r}?"
                )
        return "expected a pattern that fits the path of a document, such as 'guests/*'"
    for first, level in levels.items():
        if first == pattern:
            return None
        if level != levels[pattern] and _fits_all(first, pattern):
            return f"{first!r} stands before it, and fits all that it fits"
    return None


def _fits_all(first: str, pattern: str) -> bool:
    return not set("?[") & set(first) and fnmatchcase(pattern, first)
