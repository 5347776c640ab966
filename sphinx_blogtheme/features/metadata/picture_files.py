"""Find the files of the images for previews, and warn if there is none."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.discovery.allowed_files import refusal_of
from sphinx_blogtheme.discovery.lookups import look_up
from sphinx_blogtheme.discovery.served_files import ServedFiles
from sphinx_blogtheme.files import line_with
from sphinx_blogtheme.model.urls import is_elsewhere
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.posts import Post

WEB_SCHEMES = ("https://", "http://")


def note_picture(app: Sphinx, doctree: nodes.document) -> None:
    """Store the file of the image in a post's header (on ``doctree-read``)."""
    del doctree
    env = app.env
    domain = blog_domain(env)
    post = domain.posts.get(env.docname)
    text = post.image if post else None
    if not post or not text or text.isdecimal() or is_elsewhere(text):
        return
    if text.startswith("/"):
        path = unquote(text).strip("/")
        if path.startswith("_static/"):
            return
        exists = partial(look_up, env)
        found = ServedFiles(app.config, Path(app.confdir), exists).find(path)
        if not found:
            look_up(env, Path(app.confdir, *app.config.blog_files[:1], path))
            _warn_missing(env, post, text)
        else:
            env.note_dependency(str(found))
        return
    source, file = env.relfn2path(text, env.docname)
    if reason := refusal_of(env, file):
        _warn_of(WarningKind.TRUST, env, post, text, f"it {reason}")
        return
    if not look_up(env, file):
        _warn_missing(env, post, text)
        return
    env.note_dependency(source)
    domain.add_file(env.docname, source)


def _warn_missing(env: BuildEnvironment, post: Post, text: str) -> None:
    _warn_of(WarningKind.IMAGE, env, post, text, "the site has no such file")


def _warn_of(
    kind: WarningKind, env: BuildEnvironment, post: Post, text: str, fault: str
) -> None:
    file = env.doc2path(post.docname)
    warn(
        kind,
        f"image: {text!r}: {fault}; leaving the image out.",
        location=f"{file}:{line_with(file, text)}",
    )


def check_default(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn if the site's own image does not exist (on ``env-updated``)."""
    del env
    text: str = app.config.blog_image
    if not text or is_elsewhere(text):
        return
    path = unquote(text).strip("/")
    served = ServedFiles(app.config, Path(app.confdir))
    if text.startswith("/") and (path.startswith("_static/") or served.find(path)):
        return
    warn(
        WarningKind.IMAGE,
        f"blog_image = {text!r}: expected a URL, or the path of a file that is "
        "served from the root of the site, such as '/images/card.png'.",
        location=location_of(app.config, "blog_image"),
    )
