"""Keep posts that are in no list of ours out of the lists of other extensions.

sphinx-llm and sphinx-llms-txt have an option with patterns of docnames. The second also
takes each file in ``_sources`` for a document, where posts have the names of their
sources. A ``todolist`` shows what Sphinx's domain has.
"""

from __future__ import annotations

from glob import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.site.domain import blog_domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_EXCLUDES = "llms_txt_exclude"


def leave_out_of_lists(app: Sphinx, env: BuildEnvironment) -> None:
    """Leave out unlisted posts and previews of drafts (on ``env-updated``)."""
    hidden = sorted(_hidden(env))
    given = getattr(app.config, _EXCLUDES, None)
    if isinstance(given, (list, tuple)):
        names = map(escape, [*hidden, *_stems(env)])
        setattr(app.config, _EXCLUDES, list(dict.fromkeys([*given, *names])))
    if "sphinx.ext.todo" in app.extensions:
        todos = env.domains["todo"]
        for docname in hidden:
            todos.clear_doc(docname)


def _hidden(env: BuildEnvironment) -> Iterator[str]:
    for docname, post in blog_domain(env).posts.items():
        if not post.listed or post.draft:
            yield docname


def _stems(env: BuildEnvironment) -> Iterator[str]:
    """Yield the paths of posts without suffixes, if no page has such a docname."""
    for post in blog_domain(env).posts.values():
        stem = str(PurePosixPath(post.path).with_suffix(""))
        if stem not in env.found_docs:
            yield stem
