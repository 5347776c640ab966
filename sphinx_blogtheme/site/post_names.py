"""Let ``:ref:`` name a post by its file, as in ABlog: ``my-post`` or ``my-post/index``.

A label that an author has set wins.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinx_blogtheme.site.domain import REFERENCE_TYPES, blog_domain
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.posts import Post


class PostNames:
    """The posts of a site, by the names of their files."""

    def __init__(self, posts: Iterable[Post]) -> None:
        self._posts: dict[str, list[Post]] = {}
        for post in sorted(posts, key=lambda post: post.path):
            if not post.release:
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


class ResolvePostNames(SphinxPostTransform):
    """Resolves references to names of posts, unless something else has the name."""

    default_priority = 8  # before MyST and Sphinx, which warn of unknown labels

    def run(self, **kwargs: object) -> None:
        """Replace the references of one document."""
        del kwargs
        builder = session_of(self.env).builder
        if builder is None:
            return
        for node in list(self.document.findall(addnodes.pending_xref)):
            kind, domain = node.get("reftype"), node.get("refdomain")
            if kind not in REFERENCE_TYPES or domain not in (None, "", "std"):
                continue
            found = post_names_of(self.env).find(node["reftarget"])
            text = node.next_node(nodes.TextElement)
            if found and text is not None and not self._is_known(builder, node, text):
                with suppress(NoUri):
                    node.replace_self(_link_to(found, builder, self.env, node, text))

    def _is_known(
        self, builder: Builder, node: addnodes.pending_xref, text: nodes.TextElement
    ) -> bool:
        """Return whether the target is a label, or an object that a domain has."""
        docname, target = self.env.docname, node["reftarget"]
        if node["reftype"] == "ref":
            labels = self.env.domains.standard_domain
            return target in labels.anonlabels or target in labels.labels
        for domain in self.env.domains.sorted():
            with suppress(NotImplementedError):  # old domains can't be asked
                if domain.resolve_any_xref(
                    self.env, docname, builder, target, node, text
                ):
                    return True
        return False


def _link_to(
    found: list[Post],
    builder: Builder,
    env: BuildEnvironment,
    node: addnodes.pending_xref,
    text: nodes.TextElement,
) -> nodes.reference:
    """Return a link to the first of the posts; warn if there are several."""
    post, *others = found
    if others:
        paths = ", ".join(one.path for one in found)
        warn(
            WarningKind.LINK,
            f"{node['reftarget']!r} is the name of several posts ({paths}); the link"
            f" leads to {post.path}.",
            location=node,
        )
    if not node.get("refexplicit"):
        text = nodes.inline(post.title, post.title, classes=["std", "std-ref"])
    docname = node.get("refdoc", env.docname)
    return make_refnode(builder, docname, post.docname, "", text.deepcopy())


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ResolvePostNames)
