"""Compare what pages and files show with what they showed in the last build.

What a page shows of a post depends on the `Post` and on the file with the post's
rendering, so a page need not be drawn to find that it has not changed.
"""

from __future__ import annotations

from os.path import isfile
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import digest_of
from sphinx_blogtheme.model.language_rules import rules_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Set
    from pathlib import Path

    from sphinx.application import Sphinx

    from sphinx_blogtheme.model.posts import Post


class Fingerprints:
    """The digests of one build's pages and files, and those of the last build."""

    def __init__(self, last: Mapping[str, str]) -> None:
        """Start a build.

        :param last: the digests of the last build, by name of the fingerprint.
        """
        self.last = last
        self.now: dict[str, str] = {}

    def note(self, name: str, facts: object) -> bool:
        """Note what a page or file shows; return whether it showed the same last time.

        :param name: name of the fingerprint, such as ``page:tag/python``.
        :param facts: any value whose ``repr`` changes with what is shown.
        """
        return self.note_value(name, digest_of(facts))

    def note_value(self, name: str, value: str) -> bool:
        """Note a short value as it is; return whether it was the same last time."""
        self.now[name] = value
        return self.last.get(name) == value

    def keep(self, name: str) -> None:
        """Keep the fingerprint of the last build, if it had one."""
        if name in self.last:
            self.now[name] = self.last[name]


class PageFingerprints:
    """The fingerprints of generated pages and files."""

    def __init__(
        self,
        fingerprints: Fingerprints,
        common: list[object],
        state_of: Callable[[Post], object],
        changed: Set[str] | None = None,
    ) -> None:
        """Prepare to compare pages and files.

        :param common: values that all of them depend on, such as the options.
        :param state_of: returns a value that changes with a post, its text or its page.
        :param changed: docnames of the documents whose texts may have changed, if
            nothing else has; None if anything may have.
        """
        self._fingerprints = fingerprints
        self._changed = changed
        self._common = digest_of(common)
        self._state_of = state_of
        self._posts: dict[str, str] = {}
        self.noted: dict[str, str] = {}
        """The digests of all pages and files that were compared, by name."""

    def stays(self, name: str, file: str, docnames: Iterable[str]) -> bool:
        """Return whether a file exists, and shows no document that has changed.

        :param name: name of its fingerprint, such as ``page:tag/python``.
        :param docnames: docnames of the documents whose texts it shows.
        """
        if (
            self._changed is None
            or name not in self._fingerprints.last
            or not self._changed.isdisjoint(docnames)
            or not isfile(file)  # noqa: PTH113 -- of each page
        ):
            return False
        self.noted[name] = self._fingerprints.last[name]
        return True

    def is_current(
        self, name: str, path: Path, facts: object, posts: Iterable[Post] = ()
    ) -> bool:
        """Return whether a file exists and shows what it showed in the last build.

        :param name: name of its fingerprint, such as ``file:feed/atom.xml``.
        :param path: path of the file.
        :param facts: what it shows besides posts, as a value with a ``repr``.
        :param posts: the posts that it shows, in order.
        """
        shown = [self._common, facts, [*map(self._of_post, posts)]]
        same = self._fingerprints.note(name, shown)
        self.noted[name] = self._fingerprints.now[name]
        return same and path.is_file()

    def _of_post(self, post: Post) -> str:
        if post.docname not in self._posts:
            self._posts[post.docname] = digest_of(self._state_of(post))
        return self._posts[post.docname]


def settings_facts(app: Sphinx) -> list[object]:
    """Return the options of the site, and versions of what makes texts of them."""
    settings = sorted((item.name, _in_order(item.value)) for item in app.config)
    ours = app.extensions["sphinx_blogtheme"].version
    return [ours, rules_version(), settings]


def _in_order(value: object) -> str:
    """Return the ``repr`` of an option's value, with a set in a fixed order."""
    if isinstance(value, (set, frozenset)):
        return repr(sorted(map(repr, value)))
    return repr(value)
