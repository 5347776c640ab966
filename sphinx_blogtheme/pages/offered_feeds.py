"""The feeds that the page of the feeds offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.paths import feed_folders, public, second_of
from sphinx_blogtheme.model.kinds import ALL, ARTICLE, ARTICLES, second_feed
from sphinx_blogtheme.pages.template_values import FeedGroup, FeedSource
from sphinx_blogtheme.pages.titles import OVERVIEW_NAMES

if TYPE_CHECKING:
    from sphinx_blogtheme.pages.contexts import PageContexts
    from sphinx_blogtheme.site.session import Session

_OTHERS = "More feeds"


def feed_groups(session: Session, pages: PageContexts) -> list[FeedGroup]:
    """Return all feeds of the site, in groups.

    First come its own, then its second feed, those of kinds of posts and of changes,
    and at last those of terms, by taxonomy.
    """
    groups: dict[str, list[FeedSource]] = {"": [], _OTHERS: []}
    second = second_feed(public(pages.site.posts), pages.blog.feed_kinds)
    for folder, view in feed_folders(session.pages, second):
        if view and view.post_kind == ARTICLE and second == ARTICLES:
            continue  # the second feed is the same
        name = second_of(folder) if view is None else ""
        feeds = pages.feeds(folder, pages.titles.feed_name(view, name))
        found = [feed for feed in feeds if feed.path in session.resources]
        if view is not None:
            title, home = pages.titles.name(view), view.docname
            group = OVERVIEW_NAMES.get(view.list_kind, _OTHERS)
        else:
            main = pages.title if second == ALL else "All posts"
            title = pages.titles.feed_name(None, name) or main
            home = pages.home_of(name, session.pages)
            group = _OTHERS if name else ""
        if found:
            groups.setdefault(group, []).append(FeedSource(title, home, found))
    return [FeedGroup(name, sources) for name, sources in groups.items() if sources]
