"""Warn of the tags of other engines that nothing understands, once for the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def report_unknown_tags(_: Sphinx, env: BuildEnvironment) -> None:
    """Warn of each name at its first place, with the number of the other posts.

    It is called on ``env-updated``. Blogs that come from another engine use one
    shortcode of their own in many posts, and there is one thing to do about it.
    """
    places: dict[str, list[tuple[str, int, str]]] = {}
    for docname, tags in sorted(blog_domain(env).markup.items()):
        if docname in env.found_docs:
            for name, (line, text) in tags.items():
                places.setdefault(name, []).append((docname, line, text))
    for (docname, line, text), *others in places.values():
        count = f"{len(others)} more post{'' if len(others) == 1 else 's'}"
        also = f" ({count} {'has' if len(others) == 1 else 'have'} such a tag)"
        warn(
            WarningKind.SHORTCODE,
            f"{text} is not understood, and shown as it is{also if others else ''}:"
            " write in Markdown, HTML or a directive what it stood for.",
            location=f"{env.doc2path(docname)}:{line}",
        )
