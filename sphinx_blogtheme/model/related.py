"""Related posts, which share terms, and backlinks, which are posts with a link."""

from __future__ import annotations

import math
from collections import defaultdict
from heapq import nlargest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Set

    from sphinx_blogtheme.model.posts import Post

MOST = 3
"""Maximum number of related posts on a page."""

LOOKED_AT = 50
"""Number of posts of each term that are compared with a post, those nearest in time."""


class RelatedPosts:
    """Finds the posts that are related to one, the closest first.

    A shared term counts more, the fewer posts have it; of equally close posts the one
    nearest in time is first, and of two as near the newer. Only the `LOOKED_AT` nearest
    posts of each term are compared, so that the time grows with the number of posts
    times their terms; a distant post that shares only frequent terms is not found.
    """

    def __init__(
        self, terms: Mapping[str, Set[Hashable]], times: Mapping[str, float]
    ) -> None:
        """Group the posts by their terms, newest first.

        :param terms: the terms of each post, by docname, newest post first.
        :param times: the time of each post in seconds, by docname.
        """
        self._terms, self._times = terms, times
        self._posts: defaultdict[Hashable, list[str]] = defaultdict(list)
        self._places: dict[tuple[Hashable, str], int] = {}
        for docname, own in terms.items():
            for term in own:
                self._places[term, docname] = len(self._posts[term])
                self._posts[term].append(docname)
        # Whole numbers, so that the sum of equal weights is equal in any order.
        self._weights = {
            term: round(1000 / math.log2(1 + len(group)))
            for term, group in self._posts.items()
        }

    def closest(
        self, docname: str, left_out: Iterable[str], most: int = MOST
    ) -> tuple[str, ...]:
        """Return the docnames of the posts that are closest to one.

        :param left_out: docnames of posts that its page links to anyway.
        :param most: maximum number of posts.
        """
        times, scores = self._times, self._scores(docname)
        time = times[docname]
        for name in (docname, *left_out):
            scores.pop(name, None)
        # Most have too low a score, so that their times do not matter.
        least = min(nlargest(most, scores.values()), default=0)
        closer = sorted(
            (-score, abs(times[name] - time), -times[name], name)
            for name, score in scores.items()
            if score >= least
        )
        return tuple(name for *_, name in closer[:most])

    def _scores(self, docname: str) -> dict[str, int]:
        """Return the sums of the weights of shared terms, by docname."""
        own, weights = self._terms[docname], self._weights
        found: defaultdict[str, int] = defaultdict(int)
        frequent: frozenset[Hashable] = frozenset()
        if len(own) > 1:
            frequent = frozenset(t for t in own if len(self._posts[t]) > LOOKED_AT)
        for term in own:
            weight = 0 if term in frequent else weights[term]
            for other in self._near(docname, term):
                found[other] += weight
        if frequent:  # of which only some posts have been looked at
            for other in found:
                shared = frequent & self._terms[other]
                found[other] += sum(weights[term] for term in shared)
        return found

    def _near(self, docname: str, term: Hashable) -> list[str]:
        """Return the posts of a term around a post."""
        group = self._posts[term]
        start = self._places[term, docname] - LOOKED_AT // 2
        start = max(0, min(start, len(group) - LOOKED_AT))
        return group[start : start + LOOKED_AT]


def backlinks(
    posts: Iterable[Post], linked: Callable[[str], Iterable[str]]
) -> dict[str, tuple[Post, ...]]:
    """Return for each document the posts that link to it, by docname.

    Each post is named once, in the order given.

    :param linked: returns the docnames that a document links to.
    """
    found: defaultdict[str, list[Post]] = defaultdict(list)
    for post in posts:
        for docname in {*linked(post.docname)} - {post.docname}:
            found[docname].append(post)
    return {docname: tuple(linking) for docname, linking in found.items()}
