"""URLs as Hugo makes them (Hugo's documentation, "URL management")."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sphinx_blogtheme.model.posts import FrontMatter

_TOKEN = re.compile(r":(?P<name>\w+)(?:\[(?P<slice>[^\]]*)\])?")

_GO_DATES = {
    "2006": "%Y",
    "06": "%y",
    "01": "%m",
    "02": "%d",
    "15": "%H",
    "03": "%I",
    "04": "%M",
    "05": "%S",
    "Jan": "%b",
    "January": "%B",
    "Mon": "%a",
    "Monday": "%A",
}
"""Parts of Go's patterns of dates, as `strftime` has them."""


def filled_in(
    pattern: str,
    facts: FrontMatter,
    name: str,
    sections: Sequence[str],
) -> str | None:
    """Return the path of a page by a pattern of permalinks, without a last slash.

    :param name: name of its file without suffix, or of its folder.
    :param sections: names of its section and those above, from the top.
    :return: None if the pattern has a date that the page has not.
    """
    title = urlize(facts.title or name)
    values = {
        "section": urlize(sections[0]) if sections else "",
        "sectionslug": urlize(sections[-1]) if sections else "",
        "title": title,
        "slug": urlize(facts.slug or "") or title,
        "filename": urlize(name),
        "contentbasename": urlize(name),
        "slugorfilename": urlize(facts.slug or name),
        "slugorcontentbasename": urlize(facts.slug or name),
    }
    if facts.date is not None:
        values |= _dates(facts.date)
    elif any(m["name"] in _DATE_NAMES for m in _TOKEN.finditer(pattern)):
        return None

    def value(match: re.Match[str]) -> str:
        if match["name"] in ("sections", "sectionslugs"):
            return "/".join(map(urlize, _sliced(sections, match["slice"])))
        return values.get(match["name"], "")

    url = _TOKEN.sub(value, pattern)
    return "/" + re.sub("/+", "/", url).strip("/")


def _dates(date: datetime) -> dict[str, str]:
    return {
        "year": f"{date:%Y}",
        "month": f"{date:%m}",
        "monthname": f"{date:%B}".lower(),
        "day": f"{date:%d}",
        "weekday": f"{date:%w}",
        "weekdayname": f"{date:%A}".lower(),
        "yearday": str(int(f"{date:%j}")),
        **{name: date.strftime(form).lower() for name, form in _GO_DATES.items()},
        "1": str(date.month),
        "2": str(date.day),
    }


_DATE_NAMES = frozenset(
    (
        *("year", "month", "monthname", "day", "weekday", "weekdayname", "yearday"),
        *(*_GO_DATES, "1", "2"),
    )
)


def _sliced(names: Sequence[str], said: str | None) -> Sequence[str]:
    """Return some of the names, by a slice such as ``1:``, ``last`` or ``0``."""
    if said is None:
        return names

    def index(text: str, default: int) -> int:
        if text == "last":
            return len(names) - 1
        return int(text) if re.fullmatch(r"-?\d+", text) else default

    first, colon, end = (part.strip() for part in said.partition(":"))
    if colon:
        return names[index(first, 0) : index(end, len(names))]
    place = index(first, 0)
    return names[place : place + 1]


def urlize(text: str) -> str:
    """Return a text as Hugo writes it in URLs (its ``urlize`` function).

    Hyphens stay, spaces become one, and most signs are left out.
    """
    made: list[str] = []
    space = False
    for char in text.lower():
        if char in "._+~-@/" or char.isalnum() or unicodedata.category(char)[0] == "M":
            if space and char != "-" and made and made[-1] != "-":
                made.append("-")
            made.append(char)
            space = False
        elif char.isspace():
            space = True
    return "".join(made)
