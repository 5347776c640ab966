"""URLs as Hugo makes them (Hugo's documentation, "URL management")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_blogtheme.model.posts import FrontMatter

_TOKEN = re.compile(r":([a-z]+)(?:\[[^\]]*\])?")


def filled_in(
    pattern: str, facts: FrontMatter, name: str, section: str, folders: list[str]
) -> str:
    """Return the path of a dated page by a pattern of permalinks, without a last slash.

    :param name: name of its file without suffix, or of its folder.
    :param folders: folders of its file below the content.
    """
    date = facts.date
    assert date is not None  # noqa: S101 -- the caller has looked
    title = urlize(facts.title or name)
    values = {
        "year": f"{date:%Y}",
        "month": f"{date:%m}",
        "monthname": f"{date:%B}".lower(),
        "day": f"{date:%d}",
        "weekday": f"{date:%w}",
        "weekdayname": f"{date:%A}".lower(),
        "yearday": str(int(f"{date:%j}")),
        "section": section,
        "sections": "/".join(map(urlize, folders)),
        "title": title,
        "slug": urlize(facts.slug or "") or title,
        "filename": urlize(name),
        "contentbasename": urlize(name),
        "slugorfilename": urlize(facts.slug or name),
        "slugorcontentbasename": urlize(facts.slug or name),
    }
    url = _TOKEN.sub(lambda match: values.get(match[1], ""), pattern)
    return "/" + re.sub("/+", "/", url).strip("/")


def urlize(text: str) -> str:
    """Return a text as Hugo writes it in URLs (its ``urlize`` function)."""
    kept = "".join(
        c if c.isalnum() or c in "-_.+~" else " " * c.isspace() for c in text
    )
    return re.sub(r"-{2,}", "-", "-".join(kept.lower().split()))
