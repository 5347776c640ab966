"""Load the image that a post begins with at once.

It is mostly the largest element on the first screen, so lazy loading would delay it. On
lists and in feeds, it is loaded like other images.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_blogtheme.features.images.image_domain import LAZY
from sphinx_blogtheme.site.domain import blog_domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.pages.body import DocumentPage, Filter

NEAR_THE_TOP = 2
"""Number of blocks of a post that are likely on the first screen."""

EAGER = ' loading="eager" fetchpriority="high" decoding="async"'

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"<img\b[^>]*", re.IGNORECASE)


def eager_image_filter(page: DocumentPage) -> Filter | None:
    """Return the filter of a post's own page, if the post begins with an image."""
    if page.docname not in blog_domain(page.app.env).posts:
        return None
    blocks = islice(_blocks(page.doctree), NEAR_THE_TOP)
    return load_first_image_eagerly if any(map(_has_image, blocks)) else None


def load_first_image_eagerly(html: str) -> str:
    """Return HTML whose first image is loaded at once."""
    return _IMAGE.sub(lambda tag: tag[0].replace(LAZY, EAGER), html, count=1)


def _blocks(node: nodes.Element) -> Iterator[nodes.Node]:
    """Yield the blocks of a post, without its title and invisible nodes."""
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
