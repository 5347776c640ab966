"""Compare an old site with the blog that replaces it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sphinx_blogtheme.importers.comparison.built_pages import (
    PAGE,
    PAGING,
    POST,
    kind_of_url,
)
from sphinx_blogtheme.importers.comparison.comparison_values import (
    Comparison,
    UrlFate,
)
from sphinx_blogtheme.importers.comparison.site_output import (
    LOST,
    SiteOutput,
    page_of,
    page_url,
    urls_in_sitemap,
)
from sphinx_blogtheme.importers.comparison.site_pair import NewKinds, SitePair
from sphinx_blogtheme.importers.comparison.text_changes import TextComparer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from sphinx_blogtheme.importers.comparison.text_changes import TextPair

    Progress: TypeAlias = Callable[[Sequence[TextPair], str], Iterator[TextPair]]


def compare_with_sitemap(file: Path, new: SiteOutput) -> Comparison:
    """Compare the URLs of a sitemap with a new site.

    :raises CommandError: if the file names no page.
    """
    found = []
    kinds = NewKinds(new)
    for url in urls_in_sitemap(file):
        path = unquote(urlsplit(url).path) or "/"
        base = new.base_path
        if base and (path == base or path.startswith(f"{base}/")):
            path = path.removeprefix(base) or "/"
        path = page_url(path.removeprefix("/"))
        answer = new.answer(path)
        kind = kinds.of(answer.url) if answer.url else kind_of_url(path)
        kind = PAGING if kind_of_url(path) == PAGING else kind
        found.append(UrlFate(url=path, kind=kind, state=answer.state, now=answer.url))
    note = "A sitemap has no texts: only the URLs are compared."
    return Comparison(urls=tuple(found), notes=(note,))


def compare_sites(old: SiteOutput, new: SiteOutput, progress: Progress) -> Comparison:
    """Compare two built sites.

    :param progress: passes items on, and shows how many of them are done.
    """
    sites = SitePair(old, new)
    fates = sites.fates()
    pairs = dict.fromkeys(
        (page_of(old, fate.url), fate.now, fate.kind)
        for fate in fates
        if fate.kind in (POST, PAGE) and fate.now in new.pages
    )
    for pair in [*pairs]:
        is_copy = pair[2] != POST and _is_same_file(
            old.pages[pair[0]], new.pages[pair[1]]
        )
        if is_copy:
            del pairs[pair]
    texts = TextComparer(sites, [*pairs])
    compared = [texts.compare(pair) for pair in progress([*pairs], "comparing")]
    feeds = sites.feed_fates()
    misplaced, common, first = sites.order(fates)
    fates += [
        UrlFate(url=one.url, kind="feed", state=one.state, now=one.now) for one in feeds
    ]
    return Comparison(
        urls=(*fates, *texts.files.values()),
        texts=tuple(compared),
        feeds=tuple(feeds),
        order=(common, misplaced),
        first_misplaced=first,
        added=tuple(sites.added(fates)),
        notes=tuple(_doubts(fates, sites)),
    )


def _doubts(fates: Sequence[UrlFate], sites: SitePair) -> Iterator[str]:
    """Yield what speaks against the two sites being the same one."""
    same = any(one.kind == POST and one.state != LOST for one in fates)
    if not same and any(sites.kinds.of(url) == POST for url in sites.new.pages):
        yield (
            f"No post of {sites.old.folder} is one of the blog; expected the folder of"
            " the same site, as its engine built it."
        )


def _is_same_file(one: Path, other: Path) -> bool:
    """Return whether two files have the same content, as those that are copied."""
    same = one.stat().st_size == other.stat().st_size
    return same and one.read_bytes() == other.read_bytes()
