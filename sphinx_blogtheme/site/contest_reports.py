"""Report that several pages or files claim one URL, as one error that names all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.model.claims import Claim, ClaimKind, folders_of, path_key
from sphinx_blogtheme.model.decoding import read_source
from sphinx_blogtheme.warnings import WARNING_TYPE, WarningKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)

_URL_KEYS = ("slug", "permalink", "url", ".. post::", "date")
"""Beginnings of the lines in a header that decide a post's URL, in that order."""

_SWITCHES = {
    "sitemap.xml": "blog_sitemap",
    "llms.txt": "blog_llms",
    "404.html": "blog_not_found_page",
    "feed/index.html": "blog_feed_page",
}
"""Options without which we don't make a file or a page."""


def report_contest(owner: Claim, others: Sequence[Claim], app: Sphinx) -> None:
    """Log the error that several pages or files claim one URL.

    :param owner: the one that is published there.
    :param others: those that are not.
    """
    nested = any(_is_inside(claim.file, owner.file) for claim in others)
    message = "%s claim the URL /%s%s; %s is published there, %s."
    names = [_described(claim, app) for claim in (*others, owner)]
    url = owner.place if owner.kind is ClaimKind.ALIAS else _url(owner.file)
    _log(
        message,
        " and ".join(names),
        url,
        " (a page and a file can't share it)" if nested else "",
        "the latter" if len(names) == 2 else "the last",  # noqa: PLR2004
        _advice(owner, others[0]),
        location=_location([*others, owner], app),
    )


def report_alias(owner: Claim, alias: Claim, app: Sphinx) -> None:
    """Log the error that a page has an alias that is another one's URL."""
    _log(
        "%s has the alias %s, but %s has that URL and keeps it; remove the alias.",
        alias.name.removeprefix("an alias of "),
        alias.words[0],
        _described(owner, app),
        location=_location([alias], app),
    )


def _log(message: str, *values: str, location: str | None) -> None:
    _logger.error(
        message,
        *values,
        type=WARNING_TYPE,
        subtype=WarningKind.PERMALINK.value,
        location=location,
    )


def _url(file: str) -> str:
    name = file.rpartition("/")[2]
    return file.removesuffix("index.html") if name == "index.html" else file


def _is_inside(file: str, other: str) -> bool:
    """Return whether one of two paths is a folder above the other."""
    one, two = path_key(file), path_key(other)
    return one in folders_of(two) or two in folders_of(one)


def _advice(owner: Claim, late: Claim) -> str:
    """Return what the author can do, as the end of a sentence."""
    match owner.kind, late.kind:
        case (
            (ClaimKind.FILE | ClaimKind.LISTING),
            ClaimKind.EXTENSION,
        ) if owner.file in _SWITCHES:
            return f"set {_SWITCHES[owner.file]} = False if you prefer the other"
        case _, ClaimKind.EXTENSION:
            return "switch the other off in the options of its extension, or rename it"
        case _, ClaimKind.DOCUMENT:
            return "change the slug, the date or the name of the other"
        case ClaimKind.BROUGHT, _:
            return "remove it if you want the other"
        case _, ClaimKind.BROUGHT | ClaimKind.COPY:
            return "rename the other"
        case _:
            return "rename one of them if you want both"


def _described(claim: Claim, app: Sphinx) -> str:
    """Return a claimant's name, with the file and the line that make the claim."""
    if not claim.source:
        return claim.name
    place = _relative(claim.source, app)
    if line := _line_of(claim):
        place += f":{line}"
    if claim.kind is ClaimKind.DOCUMENT and claim.name == _relative(claim.source, app):
        return place
    return f"{claim.name} ({place})"


def _relative(source: str, app: Sphinx) -> str:
    for root in (app.srcdir, app.confdir):
        if Path(source).is_relative_to(root):
            return Path(source).relative_to(root).as_posix()
    return source


def _location(claims: Sequence[Claim], app: Sphinx) -> str | None:
    """Return the file and line of the first claim that has any."""
    for claim in claims:
        if claim.source and claim.kind is not ClaimKind.BROUGHT:
            return f"{claim.source}:{_line_of(claim) or 1}"
    if any("html_additional_pages" in claim.name for claim in claims):
        return location_of(app.config, "html_additional_pages")
    # Sphinx takes a text without a colon for a docname.
    found = next((f"{claim.source}:1" for claim in claims if claim.source), None)
    if found is None and any(claim.kind is ClaimKind.EXTENSION for claim in claims):
        return location_of(app.config, "extensions")
    return found


def _line_of(claim: Claim) -> int:
    """Return the 1-based number of the line that makes a claim; 0 if none does."""
    if claim.kind in (ClaimKind.BROUGHT, ClaimKind.COPY):
        return 0
    try:
        lines = read_source(Path(claim.source)).split("\n")
    except OSError:
        return 0
    if claim.words:
        words = [word.casefold() for word in claim.words]
        numbered = enumerate(map(str.casefold, lines), 1)
        found = (
            number
            for number, line in numbered
            if not line.startswith("title") and any(word in line for word in words)
        )
        return next(found, 0)
    for key in _URL_KEYS:
        for number, line in enumerate(lines, 1):
            if line.lstrip('"').startswith(key):
                return number
    return 0
