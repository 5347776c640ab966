"""Delete the outputs and doctrees of documents that no longer exist.

Sphinx leaves the doctree of such a document where it is, and the copies of its images,
downloads and source; and its pickled environment as it was, if nothing else changed. By
default all of that is below the output folder, and is deployed with it.
"""

from __future__ import annotations

from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import paths_in
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder, makes_site
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_DOCTREE = ".doctree"


def copied_files(builder: PermalinkBuilder) -> Iterator[str]:
    """Yield the paths in the output of existing copies of documents' files."""
    for path in copied_paths(builder):
        if isfile(f"{builder.outdir}/{path}"):  # noqa: PTH113 -- is faster
            yield path


def copied_paths(builder: PermalinkBuilder) -> list[str]:
    """Return the paths of the files that Sphinx copies for documents."""
    env = builder.env
    copied = frozenset().union(*blog_domain(env).copied.values())
    found = [
        f"{builder.imagedir}/{name}"
        for source, (_, name) in env.images.items()
        if source in copied
    ]
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
    """Note whether documents were removed (on ``env-get-outdated``)."""
    del app, added, changed
    session_of(env).forgotten = bool(removed)
    return []


def force_pickling(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Let Sphinx pickle its environment: it does if there is a page to write."""
    root = app.config.root_doc
    return [root] if session_of(env).forgotten and root in env.found_docs else []


def remove_doctrees(app: Sphinx, exception: Exception | None) -> None:
    """Delete the doctrees of removed documents (on ``build-finished``)."""
    if exception is not None or not makes_site(app.builder):
        return
    if not app.builder.site_changed:
        return
    folder = Path(app.doctreedir)
    for path in paths_in(folder):
        name = path.removesuffix(_DOCTREE)
        if name != path and name not in app.env.found_docs:
            (folder / path).unlink()
