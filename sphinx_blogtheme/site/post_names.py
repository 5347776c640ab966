"""Let ``:ref:`` name a post by its file, as in ABlog: ``my-post`` or ``my-post/index``.

A label that an author has set wins.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import make_refnode

from sphinx_blogtheme.site.domain import REFERENCE_TYPES, blog_domain
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx import addnodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.posts import Post


class PostNames:
    """The posts of a site, by the names of their files."""

    def __init__(self, posts: Iterable[Post]) -> None:
        self._posts: dict[str, list[Post]] = {}
        for post in sorted(posts, key=lambda post: post.path):
            self._posts.setdefault(_name_of(post.path), []).append(post)

    def find(self, name: str) -> list[Post]:
        """Return the posts whose files have a name, in order of their paths."""
        return self._posts.get(name.lower(), [])


def _name_of(path: str) -> str:
    """Return the name of a file without its suffix, or of the folder of an index."""
    file = PurePosixPath(path)
    return (file.parent.name if file.stem == "index" else file.stem).lower()


def post_names_of(env: BuildEnvironment) -> PostNames:
    """Return the names of a build's posts, when reading has ended."""
    parts = session_of(env).parts
    if PostNames not in parts:
        parts[PostNames] = PostNames(blog_domain(env).posts.values())
    found: PostNames = parts[PostNames]
    return found


def resolve_post_name(
    app: Sphinx,
    env: BuildEnvironment,
    node: addnodes.pending_xref,
    contnode: nodes.TextElement,
) -> nodes.reference | None:
    """Resolve a reference to the name of a post's file (on ``missing-reference``)."""
    if node.get("reftype") not in REFERENCE_TYPES:
        return None
    found = post_names_of(env).find(node["reftarget"])
    if not found:
        return None
    post, *others = found
    if others:
        paths = ", ".join(one.path for one in found)
        warn(
            WarningKind.LINK,
            f"{node['reftarget']!r} is the name of several posts ({paths}); the link"
            f" leads to {post.path}.",
            location=node,
        )
    text: nodes.Node = contnode
    if not node.get("refexplicit"):
        text = nodes.inline(post.title, post.title, classes=["std", "std-ref"])
    docname = node.get("refdoc", env.docname)
    return make_refnode(app.builder, docname, post.docname, "", text)
