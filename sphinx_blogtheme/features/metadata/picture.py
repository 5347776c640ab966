"""Choose the image for previews of a page where it is shared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sphinx_blogtheme.discovery.source_files import is_file
from sphinx_blogtheme.features.metadata.facts import PreviewImage
from sphinx_blogtheme.features.metadata.picture_files import WEB_SCHEMES
from sphinx_blogtheme.feeds.paths import CARD_SIZE, card_path
from sphinx_blogtheme.markdown.html import start_tags
from sphinx_blogtheme.markdown.image_sizes import image_size
from sphinx_blogtheme.output.named_images import named_image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.output.build import Build


def picture_of(build: Build, post: Post) -> PreviewImage | None:
    """Return a post's image: the one in its header, its card, or the first in its text.

    A number in the header means that image of the text, as in ABlog.
    """
    found = _picture_of(build, post)
    if found and post.image and post.image_alt:
        return replace(found, alt=post.image_alt)
    return found


def _picture_of(build: Build, post: Post) -> PreviewImage | None:
    named = post.image or ""
    if named and not named.isdecimal():
        return _named(build, post.docname, named)
    if not named and (card := card_of(build, post.docname)):
        return card
    base = build.pages.base_url
    rendering = build.excerpts.load(post.docname)
    if "<img" not in rendering.body:
        return None
    images = list(_images(rendering.in_feed(rendering.body, base_url=base)))
    if named:
        images = images[int(named) - 1 :] if int(named) else []
    else:
        # Programs that show previews don't draw SVG.
        images = [i for i in images if not i.url.split("?")[0].endswith(".svg")]
    return next(iter(images), None)


def card_of(build: Build, docname: str) -> PreviewImage | None:
    """Return the card of a post or, for the root document, of the site."""
    if docname not in build.cards:
        return None
    post = build.domain.posts.get(docname)
    alt = post.title if post else build.pages.title
    return PreviewImage(
        build.pages.base_url + quote(card_path(docname)), alt, CARD_SIZE
    )


def _named(build: Build, docname: str, text: str) -> PreviewImage | None:
    url, file = named_image(build, docname, text)
    found = image_at(build.pages.base_url, url)
    size = image_size(file) if file and is_file(file) else None
    return replace(found, size=size) if found else None


def image_at(base_url: str, text: str) -> PreviewImage | None:
    """Return the image at a URL, which is absolute or from the root of the site.

    The result is None for another URL.
    """
    if text.startswith("//"):
        return PreviewImage(f"https:{text}")
    if text.startswith(WEB_SCHEMES):
        return PreviewImage(text)
    if text.startswith("/") and base_url:
        return PreviewImage(base_url + quote(unquote(text.lstrip("/"))))
    return None


def _images(html: str) -> Iterator[PreviewImage]:
    """Yield the images in HTML that have an absolute URL."""
    for tag in start_tags(html, "img"):
        found = tag.values()
        url = found.get("src", "")
        if url.startswith(WEB_SCHEMES):
            yield PreviewImage(url, " ".join(found.get("alt", "").split()))
