"""What a preview calls posts that are not public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import _

if TYPE_CHECKING:
    from sphinx_blogtheme.model.posts import Post


def state_of(post: Post) -> str:
    """Return why a post is in a preview only, for readers; empty if it is public."""
    if post.reason is None:
        return ""
    names = {"scheduled": _("Scheduled"), "expired": _("Expired")}
    return names.get(post.reason.value, _("Draft"))
