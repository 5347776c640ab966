"""Load the image that a post begins with at once.

It is mostly the largest element on the first screen, so lazy loading would delay it. On
lists and in feeds, it is loaded like other images.
"""

from __future__ import annotations

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


def eager_image_filter(page: DocumentPage) -> Filter | None:
    """Return the filter of a post's own page, if the post begins with an image."""
    if page.docname not in blog_domain(page.app.env).posts:
        return None
    blocks = islice(_blocks(page.doctree), NEAR_THE_TOP)
    return load_first_image_eagerly if any(map(_has_image, blocks)) else None


def load_first_image_eagerly(html: str) -> str:
    """Return HTML whose first image is loaded at once."""
    from sphinx_blogtheme.markdown.html import start_tags

    image = next(start_tags(html, "img"), None)
    if image is None:
        return html
    tag = html[image.start : image.end].replace(LAZY, EAGER)
    return "".join([html[: image.start], tag, html[image.end :]])


def _blocks(node: nodes.Element) -> Iterator[nodes.Node]:
    """Yield the blocks of a post, without its title and invisible nodes."""
    from sphinx_blogtheme.markdown.html import without_comments

    for child in node.children:
        if isinstance(child, nodes.section):
            yield from _blocks(child)
        elif isinstance(child, nodes.Invisible) or (
            isinstance(child, nodes.title) and isinstance(node.parent, nodes.document)
        ):
            continue
        elif without_comments(child.astext()).strip() or _has_image(child):
            yield child


def _has_image(node: nodes.Node) -> bool:
    from sphinx_blogtheme.markdown.html import start_tags

    return any(
        isinstance(part, nodes.image)
        or (isinstance(part, nodes.raw) and any(start_tags(part.astext(), "img")))
        for part in node.findall()
    )
