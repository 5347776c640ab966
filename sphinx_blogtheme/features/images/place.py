"""Serve the images of posts at the URLs that their authors wrote, with their sizes.

Sphinx would copy all of them into one folder, under names that depend on the order of
reading. Here ``/images/a.png`` is served at that URL, and ``a.png`` beside a post's
source from the post's own folder. Every image gets its size, so that the page doesn't
jump while it loads.
"""

from __future__ import annotations

from functools import partial
from html import escape
from mimetypes import guess_type
from pathlib import Path
from posixpath import basename, normpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_blogtheme.config.theme_options import draws
from sphinx_blogtheme.discovery.lookups import look_up, named_file
from sphinx_blogtheme.discovery.project import made_by_build
from sphinx_blogtheme.discovery.served_files import ServedFiles
from sphinx_blogtheme.discovery.source_files import is_file
from sphinx_blogtheme.features.images.image_domain import (
    LAZY,
    OF_SPHINX,
    DocumentImage,
    ImageDomain,
    image_domain,
)
from sphinx_blogtheme.markdown.node_places import nearest_line
from sphinx_blogtheme.model.urls import is_elsewhere, is_site_url
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_blogtheme.markdown.image_sizes import Size


_TALL = 40
"""The height in pixels from which an image is no sign within a line of text."""

_WIDE = 800
"""The width in pixels from which an image grows into the margin of the theme's page."""
_WIDE_SIZES = "(min-width: 60rem) 56rem"
"""How wide it is then, as the attribute ``sizes`` says it."""


def is_wide(size: Size) -> bool:
    """Return whether an image may be wider than the text; a tall one would be too tall."""
    return size.width >= max(_WIDE, size.height)


def find_images(app: Sphinx, doctree: nodes.document) -> None:
    """Replace URLs of images by source paths (on ``doctree-read``).

    It is called before Sphinx collects images.
    """
    images = list(doctree.findall(nodes.image))
    if not images:
        return
    exists = partial(look_up, app.env)
    served = ServedFiles(app.config, Path(app.confdir), exists)
    mine = app.env.docname in blog_domain(app.env).posts
    for image in images:
        uri = image["uri"]
        image.line = nearest_line(image)
        if is_elsewhere(uri):
            if uri.startswith("//"):  # for Sphinx, it would be a path
                image["uri"] = f"https:{uri}"
            continue
        if is_site_url(uri):
            path, source = served.find_named(uri)
            if source is not None and source.is_relative_to(app.srcdir):
                image["site_path"] = path
                image["uri"] = f"/{source.relative_to(app.srcdir).as_posix()}"
            elif mine and ".." not in path.split("/"):
                _find_in_sources(app, image, named_file(app.env, uri) or path)
        else:
            image["uri"] = _file_name(app.env, uri)
            if mine:
                image["beside"] = True


def _file_name(env: BuildEnvironment, uri: str) -> str:
    """Return the path of an image from a relative URL, where ``%20`` is a space."""
    source = named_file(env, uri)
    return uri if source is None else f"/{source}"


def _find_in_sources(app: Sphinx, image: nodes.image, path: str) -> None:
    """Serve an image of a post at its URL, also if its file is a source of the site.

    Sphinx looks for such a path in the source folder. A file that an extension has
    made, as MyST-NB does beside the output, has no URL of its own: Sphinx copies it.
    """
    name = normpath(path)
    if look_up(app.env, app.srcdir / name):
        image["uri"] = f"/{name}"
        if made_by_build(app.env, name):
            return
        image["from_sources"] = not name.startswith(OF_SPHINX)
    image["site_path"] = path


def place_images(app: Sphinx, doctree: nodes.document) -> None:
    """Place images beside a post in the post's folder (on ``doctree-read``).

    It is called after Sphinx has collected images.
    """
    domain = blog_domain(app.env)
    docname = app.env.docname
    copied: set[str] = set()
    for image in doctree.findall(nodes.image):
        if image.get("beside"):
            if image["uri"] in app.env.images:
                image["site_path"] = domain.add_file(docname, image["uri"])
            else:
                image["uri"] = image.get("original_uri", image["uri"])
        elif image.get("from_sources"):
            domain.add_file(docname, image["uri"], image["site_path"])
        if not image.get("site_path"):
            copied.update(image.get("candidates", {}).values())
        if image["uri"] in app.env.images:
            path = image.get("site_path", "")
            shown = DocumentImage(image["uri"], path, image.line)
            image_domain(app.env).note(docname, shown)
    if copied:
        domain.copied[docname] = frozenset(copied)


class PlaceImages(SphinxPostTransform):
    """Sets the URL and the size of each image, for HTML."""

    default_priority = 300
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the images of one document."""
        del kwargs
        builder = session_of(self.env).builder
        if not makes_site(builder):
            return
        page = builder.get_target_uri(self.env.docname)
        for image in self.document.findall(nodes.image):
            uri, path = image["uri"], image.get("site_path")
            if uri in self.env.images or path:
                place = path
                if not place and uri in self.env.images:
                    place = f"{builder.imagedir}/{self.env.images[uri][1]}"
                self._measure(image, place or "", page)
            self._drop_scale(image)
            if path:
                image["uri"] = relative_uri(page, quote(path))
                if image["uri"] in self.env.images:
                    # Sphinx would take the URL for the path of that source.
                    image["uri"] = f"./{image['uri']}"
                image["candidates"] = {"?": ""}  # so that Sphinx makes no copy

    def _drop_scale(self, image: nodes.image) -> None:
        """Drop a scale for which the size of the file would have to be known."""
        sized = image.get("fitted_size") or ("width" in image and "height" in image)
        if sized or image.attributes.pop("scale", None) is None:
            return
        # Sphinx has warned of a file that it cannot read.
        if is_elsewhere(image["uri"]) or image["uri"] in self.env.images:
            warn(
                WarningKind.IMAGE,
                f"the size of {image['uri']} is not known, so ':scale:' is ignored;"
                " expected ':width:'.",
                location=image,
            )

    def _is_ours(self) -> bool:
        return draws(self.env._app)  # noqa: SLF001

    def _measure(self, image: nodes.image, place: str, page: str) -> None:
        from sphinx_blogtheme.markdown.image_sizes import fitted_size, image_size

        file = Path(self.env.srcdir, image["uri"])
        if not is_file(file):
            return  # Sphinx has warned
        natural = image_size(file)
        if natural is None:
            kind = guess_type(file.name)[0] or ""
            if file.suffix.lower() != ".svg" and not kind.startswith("video/"):
                warn(
                    WarningKind.IMAGE,
                    f"{image['uri']} cannot be read as an image; it is shown without "
                    "a size.",
                    location=image,
                )
            return
        wishes = {key: image[key] for key in ("width", "height") if key in image}
        sizes = self.config.blog_image_sizes
        if len(wishes) < 2:  # noqa: PLR2004 -- dimensions
            image["fitted_size"] = size = fitted_size(
                natural, **wishes, scale=image.get("scale")
            )
            if size and size.height > _TALL and _is_in_text(image) and self._is_ours():
                image["classes"].append("bt-in-text")
            if size and size.is_chosen:
                sizes = f"{size.width}px"
            elif size and not size.style and is_wide(size) and self._is_ours():
                image["classes"].append("bt-wide")
                sizes = f"{_WIDE_SIZES}, {sizes}"
        image["srcset"] = image_domain(self.env).srcset(
            place, page=page, width=natural[0], sizes=sizes
        )


def _is_in_text(image: nodes.image) -> bool:
    """Return whether there is text in the paragraph of an image, so in the next line."""
    above = image.parent
    if isinstance(above, nodes.reference):
        above = above.parent
    return isinstance(above, nodes.paragraph) and any(
        text.strip() for text in above.findall(nodes.Text)
    )


def visit_image(self: HTML5Translator, node: nodes.image) -> None:
    """Write an image as Sphinx does, with its size, copies and lazy loading."""
    before = len(self.body)
    attributes = node.get("srcset", "")
    if size := node.get("fitted_size"):
        for key in ("width", "height", "scale"):
            node.attributes.pop(key, None)  # else Sphinx would write its own
        attributes += f' width="{size.width}" height="{size.height}"'
        if size.style:
            attributes += f' style="{size.style}"'
    if "alt" not in node:  # docutils would write the path
        kind = guess_type(node["uri"])[0] or ""
        node["alt"] = basename(node["uri"]) if kind.startswith("video/") else ""
    if title := node.get("title"):
        attributes += f' title="{escape(title)}"'
    if node.get("loading") == "lazy":
        del node["loading"]
    attributes += ' decoding="async"' if node.get("loading") else LAZY
    type(self).visit_image(self, node)
    for index in range(before, len(self.body)):
        self.body[index] = self.body[index].replace("<img", f"<img{attributes}", 1)


def depart_image(self: HTML5Translator, node: nodes.image) -> None:
    """Write the end of an image."""
    type(self).depart_image(self, node)


def setup(app: Sphinx) -> None:
    """Register the domain, the transform and the node."""
    app.add_domain(ImageDomain)
    app.add_post_transform(PlaceImages)
    app.add_node(nodes.image, override=True, html=(visit_image, depart_image))
