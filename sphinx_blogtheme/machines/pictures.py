"""Find the image that stands for a post where that is shared."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sphinx_blogtheme.config import location_of
from sphinx_blogtheme.image_sizes import measure
from sphinx_blogtheme.machines.facts import Picture
from sphinx_blogtheme.reading import blog_domain
from sphinx_blogtheme.source_files import is_file
from sphinx_blogtheme.tags import TAG
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.build import Build
    from sphinx_blogtheme.model import Post

WEB = ("https://", "http://")

CARD_SIZE = (1200, 630)
"""What those who show previews ask for, in pixels."""


def served_file(app: Sphinx, path: str) -> Path | None:
    """Return the source of a file that is served from the root of the site."""
    if ".." in path.split("/"):
        return None
    for entry in app.config.html_extra_path:
        source = Path(app.confdir, entry)
        found = source / path if source.is_dir() else source
        if is_file(found) and (found != source or source.name == path):
            return found
    return None


def note_picture(app: Sphinx, doctree: nodes.document) -> None:
    """Bring along the image that a post's header names, from beside its source."""
    del doctree
    env = app.env
    domain = blog_domain(env)
    post = domain.posts.get(env.docname)
    text = post.image if post else None
    if not post or not text or text.isdecimal() or _is_elsewhere(text):
        return
    if text.startswith("/"):
        path = unquote(text).strip("/")
        if path.startswith("_static/"):
            return
        found = served_file(app, path)
        if not found:
            _warn_missing(env, post, text)
            found = Path(app.confdir, *app.config.blog_files[:1], path)
        env.note_dependency(str(found))  # also where it is missing, until it is there
        return
    source, file = env.relfn2path(text, env.docname)
    if ".." in source.split("/"):
        _warn_missing(env, post, text)
        return
    env.note_dependency(source)
    if not is_file(file):
        _warn_missing(env, post, text)
        return
    files = domain.files.setdefault(env.docname, {})
    if source not in files.values():
        path, stem = f"{env.docname}/{posixpath.basename(source)}", ""
        while path in files:  # another image of that name, from another folder
            stem += "-"
            path = f"{env.docname}/{stem}{posixpath.basename(source)}"
        files[path] = source


def _is_elsewhere(text: str) -> bool:
    return text.startswith((*WEB, "//"))


def _warn_missing(env: BuildEnvironment, post: Post, text: str) -> None:
    file = env.doc2path(post.docname)
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    line = next((n for n, line in enumerate(lines, start=1) if text in line), 1)
    warn(
        WarningKind.IMAGE,
        f"image: {text!r}: the site has no such file; leaving the image out.",
        location=f"{file}:{line}",
    )


def picture_of(build: Build, post: Post) -> Picture | None:
    """Return the image of a post: the one that it names, its card, or its first.

    A number means that image of the text, as it does for ABlog.
    """
    found = _picture_of(build, post)
    if found and post.image and post.image_alt:
        return replace(found, alt=post.image_alt)
    return found


def _picture_of(build: Build, post: Post) -> Picture | None:
    named = post.image or ""
    if named and not named.isdecimal():
        return _named(build, post.docname, named)
    if not named and (card := card_of(build, post.docname)):
        return card
    base = build.pages.base_url
    fragment = build.fragments.load(post.docname)
    if "<img" not in fragment.body:
        return None
    images = list(_images(fragment.in_feed(fragment.body, base_url=base)))
    if named:
        images = images[int(named) - 1 :] if int(named) else []
    else:
        # Those who show previews don't draw SVG.
        images = [i for i in images if not i.url.split("?")[0].endswith(".svg")]
    return next(iter(images), None)


def card_of(build: Build, docname: str) -> Picture | None:
    """Return the card that was drawn for a post, or for the site (the root's)."""
    if docname not in build.cards:
        return None
    post = build.domain.posts.get(docname)
    alt = post.title if post else build.pages.title
    return Picture(build.pages.base_url + quote(card_path(docname)), alt, CARD_SIZE)


def card_path(docname: str) -> str:
    """Return where a card is, from the site's root."""
    return f"_cards/{docname}.png"


def _named(build: Build, docname: str, text: str) -> Picture | None:
    file: Path | None = None
    if not _is_elsewhere(text) and not text.startswith("/"):
        source, name = build.env.relfn2path(text, docname)
        files = build.domain.files.get(docname, {})
        text = next((f"/{path}" for path, s in files.items() if s == source), "")
        file = Path(name)
    elif text.startswith("/") and not text.startswith("//"):
        path = unquote(text).strip("/")
        file = served_file(build.app, path)
        if not path.startswith("_static/") and not file:
            return None
    found = at(build.pages.base_url, text)
    size = measure(file) if file and is_file(file) else None
    return replace(found, size=size) if found else None


def at(base_url: str, text: str) -> Picture | None:
    """Return the image at a URL, absolute or from the root of the site."""
    if text.startswith("//"):
        return Picture(f"https:{text}")
    if text.startswith(WEB):
        return Picture(text)
    if text.startswith("/") and base_url:
        return Picture(base_url + quote(unquote(text.lstrip("/"))))
    return None


class _Attributes(HTMLParser):
    """Reads one start tag."""

    found: Mapping[str, str | None]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = dict(attrs)


def _images(html: str) -> Iterator[Picture]:
    """Yield the images of a text that have an absolute URL."""
    for match in TAG.finditer(html):
        if match["name"].lower() == "img" and not match["close"]:
            parser = _Attributes()
            parser.feed(match[0])
            url = parser.found.get("src") or ""
            if url.startswith(WEB):
                yield Picture(url, " ".join((parser.found.get("alt") or "").split()))


def check_default(app: Sphinx, env: BuildEnvironment) -> None:
    """Say that the site's own image is not there (on ``env-updated``)."""
    del env
    text: str = app.config.blog_image
    if not text or _is_elsewhere(text):
        return
    path = unquote(text).strip("/")
    if text.startswith("/") and (path.startswith("_static/") or served_file(app, path)):
        return
    warn(
        WarningKind.IMAGE,
        f"blog_image = {text!r}: expected a URL, or the path of a file that is "
        "served from the root of the site, such as '/images/card.png'.",
        location=location_of(app.config, "blog_image"),
    )


def setup(app: Sphinx) -> None:
    """Register the stage, after the images of the text have their places."""
    app.connect("doctree-read", note_picture, priority=650)
    app.connect("env-updated", check_default, priority=150)
