"""The images of posts, where a site shows them as covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.model.urls import scheme_of
from sphinx_blogtheme.pages.excerpt_store import ROOT_MARK
from sphinx_blogtheme.pages.template_values import Cover

if TYPE_CHECKING:
    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.pages.excerpt_store import Rendering


def cover_of(
    post: Post, named: Cover | None, rendering: Rendering, html: str
) -> Cover | None:
    """Return the cover of a post; None if it has none, or shows the image itself.

    :param named: the cover that its header names, unless that is a number.
    :param html: what the page shows of the post, with marks.
    """
    if post.image and post.image.isdecimal():
        # It means an image of the text, which a list may show.
        return None if html else _numbered(post, int(post.image), rendering.body)
    if named and named.path and f'"{ROOT_MARK}{named.path}"' in html:
        return None
    return named


def _numbered(post: Post, number: int, html: str) -> Cover | None:
    """Return an image of a text as a cover.

    :param number: its number in the text, from 1.
    """
    from sphinx_blogtheme.markdown.html import start_tags

    images = [tag.values() for tag in start_tags(html, "img")]
    if not 1 <= number <= len(images):
        return None
    found = images[number - 1]
    src = found.get("src", "")
    if not src.startswith(ROOT_MARK) and scheme_of(src) not in ("http", "https"):
        return None
    width, height = (
        int(text) if (text := found.get(name, "")).isdecimal() else 0
        for name in ("width", "height")
    )
    is_ours = src.startswith(ROOT_MARK)
    return Cover(
        path=src.removeprefix(ROOT_MARK) if is_ours else "",
        url="" if is_ours else src,
        alt=post.image_alt or found.get("alt", ""),
        width=width,
        height=height,
    )
