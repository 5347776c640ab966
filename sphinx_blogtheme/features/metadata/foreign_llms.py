"""Keep posts that are in no list of ours out of the ``llms.txt`` of other extensions.

sphinx-llm and sphinx-llms-txt have an option with patterns of docnames. The second also
takes each file in ``_sources`` for a document, where posts have the names of their
sources.
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


def leave_out_of_llms(app: Sphinx, env: BuildEnvironment) -> None:
    """Name the posts that are left out (on ``env-updated``)."""
    given = getattr(app.config, _EXCLUDES, None)
    if isinstance(given, (list, tuple)):
        names = map(escape, sorted(set(_hidden(env))))
        setattr(app.config, _EXCLUDES, list(dict.fromkeys([*given, *names])))


def _hidden(env: BuildEnvironment) -> Iterator[str]:
    for docname, post in blog_domain(env).posts.items():
        if not post.listed or post.draft:
            yield docname
        stem = str(PurePosixPath(post.path).with_suffix(""))
        if stem not in env.found_docs:
            yield stem
