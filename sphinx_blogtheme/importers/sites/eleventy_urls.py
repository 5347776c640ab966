"""The URLs of 11ty's pages: by their places, or by a permalink with a template.

By Eleventy's documentation: Permalinks, Content Dates, “page” Variable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.plain_slugs import ascii_letters
from sphinx_blogtheme.importers.text_files import engine_term_slug

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import PurePosixPath

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-(.*)")
_ANY_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}[-_]")
_SAID = re.compile(
    r"\{\{-?\s*(?P<name>[\w.]+|\"[^\"]*\"|'[^']*')\s*(?P<filters>(?:\|[^{}|]*)*)-?\}\}"
)
_FILTER = re.compile(r"\|\s*(\w+)\s*[:(]?\s*(?:[\"']([^\"']*)[\"'])?[^|]*")
_LUXON = {
    "yyyy": "%Y",
    "LLLL": "%B",
    "MMMM": "%B",
    "LLL": "%b",
    "MMM": "%b",
    "LL": "%m",
    "MM": "%m",
    "dd": "%d",
    "HH": "%H",
    "mm": "%M",
    "yy": "%y",
    "YYYY": "%Y",
    "DD": "%d",
}
_SLUGS = ("slugify", "slug", "slugifyString", "slugger")


@dataclass(frozen=True, kw_only=True, slots=True)
class EleventyPage:
    """What a permalink can name of a page."""

    place: PurePosixPath
    """Path of its file from the folder of the input."""
    title: str
    slug: str
    date: datetime | None
    values: Mapping[str, Any]
    """The other values of its header and its data, by name in lower case."""

    @property
    def file_slug(self) -> str:
        """The name of the file, or of the folder of an index, without a date."""
        folders, stem = self.place.parts[:-1], bare_name(self.place.stem)
        if stem != "index":
            return stem
        return bare_name(folders[-1]) if folders else ""

    @property
    def usual_url(self) -> str:
        """The URL by the place of the file."""
        folders, stem = self.place.parts[:-1], self.place.stem
        # A file with the name of its folder is the page of the folder.
        own = () if stem == "index" or folders[-1:] == (stem,) else (stem,)
        return re.sub("/{2,}", "/", "/" + "/".join([*folders, *own]) + "/")

    def url(self, permalink: str) -> str:
        """Return the URL that a permalink gives, or "" if it is a program."""
        if not permalink:
            return self.usual_url
        made = _SAID.sub(self._filled, permalink)
        if "{" in made:
            return ""
        url = re.sub("/{2,}", "/", f"/{made.strip()}")
        return url.removesuffix("index.html")

    def _filled(self, match: re.Match[str]) -> str:
        value = self._value(match["name"])
        for name, argument in _FILTER.findall(match["filters"]):
            value = _filtered(value, name, argument)
            if value is None:
                return "{"
        if (
            value in (None, "")
            or isinstance(value, (dict, list))
            or hasattr(value, "year")
        ):
            return "{"
        return str(value)

    def _value(self, name: str) -> Any:
        if name[0] in "\"'":
            return name[1:-1]
        folders = self.place.parts[:-1]
        stem = bare_name(self.place.stem)
        values = {
            "page.fileslug": self.file_slug,
            "page.filepathstem": "/" + "/".join([*folders, stem]),
            "page.date": self.date,
            "page.url": self.usual_url,
            "date": self.date,
            "title": self.title,
            "slug": self.slug or _ANY_DATE.sub("", self.file_slug),
        }
        key = name.lower().removeprefix("data.")
        found = values.get(key)
        if found in (None, "") and key in self.values:
            found = self.values[key]
        if found is None and "." in key:
            first, _, rest = key.partition(".")
            inside = self.values.get(first)
            found = inside.get(rest) if isinstance(inside, dict) else None
        return found


def bare_name(stem: str) -> str:
    """Return the name of a file without the date that it begins with."""
    found = _DATED.fullmatch(stem)
    return found[1] if found else stem


def _filtered(value: Any, name: str, argument: str) -> Any:
    """Return a value after a filter; None if the filter is not known."""
    if hasattr(value, "strftime"):
        return _formatted(value, argument)
    text = "" if value is None else str(value)
    if name in _SLUGS:
        return engine_term_slug(ascii_letters(text))
    return {
        **dict.fromkeys(("lower", "downcase"), text.lower()),
        **dict.fromkeys(("url", "safe", "trim", "strip", "string"), text),
        "default": text or argument,
        "append": text + argument,
        "prepend": argument + text,
    }.get(name)


def _formatted(date: datetime, form: str) -> str | None:
    """Return a date in a format of ``strftime`` or of Luxon, if it is one."""
    if "%" in form:
        return date.strftime(form)
    pieces = re.findall(r"[A-Za-z]+|[^A-Za-z]+", form)
    known = [_LUXON.get(piece) for piece in pieces if piece.isalpha()]
    if not known or not all(known):
        return None
    return date.strftime("".join(_LUXON.get(piece, piece) for piece in pieces))
