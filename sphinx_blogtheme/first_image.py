"""Turn the image that a post begins with into one that is fetched at once.

It is mostly the largest thing that readers see first, which a browser should not
wait for. On lists and in feeds, it is an image like the others.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_blogtheme.reading import blog_domain
from sphinx_blogtheme.shown_images import LAZY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

NEAR_THE_TOP = 2
"""Blocks of a post in which an image is likely on the first screen."""

EAGER = ' loading="eager" fetchpriority="high" decoding="async"'

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"<img\b[^>]*", re.IGNORECASE)


def fetch_first(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Change the first image of a post's own page (on ``html-page-context``)."""
    del templatename
    if doctree is None or pagename not in blog_domain(app.env).posts:
        return
    if any(map(_has_image, islice(_blocks(doctree), NEAR_THE_TOP))):
        context["body"] = _IMAGE.sub(
            lambda tag: tag[0].replace(LAZY, EAGER), context["body"], count=1
        )


def _blocks(node: nodes.Element) -> Iterator[nodes.Node]:
    """Yield what a post consists of, without its title and what isn't seen."""
    for child in node.children:
        if isinstance(child, nodes.section):
            yield from _blocks(child)
        elif isinstance(child, nodes.Invisible) or (
            isinstance(child, nodes.title) and isinstance(node.parent, nodes.document)
        ):
            continue
        elif _COMMENT.sub("", child.astext()).strip() or _has_image(child):
            yield child


def _has_image(node: nodes.Node) -> bool:
    return any(
        isinstance(part, nodes.image)
        or (isinstance(part, nodes.raw) and _IMAGE.search(part.astext()))
        for part in node.findall()
    )


def setup(app: Sphinx) -> None:
    """Register the stage, after the text was kept for others."""
    app.connect("html-page-context", fetch_first, priority=910)
