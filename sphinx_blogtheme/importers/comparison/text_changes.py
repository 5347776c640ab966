"""What the texts of posts and pages have lost and gained."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.importers.comparison.body_facts import (
    BodyFacts,
    body_facts,
    ids_of,
    sets_formulas,
)
from sphinx_blogtheme.importers.comparison.built_pages import (
    POST,
    PageHead,
    page_head,
)
from sphinx_blogtheme.importers.comparison.comparison_values import (
    ComparedText,
    UrlFate,
)
from sphinx_blogtheme.importers.comparison.main_content import start_of
from sphinx_blogtheme.importers.comparison.page_elements import (
    compared_words,
    element_text,
    folded_words,
    soup_of,
)
from sphinx_blogtheme.importers.comparison.page_layouts import PageLayouts
from sphinx_blogtheme.importers.comparison.site_output import LOST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import TypeAlias

    from bs4 import BeautifulSoup

    from sphinx_blogtheme.importers.comparison.site_pair import SitePair

    TextPair: TypeAlias = tuple[str, str, str]
    """URLs of a page in the old and the new site, and its kind."""

_EXCERPT = 12
"""Number of words of a text that are shown of what is lost."""


class _Side(NamedTuple):
    """One of the two versions of a page."""

    head: PageHead
    facts: BodyFacts
    beside: list[str]
    """The words around its text."""
    ids: frozenset[str]
    """All ids of the page."""


class TextComparer:
    """Compares the texts of two sites, page by page."""

    def __init__(self, sites: SitePair, pairs: Sequence[TextPair]) -> None:
        """Learn the layouts of the sites.

        :param pairs: all pages that have both versions.
        """
        self._sites = sites
        self._old, self._new = sites.old, sites.new
        self._layouts = self._learnt(pairs, 0), self._learnt(pairs, 1)
        self.files: dict[str, UrlFate] = {}
        """What became of the files to which the compared texts lead, by URL."""

    def _learnt(self, pairs: Sequence[TextPair], side: int) -> PageLayouts:
        pages = (self._old, self._new)[side].pages
        kinds = ((one[side], one[2]) for one in pairs)
        return PageLayouts(kinds, lambda url: soup_of(pages[url].read_bytes()))

    def compare(self, pair: TextPair) -> ComparedText:
        """Return what one page has lost and gained."""
        url, now, kind = pair
        before, after = self._side(url, kind, 0), self._side(now, kind, 1)
        facts, others = before.facts, after.facts
        lost, moved = _without(facts.words, others.words, after.beside)
        gained, added = _without(others.words, facts.words, before.beside)
        lost_ids = tuple(name for name in facts.ids if name not in after.ids)
        heads = before.head, after.head
        self._note_files(url, facts)
        is_post = kind == POST
        return ComparedText(
            url=self._old.urls_of_page(url),
            now=now,
            kind=kind,
            title=next(iter(before.head.titles), ""),
            words=(len(facts.words) - moved, len(others.words) - added),
            lost_words=lost.total(),
            gained_words=gained.total(),
            lost_text=_excerpt(facts.words, lost),
            gained_text=_excerpt(others.words, gained),
            pictures=(len(facts.pictures), len(others.pictures)),
            media=(facts.media, others.media),
            code_blocks=(facts.code_blocks, others.code_blocks),
            tables=(facts.tables, others.tables),
            formulas=(facts.formulas, others.formulas),
            ids=(len(facts.ids), len(facts.ids) - len(lost_ids)),
            lost_pictures=tuple(
                name for name in facts.pictures if name not in others.pictures
            ),
            lost_ids=lost_ids,
            new_title=_new_title(heads) if is_post else "",
            dates=_dates(heads) if is_post else None,
            lost_terms=_lost_terms(heads) if is_post else (),
        )

    def _side(self, url: str, kind: str, side: int) -> _Side:
        """Return what is known of a page.

        :param side: 0 for the old site, 1 for the new one.
        """
        site = (self._old, self._new)[side]
        page = soup_of(site.pages[url].read_bytes())
        finder = self._layouts[side].finder(page, url, kind)
        content = finder.content(page)
        head = self._head(url, page, old=not side)
        title = next(iter(head.titles), "")
        around = element_text(start_of(page), without=content)
        return _Side(
            head,
            body_facts(
                content,
                finder.common,
                finder.is_frame,
                title=title,
                is_maths=sets_formulas(page),
            ),
            compared_words(f"{around} {title}"),
            ids_of(page),
        )

    def _head(self, url: str, page: BeautifulSoup, *, old: bool = False) -> PageHead:
        """Return what a page says about itself, and what its feed says of it."""
        head = page_head(page)
        entry = (self._sites.entries if old else self._sites.new_entries).get(url)
        if entry is None:
            return head
        titles = (*head.titles, entry.title) if entry.title else head.titles
        return PageHead(
            titles=titles,
            date=entry.date or head.date,
            terms=(*head.terms, *entry.terms),
        )

    def _note_files(self, page: str, facts: BodyFacts) -> None:
        """Note what became of the files to which a text leads."""
        for link in facts.links:
            url = self._old.local(link, page)
            if url not in self._old.files or url in self.files:
                continue
            answer = self._new.answer(url)
            name = url.rpartition("/")[2]
            if answer.state == LOST and name in facts.pictures:
                continue  # pictures are compared with their posts
            self.files[url] = UrlFate(
                url=url, kind="file", state=answer.state, now=answer.url
            )


def _without(
    words: Sequence[str], there: Sequence[str], beside: Sequence[str]
) -> tuple[Counter[str], int]:
    """Return the words that are not in another text, nor beside it on its page.

    The second value is the number of those that are beside it.
    """
    missing = Counter(words) - Counter(there)
    found = missing - Counter(beside) if missing else missing
    return found, missing.total() - found.total()


def _excerpt(words: Sequence[str], some: Counter[str]) -> str:
    """Return some of the words as they follow one another in their text."""
    left, found = Counter(some), list[str]()
    for word in words if some else ():
        if left[word] > 0:
            left[word] -= 1
            found.append(word)
            if len(found) == _EXCERPT:
                return f"{' '.join(found)} …"
    return " ".join(found)


def _new_title(heads: tuple[PageHead, PageHead]) -> str:
    """Return the title of a post; empty if it is one that it had before."""
    before = {folded_words(title) for title in heads[0].titles}
    now = {folded_words(title) for title in heads[1].titles}
    same = any(new and old.startswith(new) for old in before for new in now)
    return "" if same or not before or not now else heads[1].titles[0]


def _dates(heads: tuple[PageHead, PageHead]) -> tuple[str, str] | None:
    before, now = heads[0].date, heads[1].date
    if before is None or now is None or _same_day(before, now):
        return None
    return before.isoformat(), now.isoformat()


def _same_day(one: datetime, other: datetime) -> bool:
    if one.date() == other.date():
        return True
    both_aware = one.tzinfo and other.tzinfo
    return bool(both_aware and one == other)


def _lost_terms(heads: tuple[PageHead, PageHead]) -> tuple[str, ...]:
    def plain(term: str) -> str:
        return re.sub(r"[\W_]+", "", term).casefold()

    there = {plain(term) for term in heads[1].terms}
    missing = {plain(term): term for term in heads[0].terms}
    return tuple(term for key, term in missing.items() if key and key not in there)
