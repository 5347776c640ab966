"""Turn a site that was built into one without traces of documents that have gone.

Sphinx leaves a document's doctree and the copies of its images, downloads and
source where they are, and its own memory as it was, if nothing else changed. By
default all of that is below the output folder, and is deployed with it.
"""

from __future__ import annotations

from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import paths_in
from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder, makes_site
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_DOCTREE = ".doctree"


def copies(builder: PermalinkBuilder) -> Iterator[str]:
    """Yield the files that Sphinx copied for documents, by path in the output."""
    for path in names_of_copies(builder):
        if isfile(f"{builder.outdir}/{path}"):  # noqa: PTH113 -- there are thousands
            yield path


def names_of_copies(builder: PermalinkBuilder) -> list[str]:
    """Return the paths at which Sphinx has copies, if nothing is wrong with a file."""
    env = builder.env
    found = [f"{builder.imagedir}/{name}" for _, name in env.images.values()]
    found += [f"_downloads/{name}" for _, name in env.dlfiles.values()]
    if builder.config.html_copy_source:
        found += [f"_sources/{builder.source_name(name)}" for name in env.found_docs]
    return found


def note_removed(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Note that documents have gone (on ``env-get-outdated``)."""
    del app, added, changed
    session_of(env).forgotten = bool(removed)
    return []


def keep_anew(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make Sphinx keep its memory, which it does if there is a page to write."""
    root = app.config.root_doc
    return [root] if session_of(env).forgotten and root in env.found_docs else []


def remove_doctrees(app: Sphinx, exception: Exception | None) -> None:
    """Delete the doctrees of documents that have gone (on ``build-finished``)."""
    if exception is not None or not makes_site(app.builder):
        return
    if not app.builder.site_changed:
        return
    folder = Path(app.doctreedir)
    for path in paths_in(folder):
        name = path.removesuffix(_DOCTREE)
        if name != path and name not in app.env.found_docs:
            (folder / path).unlink()
