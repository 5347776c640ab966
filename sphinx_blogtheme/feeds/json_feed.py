"""Write a feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.feeds.timestamps import rfc3339
from sphinx_blogtheme.feeds.xml import KEPT_TEXTS, legal

if TYPE_CHECKING:
    from sphinx_blogtheme.feeds.feed import Feed, FeedEntry


def write_json_feed(feed: Feed) -> str:
    """Return the text of a JSON Feed file."""
    value = _present(
        version="https://jsonfeed.org/version/1.1",
        title=legal(feed.title),
        home_page_url=legal(feed.home_url),
        feed_url=legal(feed.feed_url),
        next_url=legal(dict(feed.page_links).get("next", "")),
        description=legal(feed.description),
        language=legal(feed.language or ""),
        authors=_authors(feed.authors),
        hubs=[{"type": "WebSub", "url": legal(feed.hub)}] if feed.hub else [],
    )
    value["items"] = [_item(entry) for entry in feed.entries]
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


@lru_cache(maxsize=KEPT_TEXTS)
def _item(entry: FeedEntry) -> dict[str, Any]:
    item = _present(
        id=legal(entry.id),
        url=legal(entry.url),
        external_url=legal(entry.link or ""),
        title="" if entry.untitled else legal(entry.title),
        summary=legal(entry.summary or ""),
        date_published=rfc3339(entry.published),
        date_modified=rfc3339(entry.updated),
        language=legal(entry.language or ""),
        authors=_authors(entry.authors),
        tags=[legal(category.name) for category in entry.categories],
    )
    # An item must have its content, even an empty one.
    item["content_html"] = legal(entry.content_html)
    return item


def _authors(names: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"name": legal(name)} for name in names]


def _present(**fields: Any) -> dict[str, Any]:
    """Return the fields that have a value: the format has no null, and requires few."""
    return {name: value for name, value in fields.items() if value}
