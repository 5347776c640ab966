"""Find the texts of posts within the pages of a theme that we don't know.

What the pages have in common tells it: the element that holds most of their words, and
the lines that most of them repeat.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from bs4.element import Tag

from sphinx_blogtheme.importers.comparison.page_elements import (
    attribute,
    classes_and_id,
    compared_words,
    element_text,
    is_no_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST = 0.8
"""Share of the pages in which an element has to be."""

_BULK = 0.6
"""Share of the words that an element has to hold for the others to be no text."""

FEWEST = 4
"""Number of pages from which on a line that most of them have is no text of a post."""

_FEW = 3
"""Number of pages of which nothing can be in common."""

_FRAME_WORDS = 40
"""Number of words that a line of dates or links has at most."""

_LINKED = 0.8
"""Share of the words of such a line that are in links."""

_DATE = re.compile(
    r"\b(?:\d{1,2}\W+[^\W\d]{3,12}\W+|[^\W\d]{3,12}\W+\d{1,2}\w{0,2}\W+)(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d[-/.]\d\d[-/.]\d\d\b"
)
"""Matches a date as themes write it: ``24 January 2017``, ``Jan 24th, 2017``."""

_CONTENT_NAMES = (
    *("e-content", "articlebody", "entry-content", "post-content", "article-content"),
    *("post__content", "post-body", "entry-body", "article-body", "article__content"),
    *("postcontent", "post_content", "blog-post-content", "gh-content", "td-content"),
    *("__blog-post-container", "available-content", "post-text"),
)
"""Names of the element that holds the text of a post, as microformats and many themes
have them."""

_CONTENTS = frozenset(("content", "main-content", "page-content"))

_PLAIN = frozenset(
    ("p", "ul", "ol", "pre", "blockquote", "table", "h2", "h3", "figure", "dl")
)
"""Elements that are text of a post if they have no class."""


class ContentFinder:
    """Finds the text of a post in any page of one site."""

    def __init__(self, pages: Sequence[Tag]) -> None:
        """Learn the layout of a site.

        :param pages: the trees of some of its posts.
        """
        self._named = self._name_in(pages)
        self._path: list[str] = []
        if not self._named:
            self._learn([start_of(page) for page in pages])
        self._frames = self._frames_of([self.content(page) for page in pages])
        self.common = self._common(pages)
        """Lines of text that most pages have in common."""

    def content(self, page: Tag) -> Tag:
        """Return the element with the text of a post."""
        if self._named and (found := _named(page, self._named)):
            return found
        element = start_of(page)
        for key in self._path:
            inner = [one for one in _children(element) if key in _keys(one)]
            if len(inner) != 1:
                break
            element = inner[0]
        return element

    def is_frame(self, element: Tag) -> bool:
        """Return whether an element in a text is a line of dates or links beside it."""
        return bool(self._frames and self._frames & _named_keys(element))

    @staticmethod
    def _frames_of(contents: Sequence[Tag]) -> frozenset[str]:
        """Return the keys of short elements with dates or links that most texts have."""
        counts: Counter[str] = Counter()
        for content in contents:
            keys: Counter[str] = Counter()
            for element in content.find_all(True):
                named = _named_keys(element)
                if named and _is_short_frame(element):
                    keys.update(named)
            counts.update(key for key, count in keys.items() if count == 1)
        most = max(_FEW, len(contents) * _MOST)
        return frozenset(key for key, count in counts.items() if count >= most)

    @staticmethod
    def _name_in(pages: Sequence[Tag]) -> str:
        """Return the known name that most pages have once; empty without one."""
        for name in _CONTENT_NAMES:
            count = sum(_named(page, name) is not None for page in pages)
            if pages and count >= len(pages) * _MOST:
                return name
        return ""

    def _learn(self, elements: list[Tag]) -> None:
        """Go down while one element of each page holds nearly all of the words."""
        shared = _shared_lines(elements)
        while key := _bulk(elements, shared):
            self._path.append(key)
            elements = [
                next((one for one in _children(el) if key in _keys(one)), el)
                for el in elements
            ]

    def _common(self, pages: Sequence[Tag]) -> frozenset[str]:
        if len(pages) < FEWEST:
            return frozenset()
        counts: Counter[str] = Counter()
        for page in pages:
            text = element_text(self.content(page), leaf=self._blank)
            counts.update(set(plain_lines(text)))
        return frozenset(line for line, n in counts.items() if n * 2 > len(pages))

    def _blank(self, element: Tag) -> str:
        return " " if self.is_frame(element) else ""


def plain_lines(text: str) -> Iterator[str]:
    """Yield the lines of a text, each with single spaces."""
    for line in text.split("\n"):
        if plain := " ".join(line.split()):
            yield plain


def start_of(page: Tag) -> Tag:
    """Return the only article of a page, else its main part, else its body."""
    mains = [
        one
        for one in page.find_all(["main", "div", "section"])
        if one.name == "main" or one.get("role") == "main"
    ]
    main = mains[0] if mains else None
    articles = (main or page).find_all("article")
    outer = [one for one in articles if one.find_parent("article") is None]
    if len(outer) == 1:
        return outer[0]
    if main is not None:
        return main
    contents = [one for one in page.find_all(True) if _CONTENTS & classes_and_id(one)]
    if not outer and len(contents) == 1:
        return contents[0]
    if outer:
        return max(outer, key=lambda one: len(one.get_text()))
    body = page.find("body")
    return body if isinstance(body, Tag) else page


def _named(page: Tag, name: str) -> Tag | None:
    """Return the only element of a page with a name."""
    found = [
        one
        for one in page.find_all(True)
        if name in classes_and_id(one) or name == attribute(one, "itemprop").lower()
    ]
    outer = [one for one in found if not any(up in found for up in one.parents)]
    return outer[0] if len(outer) == 1 else None


def _children(element: Tag) -> list[Tag]:
    return [
        one for one in element.contents if isinstance(one, Tag) and not is_no_text(one)
    ]


def _keys(element: Tag) -> set[str]:
    return {element.name, *_named_keys(element)}


def _named_keys(element: Tag) -> set[str]:
    return {f"{element.name}.{name}" for name in classes_and_id(element)}


def _is_short_frame(element: Tag) -> bool:
    words = compared_words(element.get_text(" "))
    if len(words) > _FRAME_WORDS:
        return False
    if element.name == "time" or element.find("time") is not None:
        return True
    if _DATE.search(element.get_text(" ")):
        return True
    linked = sum(
        len(compared_words(one.get_text(" "))) for one in element.find_all("a")
    )
    return bool(linked) and linked >= len(words) * _LINKED


def _shared_lines(elements: Sequence[Tag]) -> frozenset[str]:
    """Return the lines of text that most elements have, if they are not too few."""
    counts: Counter[str] = Counter()
    for element in elements if len(elements) >= FEWEST else ():
        counts.update(set(plain_lines(element_text(element))))
    return frozenset(line for line, n in counts.items() if n * 2 > len(elements))


def _size(element: Tag, shared: frozenset[str]) -> int:
    """Return the number of words in an element, without titles, dates and shared ones."""
    lines = plain_lines(element_text(element, leaf=_blank_title))
    return sum(len(compared_words(line)) for line in lines if line not in shared)


def _blank_title(element: Tag) -> str:
    return " " if element.name in ("h1", "time") else ""


def _bulk(elements: Sequence[Tag], shared: frozenset[str]) -> str:
    """Return the key of the child that holds most words of each; empty without one.

    :param shared: lines of text that don't count.
    """
    pages: Counter[str] = Counter()
    words: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    total = 0
    for element in elements:
        inner = _children(element)
        counts = Counter(key for one in inner for key in _keys(one))
        total += _size(element, shared)
        is_plain = [one for one in inner if one.name in _PLAIN and not one.attrs]
        for one in inner:
            size = _size(one, shared)
            for key in _keys(one):
                if counts[key] == 1:
                    pages[key] += 1
                    words[key] += size
                    plain[key] += bool([p for p in is_plain if p is not one])
        if not inner:
            return ""
    good = [
        key
        for key, count in pages.items()
        if count >= len(elements) * _MOST
        and words[key] >= total * _BULK
        and plain[key] <= len(elements) * (1 - _MOST)
        and key.partition(".")[0] not in _PLAIN
    ]
    return max(good, key=lambda key: (words[key], "." in key, key), default="")
