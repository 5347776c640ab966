"""The layouts of a site: its posts and its pages may look different."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.comparison.built_pages import POST
from sphinx_blogtheme.importers.comparison.main_content import (
    FEWEST,
    ContentFinder,
    start_of,
)
from sphinx_blogtheme.importers.comparison.page_elements import attribute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeAlias

    from bs4.element import Tag

    Layout: TypeAlias = tuple[str, ...]
    """``post``, or the first folder of a page's URL, then what is above its text."""

SAMPLE = {True: 24, False: 60}
"""Numbers of posts and of other pages from which the layouts of a site are learnt."""


class PageLayouts:
    """Finds the texts of pages, which it learns for each layout of a site."""

    def __init__(
        self, urls: Iterable[tuple[str, str]], read: Callable[[str], Tag]
    ) -> None:
        """Learn the layouts of a site.

        :param urls: URLs and kinds of its pages.
        :param read: returns the tree of the page at a URL.
        """
        pages: dict[Layout, list[Tag]] = {}
        by_kind: dict[bool, dict[str, None]] = {True: {}, False: {}}
        for url, kind in urls:
            by_kind[kind == POST][url] = None
        for is_post, found in by_kind.items():
            for url in _some([*found], SAMPLE[is_post]):
                page = read(url)
                layout = _layout(page, "" if is_post else url)
                pages.setdefault(layout, []).append(page)
        self._finders = {
            layout: ContentFinder(group)
            for layout, group in pages.items()
            if len(group) >= FEWEST
        }
        self._others = self._of_others(pages)

    def _of_others(self, pages: dict[Layout, list[Tag]]) -> dict[bool, ContentFinder]:
        """Return the finders for layouts that few pages have."""
        found: dict[bool, ContentFinder] = {}
        every = [page for group in pages.values() for page in group]
        for is_post in (True, False):
            own = [
                page
                for key in pages
                if (key[0] == POST) == is_post
                for page in pages[key]
            ]
            few = [
                page
                for key, group in pages.items()
                if (key[0] == POST) == is_post and key not in self._finders
                for page in group
            ]
            best = next(
                one for one in (few, own, every) if len(one) >= FEWEST or one is every
            )
            found[is_post] = ContentFinder(best)
        return found

    def finder(self, page: Tag, url: str, kind: str) -> ContentFinder:
        """Return what finds the text of a page.

        :param url: that of the page, from the root of its site.
        :param kind: that of the page.
        """
        is_post = kind == POST
        layout = _layout(page, "" if is_post else url)
        return self._finders.get(layout) or self._others[is_post]


def _some(urls: Sequence[str], most: int) -> Sequence[str]:
    return urls[:: max(1, -(-len(urls) // most))]


def _layout(page: Tag, url: str) -> Layout:
    """Return the layout of a page.

    :param url: that of a page; "" for a post.
    """
    start = start_of(page)
    above = [one for one in start.parents if one.name not in ("body", "html")]
    names = [f"{one.name}.{attribute(one, 'class')}" for one in above if one.parent]
    section = f"/{url.split('/')[1]}" if url else POST
    return (section, start.name, *names)
