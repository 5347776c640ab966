"""How others cite a post: as an entry of BibTeX, and in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
"""The macros of BibTeX for months."""

_SPECIAL = {
    **{sign: f"\\{sign}" for sign in "{}$&#_%"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
"""What TeX does not take for itself."""


def bibtex(
    title: str, authors: Sequence[str], site: str, date: datetime, url: str
) -> str:
    """Return an entry of BibTeX, which BibLaTeX understands too.

    :param site: title of the site.
    :param url: absolute URL of the post.
    """
    family = (authors[0].split() or [""])[-1] if authors else site
    key = f"{_key(family)}{date.year}{_key(title.partition(' ')[0])}"
    fields = {
        "author": " and ".join(map(_name, authors)),
        "title": f"{{{_tex(title)}}}",  # keeps its capitals
        "howpublished": _tex(site),
        "year": f"{date.year}",
        "month": _MONTHS[date.month - 1],
        "url": url,
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def _key(word: str) -> str:
    """Return a word as part of a key, which has letters of ASCII and digits."""
    return re.sub("[^a-z0-9]", "", normalize("NFKD", word).lower())


def _name(author: str) -> str:
    """Return a name; one with the word "and" in it is not two."""
    name = _tex(author)
    return f"{{{name}}}" if re.search(r"\band\b|,", name) else name


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in " ".join(text.split()))


def citation(title: str, authors: Sequence[str], site: str, date: str, url: str) -> str:
    """Return a citation in words: ``Ann Quill: “Nibs”. Ink, 2 March 2025. https://…``.

    :param date: the date as the site writes it.
    """
    text = (
        _("%(authors)s: “%(title)s”. %(site)s, %(date)s. %(url)s")
        if authors
        else _("“%(title)s”. %(site)s, %(date)s. %(url)s")
    )
    names = _(", ").join(authors)
    parts = {"authors": names, "title": title, "site": site, "date": date, "url": url}
    return text % parts
