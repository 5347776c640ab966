"""The old and the new site side by side: what became of URLs, feeds and the order."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.comparison.built_pages import (
    HIDDEN,
    LIST,
    PAGE,
    PAGING,
    POST,
    REDIRECT,
    kind_of_url,
    our_kind,
    says_article,
    says_hidden,
    title_of_head,
)
from sphinx_blogtheme.importers.comparison.comparison_values import FeedFate, UrlFate
from sphinx_blogtheme.importers.comparison.feed_entries import (
    OldEntry,
    entries_of,
    next_page,
)
from sphinx_blogtheme.importers.comparison.page_elements import folded_words
from sphinx_blogtheme.importers.comparison.site_output import (
    LOST,
    Outcome,
    SiteOutput,
    page_of,
    urls_in_sitemap,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = re.compile(r"-?\d+(\.html)$")
"""Matches the end of the URL of a further page of a list, as Pelican writes it."""

_SITEMAP = "sitemap.xml"


class NewKinds:
    """The kinds of the pages of the new blog."""

    def __init__(self, new: SiteOutput) -> None:
        self.new = new
        file = new.folder / _SITEMAP
        listed = urls_in_sitemap(file) if file.is_file() else []
        self._listed = {new.local(url, "/") for url in listed} if listed else None

    def of(self, url: str) -> str:
        """Return the kind of the page at a URL."""
        head = self.new.heads.get(url, "")
        return our_kind(head, is_listed=self._listed is None or url in self._listed)


class SitePair:
    """Two sites, and what is known of their pages."""

    def __init__(self, old: SiteOutput, new: SiteOutput) -> None:
        self.old, self.new = old, new
        self.kinds = NewKinds(new)
        self.feeds = {url: entries_of(file) for url, file in old.feeds.items()}
        """The entries of the old site's feeds, by URL."""
        self.new_feeds = {url: entries_of(file) for url, file in new.feeds.items()}
        self.entries = _by_post(old, self.feeds)
        """The entries of these, by the URLs of the pages that they are of."""
        self.new_entries = _by_post(new, self.new_feeds)
        self._with_feeds = {f"{url.rpartition('/')[0]}/" for url in old.feeds}
        """URLs of lists: Hugo's feeds have entries for lists too, which have feeds."""

    def fates(self) -> list[UrlFate]:
        """Return what became of the pages; of lost posts with where their titles are."""
        fates = [self._fate(url) for url in self.old.pages]
        if not any(one.kind == POST and one.state == LOST for one in fates):
            return fates
        reached = {fate.now for fate in fates}
        titles: dict[str, str] = {}
        for url, head in self.new.heads.items():
            if url not in reached and url not in self.new.redirects:
                titles.setdefault(
                    folded_words(_own_title(title_of_head(head), self.new)), url
                )
        return [self._moved(fate, titles) for fate in fates]

    def _fate(self, page: str) -> UrlFate:
        url = self.old.urls_of_page(page)
        answer = self.new.answer(url)
        if answer.state == LOST and url != page:
            answer = self.new.answer(page)
        kind = self._kind(page, answer)
        if kind == POST and answer.url and self.kinds.of(answer.url) == LIST:
            answer = Outcome(LOST, "")  # a list is not the post
        return UrlFate(url=url, kind=kind, state=answer.state, now=answer.url)

    def _kind(  # noqa: PLR0911 - each of them is a kind
        self, page: str, answer: Outcome
    ) -> str:
        """Return the kind of a page of the old site."""
        if page == "/":
            return LIST
        if kind_of_url(page) == PAGING or self._is_further(page):
            return PAGING
        if page in self.old.redirects:
            return REDIRECT
        found = self.kinds.of(answer.url) if answer.url in self.new.pages else ""
        if found in (POST, PAGE):
            return found
        if not found and says_hidden(page, self.old.heads[page]):
            return HIDDEN
        in_feed = page in self.entries and page not in self._with_feeds
        if in_feed or (not found and says_article(self.old.heads[page])):
            return POST
        return found or kind_of_url(page)

    def _is_further(self, page: str) -> bool:
        """Return whether a page is ``/tag/x2.html`` beside ``/tag/x.html``."""
        first = _NUMBER.sub(r"\1", page)
        return first != page and first in self.old.pages and page not in self.entries

    def _moved(self, fate: UrlFate, titles: dict[str, str]) -> UrlFate:
        """Return the fate of a URL; of a lost post with where its title is now."""
        if fate.kind != POST or fate.state != LOST:
            return fate
        page = page_of(self.old, fate.url)
        title = _own_title(title_of_head(self.old.heads[page]), self.old)
        entry = self.entries.get(page)
        now = titles.get(folded_words(title)) or (
            entry and titles.get(folded_words(entry.title))
        )
        return UrlFate(url=fate.url, kind=POST, state=LOST, now=now or "")

    def feed_fates(self) -> list[FeedFate]:
        """Return what became of the feeds."""
        return [self._feed(url) for url in self.feeds]

    def _feed(self, url: str) -> FeedFate:
        answer = self.new.answer(url)
        entries = self.feeds[url]
        there = self._all_entries(answer.url)
        links = {_page_of_entry(self.new, one, answer.url) for one in there}
        ids = {one.identity for one in there}
        found = []
        for one in entries:
            place = _page_of_entry(self.old, one, url)
            now = self.new.answer(place) if place else Outcome(LOST, "")
            is_list = place in self._with_feeds
            found.append(now.state != LOST and (is_list or now.url in links))
        oldest = _oldest(there)
        missing = [
            one
            for number, one in enumerate(entries)
            if not found[number]
            and not _is_before(one, oldest)
            and (oldest or not there or number < len(there))
        ]
        return FeedFate(
            url=url,
            state=answer.state if there or not entries else LOST,
            now=answer.url,
            entries=len(entries),
            found=sum(found),
            missing=len(missing),
            same_ids=sum(one.identity in ids for one in entries),
        )

    def _all_entries(self, url: str) -> list[OldEntry]:
        """Return the entries of a new feed with those of its further pages."""
        found: list[OldEntry] = []
        seen: set[str] = set()
        while url in self.new_feeds and url not in seen:
            seen.add(url)
            found += self.new_feeds[url]
            url = self.new.local(next_page(self.new.feeds[url]), url)
        return found

    def order(self, fates: Sequence[UrlFate]) -> tuple[int, int, str]:
        """Return how many posts are misplaced, of how many, and the first of them."""
        now = {page_of(self.old, one.url): one.now for one in fates if one.kind == POST}
        before = [now[url] for url in _longest(self.old, self.feeds) if now.get(url)]
        after = _longest(self.new, self.new_feeds)
        both = set(before) & set(after)
        before = [url for url in dict.fromkeys(before) if url in both]
        after = [url for url in after if url in both]
        wrong = [a for a, b in zip(before, after, strict=True) if a != b]
        return len(wrong), len(both), wrong[0] if wrong else ""

    def added(self, fates: Sequence[UrlFate]) -> list[str]:
        """Return the URLs of posts that no page of the old site leads to."""
        reached = {fate.now for fate in fates}
        return [
            url
            for url in self.new.pages
            if url not in reached
            and url not in self.new.redirects
            and self.kinds.of(url) == POST
        ]


def _by_post(site: SiteOutput, feeds: dict[str, list[OldEntry]]) -> dict[str, OldEntry]:
    """Return the entries of all feeds, by the URLs of the pages that they are of."""
    found: dict[str, OldEntry] = {}
    for url, entries in feeds.items():
        for entry in entries:
            place = _page_of_entry(site, entry, url)
            if place in site.pages:
                found.setdefault(place, entry)
    return found


def _page_of_entry(site: SiteOutput, entry: OldEntry, feed: str) -> str:
    """Return the URL of the page that an entry is of; empty if it is elsewhere.

    The link of a post about another page may lead there; its id is the post's URL then.

    :param feed: URL of the feed.
    """
    place = site.local(entry.link, feed) if entry.link else ""
    if not place and entry.identity.startswith(("http://", "https://", "/")):
        place = site.local(entry.identity, feed)
    return page_of(site, place) if place else ""


def _oldest(entries: Sequence[OldEntry]) -> datetime | None:
    """Return the date of the oldest entry; None if not all have one."""
    dates = [_in_utc(one.date) for one in entries if one.date]
    return min(dates) if len(dates) == len(entries) > 0 else None


def _is_before(entry: OldEntry, date: datetime | None) -> bool:
    """Return whether an entry is older than those of a feed, which has no more."""
    return bool(date and entry.date and _in_utc(entry.date) < date)


def _in_utc(date: datetime) -> datetime:
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _longest(site: SiteOutput, feeds: dict[str, list[OldEntry]]) -> list[str]:
    """Return the pages of the entries of the longest feed, in their order."""
    best = max(feeds, key=lambda url: (len(feeds[url]), -len(url)), default="")
    entries = feeds.get(best, [])
    places = [_page_of_entry(site, one, best) for one in entries]
    return [place for place in dict.fromkeys(places) if place in site.pages]


def _own_title(title: str, site: SiteOutput) -> str:
    """Return the title of a page without that of its site, which follows a sign."""
    front = title_of_head(site.heads.get("/", ""))
    for sign in (" | ", " - ", " — ", " – ", " · ", " :: ", " • "):
        start, found, end = title.rpartition(sign)
        if found and (end == front or end in front or front in end):
            return start
    return title
