"""Turn the links between documents into those that lead to each post."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_blogtheme.model.post import Post


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
