"""Give posts the covers that their headers name, if the site shows covers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sphinx_blogtheme.discovery.source_files import is_file
from sphinx_blogtheme.features.images.image_domain import DocumentImage, image_domain
from sphinx_blogtheme.model.urls import scheme_of
from sphinx_blogtheme.output.build import current_build
from sphinx_blogtheme.output.named_images import named_image
from sphinx_blogtheme.pages.template_values import Cover

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.features.images.image_domain import ImageDomain
    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.output.build import Build


def find_covers(app: Sphinx, env: BuildEnvironment) -> None:
    """Find the files of covers, so that they get copies (on ``env-updated``)."""
    build, images = current_build(env), image_domain(env)
    images.covers = {}
    if build is None or not app.config.blog_covers:
        return
    for docname, post in build.domain.posts.items():
        if not post.image or post.image.isdecimal():
            continue
        url, file = named_image(build, docname, post.image)
        if file and is_file(file):
            path = unquote(url).lstrip("/")
            images.covers[docname] = DocumentImage(str(file), path, None)
        if cover := _cover(post, url, file):
            build.pages.covers[docname] = cover


def add_cover_copies(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Add the smaller copies to the covers; return the documents to be written again.

    It is called on ``env-updated``, after `make_copies`.
    """
    build = current_build(env)
    if build is None or not app.config.blog_covers:
        return []
    images, covers = image_domain(env), build.pages.covers
    for docname, cover in covers.items():
        covers[docname] = _with_copies(cover, images, app.config.blog_image_sizes)
    return [name for name in sorted(build.domain.posts) if _has_changed(build, name)]


def _has_changed(build: Build, docname: str) -> bool:
    return not build.fingerprint(f"cover:{docname}", build.pages.covers.get(docname))


def _cover(post: Post, url: str, file: Path | None) -> Cover | None:
    """Return the cover of a post, without copies; None for a URL of no picture."""
    from sphinx_blogtheme.markdown.image_sizes import image_size

    if url.startswith("//"):
        url = f"https:{url}"
    is_ours = url.startswith("/")
    if not is_ours and scheme_of(url) not in ("http", "https"):
        return None
    width, height = (file and is_file(file) and image_size(file)) or (0, 0)
    return Cover(
        path=quote(unquote(url).lstrip("/")) if is_ours else "",
        url="" if is_ours else url,
        alt=post.image_alt or "",
        width=width,
        height=height,
    )


def _with_copies(cover: Cover, images: ImageDomain, sizes: str) -> Cover:
    copies = images.copies.get(unquote(cover.path), ())
    if not copies:
        return cover
    smaller = [(quote(path), width) for path, width in copies]
    return cover._replace(copies=(*smaller, (cover.path, cover.width)), sizes=sizes)
