"""Where templates of 11ty put lists and feeds, and where the new blog has them.

By Eleventy's documentation: Pagination, Create Pages From Data, RSS plugin. Nothing is
run: a template with a literal permalink, or with one of a single term, says its URLs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.engine_settings import mapping_of, setting_text
from sphinx_blogtheme.importers.feed_formats import feed_of_template
from sphinx_blogtheme.importers.old_lists import ARCHIVE, ATOM, CATEGORY, JSON, RSS, TAG
from sphinx_blogtheme.importers.sites.eleventy_settings import GUESSED
from sphinx_blogtheme.importers.sites.eleventy_urls import EleventyPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import PurePosixPath

_LOOP = re.compile(r"\{%-?\s*(?:for|set)\b[^%]*\bcollections\b")
_NAMES_TERMS = re.compile(
    r"\{%-?\s*(?:for|set)\b[^%]*?(?:\b(?:tag|categor)\w*\s+in\b|[gG]etAllTags|[gG]etKeys)"
)
_TERM = re.compile(r"\{\{-?\s*(?P<name>\w+)\s*(?:\|\s*(?:slug\w*|lower|url)\s*)*-?\}\}")
_PAGES = re.compile(r"\{%-?\s*if\b.*?\bendif\s*-?%\}", re.DOTALL)
"""What a permalink has for the further pages of a list only."""

_PLUGIN = re.compile(
    r"\btype\s*:\s*[\"'](?P<type>atom|rss|json)[\"'][^{}]*?"
    r"\boutputPath\s*:\s*[\"'](?P<path>[^\"']+)[\"']"
)
_FEEDS = {"atom": ATOM, "rss": RSS, "json": JSON}
LANGUAGE_FOLDER = re.compile(r"[a-z]{2}(?:-\w{2,4})?")
"""Matches the name of the folder of a language, in lower case."""

_DEFAULT_LANGUAGE = re.compile(r"\bdefaultLanguage\s*:\s*[\"']([A-Za-z-]+)[\"']")


@dataclass(frozen=True, kw_only=True, slots=True)
class ListTemplate:
    """A template that may list posts."""

    place: PurePosixPath
    """Path of its file from the folder of the input."""
    header: str
    body: str
    permalink: str
    values: Mapping[str, Any]
    """The values of its header and of its data, by name in lower case."""


def language_of_plugin(program: str) -> str:
    """Return the language that the plugin for translations has as the site's, or ""."""
    found = _DEFAULT_LANGUAGE.search(program)
    return found[1] if found else ""


def lists_of_program(program: str) -> dict[str, str]:
    """Return the feeds that the plugin for feeds makes, by their old URLs."""
    return {
        f"/{found['path'].lstrip('/')}": _FEEDS[found["type"]]
        for found in _PLUGIN.finditer(program)
    }


def lists_of_template(template: ListTemplate, language: str) -> dict[str, str]:
    """Return the lists and feeds of a template: new URLs, by old ones.

    :param language: that of the site.
    """
    own = setting_text(template.values, "lang", "language", "locale") or language
    prefix = "" if own == language else f"/{own.lower()}"
    return {old: f"{prefix}{new}" for old, new in _lists(template)}


def _lists(template: ListTemplate) -> Iterator[tuple[str, str]]:
    permalink = _PAGES.sub("", template.permalink)
    paged = mapping_of(template.values, "pagination")
    data, alias = setting_text(paged, "data"), setting_text(paged, "alias")
    if alias and setting_text(paged, "size") == "1" and _TERM.search(permalink):
        new = CATEGORY if "categor" in f"{data} {alias} {permalink}".lower() else TAG
        if not data.startswith("collections"):
            return
        field = new.strip("/").rpartition("/")[2]
        made = _TERM.sub(
            lambda found: field if found["name"] == alias else found[0], permalink
        )
        if "{{" not in made and "{%" not in made:
            yield _url(made), new
        return
    if "pagination" in template.header and not paged:
        return  # its header is a program
    page = EleventyPage(
        place=template.place, title="", slug="", date=None, values=template.values
    )
    url = "" if template.values.get(GUESSED) else page.url(permalink)
    if new := _of_body(template.body, url) if url else "":
        yield url, new


def _of_body(body: str, url: str) -> str:
    """Return the list or feed that a template makes; empty if it is none."""
    name = url.rpartition("/")[2]
    if name.endswith((".xml", ".json", ".rss", ".atom")):
        return feed_of_template(body)
    if "." in name and not name.endswith(".html"):
        return ""
    if _NAMES_TERMS.search(body):
        return "/categories/" if "categor" in url.lower() else "/tag/"
    if not _LOOP.search(body):
        return ""
    parts = url.strip("/").split("/")
    is_front = len(parts) == 1 and LANGUAGE_FOLDER.fullmatch(parts[0].lower())
    return "/" if is_front or parts == [""] else ARCHIVE


def _url(path: str) -> str:
    return re.sub("/{2,}", "/", f"/{path.strip()}").removesuffix("index.html")
