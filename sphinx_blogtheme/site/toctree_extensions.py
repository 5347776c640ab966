"""Let extensions that change toctrees find posts by the paths of their sources.

sphinx-external-toc has its toctrees in a file of its own, and sphinx-remove-toctrees has
patterns of files; both take a path without its suffix for a docname.
"""

from __future__ import annotations

from copy import deepcopy
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path
from posixpath import splitext
from typing import TYPE_CHECKING, Any

from sphinx import addnodes

from sphinx_blogtheme.discovery.project import BlogProject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def _posts_by_path(env: BuildEnvironment) -> dict[str, str]:
    """Return the docnames of posts, by the paths of their sources."""
    project = env.project
    if not isinstance(project, BlogProject):
        return {}
    return {source.path: docname for docname, source in project.sources.items()}


def lead_external_toctrees(
    app: Sphinx, env: BuildEnvironment, docnames: list[str]
) -> None:
    """Let the toctrees of sphinx-external-toc name posts (on ``env-before-read-docs``)."""
    del docnames
    given: Any = getattr(app.config, "external_site_map", None)
    posts = {} if given is None else _posts_by_path(env)
    if not posts:
        return
    from sphinx_external_toc.api import Document

    names = {splitext(path)[0]: name for path, name in posts.items()}
    pages = {name: name for name in env.found_docs.difference(names.values())}
    changed = deepcopy(given)
    for document in list(changed.values()):
        for tree in document.subtrees:
            items = [
                _items_of(item, posts | names, pages | names) for item in tree.items
            ]
            tree.items[:] = chain.from_iterable(items)
            for name in tree.files():
                changed.setdefault(name, Document(name))
    for name, docname in (posts | names).items():
        if name in changed:
            own = changed[name]
            changed[docname] = Document(docname, own.subtrees, own.title)
    env.external_site_map = changed  # type: ignore[attr-defined]


def _items_of(
    item: Any, posts: Mapping[str, str], all_: Mapping[str, str]
) -> list[Any]:
    """Return an item of a toctree with the docnames of posts, a pattern as several.

    :param posts: docnames by path, with and without suffix.
    :param all_: the docnames of all documents, by path without suffix.
    """
    from sphinx_external_toc.api import FileItem, GlobItem

    if isinstance(item, FileItem):
        return [FileItem(posts.get(item, item))]
    found = [name for name in sorted(all_) if fnmatchcase(name, str(item))]
    if isinstance(item, GlobItem) and not posts.keys().isdisjoint(found):
        return [FileItem(all_[name]) for name in found]
    return [item]


def finish_toctrees(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove posts as sphinx-remove-toctrees has removed pages (on ``env-updated``).

    sphinx-external-toc gets back what it compares with its file in the next build.
    """
    given: Any = getattr(app.config, "external_site_map", None)
    if given is not None:
        env.external_site_map = given  # type: ignore[attr-defined]
    patterns: Any = getattr(app.config, "remove_from_toctrees", ())
    posts = _posts_by_path(env) if patterns else {}
    if not posts:
        return
    root = Path(env.srcdir)
    removed = {
        posts.get(file.relative_to(root).as_posix())
        for pattern in ([patterns] if isinstance(patterns, str) else patterns)
        for file in root.glob(pattern)
    }
    for contents in env.tocs.values():
        for toctree in list(contents.findall(addnodes.toctree)):
            entries = [entry for entry in toctree["entries"] if entry[1] not in removed]
            if not entries and toctree["entries"]:
                toctree.parent.remove(toctree)
            else:
                toctree["entries"] = entries
