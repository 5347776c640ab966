"""Say which files in folders of posts are no posts, and why.

They are known only when all documents are read, since a ``post`` directive of ABlog may
make a post of a file without front matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.discovery.gate import Sign
from sphinx_blogtheme.discovery.problems import report_undated
from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.site.domain import blog_domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_logger = logging.getLogger(__name__)

_MOST_NAMES = 5
"""Number of files that are named, at most."""


def report_no_posts(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of files with the keys of a post, but no date (on ``env-updated``)."""
    del app
    project = env.project
    if not isinstance(project, BlogProject):
        return
    for path in _no_posts(env, project, Sign.NO_DATE):
        report_undated(project.verdicts[path], project.srcdir / path)


def list_no_posts(app: Sphinx, exception: Exception | None) -> None:
    """Log the other files that are no posts, or that there is no post at all.

    This is called on ``build-finished``.
    """
    project = app.project
    if exception is not None or not isinstance(project, BlogProject):
        return
    if not (
        blog_domain(app.env).posts or project.withheld or ablog_keeps_urls(app.config)
    ):
        _logger.info(
            "blog: there is no post; a post is a file with a date in its front matter"
        )
    for sign in (Sign.NO_HEADER, Sign.NO_POST_KEYS):
        paths = list(_no_posts(app.env, project, sign))
        if paths:
            more = len(paths) - _MOST_NAMES
            _logger.info(
                "blog: %s no %s: %s %s: %s%s",
                "1 file in a folder of posts is"
                if len(paths) == 1
                else f"{len(paths)} files in folders of posts are",
                "post" if len(paths) == 1 else "posts",
                "it" if len(paths) == 1 else "each",
                sign.value,
                ", ".join(paths[:_MOST_NAMES]),
                f" and {more} more" if more > 0 else "",
            )


def _no_posts(env: BuildEnvironment, project: BlogProject, sign: Sign) -> Iterator[str]:
    """Yield the paths of public pages with a sign, but those with a directive."""
    domain = blog_domain(env)
    for path, verdict in project.verdicts.items():
        docname = verdict.docname
        if (
            verdict.sign is sign
            and verdict.is_unclear
            and docname in env.found_docs
            and docname not in domain.posts
            and docname not in domain.withheld
        ):
            yield path
