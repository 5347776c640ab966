"""Tell which generated pages and files are as the last build left them.

What a page shows of a post is known by the post's facts and by the file that holds
its text, so that nothing need be drawn to find that nothing has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.files import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx_blogtheme.model.post import Post
    from sphinx_blogtheme.output.build import Build


class Freshness:
    """Compares what one build is to make with what the last one made."""

    def __init__(self, build: Build, common: list[object]) -> None:
        """Take what decides.

        :param common: what all pages and files depend on.
        """
        self._build = build
        self._common = digest_of(common)
        self._posts: dict[str, str] = {}
        self.digests: dict[str, str] = {}
        """Of all that was asked for, by name."""

    def is_current(
        self, name: str, path: Path, facts: object, posts: Iterable[Post] = ()
    ) -> bool:
        """Tell whether a file is there and shows what it showed.

        :param name: of the page or file, in the manifest.
        :param path: the file.
        :param facts: what it shows beside posts, as something with a ``repr``.
        :param posts: the posts of which it shows anything, in order.
        """
        digest = digest_of([self._common, facts, [*map(self._of_post, posts)]])
        self.digests[name] = digest
        return self._build.manifest.digests.get(name) == digest and path.is_file()

    def _of_post(self, post: Post) -> str:
        """Return what changes with a post, with its text or with what it shows.

        The first and the last are known from what the post's own page depends on.
        """
        if post.docname not in self._posts:
            page = self._build.digests.get(f"doc:{post.docname}")
            text = self._build.fragments.state(post.docname)
            self._posts[post.docname] = digest_of([page, text])
        return self._posts[post.docname]
