"""Find when the code of posts was run, for the pages that say so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class CodeRun(NamedTuple):
    """A run of the code of a post, in which nothing failed."""

    day: date
    python: str
    """Version of Python, such as ``3.14``."""
    packages: tuple[tuple[str, str], ...] = ()
    """Names and versions of the packages that the code imports, sorted."""


def note_code_digest(app: Sphinx, _doctree: nodes.document) -> None:
    """Note what the code of a post is, if its page is to say when it was run.

    It is called on ``doctree-read``.
    """
    docname, project = app.env.docname, app.project
    source = project.sources.get(docname) if isinstance(project, BlogProject) else None
    if source is None or source.release:
        return
    needs = source.header.front_matter.python
    own = needs.note if needs else None
    if app.config.blog_code_note if own is None else own:
        # Imported here, since most blogs say no such thing.
        from sphinx_blogtheme.examples.lock_file import code_digest
        from sphinx_blogtheme.examples.post_code import read_post_code

        folder, path = Path(app.srcdir), source.path
        post = read_post_code(app.env, folder, path, path, source)
        if post.blocks:
            blog_domain(app.env).code_digests[docname] = code_digest(post)


class CodeRuns:
    """The runs of the code of posts that the file ``tested-code.json`` tells of."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._runs: dict[str, CodeRun] = {}
        digests, project = blog_domain(env).code_digests, env.project
        if not digests or not isinstance(project, BlogProject):
            return
        from sphinx_blogtheme.examples.lock_file import LOCK_NAME, read_lock

        try:
            entries = read_lock(Path(env.srcdir))
        except ValueError as error:
            message = f"{error}; no page says when its code was run."
            file = Path(env.srcdir, LOCK_NAME)
            warn(WarningKind.SOURCE, message, location=f"{file}:1")
            return
        for docname, digest in sorted(digests.items()):
            source = project.sources.get(docname)
            entry = entries.get(source.path) if source else None
            if entry and entry.get("code") == digest and (run := _run_of(entry)):
                self._runs[docname] = run

    def of(self, docname: str) -> CodeRun | None:
        """Return the last run of the code of a post, if the code is still that."""
        return self._runs.get(docname)

    def facts(self) -> list[tuple[str, CodeRun]]:
        """Return all of it as a value whose ``repr`` tells a change."""
        return list(self._runs.items())


def _run_of(entry: Mapping[str, Any]) -> CodeRun | None:
    """Return the run of an entry; None if somebody has changed the entry badly."""
    python, versions = entry.get("python"), entry.get("versions")
    try:
        day = date.fromisoformat(f"{entry.get('date')}")
    except ValueError:
        return None
    if not python or not isinstance(python, str) or not isinstance(versions, dict):
        return None
    packages = sorted((name, f"{version}") for name, version in versions.items())
    return CodeRun(day, ".".join(python.split(".")[:2]), tuple(packages))


def code_runs_of(env: BuildEnvironment) -> CodeRuns:
    """Return the runs of the code of posts in a build, when all are read."""
    parts = session_of(env).parts
    if CodeRuns not in parts:
        parts[CodeRuns] = CodeRuns(env)
    return cast("CodeRuns", parts[CodeRuns])
