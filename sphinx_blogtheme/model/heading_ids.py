"""Ids of headings as different engines make them of their texts."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_blogtheme.model.headings import heading_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

GITHUB = "github"
SLUGGER = "github-slugger"

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "\u0131": "i",
    }
)
"""Letters that Unicode does not take apart."""

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"}
)


def _plain(text: str) -> str:
    """Return a text in lower case without accents."""
    parts = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in parts if not unicodedata.combining(c))


def _github_slugger(heading: str) -> str:
    """Return an id in which hyphens at its ends stay: ``-a`` for "§ A"."""
    kept = (c for c in heading.lower().replace(" ", "-") if c in "-_" or _is_letter(c))
    return "".join(kept)


def _is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in ("Mn", "Mc", "Me", "Pc")


def _github_ascii(heading: str) -> str:
    return re.sub(r"[^a-z0-9_-]", "", _plain(heading).replace(" ", "-"))


def _blackfriday(heading: str) -> str:
    kept = "".join(c if c.isalnum() else " " for c in heading.lower())
    return "-".join(kept.split())


def _zola(heading: str) -> str:
    heading = "".join(c if c.isascii() else _named(c) for c in heading)
    plain = _plain(heading).translate(_LETTERS)
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())


def _named(char: str) -> str:
    """Return the name of an emoji with a space on each side, and other signs as is."""
    if unicodedata.category(char) != "So":
        return char
    from emoji import demojize

    return f" {demojize(char, language='alias').strip(':')} "


def _zola_safe(heading: str) -> str:
    return re.sub(r"\s", "_", heading)


def _python_markdown(heading: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore")
    kept = re.sub(r"[^\w\s-]", "", ascii_text.decode()).strip().lower()
    return re.sub(r"[-\s]+", "-", kept)


def _eleventy(heading: str) -> str:
    plain = heading.replace("&", " and ").translate(_UMLAUTS)
    plain = _plain(plain).translate(_LETTERS)
    plain = re.sub(r"([a-z\d])'([ts])(?=\s|$)", r"\1\2", plain)
    return re.sub(r"[^a-z\d]+", "-", plain).strip("-")


def _markdown_it_anchor(heading: str) -> str:
    return quote("-".join(heading.lower().split()), safe="!'()*-._~")


_MAKERS: dict[str, Callable[[str], str]] = {
    GITHUB: heading_slug,
    SLUGGER: _github_slugger,
    "github-ascii": _github_ascii,
    "blackfriday": _blackfriday,
    "zola": _zola,
    "zola-safe": _zola_safe,
    "python-markdown": _python_markdown,
    "eleventy": _eleventy,
    "markdown-it-anchor": _markdown_it_anchor,
}

HEADING_IDS = tuple(_MAKERS)
"""Names of the ways in which ids are made, in the option ``blog_heading_ids``."""


def heading_id(heading: str, way: str) -> str:
    """Return the id of a heading, such as ``whats-next``; perhaps "".

    :param heading: its text without markup.
    :param way: one of `HEADING_IDS`.
    """
    return _MAKERS[way](heading)


def unique_heading_id(slug: str, taken: Collection[str], way: str) -> str:
    """Return an id that no other heading of the page has: ``next-1``.

    :param slug: the id as `heading_id` returns it.
    """
    sign = "_" if way == "python-markdown" else "-"
    found, number = slug, 0
    while found in taken:
        number += 1
        found = f"{slug}{sign}{number}"
    return found
