"""What the texts of posts and pages have lost and gained."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

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
from sphinx_blogtheme.importers.comparison.main_content import (
    SAMPLE,
    ContentFinder,
    start_of,
)
from sphinx_blogtheme.importers.comparison.page_elements import (
    compared_words,
    element_text,
    folded_words,
    soup_of,
)
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


class TextComparer:
    """Compares the texts of two sites, page by page."""

    def __init__(self, sites: SitePair, pairs: Sequence[TextPair]) -> None:
        """Learn the layouts of the sites.

        :param pairs: all pages that have both versions.
        """
        self._sites = sites
        self._old, self._new = sites.old, sites.new
        self._finders = self._finder(pairs, 0), self._finder(pairs, 1)
        self.files: dict[str, UrlFate] = {}
        """What became of the files to which the compared texts lead, by URL."""

    def _finder(self, pairs: Sequence[TextPair], side: int) -> ContentFinder:
        site = (self._old, self._new)[side]
        posts = [one for one in pairs if one[2] == POST] or pairs
        step = max(1, len(posts) // SAMPLE)
        urls = dict.fromkeys(one[side] for one in posts[::step][:SAMPLE])
        return ContentFinder([soup_of(site.pages[url].read_bytes()) for url in urls])

    def compare(self, pair: TextPair) -> ComparedText:
        """Return what one page has lost and gained."""
        before, now, kind = pair
        pages = (
            soup_of(self._old.pages[before].read_bytes()),
            soup_of(self._new.pages[now].read_bytes()),
        )
        finders = self._finders
        contents = [f.content(page) for f, page in zip(finders, pages, strict=True)]
        facts = [
            body_facts(content, finder.common, is_maths=sets_formulas(page))
            for content, finder, page in zip(contents, finders, pages, strict=True)
        ]
        beside = [
            compared_words(element_text(start_of(page), without=content))
            for page, content in zip(pages, contents, strict=True)
        ]
        heads = self._head(before, pages[0], old=True), self._head(now, pages[1])
        lost = _without(facts[0].words, facts[1].words, beside[1])
        gained = _without(facts[1].words, facts[0].words, beside[0])
        there = ids_of(pages[1])
        lost_ids = tuple(name for name in facts[0].ids if name not in there)
        self._note_files(before, facts[0])
        titles = [folded_words(title) for title in heads[1].titles[:1]]
        known = {folded_words(title) for title in heads[0].titles}
        is_same = (
            not titles
            or not known
            or any(title == titles[0] or title.startswith(titles[0]) for title in known)
        )
        return ComparedText(
            url=self._old.urls_of_page(before),
            now=now,
            kind=kind,
            title=next(iter(heads[0].titles), ""),
            words=(len(facts[0].words), len(facts[1].words)),
            lost_words=lost.total(),
            gained_words=gained.total(),
            lost_text=_excerpt(facts[0].words, lost),
            gained_text=_excerpt(facts[1].words, gained),
            pictures=(len(facts[0].pictures), len(facts[1].pictures)),
            media=(facts[0].media, facts[1].media),
            code_blocks=(facts[0].code_blocks, facts[1].code_blocks),
            tables=(facts[0].tables, facts[1].tables),
            formulas=(facts[0].formulas, facts[1].formulas),
            ids=(len(facts[0].ids), len(facts[0].ids) - len(lost_ids)),
            lost_pictures=tuple(
                name for name in facts[0].pictures if name not in facts[1].pictures
            ),
            lost_ids=lost_ids,
            new_title="" if is_same or kind != POST else heads[1].titles[0],
            dates=_dates(heads) if kind == POST else None,
            lost_terms=_lost_terms(heads) if kind == POST else (),
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
) -> Counter[str]:
    """Return the words that are not in another text, nor beside it on its page."""
    missing = Counter(words) - Counter(there)
    return missing - Counter(beside) if missing else missing


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
