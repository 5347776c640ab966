"""The ids that posts had in the feeds of an old site, by which programs know them.

A program that reads feeds shows an entry with a new id once more, even if its URL is
the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from sphinx_blogtheme.importers.site_urls import docname_in_site, path_of
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sphinx_blogtheme.importers.model import Document

URL, BARE = "{base}{path}", "{base}{bare}"

FEED_IDS: Mapping[str, str] = {
    **dict.fromkeys(("hugo", "zola", "eleventy", "nikola", "astro"), URL),
    "pelican": "tag:{host},{date}:/{path}",
}
"""How engines make ids, by the names of their readers. `{base}` is the URL of the site,
with a slash at its end; `{path}` is the URL of the post from there, `{bare}` the same
without a slash or a suffix at its end; `{host}` and `{date}` are what they say."""


def with_feed_ids(
    documents: Sequence[Document], pattern: str, old_base: str, new_base: str, link: str
) -> list[Document]:
    """Return the documents, of which posts have the ids that they had.

    A post whose id is its new URL needs none, nor one that has an id already.

    :param pattern: how the old site made ids, as in `FEED_IDS`; "" if nobody knows.
    :param old_base: URL of the old site's root, or "".
    :param new_base: that of the new one.
    :param link: permalink pattern of the new site.
    """
    found = []
    for document in documents:
        facts = document.facts
        is_public = not document.page and facts.status is Status.PUBLISHED
        if is_public and not facts.feed_id and facts.date and document.urls:
            identity = id_in_feeds(pattern, document.urls[0], old_base, facts.date)
            place = docname_in_site(document, link)
            if identity and identity != f"{new_base.rstrip('/')}/{quote(place)}/":
                facts = replace(facts, feed_id=identity)
                document = replace(document, facts=facts)  # noqa: PLW2901
        found.append(document)
    return found


def id_in_feeds(pattern: str, url: str, base_url: str, date: datetime) -> str:
    """Return the id of a post in the feeds of an old site; "" if it is unknown.

    :param pattern: as in `FEED_IDS`.
    :param url: URL of the post there.
    :param base_url: URL of the site, or "".
    """
    base = f"{base_url.rstrip('/')}/"
    host, path = urlsplit(base).hostname or "", path_of(url, base_url)
    if not path or (not host and ("{base}" in pattern or "{host}" in pattern)):
        return ""
    path = quote(path.lstrip("/"), safe="/-_.~!$&'()*+,;=:@%")
    bare = path.rstrip("/").removesuffix(".html")
    day = f"{date:%Y-%m-%d}"
    values = {"base": base, "host": host, "path": path, "bare": bare, "date": day}
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", value)
    return pattern
