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
    base = f"{old_base.rstrip('/')}/"
    host = urlsplit(base).hostname or ""
    if not host and ("{base}" in pattern or "{host}" in pattern):
        pattern = ""
    found = []
    for document in documents:
        facts = document.facts
        is_public = not document.page and facts.status is Status.PUBLISHED
        path = path_of(document.urls[0], old_base) if document.urls else ""
        if is_public and not facts.feed_id and pattern and facts.date and path:
            path = quote(path.lstrip("/"), safe="/-_.~!$&'()*+,;=:@%")
            values = {
                "base": base,
                "host": host,
                "path": path,
                "bare": path.rstrip("/").removesuffix(".html"),
                "date": f"{facts.date:%Y-%m-%d}",
            }
            identity = pattern
            for name, value in values.items():
                identity = identity.replace(f"{{{name}}}", value)
            place = docname_in_site(document, link)
            if identity != f"{new_base.rstrip('/')}/{quote(place)}/":
                facts = replace(facts, feed_id=identity)
                document = replace(document, facts=facts)  # noqa: PLW2901
        found.append(document)
    return found
