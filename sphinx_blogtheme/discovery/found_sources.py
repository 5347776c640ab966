"""What discovery finds in files, and how it is kept from build to build.

Sources are kept as pickled bytes, since in most builds few of them are looked at.
"""

from __future__ import annotations

import pickle
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.discovery.post_source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.discovery.gate import Verdict
    from sphinx_blogtheme.model.kinds import BodyShape
    from sphinx_blogtheme.model.posts import Header


class FoundSource(NamedTuple):
    """A file with the place at which it is published."""

    path: str
    docname: str | None
    """None if the document is not public."""
    source: Source | bytes | None = None
    """The post in it, or its `FileContent` as `pickled` returns it; None if it is a page,
    or no file that may be a post."""
    is_permalink: bool = False
    """Whether the docname is the URL of the post."""
    language: str = ""
    """The languages that the header of the post names, as written."""
    digest: str = ""
    """The digest of what is pickled, if it is."""


class KeptFinding(NamedTuple):
    """What was found in a file, if the options and the time can't change it.

    That is in a public post or a page without anything to warn of.
    """

    docname: str
    is_post: bool
    since: float
    """Since when all of it is public, in seconds since 1970."""
    is_permalink: bool
    language: str
    body_line: int
    repaired: int
    """1 if its header was repaired, else 0."""
    unplaced: int
    """1 if it has an order that sorts nothing, else 0."""
    digest: str = ""
    """The digest of the pickled content of a post."""


class FileContent(NamedTuple):
    """What is known of the content of a file that may be a post."""

    header: Header
    shape: BodyShape
    source: Source | None = None
    """The post in it."""
    verdict: Verdict | None = None

    def pickled(self) -> bytes:
        """Return it as bytes."""
        return pickle.dumps(tuple(self), pickle.HIGHEST_PROTOCOL)


def unpickled(data: bytes) -> FileContent:
    """Return what `FileContent.pickled` made bytes of."""
    return FileContent(*pickle.loads(data))  # noqa: S301 -- ours


class PostSources(MutableMapping[str, Source]):
    """The sources of a site's posts, by docname; each is unpickled when it is needed."""

    def __init__(self) -> None:
        self._sources: dict[str, Source | bytes] = {}
        self.paths: dict[str, str] = {}
        """Paths of the files, from the source folder and with forward slashes."""

        self.digests: dict[str, str] = {}
        """Digests of the sources that are pickled."""

    def add(self, docname: str, found: FoundSource) -> None:
        """Add the source of a file that is a post."""
        if found.source:
            self._sources[docname] = found.source
            self.paths[docname] = found.path
        if found.digest:
            self.digests[docname] = found.digest

    def __getitem__(self, docname: str) -> Source:
        """Return the source of a post."""
        found = self._sources[docname]
        if isinstance(found, bytes):
            source = unpickled(found).source
            assert source is not None  # noqa: S101 -- only posts are kept here
            self._sources[docname] = found = source
        return found

    def __setitem__(self, docname: str, source: Source) -> None:
        """Add a source."""
        self.digests.pop(docname, None)
        self.add(docname, FoundSource(source.path, docname, source))

    def __delitem__(self, docname: str) -> None:
        """Remove a source."""
        del self._sources[docname], self.paths[docname]
        self.digests.pop(docname, None)

    def __contains__(self, docname: object) -> bool:
        """Return whether a document is a post, without a look at its source."""
        return docname in self._sources

    def __iter__(self) -> Iterator[str]:
        """Yield the docnames."""
        return iter(self._sources)

    def __len__(self) -> int:
        """Return the number of posts."""
        return len(self._sources)
