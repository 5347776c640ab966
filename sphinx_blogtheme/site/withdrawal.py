"""Take documents back that are known not to be public only after they were read.

A header is read before Sphinx knows of a document; a ``post`` directive of ABlog is
found when its document has been read. What the environment has of it is removed before
anything is made of it, and it is read again in each build, since it may be due by then.
Documents that had included or published its file are read again without it.
"""

from __future__ import annotations

import os
import pickle
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx import addnodes

from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def withdraw_documents(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove the documents that are not public (on ``env-updated``).

    A preview shows them, as it shows other drafts.
    """
    project, domain = env.project, blog_domain(env)
    if not isinstance(project, BlogProject):
        return
    withheld = dict(domain.withheld)
    by_header = {item.path for item in project.withheld}  # a preview shows these too
    # A new list, by which others see that it has changed.
    project.withheld = [
        *project.withheld,
        *(item for item in withheld.values() if item.path not in by_header),
    ]
    if project.blog.drafts or not withheld:
        return
    parents = {parent for docname in withheld for parent in _parents(env, docname)}
    users = _users(env, {_real(env.doc2path(docname)) for docname in withheld})
    for docname in withheld:
        _delete_made_images(app, docname)
        app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        project.remove(docname)
        Path(app.doctreedir, f"{docname}.doctree").unlink(missing_ok=True)
    users &= env.all_docs.keys()
    for docname in sorted(users):
        app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        app.builder.read_doc(docname)
    for parent in sorted((parents & env.all_docs.keys()) - users):
        _remove_from_toctrees(app, parent, withheld.keys())
    project.headers.save()
    read = session_of(env).read
    read[:] = sorted({*read, *users} - withheld.keys())


def _delete_made_images(app: Sphinx, docname: str) -> None:
    """Delete the images that extensions made in the output folder for a document.

    Matplotlib's do that while it is read, and leave the code beside the images.
    """
    env, outdir = app.env, _real(app.outdir)
    for path, (docnames, _) in env.images.items():
        image = Path(_real(env.srcdir / path))
        if docnames == {docname} and image.is_relative_to(outdir):
            stem = image.name.partition(".")[0]
            for file in image.parent.glob(f"{escape(stem)}.*"):
                file.unlink()


def _users(env: BuildEnvironment, files: Set[str]) -> set[str]:
    """Return the documents that include or publish one of some files.

    When they were read, nobody knew yet that the file is not public.

    :param files: absolute paths without symbolic links.
    """
    srcdir = env.srcdir
    published: list[tuple[Any, Set[str]]] = [
        *((path, docnames) for path, (docnames, _) in env.dlfiles.items()),
        *((path, docnames) for path, (docnames, _) in env.images.items()),
        *((path, {name}) for name, paths in env.dependencies.items() for path in paths),
        *(
            (path, {name})
            for name, brought in blog_domain(env).files.items()
            for path in brought.values()
        ),
    ]
    names = {Path(file).name for file in files}
    return {
        docname
        for path, docnames in published
        if os.path.basename(path) in names and _real(srcdir / path) in files  # noqa: PTH119
        for docname in docnames
    }


def _real(path: Path) -> str:
    return os.path.realpath(path)


def _parents(env: BuildEnvironment, docname: str) -> set[str]:
    """Return the documents with a toctree that leads to another, and forget them."""
    return env.files_to_rebuild.pop(docname, set())


def _remove_from_toctrees(app: Sphinx, parent: str, docnames: Set[str]) -> None:
    """Remove documents from the toctrees of another, which is to be read again."""
    env = app.env
    # `env.get_doctree` would go on returning the doctree as it was.
    file = Path(app.doctreedir, f"{parent}.doctree")
    doctree = pickle.loads(file.read_bytes())  # noqa: S301 -- Sphinx's own
    for tree in (doctree, env.tocs[parent]):
        for toctree in tree.findall(addnodes.toctree):
            entries, included = toctree["entries"], toctree["includefiles"]
            toctree["entries"] = [e for e in entries if e[1] not in docnames]
            toctree["includefiles"] = [n for n in included if n not in docnames]
    app.builder.write_doctree(parent, doctree)
    included = env.toctree_includes.get(parent, [])
    env.toctree_includes[parent] = [name for name in included if name not in docnames]
    env.reread_always.add(parent)
