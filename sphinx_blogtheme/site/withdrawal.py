"""Take documents back that are known not to be public only after they were read.

A header is read before Sphinx knows of a document; a ``post`` directive of ABlog is
found when its document has been read. What the environment has of it is removed before
anything is made of it, and it is read again in each build, since it may be due by then.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import addnodes

from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def note_documents_read(
    app: Sphinx, env: BuildEnvironment, docnames: list[str]
) -> None:
    """Keep Sphinx's list of what is read, which it then writes.

    It is called on ``env-before-read-docs``, whose listeners may change the list.
    """
    del app
    session_of(env).documents_read = docnames


def withdraw_documents(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove the documents that are not public (on ``env-updated``).

    A preview shows them, as it shows other drafts.
    """
    project, domain = env.project, blog_domain(env)
    if not isinstance(project, BlogProject):
        return
    withheld = dict(domain.withheld)
    project.withheld += withheld.values()
    if project.blog.drafts:
        return
    for docname in withheld:
        _remove(app, project, docname)
    read = session_of(env).documents_read
    read[:] = [docname for docname in read if docname not in withheld]


def _remove(app: Sphinx, project: BlogProject, docname: str) -> None:
    env = app.env
    for parent in env.files_to_rebuild.get(docname, set()) & env.all_docs.keys():
        _remove_from_toctrees(app, parent, docname)
    app.events.emit("env-purge-doc", env, docname)
    env.clear_doc(docname)
    project.remove(docname)
    Path(app.doctreedir, f"{docname}.doctree").unlink(missing_ok=True)


def _remove_from_toctrees(app: Sphinx, parent: str, docname: str) -> None:
    """Remove a document from the toctrees of another, which is to be read again."""
    env = app.env
    doctree = env.get_doctree(parent)
    for tree in (doctree, env.tocs[parent]):
        for toctree in tree.findall(addnodes.toctree):
            entries, included = toctree["entries"], toctree["includefiles"]
            toctree["entries"] = [entry for entry in entries if entry[1] != docname]
            toctree["includefiles"] = [name for name in included if name != docname]
    app.builder.write_doctree(parent, doctree)
    included = env.toctree_includes.get(parent, [])
    env.toctree_includes[parent] = [name for name in included if name != docname]
    env.reread_always.add(parent)
