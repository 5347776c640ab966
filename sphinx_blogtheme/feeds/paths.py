"""Paths of the files that programs read, relative to the root of the site."""

from __future__ import annotations

from posixpath import splitext
from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.model.kinds import second_feed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.model.editions import Editions
    from sphinx_blogtheme.model.library import Library
    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.model.posts import Post

FRONT_FEEDS = "feed"
LLMS = "llms.txt"
SITEMAP = "sitemap.xml"
OPML = "blogroll.opml"
"""Name of the blogroll's file, at the root of the site or in its first section."""

NOTEBOOK_FILE = ".ipynb"

TWINS = (".rst", ".md")
"""Suffixes of sources whose copies have the same one; those of others have ``.md``."""


def markdown_copy_path(post: Post) -> str | None:
    """Return the path of a post's Markdown copy: ``2025/03/x.md``.

    A notebook has none, nor has a post with an update that is held back; the copy of a
    post in reStructuredText is ``2025/03/x.rst``.
    """
    suffix = splitext(post.path)[1]
    if suffix == NOTEBOOK_FILE or not post.copied:
        return None
    return f"{post.docname}{suffix if suffix in TWINS else '.md'}"


def notebook_copy_path(post: Post) -> str | None:
    """Return the path of the copy of a post that is a notebook: ``2025/03/x.ipynb``."""
    if splitext(post.path)[1] == NOTEBOOK_FILE and post.copied:
        return f"{post.docname}{NOTEBOOK_FILE}"
    return None


def opml_path(editions: Editions) -> str:
    """Return the path of the blogroll as OPML, such as ``blog/blogroll.opml``."""
    return f"{editions.lists[0].folder}{OPML}"


def resource_paths(
    editions: Editions, blog: BlogConfig, views: Mapping[str, Listing], base_url: str
) -> Iterator[str]:
    """Yield the paths of all files for programs that `output` is going to write.

    :param editions: the posts of the site.
    :param views: the generated pages, by docname.
    :param base_url: URL of the site; if it is empty there are notebooks only.
    """
    posts = public_posts(editions)
    if blog.notebook_copies:
        yield from filter(None, map(notebook_copy_path, posts))
    if not base_url:
        return
    if blog.sitemap:
        yield SITEMAP
    if not posts:
        return
    for edition in editions:
        if public(edition.posts):
            for folder, _, _ in feed_folders(edition, views, blog.feed_kinds):
                kinds = blog.feeds_of(edition)
                yield from (f"{folder}/{FORMATS[k].file_name}" for k in kinds)
    if blog.llms:
        yield LLMS
        yield from filter(None, map(markdown_copy_path, posts))


def feed_folders(
    edition: Library, views: Mapping[str, Listing], kinds: Collection[str]
) -> Iterator[tuple[str, Listing | None, str]]:
    """Yield the folders of feeds, such as ``tag/python/feed``, each with its list.

    The list is the first page of a term or kind; None for the feeds of the whole
    edition, with the name of the second one.

    :param views: the generated pages of the site, by docname.
    :param kinds: kinds of posts in the first feed.
    """
    yield front_folder(edition), None, ""
    if second := second_feed(public(edition.posts), kinds):
        yield front_folder(edition, second), None, second
    for view in views.values():
        if (
            view.feed_folder
            and view.folder == edition.folder
            and view.page
            and view.page.number == 1
        ):
            yield view.feed_folder, view, ""


def front_folder(edition: Library, second: str = "") -> str:
    """Return the folder of the feeds of a whole edition, such as ``pt/feed``.

    :param second: name of its second feed: ``articles`` for ``feed/articles``.
    """
    return f"{edition.folder}{FRONT_FEEDS}/{second}".rstrip("/")


def public_posts(editions: Editions) -> list[Post]:
    """Return the listed posts of all languages that everybody may see."""
    return public((*editions.main.posts, *editions.main.translations))


def public(posts: Iterable[Post]) -> list[Post]:
    """Return the posts that everybody may see, without the drafts in a preview."""
    return [post for post in posts if not post.draft]


CARD_SIZE = (1200, 630)
"""Width and height of a social card in pixels, as sites that show previews advise."""


def card_path(docname: str) -> str:
    """Return the path of a page's social card, such as ``_cards/2025/03/x.png``."""
    return f"_cards/{docname}.png"
