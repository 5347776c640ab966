"""Turn the terms of posts into the posts that a reader of each may like next."""

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
"""Posts that a page leads to."""

LOOKED_AT = 50
"""Newest posts of each term that are compared with a post."""


def related_posts(
    terms: Mapping[str, Set[Hashable]],
    beside: Mapping[str, Set[str]],
    most: int = MOST,
) -> dict[str, tuple[str, ...]]:
    """Return for each post those that share most with it, the closest first.

    A shared term counts the more, the fewer posts have it; of equally close
    posts the newer is first. The effort grows with the number of posts times
    their terms, since of a term's posts only the `LOOKED_AT` newest are
    compared: of two frequent terms that an old post shares, neither is noticed.

    :param terms: what each post is about, by docname, newest post first.
    :param beside: the posts that a post's page leads to anyway, by docname.
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
    """Return the posts that link to each document, each once, in the order given.

    :param linked: returns the docnames that a document links to.
    """
    found: defaultdict[str, list[Post]] = defaultdict(list)
    for post in posts:
        for docname in {*linked(post.docname)} - {post.docname}:
            found[docname].append(post)
    return {docname: tuple(linking) for docname, linking in found.items()}
