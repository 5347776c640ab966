"""Related posts, which share terms, and backlinks, which are posts with a link."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Set

    from sphinx_blogtheme.model.posts import Post

MOST = 3
"""Maximum number of related posts on a page."""

LOOKED_AT = 50
"""Number of newest posts of each term that are compared with a post."""


def related_posts(
    terms: Mapping[str, Set[Hashable]],
    beside: Mapping[str, Set[str]],
    most: int = MOST,
) -> dict[str, tuple[str, ...]]:
    """Return for each post the docnames of related ones, the closest first.

    A shared term counts more, the fewer posts have it; of equally close posts the newer
    is first. Only the `LOOKED_AT` newest posts of each term are compared, so that the
    time grows with the number of posts times their terms; an old post that shares only
    frequent terms is not found.

    :param terms: the terms of each post, by docname, newest post first.
    :param beside: for each post, the docnames that its page links to anyway.
    :param most: maximum number of related posts of a post.
    """
    groups: defaultdict[Hashable, list[str]] = defaultdict(list)
    for docname, own in terms.items():
        for term in own:
            groups[term].append(docname)
    # Whole numbers, so that the sum of equal weights is equal in any order.
    weights = {
        term: round(1000 / math.log2(1 + len(group))) for term, group in groups.items()
    }
    age = {docname: place for place, docname in enumerate(terms)}

    @cache  # many posts have the same terms
    def shared(own: Set[Hashable], others: Set[Hashable]) -> int:
        return sum(weights[term] for term in own & others)

    @cache
    def ranked(own: Set[Hashable]) -> list[str]:
        found = {other for term in own for other in islice(groups[term], LOOKED_AT)}
        return sorted(found, key=lambda one: (-shared(own, terms[one]), age[one]))

    def closest(docname: str, own: Set[Hashable]) -> tuple[str, ...]:
        seen = {docname, *beside.get(docname, ())}
        return tuple(islice((o for o in ranked(own) if o not in seen), most))

    return {docname: closest(docname, own) for docname, own in terms.items()}


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
