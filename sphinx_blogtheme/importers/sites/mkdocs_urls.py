"""URLs as MkDocs and its plugin for blogs make them.

https://squidfunk.github.io/mkdocs-material/plugins/blog/
"""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.markdown_slugs import named_slug
from sphinx_blogtheme.importers.engine_settings import setting_text
from sphinx_blogtheme.importers.old_lists import AUTHOR, CATEGORY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sphinx_blogtheme.model.posts import FrontMatter

_TOKENS = re.compile(r"yyyy|yy|y|MMMM|MMM|MM|M|dd|d|EEEE|EEE|D")
_FIELD = re.compile(r"\{(\w+)\}")


def url_date(date: datetime, pattern: str) -> str:
    """Return a date in a pattern of Unicode, such as ``yyyy/MM/dd``."""
    values = {
        "yyyy": f"{date.year:04d}",
        "y": str(date.year),
        "yy": f"{date:%y}",
        "MM": f"{date:%m}",
        "M": str(date.month),
        "MMM": f"{date:%b}",
        "MMMM": f"{date:%B}",
        "dd": f"{date:%d}",
        "d": str(date.day),
        "EEEE": f"{date:%A}",
        "EEE": f"{date:%a}",
        "D": f"{date:%j}".lstrip("0"),
    }
    return _TOKENS.sub(lambda match: values[match[0]], pattern)


def post_place(
    facts: FrontMatter, title: str, stem: str, settings: Mapping[str, Any]
) -> str:
    """Return the path of a post below the folder of its blog: ``2024/01/02/hello``.

    :param title: the title from which its slug is made, in Markdown.
    :param stem: name of its file without the suffix.
    :param settings: options of the plugin ``blog``.
    """
    separator = str(settings.get("categories_slugify_separator") or "-")
    most = settings.get("post_url_max_categories")
    categories: Sequence[str] = facts.categories[: most if isinstance(most, int) else 1]
    values = {
        "categories": "/".join(
            named_slug(name, _function(settings, "categories_slugify"), separator)
            for name in categories
        ),
        "date": "",
        "slug": facts.slug
        or named_slug(
            title,
            _function(settings, "post_slugify"),
            str(settings.get("post_slugify_separator") or "-"),
        ),
        "file": stem,
    }
    if facts.date:
        pattern = str(settings.get("post_url_date_format") or "yyyy/MM/dd")
        values["date"] = url_date(facts.date, pattern)
    whole = str(settings.get("post_url_format") or "{date}/{slug}")
    path = _FIELD.sub(lambda match: values.get(match[1], match[0]), whole)
    return PurePosixPath(path.strip("/")).as_posix()


def _function(settings: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = settings.get(name)
    return value if isinstance(value, dict) else {}


def page_place(path: str) -> str:
    """Return the place of a page of MkDocs: ``setup/x`` for ``setup/x.md``.

    :param path: path from the folder of the documentation.
    """
    place = PurePosixPath(path)
    if place.stem.lower() in ("index", "readme"):
        return "" if place.parent.name == "" else place.parent.as_posix()
    return place.with_suffix("").as_posix()


def documentation_file(path: str) -> str:
    """Return the path of a page in the blog; a README is the index of its folder."""
    place = PurePosixPath(path)
    name = "index.md" if place.stem.lower() == "readme" else f"{place.stem}.md"
    return place.with_name(name).as_posix()


def words_of_file(path: str) -> str:
    """Return the title that the name of a file gives: "My page" for ``my-page.md``."""
    words = PurePosixPath(path).stem.replace("-", " ").replace("_", " ")
    return words.capitalize() if words == words.lower() else words


_FORMATS = (
    ("categories_url_format", "category/{slug}", "{slug}", "{category}", CATEGORY),
    ("archive_url_format", "archive/{date}", "{date}", "{year}", "/{year}/"),
    ("authors_profiles_url_format", "author/{slug}", "{slug}", "{author}", AUTHOR),
)
"""For each kind of lists: the setting of their URLs, its default, its field, the field
of `Blog.lists`, and the URLs in the new blog."""


def lists_of_blog(
    settings: Mapping[str, Any], folder: str, *, pretty: bool
) -> dict[str, str]:
    """Return where the lists of a blog are, as `Blog.lists` has it.

    :param settings: options of the plugin ``blog``.
    :param folder: folder of the blog, or "".
    :param pretty: whether URLs end with a slash, and not with ``.html``.
    """
    found = {}
    for name, usual, field, ours, new in _FORMATS:
        path = (setting_text(settings, name) or usual).replace(field, ours)
        whole = posixpath.join("/", folder, path.strip("/"))
        found[f"{whole}/" if pretty else f"{whole}.html"] = new
    return found
