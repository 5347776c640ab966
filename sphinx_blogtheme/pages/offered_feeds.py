"""The feeds that the page of the feeds offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.paths import feed_folders
from sphinx_blogtheme.pages.template_values import FeedGroup, FeedSource
from sphinx_blogtheme.pages.titles import OVERVIEW_NAMES

if TYPE_CHECKING:
    from sphinx_blogtheme.pages.contexts import PageContexts
    from sphinx_blogtheme.site.session import Session


def feed_groups(session: Session, pages: PageContexts) -> list[FeedGroup]:
    """Return all feeds of the site: first its own, then those of terms, by taxonomy."""
    groups: dict[str, list[FeedSource]] = {}
    for folder, view in feed_folders(session.pages):
        term = view.term if view else None
        feeds = pages.feeds(folder, term.name if term else "")
        found = [feed for feed in feeds if feed.path in session.resources]
        if view is None:
            title, docname = pages.title, pages.config.root_doc
        else:
            title, docname = pages.titles.heading(view), view.docname
        if found:
            name = OVERVIEW_NAMES.get(view.list_kind, "") if view else ""
            groups.setdefault(name, []).append(FeedSource(title, docname, found))
    return [FeedGroup(name, sources) for name, sources in groups.items()]
