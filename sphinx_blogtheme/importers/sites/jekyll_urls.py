"""The URLs of a Jekyll site, by its permalink styles, collections and defaults.

By Jekyll's documentation: Permalinks, Collections, Front Matter Defaults.
"""

from __future__ import annotations

import fnmatch
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.engine_settings import (
    list_of,
    mapping_of,
    setting_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.model.posts import FrontMatter

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""Jekyll's permalink styles, by name (“Permalinks”, Built-in formats)."""

_TOKEN = re.compile(r":([a-z_]+)")
_PRETTY = re.compile(r"(?:(?![.~!$&'()+,;=@])\W)+")


def jekyll_slug(text: str) -> str:
    """Return a text as Jekyll's ``slugify`` filter in its default mode does."""
    kept = "".join(c if c.isalnum() else "-" for c in text)
    return re.sub("-{2,}", "-", kept).strip("-").lower()


def titled(facts: FrontMatter, slug: str) -> FrontMatter:
    """Return facts with a title, which Jekyll makes of the slug if there is none."""
    title = " ".join(word.capitalize() for word in slug.split("-"))
    return facts if facts.title else replace(facts, title=title)


def file_slug(name: str) -> str:
    """Return the name of a file as ``:title`` has it: only signs become hyphens."""
    return re.sub("^-|-$", "", _PRETTY.sub("-", name))


def page_ending(config: Mapping[str, Any]) -> str:
    """Return what follows the path of a page in its URL: ``/``, ``:output_ext``, ""."""
    style = setting_text(config, "permalink") or "date"
    if style in STYLES:
        return "/" if style == "pretty" else ":output_ext"
    if style.endswith("/"):
        return "/"
    return ":output_ext" if style.endswith(":output_ext") else ""


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """Return the URL of a permalink pattern; unknown names in it stay."""

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name not in values and name.endswith("_"):  # `/:year_:month/`
            return values.get(name[:-1], f":{name[:-1]}") + "_"
        return values.get(name, match[0])

    found = _TOKEN.sub(value, STYLES.get(pattern, pattern))
    return re.sub("/{2,}", "/", f"/{found.lstrip('/')}")


def url_values(facts: FrontMatter, name: str, zone: ZoneInfo) -> dict[str, str]:
    """Return the values of a permalink pattern, by name.

    :param facts: front matter of the post, or of the document of a collection.
    :param name: name of its file without suffix and date.
    :param zone: time zone of the site, in which Jekyll writes all dates.
    """
    categories = [category.lower() for category in facts.categories]
    values = {
        "title": file_slug(facts.slug or name),
        "slug": jekyll_slug(facts.slug or name),
        "name": jekyll_slug(name),
        "output_ext": ".html",
        "categories": "/".join(dict.fromkeys(categories)),
        "slugified_categories": "/".join(
            dict.fromkeys(jekyll_slug(category) for category in categories)
        ),
    }
    return values | (_of_date(facts.date.astimezone(zone)) if facts.date else {})


def _of_date(date: datetime) -> dict[str, str]:
    return {
        "year": f"{date:%Y}",
        "short_year": f"{date:%y}",
        "month": f"{date:%m}",
        "i_month": str(date.month),
        "short_month": f"{date:%b}",
        "long_month": f"{date:%B}",
        "day": f"{date:%d}",
        "i_day": str(date.day),
        "y_day": f"{date:%j}",
        "w_year": f"{date:%G}",
        "week": f"{date:%V}",
        "w_day": f"{date:%u}",
        "short_day": f"{date:%a}",
        "long_day": f"{date:%A}",
        "hour": f"{date:%H}",
        "minute": f"{date:%M}",
        "second": f"{date:%S}",
    }


def defaults_of(
    config: Mapping[str, Any], path: str, kind: str
) -> list[dict[str, Any]]:
    """Return the front matter that a site gives a file, the nearest first.

    :param path: path of the file from the site's folder, without that of collections.
    :param kind: its type: ``posts``, ``drafts``, ``pages``, or a collection.
    """
    found = []
    for number, item in enumerate(list_of(config, "defaults")):
        scope, values = mapping_of(item, "scope"), mapping_of(item, "values")
        folder = str(scope.get("path") or "").lstrip("/")
        folder = _without_folder(folder, setting_text(config, "collections_dir"))
        of_type = str(scope.get("type", kind))
        if values and _is_of(of_type, kind) and _is_below(path, folder):
            found.append((len(folder), "type" in scope, number, values))
    # The longest path wins, then a type, then the last one.
    return [values for *_, values in sorted(found, key=lambda one: one[:3])][::-1]


def _is_of(of_type: str, kind: str) -> bool:
    old = {"page": "pages", "post": "posts", "draft": "drafts"}
    return old.get(of_type, of_type) == kind


def _without_folder(path: str, folder: str) -> str:
    return path.removeprefix(f"{folder.strip('/')}/") if folder.strip("/") else path


def _is_below(path: str, folder: str) -> bool:
    """Return whether a path begins with another one, or matches it as a pattern."""
    if "*" not in folder:
        return path.startswith(folder)
    parts = path.split("/")
    heads = ("/".join(parts[:number]) for number in range(1, len(parts) + 1))
    pattern = folder.rstrip("/").replace("**/", "*")
    return any(fnmatch.fnmatchcase(head, pattern) for head in heads)


def is_public(path: str, included: tuple[str, ...]) -> bool:
    """Return whether no part of a path begins with an underscore, but those included.

    :param included: names and patterns of files and folders, from the configuration.
    """
    parts = PurePosixPath(path).parts
    return not any(
        part.startswith("_")
        and not any(
            fnmatch.fnmatch(name, pattern)
            for pattern in included
            for name in (part, "/".join(parts[: number + 1]))
        )
        for number, part in enumerate(parts)
    )
