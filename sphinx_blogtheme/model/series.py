"""Turn the posts of a series into the order in which to read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_blogtheme.model.post import Post


def in_order(posts: Iterable[Post]) -> tuple[Post, ...]:
    """Return the posts of a series, first part first.

    A post whose author numbered it has that place; the others fill the places
    that are left, oldest first. Two posts of one number follow each other by date.
    """
    ordered = sorted(posts, key=lambda post: post.sort_key)
    numbered = sorted(
        (post for post in ordered if post.part is not None),
        key=lambda post: (post.part or 0, post.sort_key),
    )
    others = [post for post in ordered if post.part is None]
    result: list[Post] = []
    while numbered or others:
        due = numbered and (numbered[0].part or 0) <= len(result) + 1
        result.append((numbered if due or not others else others).pop(0))
    return tuple(result)
