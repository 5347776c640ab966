"""Compare what pages and files show with what they showed in the last build.

What a page shows of a post is known by the post's facts and by the file that holds
its text, so that nothing need be drawn to find that nothing has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.files import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from sphinx_blogtheme.model.posts import Post


class Fingerprints:
    """The digests of what one build shows, beside those of the last build."""

    def __init__(self, last: Mapping[str, str]) -> None:
        """Start a build.

        :param last: the digests of the last build, by the name of what is shown.
        """
        self.last = last
        self.now: dict[str, str] = {}

    def note(self, name: str, facts: object) -> bool:
        """Note what `name` shows; return whether it showed the same last time.

        :param facts: anything whose ``repr`` changes with what is shown.
        """
        self.now[name] = digest_of(facts)
        return self.last.get(name) == self.now[name]

    def keep(self, name: str) -> None:
        """Note that `name` shows what it showed last time."""
        if name in self.last:
            self.now[name] = self.last[name]


class PageFingerprints:
    """Tells which generated pages and files are as the last build left them."""

    def __init__(
        self,
        fingerprints: Fingerprints,
        common: list[object],
        state_of: Callable[[Post], object],
    ) -> None:
        """Take what all pages and files depend on.

        :param common: facts of no single page, such as the settings.
        :param state_of: returns what changes with a post, with its text or with its
            own page.
        """
        self._fingerprints = fingerprints
        self._common = digest_of(common)
        self._state_of = state_of
        self._posts: dict[str, str] = {}
        self.noted: dict[str, str] = {}
        """The digests of all that was asked for, by name."""

    def is_current(
        self, name: str, path: Path, facts: object, posts: Iterable[Post] = ()
    ) -> bool:
        """Return whether a file is there and shows what it showed.

        :param name: of the page or file, in the manifest.
        :param path: the file.
        :param facts: what it shows beside posts, as something with a ``repr``.
        :param posts: the posts of which it shows anything, in order.
        """
        shown = [self._common, facts, [*map(self._of_post, posts)]]
        same = self._fingerprints.note(name, shown)
        self.noted[name] = self._fingerprints.now[name]
        return same and path.is_file()

    def _of_post(self, post: Post) -> str:
        if post.docname not in self._posts:
            self._posts[post.docname] = digest_of(self._state_of(post))
        return self._posts[post.docname]
