"""The feeds that the page of the feeds offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.paths import feed_folders, public
from sphinx_blogtheme.model.kinds import ALL, ARTICLE, ARTICLES, second_feed
from sphinx_blogtheme.pages.template_values import FeedGroup, FeedSource
from sphinx_blogtheme.pages.titles import overview_names
from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from sphinx_blogtheme.pages.contexts import PageContexts
    from sphinx_blogtheme.site.session import Session


def feed_groups(session: Session, pages: PageContexts) -> list[FeedGroup]:
    """Return all feeds of an edition, in groups.

    First come its own, then its second feed, those of kinds of posts and of changes,
    and at last those of terms, by taxonomy.
    """
    others, overviews = _("More feeds"), overview_names()
    groups: dict[str, list[FeedSource]] = {"": [], others: []}
    kinds = pages.blog.feed_kinds
    second = second_feed(public(pages.site.posts), kinds)
    for folder, view, name in feed_folders(pages.site, session.pages, kinds):
        if view and view.post_kind == ARTICLE and second == ARTICLES:
            continue  # the second feed is the same
        feeds = pages.feeds(folder, pages.titles.feed_name(view, name))
        found = [feed for feed in feeds if feed.path in session.resources]
        if view is not None:
            title, home = pages.titles.name(view), view.docname
            group = overviews.get(view.list_kind, others)
        else:
            main = pages.title if second == ALL else _("All posts")
            title = pages.titles.feed_name(None, name) or main
            home = pages.home_of(name, session.pages)
            group = others if name else ""
        if found:
            groups.setdefault(group, []).append(FeedSource(title, home, found))
    return [FeedGroup(name, sources) for name, sources in groups.items() if sources]
