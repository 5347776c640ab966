"""Find and delete the outputs and doctrees of what no longer exists.

Sphinx leaves static files where they are, the doctree of a document that is gone, and
the copies of its images, downloads and source; and its pickled environment as it was, if nothing else changed. By
default all of that is below the output folder, and is deployed with it.
"""

from __future__ import annotations

import os
import posixpath
from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import DOTFILES, Matcher

from sphinx_blogtheme.builder.other_theme_files import other_theme_files
from sphinx_blogtheme.files import paths_in
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder

_DOCTREE = ".doctree"
_OF_NBSPHINX, _NOTEBOOK = "nbsphinx/", ".ipynb"

_MADE_OF_TEMPLATES = (".jinja", "_t")
"""Endings of files of which Sphinx makes static files without the ending."""


def copied_files(builder: PermalinkBuilder) -> Iterator[str]:
    """Yield the paths in the output of existing copies of documents' files."""
    for path in builder.copied_paths():
        if isfile(f"{builder.outdir}/{path}"):  # noqa: PTH113 -- is faster
            yield path


def static_files(builder: PermalinkBuilder) -> Iterator[str]:
    """Yield the paths in the output of the static files of the site and its theme.

    Those of Sphinx's search are left out, which `site_search` publishes.
    """
    config, confdir = builder.config, Path(builder.confdir)
    for folder in builder.theme.get_theme_dirs():
        yield from _static_files(Path(folder, "static"), DOTFILES)
    shared = other_theme_files(builder._app)  # noqa: SLF001
    yield from (f"_static/{name}" for name in shared)
    excluded = Matcher([*config.exclude_patterns, "**/.*"])
    for entry in config.html_static_path:
        yield from _static_files(confdir / entry, excluded)
    for name in (
        "pygments.css",
        *["pygments_dark.css"] * bool(builder.dark_highlighter),
    ):
        yield f"_static/{name}"
    if builder.has_translations():
        yield "_static/translations.js"
    names = map(os.path.basename, filter(None, [config.html_logo, config.html_favicon]))
    for name in names:
        if Path(builder.outdir, "_static", name).is_file():
            yield f"_static/{name}"


def _static_files(source: Path, excluded: Callable[[str], bool]) -> Iterator[str]:
    """Yield the paths at which Sphinx writes the files of a folder, or one file."""
    if source.is_file():
        yield f"_static/{_made_of(source.name)}"
    for place, folders, names in os.walk(source, followlinks=True):
        inside = os.path.relpath(place, source).replace(os.sep, "/")
        folders[:] = [n for n in folders if not excluded(posixpath.join(inside, n))]
        for name in names:
            if not excluded(posixpath.join(inside, name)):
                yield posixpath.normpath(f"_static/{inside}/{_made_of(name)}")


def _made_of(name: str) -> str:
    lower = name.lower()
    ending = next((end for end in _MADE_OF_TEMPLATES if lower.endswith(end)), "")
    return name[: len(name) - len(ending)]


def note_removed(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Note whether documents were removed (on ``env-get-outdated``)."""
    del app, added, changed
    session_of(env).forgotten = bool(removed)
    return []


def force_pickling(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Let Sphinx pickle its environment: it does if there is a page to write."""
    root = app.config.root_doc
    return [root] if session_of(env).forgotten and root in env.found_docs else []


def remove_doctrees(env: BuildEnvironment) -> None:
    """Delete the doctrees of removed documents.

    nbsphinx keeps a copy of each notebook beside them.
    """
    folder = Path(env.doctreedir)
    for path in paths_in(folder):
        name = _docname_of(path)
        if name and name not in env.found_docs:
            (folder / path).unlink()


def _docname_of(path: str) -> str:
    """Return the document of a file among the doctrees; "" if it is of none."""
    if path.endswith(_DOCTREE):
        return path.removesuffix(_DOCTREE)
    if path.startswith(_OF_NBSPHINX) and path.endswith(_NOTEBOOK):
        return path.removeprefix(_OF_NBSPHINX).removesuffix(_NOTEBOOK)
    return ""
