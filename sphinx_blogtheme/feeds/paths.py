"""Turn the posts of a site into the paths of the files that machines read."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.model.library import Library
    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.model.posts import Post

FRONT_FEEDS = "feed"
LLMS = "llms.txt"
SITEMAP = "sitemap.xml"

TWINS = (".rst", ".md")
"""The suffixes of the files beside pages that hold what the author wrote."""


def markdown_copy_path(post: Post) -> str | None:
    """Return where the text of a post is served; a notebook is served nowhere."""
    suffix = PurePosixPath(post.path).suffix
    if suffix == ".ipynb":
        return None
    return f"{post.docname}{suffix if suffix in TWINS else '.md'}"


def resource_paths(
    site: Library, blog: BlogConfig, views: Mapping[str, Listing], base_url: str
) -> Iterator[str]:
    """Yield the paths of the files that `publish` will make."""
    if not base_url:
        return
    if blog.sitemap:
        yield SITEMAP
    posts = public(site.posts)
    if not posts:
        return
    for folder, _ in feed_folders(views):
        yield from (f"{folder}/{FORMATS[kind].file_name}" for kind in blog.feeds)
    if blog.llms:
        yield LLMS
        yield from filter(None, map(markdown_copy_path, posts))


def feed_folders(views: Mapping[str, Listing]) -> Iterator[tuple[str, Listing | None]]:
    """Yield the folders of feeds, each with the list whose feeds they are."""
    yield FRONT_FEEDS, None
    for view in views.values():
        if view.feed_folder and view.page and view.page.number == 1:
            yield view.feed_folder, view


def public(posts: Iterable[Post]) -> list[Post]:
    """Return the posts that are there for everybody."""
    return [post for post in posts if not post.draft]


CARD_SIZE = (1200, 630)
"""What those who show previews ask for, in pixels."""


def card_path(docname: str) -> str:
    """Return where a card is, from the site's root."""
    return f"_cards/{docname}.png"
