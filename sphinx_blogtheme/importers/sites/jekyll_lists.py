"""What the templates of a Jekyll site list, and what its feeds have as ids of posts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.dialects import read_header
from sphinx_blogtheme.front_matter.raw import Scalar
from sphinx_blogtheme.importers.engine_settings import list_of, setting_text, text_in
from sphinx_blogtheme.importers.feed_formats import feed_of_template
from sphinx_blogtheme.importers.old_lists import ARCHIVE
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_blogtheme.importers.model import Document
    from sphinx_blogtheme.importers.sites.jekyll_values import JekyllValues

_LISTED = re.compile(
    r"\{[{%][^{}]*?\b(?:(?:site|paginator)\.posts|site\.(?P<terms>tags|categories)"
    r"(?:\.(?P<name>[\w-]+)|\[\s*['\"](?P<key>[^'\"]+)['\"]\s*\])?)"
)
"""Matches the first tag of a template that names what it lists."""

_FEEDS = ("feed.xml", "atom.xml", "rss.xml", "feed/index.xml", "feed.atom", "index.xml")
_IDENTITY = re.compile(
    r"<(?:id|guid)\b[^>]*>(?P<value>[^<]*\bpost\.(?:id|url)\b[^<]*)</(?:id|guid)>"
)
_OF_PLUGIN = "{{ post.id | absolute_url }}"
"""The id of a post in the feed of `jekyll-feed`."""

_NO_TERMS = ("size", "first", "last")


def list_of_template(body: str, documents: Iterable[Document]) -> str:
    """Return the URL of the new blog's list or feed of what a template lists, or "".

    :param documents: the posts of the site, which have terms.
    """
    if feed := feed_of_template(body):
        return feed
    match = _LISTED.search(body)
    if not match:
        return ""
    name = match["name"] or match["key"] or ""
    if not match["terms"] or name in _NO_TERMS:
        return ARCHIVE
    of_tags = match["terms"] == "tags"
    if not name:
        return "/tag/" if of_tags else "/categories/"
    slug = term_slug(name)
    for document in documents:
        facts = document.facts
        if slug in map(term_slug, facts.tags if of_tags else facts.categories):
            return f"/tag/{slug}/" if of_tags else f"/{slug}/"
    return ARCHIVE


def feed_of_file(values: JekyllValues, path: str) -> dict[str, str]:
    """Return the feed that a file with a header makes: its URL of now, by the old one.

    :param path: path of the file, whose layout may have the text.
    """
    text = text_in(values.root / path)
    entries = read_header(text).entries
    header = {e.key: e.node.value for e in entries if isinstance(e.node, Scalar)}
    layout = header.get("layout")
    files = sorted((values.root / "_layouts").glob(f"{layout}.*")) if layout else ()
    found = (feed_of_template(one) for one in (text, *map(text_in, files)))
    feed = next(filter(None, found), "")
    url = header.get("permalink") or path
    return {f"/{url.lstrip('/')}": feed} if feed and ":" not in url else {}


def feed_ids_of(values: JekyllValues) -> str:
    """Return how the feed of a site makes the ids of posts, as in `feed_ids.FEED_IDS`.

    It is a template of the site, or of the plugin for feeds; "" without any.
    """
    found = ""
    for name in _FEEDS:
        match = _IDENTITY.search(text_in(values.root / name))
        found = found or (match["value"].strip() if match else "")
    plugins = [*list_of(values.config, "plugins"), *list_of(values.config, "gems")]
    if not found and "jekyll-feed" in plugins:
        found = _OF_PLUGIN
    for name in ("url", "baseurl"):  # as it is written, be there a slash at its end
        text = setting_text(values.config, name)
        said = f'"{text}"'.replace("\\", "")
        found = re.sub(rf"\bsite\.{name}\b", said, found)
    post = {"id": "/{bare}", "url": "/{path}"}
    made = values.filled(found.replace("post.", "page."), _FEEDS[0], post)
    return made if made.startswith(("https://", "http://")) and "{{" not in made else ""
