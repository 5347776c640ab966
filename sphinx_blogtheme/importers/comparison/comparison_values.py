"""The comparison of an old site with a new one: what became of URLs, texts and feeds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.comparison.built_pages import HIDDEN, PAGING
from sphinx_blogtheme.importers.comparison.site_output import LOST

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED_LOSS = 0.0005
"""Share of the words of all texts that may differ: what engines write of their own."""

COUNTED = ("pictures", "media", "code_blocks", "tables", "formulas", "ids")
"""Parts of texts that are counted, by the names of their fields."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UrlFate:
    """What became of a URL of the old site."""

    url: str
    kind: str
    """``post``, ``page``, ``list``, ``redirect``, ``feed``, ``file``, ``paging`` or
    ``hidden``."""
    state: str
    """``kept``, ``led on`` or ``lost``."""
    now: str = ""
    """Where its readers are now; of a lost one, where its post is, if that is known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparedText:
    """What a post or a page has lost and gained."""

    url: str
    now: str
    kind: str
    title: str
    words: tuple[int, int]
    """Number of its words, before and now."""
    lost_words: int
    gained_words: int
    lost_text: str = ""
    """Some of the words that are lost."""
    gained_text: str = ""
    pictures: tuple[int, int] = (0, 0)
    media: tuple[int, int] = (0, 0)
    code_blocks: tuple[int, int] = (0, 0)
    tables: tuple[int, int] = (0, 0)
    formulas: tuple[int, int] = (0, 0)
    ids: tuple[int, int] = (0, 0)
    """Ids of its headings before, and those of them that are there now."""
    lost_pictures: tuple[str, ...] = ()
    lost_ids: tuple[str, ...] = ()
    new_title: str = ""
    """Its title now, if that is another."""
    dates: tuple[str, str] | None = None
    """Its dates before and now, if they are of different days."""
    lost_terms: tuple[str, ...] = ()

    def lost_parts(self) -> Iterator[str]:
        """Yield what it has lost beside words, as ``2 pictures (a.png, b.png)``."""
        for name in COUNTED:
            before, now = getattr(self, name)
            if now < before:
                count, what = before - now, name.replace("_", " ")
                what = "ids of headings" if name == "ids" else what
                named = {"pictures": self.lost_pictures, "ids": self.lost_ids}
                which = ", ".join(named.get(name, ())[:5])
                yield f"{count} {_singular(what, count)}{f' ({which})' if which else ''}"
        if self.lost_terms:
            count = len(self.lost_terms)
            which = ", ".join(self.lost_terms[:5])
            yield f"{count} {_singular('terms', count)} ({which})"

    @property
    def is_changed(self) -> bool:
        """Whether anything is lost, or another title or date was given to it."""
        return bool(
            self.lost_words or self.new_title or self.dates or [*self.lost_parts()]
        )


def _singular(what: str, count: int) -> str:
    if count != 1 or what == "media":
        return what
    return what.replace("ids", "id", 1) if "ids" in what else what.removesuffix("s")


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedFate:
    """What became of a feed of the old site."""

    url: str
    state: str
    now: str
    entries: int
    """Number of its entries before."""
    found: int
    """How many of these the feed has now."""
    missing: int
    """How many of the newest are not there, of as many as the feed has now."""
    same_ids: int
    """How many of these have the same id, so that readers don't show them again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """An old site, and what became of it."""

    urls: tuple[UrlFate, ...]
    texts: tuple[ComparedText, ...] = ()
    """Of posts and pages that have both versions."""
    feeds: tuple[FeedFate, ...] = ()
    order: tuple[int, int] = (0, 0)
    """Number of posts whose order is known before and now, and those in another place."""
    first_misplaced: str = ""
    """URL of the first of these."""
    added: tuple[str, ...] = ()
    """URLs of new posts that the old site didn't have: drafts, if the import is wrong."""
    notes: tuple[str, ...] = field(default=())

    def count(self, kind: str, state: str) -> int:
        """Return the number of URLs of a kind in a state."""
        return sum(one.kind == kind and one.state == state for one in self.urls)

    def total(self, name: str) -> tuple[int, int]:
        """Return a count of all texts before and now, such as that of ``tables``."""
        pairs = [getattr(one, name) for one in self.texts]
        return sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)

    @property
    def lost_share(self) -> float:
        """The share of all words that is lost."""
        before = self.total("words")[0]
        return sum(one.lost_words for one in self.texts) / before if before else 0.0

    @property
    def lost_urls(self) -> tuple[UrlFate, ...]:
        """The URLs that are lost, of those that led to something."""
        return tuple(
            one
            for one in self.urls
            if one.state == LOST and one.kind not in (PAGING, HIDDEN)
        )

    @property
    def has_lost(self) -> bool:
        """Whether anything is lost."""
        return bool(
            self.lost_urls
            or self.lost_share > ALLOWED_LOSS
            or any(
                one.new_title or one.dates or [*one.lost_parts()] for one in self.texts
            )
            or any(one.missing for one in self.feeds)
        )
