"""Permalinks: patterns, and slugs that are safe in URLs and file names.

The docname of a post is its permalink without the outer slashes: ``2025/03/x``. It
becomes a path on disk and a URL, so each segment is made safe for both.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeGuard

from sphinx_blogtheme.model.urls import SCHEME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

HEADER_FIELDS = ("category", "author", "section", "title")
"""Fields that are from the header of a post, and the path of its file."""

PATTERN_FIELDS = (
    *("year", "month", "day", "hour", "minute", "second", "slug"),
    *HEADER_FIELDS,
)
"""Fields that a pattern may have, in braces."""

MAX_SEGMENT_BYTES = 150
"""Maximum length of a segment in UTF-8 bytes; file systems allow 255, with suffixes."""

FALLBACK_SLUG = "untitled"

SPHINX_PAGES = ("genindex", "search")
"""Docnames of the pages that Sphinx generates."""

SPHINX_FILES = ("objects.inv", "searchindex.js")
"""Files at the root of the site that Sphinx writes."""

_PLAIN = re.compile(rf"[A-Za-z0-9~-]{{1,{MAX_SEGMENT_BYTES}}}")
"""Matches most slugs: they are safe as they are, unless they are names of devices."""
_FIELD = re.compile(r"\{([^{}]*)\}")

# Letters and marks with the property Default_Ignorable_Code_Point (Unicode 16,
# DerivedCoreProperties.txt); the rest of it are controls, formats or unassigned.
_INVISIBLE = {
    *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0),
    *(0x180B, 0x180C, 0x180D, 0x180F),
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
}

# Names that Windows reserves for devices, with any extension ("Naming Files,
# Paths, and Namespaces", Microsoft). The superscript digits count as digits.
_DEVICE = re.compile(r"(con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PermalinkPattern:
    """Pattern of the permalinks of posts, such as ``/{year}/{month}/{slug}/``."""

    text: str
    """The pattern, with a leading slash."""

    @classmethod
    @lru_cache(maxsize=8)
    def parse(cls, text: str) -> PermalinkPattern:
        """Parse a pattern.

        :raises ValueError: if it is none; the message says why, and what one looks
            like.
        """
        fault = _fault_of(text)
        if fault:
            msg = (
                f"{fault}; expected a path such as '/{{year}}/{{month}}/{{slug}}/'"
                f" made of {', '.join(f'{{{name}}}' for name in PATTERN_FIELDS)} and plain text"
            )
            raise ValueError(msg)
        return cls(text)

    @property
    def needs_header(self) -> bool:
        """Whether it has one of `HEADER_FIELDS`."""
        return not set(HEADER_FIELDS).isdisjoint(_FIELD.findall(self.text))

    def docname(
        self, slug: str, date: datetime, fields: Mapping[str, str] | None = None
    ) -> str:
        """Return the docname of a post, such as ``2025/03/x``.

        A part of the pattern that is empty, since a post has no category for example,
        is left out.

        :param slug: the slug as written; it is made safe.
        :param date: publication date in the author's zone: its own year, month and day
            are used.
        :param fields: values of `HEADER_FIELDS`, which are made safe; those that are
            not given are empty.
        """
        given = {name: (fields or {}).get(name, "") for name in HEADER_FIELDS}
        values = {
            "year": f"{date.year:04d}",
            "month": f"{date.month:02d}",
            "day": f"{date.day:02d}",
            "hour": f"{date.hour:02d}",
            "minute": f"{date.minute:02d}",
            "second": f"{date.second:02d}",
            "slug": safe_slug(slug),
            **{name: text and safe_slug(text) for name, text in given.items()},
        }
        values["title"] = values["title"] or values["slug"]
        segments = (_filled(segment, values) for segment in _segments(self.text))
        return "/".join(map(safe_slug, filter(None, segments)))


def _filled(segment: str, values: Mapping[str, str]) -> str:
    """Return a segment with its values; no mark stands beside one that is empty."""
    text = segment.format_map(values)
    is_whole = all(values[name] for name in _FIELD.findall(segment))
    return text if is_whole else text.strip("-_.")


def docname_of_path(path: str) -> str:
    """Return the docname for a whole path that an author chose.

    ``/essays/x/``, ``/essays/x.html`` and ``/essays/x/index.html`` are ``essays/x``.
    """
    segments = path.strip("/").split("/")
    if segments[-1] in ("index.html", "index.htm") and len(segments) > 1:
        del segments[-1]
    segments[-1] = re.sub(r"\.html?$", "", segments[-1])
    return "/".join(map(safe_slug, segments))


def _segments(text: str) -> list[str]:
    return text.removeprefix("/").removesuffix("/").split("/")


def _fault_of(text: str) -> str | None:  # noqa: PLR0911
    """Return an error message for a pattern, or None if it is valid."""
    if SCHEME.match(text):
        return "a permalink is a path within the site, without a scheme or a host"
    if not text.startswith("/"):
        return "a permalink starts with '/'"
    segments = _segments(text)
    if "" in segments:
        return "there is nothing between two of the slashes"
    if "." in segments or ".." in segments:
        return "'.' and '..' cannot be parts of a permalink"
    names = _FIELD.findall(text)
    for name in names:
        if name not in PATTERN_FIELDS:
            return f"{{{name}}} is not a field"
    if not {"slug", "title"} & {*names}:
        return "{slug} is missing, so that posts would share one URL"
    for segment in segments:
        example = _FIELD.sub("1", segment)
        if safe_slug(example) != example:
            return f"{segment!r} cannot be part of a URL and of a file name"
    return None


@cache
def safe_slug(text: str) -> str:
    """Return the text as one segment that is safe in any URL and file system.

    Letters, digits and marks of any script (in NFC) and ``-_.~`` stay; anything else
    becomes a hyphen: ``What-s-new`` for "What's new?". The result is never empty, has
    at most `MAX_SEGMENT_BYTES`, begins with neither a dot nor an underscore (such names
    are Sphinx's, as ``_static``), is not ``index.html`` (the page of its folder), and
    stays the same if it is made safe again.
    """
    if _PLAIN.fullmatch(text) and not _DEVICE.match(text):
        return text
    kept = "".join(
        char if _is_plain(char) else "\0" for char in unicodedata.normalize("NFC", text)
    )
    slug = re.sub(r"-*\0[-\0]*", "\0", kept).lstrip("\0._").rstrip("\0.")
    slug = slug.replace("\0", "-")
    if device := _DEVICE.match(slug):
        slug = f"{device[1]}-{slug[device.end() :]}"
    slug = slug.encode()[:MAX_SEGMENT_BYTES].decode(errors="ignore")
    if slug.casefold() == "index.html":
        slug = slug.replace(".", "-")
    # Windows drops dots at the end of a name.
    return slug.rstrip(".") or FALLBACK_SLUG


def _is_plain(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char in "-_.~"
    return unicodedata.category(char)[0] in "LMN" and ord(char) not in _INVISIBLE


def is_reserved(docname: str) -> bool:
    """Return whether Sphinx itself writes a page or file where a docname would go."""
    place = docname.casefold()
    return place in SPHINX_PAGES or place.partition("/")[0] in SPHINX_FILES


def page_file(
    docname: str, *, is_permalink: bool, directories: bool, suffix: str = ".html"
) -> str:
    """Return the path of a page's file in the output: ``2025/03/x/index.html``.

    :param is_permalink: whether the docname is the page's URL, as that of a post is.
    :param directories: whether other pages have folders too, as with ``dirhtml``.
    :param suffix: the suffix of pages.
    """
    if is_permalink:
        return f"{docname}/index{suffix}"
    if directories:
        folder = docname[: -len("index")] if _is_index(docname) else f"{docname}/"
        return f"{folder}index{suffix}"
    return f"{docname}{suffix}"


def _is_index(docname: str) -> bool:
    return docname == "index" or docname.endswith("/index")


def names_file(url: str | None) -> TypeGuard[str]:
    """Return whether a path names an HTML file, such as ``/essays/x.html``.

    Not every builder writes the page of a document to such a file.
    """
    return url is not None and url.endswith((".html", ".htm"))
