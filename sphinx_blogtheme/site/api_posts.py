"""Find the posts that are about the objects which a page documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx_blogtheme.feeds.paths import public_posts
from sphinx_blogtheme.site.code_targets import code_targets_of
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.site.found_links import ApiReference


class ApiPosts:
    """The public posts about the API pages of a site, newest first."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._domain = blog_domain(env)
        self._of: dict[str, list[Post]] = {}
        if not env.config.blog_api_backlinks:
            return
        posts = public_posts(session_of(env).editions)
        for post in sorted(posts, key=lambda post: post.sort_key, reverse=True):
            for docname in set(self._pages(post.docname)) - {post.docname}:
                self._of.setdefault(docname, []).append(post)

    def of(self, docname: str) -> Sequence[Post]:
        """Return the posts about what a page documents; none for a post."""
        return () if docname in self._domain.posts else self._of.get(docname, ())

    def facts(self) -> list[tuple[str, list[str]]]:
        """Return all of it as a value whose ``repr`` tells a change."""
        found = self._of.items()
        return sorted((name, [post.docname for post in posts]) for name, posts in found)

    def _pages(self, docname: str) -> Iterator[str]:
        """Yield the pages of the objects that code and text of a post name."""
        find = code_targets_of(self._env).find
        for name in self._domain.code_names.get(docname, ()):
            if (target := find(name)) and target.docname:
                yield target.docname
        for reference in self._domain.api_references.get(docname, ()):
            yield from self._documents(reference)

    def _documents(self, reference: ApiReference) -> Iterator[str]:
        """Yield the page to which a reference of the text leads."""
        found = self._env.domains.python_domain.find_obj(
            self._env,
            reference.module,
            reference.class_,
            reference.target,
            reference.kind,
            int(reference.by_end),
        )
        if found:
            yield found[0][1].docname


def api_posts_of(env: BuildEnvironment) -> ApiPosts:
    """Return the posts about API pages in a build, when posts have been grouped."""
    parts = session_of(env).parts
    if ApiPosts not in parts:
        parts[ApiPosts] = ApiPosts(env)
    return cast("ApiPosts", parts[ApiPosts])
