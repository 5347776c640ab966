"""What lists of the new blog show of its posts, as those of the old one did."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.front_matter.fields import folded
from sphinx_blogtheme.importers.kept_settings import summary_settings
from sphinx_blogtheme.model.excerpt_separators import with_marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_blogtheme.importers.model import Blog, Document

COVER_KEYS = (
    *("cover", "cover_image", "cover_img", "featured_image", "feature_image"),
    *("featured_image_preview", "hero_image", "hero", "thumbnail", "thumbnail_img"),
    *(
        "feature_img",
        "index_img",
        "banner_img",
        "banner",
        "banner_image",
        "lead_image",
        "teaser",
        "header_img",
    ),
    *("header.image", "header.overlay_image", "header.teaser", "image.path"),
)
"""Keys of images that themes show on posts and in lists, and not for previews only."""

_COVERS = frozenset(map(folded, COVER_KEYS))
_SOURCES = frozenset(("image", "src", "url", "path"))
_PLACES = ["home", "terms", "post"]
_WHOLE = re.compile(r"\b(?:post|page)\.content\b(?!\s*\|\s*(?:strip|truncate))")


def names_cover(header: Mapping[str, Any]) -> bool:
    """Return whether a header has an image that themes show on posts and in lists.

    :param header: its values by key, as in `ParsedFile.raw`.
    """
    for key, value in header.items():
        name = folded(key)
        if name in ("params", "extra") and isinstance(value, dict):
            if names_cover(value):
                return True
        elif isinstance(value, dict):
            inner = {folded(part) for part, text in value.items() if text}
            named = {f"{name}.{part}" for part in inner}
            if (name in _COVERS and inner & _SOURCES) or named & _COVERS:
                return True
        elif value and name in _COVERS:
            return True
    return False


def cover_settings(documents: Iterable[Document]) -> dict[str, Any]:
    """Return the setting with which posts and lists show covers, if there are any."""
    if any(one.has_cover and one.facts.image and not one.page for one in documents):
        return {"blog_covers": _PLACES}
    return {}


def settings_of_papermod(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings for what parameters of Hugo's themes hide on all pages.

    :param params: by name in lower case, as of PaperMod, Congo and others.
    """
    found: dict[str, Any] = {}
    cover = params.get("cover")
    cover = cover if isinstance(cover, dict) else {}
    hidden = {folded(str(key)) for key, value in cover.items() if value is True}
    if hidden & {"hidden", "hiddeninlist", "hiddeninsingle"}:
        in_lists = [] if "hiddeninlist" in hidden else _PLACES[:-1]
        on_post = [] if "hiddeninsingle" in hidden else _PLACES[-1:]
        found["blog_covers"] = [] if "hidden" in hidden else [*in_lists, *on_post]
    if params.get("showreadingtime") is False:
        found["html_theme_options"] = {"show_reading_time": False}
    return found


def with_separator(blog: Blog, separator: str) -> Blog:
    """Return a blog in which posts have our marker where their excerpts end.

    :param separator: what the configuration of the old site calls it; a post may have
        another in its header.
    """
    documents = tuple(
        _marked(one, one.facts.excerpt_separator or separator) for one in blog.documents
    )
    return replace(blog, documents=documents)


def _marked(document: Document, separator: str) -> Document:
    text = separator.strip()
    if not text or document.as_it_is is not None or document.path.endswith(".rst"):
        return document
    body = with_marker(document.body, text)
    facts = replace(document.facts, excerpt_separator=None)
    return replace(document, body=body, facts=facts)


def with_excerpts_of_jekyll(
    blog: Blog, config: Mapping[str, Any], templates: Iterable[str]
) -> Blog:
    """Return a blog of Jekyll's with its excerpts: by default, the first paragraph.

    :param config: the configuration of the old site.
    :param templates: the texts of its own templates. If they show whole posts in lists,
        so does the new blog.
    """
    separator = config.get("excerpt_separator")
    separator = separator if isinstance(separator, str) else "\n\n"
    blog = with_separator(blog, separator)
    whole = any(_WHOLE.search(text) and "for post in" in text for text in templates)
    if whole or not separator:
        return blog
    posts = [one for one in blog.documents if PurePosixPath(one.path).suffix == ".md"]
    found = summary_settings(posts, paragraphs=1)
    return replace(blog, settings={**found, **blog.settings})
