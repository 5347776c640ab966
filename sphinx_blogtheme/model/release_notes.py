"""Find the releases in a changelog, and cut the text of each out of it.

A release is a heading with a version and a date, or with a date in the first lines
below it, and what follows up to the next. It is found in Markdown and reStructuredText,
as Keep a Changelog, towncrier and the releases of GitHub have them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.model.dates import parse_date
from sphinx_blogtheme.model.inline_markdown import plain_text
from sphinx_blogtheme.model.source_headings import SourceHeading, headings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

_VERSION = re.compile(
    r"(?<![\w.])v?(?P<number>\d+(?:\.\d+)+(?:[-.+]?[a-z][0-9a-z]*)*(?:[-.+]\d+)*)(?![\w.]*\w)",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"""(?<![\w.-])(?:
        \d{{4}}([-/])\d{{1,2}}\1\d{{1,2}}
      | \d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?{_MONTH},?[ ]\d{{4}}
      | {_MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ]\d{{4}}
    )(?![\w-])""",
    re.VERBOSE | re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:un-?released|not (?:yet )?released|unpublished|tb[adc]|work in progress)\b"
    r"|\.dev\d*\b|(?:[(\[]|[-–—:]\s)\s*"
    r"(?:draft|upcoming|planned|next|wip|in (?:development|progress))\s*(?:[)\]]|$)",
    re.IGNORECASE,
)
"""Matches what says that a release is still to come."""
_ABOUT_DATE = re.compile(r"\b(?:released?|published|date)\b", re.IGNORECASE)
_RST_LINK = re.compile(r"`([^`<]+?)\s*<[^>]*>`__?|`([^`]+)`_{0,2}")
_MD_REFERENCE = re.compile(r"\[([^\]]+)\](?!\()(?:\[[^\]]*\])?")
_KIND = re.compile(r"(?:version|release)\s+(?=v?\d)", re.IGNORECASE)
_AROUND = " \t-–—:,;/|()[]{}"

_MD_DEFINITION = re.compile(r" {0,3}\[(?!\^)([^\]]+)\]:\s*\S")
_LABEL = re.compile(r"\[([^\[\]]+)\]")
_RST_TARGET = re.compile(r"\s*\.\. _(?:`([^`]+)`|([^:`\s][^:`]*)): *\S")
_RST_SUBSTITUTION = re.compile(r"\s*\.\. \|([^|]+)\| ")
_RST_RULE = re.compile(r"([!-/:-@\[-`{-~])\1{3,}\s*")
_MD_RULE = re.compile(r" {0,3}(?:-[ -]*-[ -]*-|\*[ *]*\*[ *]*\*|_[ _]*_[ _]*_)[ -*_]*")

_DATE_LINES = 3
"""Number of lines below a heading in which its date may be."""
_LONGEST_DATE_LINE = 60


class Release(NamedTuple):
    """A release in a file; lines are counted from 0."""

    version: str
    """As written, such as ``1.2.0``; empty if the heading has only a date."""
    title: str
    """The heading in plain text, without its date."""
    date: datetime
    first: int
    """Line of the heading."""
    body: int
    """First line after the heading."""
    end: int
    """Line after the last one."""


class _Found(NamedTuple):
    """A heading that begins a release, or what is held back."""

    heading: SourceHeading
    dated: tuple[datetime, int] | None
    """Date, and the first line after heading and date."""


def releases_in(text: str, zone: ZoneInfo, *, rst: bool = False) -> list[Release]:
    """Return the releases with a date, in the order of the file.

    :param zone: time zone of the dates.
    :param rst: whether the text is in reStructuredText.
    """
    lines = text.split("\n")
    headings = [*headings_of(lines, rst=rst)]
    found = _beginnings(lines, headings, zone)
    numbers = {heading: number for number, heading in enumerate(headings)}
    ends = [*(one.heading.line for one in found), len(lines)][1:]
    releases = []
    for (heading, dated), limit in zip(found, ends, strict=True):
        if dated is None:
            continue
        below = islice(headings, numbers[heading] + 1, None)
        end = _end(lines, below, heading, dated[1], limit)
        said = _plain(heading.text, rst=rst)
        version = _VERSION.search(_DATE.sub(" ", said))
        releases.append(
            Release(
                version["number"] if version else "",
                _without_date(said),
                dated[0],
                heading.line,
                dated[1],
                end,
            )
        )
    return releases


def has_release_headings(text: str, *, rst: bool = False) -> bool:
    """Return whether a text has the headings of releases, dated or not."""
    lines = text.split("\n")
    texts = (_plain(heading.text, rst=rst) for heading in headings_of(lines, rst=rst))
    return any(_HELD.search(said) or _VERSION.search(said) for said in texts)


def text_of_release(text: str, release: Release, *, rst: bool = False) -> str:
    """Return a text in which all lines are empty but those of a release.

    So they keep their numbers. The definitions of its links, which may stand anywhere
    in the file, follow.
    """
    lines = text.split("\n")
    own = lines[release.body : release.end]
    if rst:
        kept, used = own, [*_used_targets(text, own)]
    else:
        used = [*_used_definitions(text, own)]
        kept = ["" if _MD_DEFINITION.match(line) else line for line in own]
    kept = _without_rule(kept, rst=rst)
    return "\n".join(["", *[""] * (release.body - 1), *kept, "", *used, ""])


def _beginnings(
    lines: Sequence[str], headings: Sequence[SourceHeading], zone: ZoneInfo
) -> list[_Found]:
    """Return the headings of releases, also of those without a date."""
    dates = {h: _date_of(lines, h, zone) for h in headings if not _HELD.search(h.text)}
    dated = {h for h in headings if dates.get(h) and _names_release(h.text)}
    levels = {h.level for h in dated}
    lowest = max(levels, default=0)
    return [
        _Found(h, dates.get(h))
        for h in headings
        if h in dated
        or (_HELD.search(h.text) and h.level <= lowest)
        or (h.level in levels and _names_release(h.text))
    ]


def _names_release(text: str) -> bool:
    """Return whether a heading has a version, or begins with a date."""
    date = _DATE.search(text)
    rest = _DATE.sub(" ", text)
    begins = date is not None and not text[: date.start()].strip(_AROUND)
    return bool(_VERSION.search(rest)) or begins


def _date_of(
    lines: Sequence[str], heading: SourceHeading, zone: ZoneInfo
) -> tuple[datetime, int] | None:
    """Return the date in a heading, or in a line below it, and the line after that."""
    if found := _parsed(heading.text, zone):
        return found, heading.body
    if not _VERSION.search(heading.text):
        return None
    seen = 0
    for number in range(heading.body, len(lines)):
        text = lines[number].strip(" \t*_:.()>-")
        seen += bool(text)
        if seen > _DATE_LINES:
            break
        date = _DATE.search(text)
        if date and len(text) <= _LONGEST_DATE_LINE and not _HELD.search(text):
            alone = len(text) == len(date[0])
            found = _parsed(text, zone) if alone or _ABOUT_DATE.search(text) else None
            if found:
                return found, number + 1
    return None


def _parsed(text: str, zone: ZoneInfo) -> datetime | None:
    for found in _DATE.finditer(text):
        try:
            return parse_date(found[0], zone)
        except ValueError:
            continue
    return None


def _end(
    lines: Sequence[str],
    headings: Iterable[SourceHeading],
    heading: SourceHeading,
    body: int,
    limit: int,
) -> int:
    """Return the line after the last one of a release.

    A heading above that of the release ends it, and so does one of the same level,
    unless the release had no text up to there, as the notes that GitHub makes.
    """
    for other in headings:
        if other.line >= limit:
            break
        is_text = any(line.strip() for line in lines[body : other.line])
        if other.level < heading.level or (other.level == heading.level and is_text):
            return other.line
        if other.level == heading.level:
            return limit
    return limit


def _plain(text: str, *, rst: bool) -> str:
    """Return the text of a heading without its markup."""
    if rst:
        return " ".join(_RST_LINK.sub(lambda m: m[1] or m[2], text).split())
    return plain_text(_MD_REFERENCE.sub(r"\1", text))


def _without_date(text: str) -> str:
    """Return the text of a heading without its date and what stood around that."""
    parts = _DATE.split(text, maxsplit=1)
    ends = (
        [parts[0].rstrip(_AROUND), parts[-1].lstrip(_AROUND)] if parts[1:] else [text]
    )
    title = " ".join(filter(None, ends)).strip(" \t-–—:,;/|")
    return _KIND.sub("", title, count=1)


@lru_cache(maxsize=4)
def _definitions(text: str) -> dict[str, str]:
    """Return the lines of Markdown that define the target of a link, by label."""
    matches = ((_MD_DEFINITION.match(line), line) for line in text.split("\n"))
    return {_label(match[1]): line for match, line in reversed([*matches]) if match}


@lru_cache(maxsize=4)
def _targets(text: str) -> dict[str, str]:
    """Return the targets and substitutions of reStructuredText, by what uses them."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        if target := _RST_TARGET.match(line):
            name = target[1] or target[2]
            found.setdefault(f"`{name}`_", line)
            found.setdefault(f"{name}_", line)
        elif word := _RST_SUBSTITUTION.match(line):
            found.setdefault(f"|{word[1]}|", line)
    return found


def _used_definitions(text: str, own: Sequence[str]) -> Iterator[str]:
    """Yield the definitions of the links that some of the lines have."""
    prose = " ".join(line for line in own if not _MD_DEFINITION.match(line))
    said = {_label(label) for label in _LABEL.findall(prose)}
    yield from (line for label, line in _definitions(text).items() if label in said)


def _label(text: str) -> str:
    return " ".join(text.casefold().split())


def _used_targets(text: str, own: Sequence[str]) -> Iterator[str]:
    """Yield the targets and substitutions that some of the lines use."""
    said, known = "\n".join(own), set(own)
    used = (line for mark, line in _targets(text).items() if mark in said)
    yield from (line.strip() for line in dict.fromkeys(used) if line not in known)


def _without_rule(lines: Sequence[str], *, rst: bool) -> list[str]:
    """Return lines without rules at their end, which would part the next release."""
    rule, kept = _RST_RULE if rst else _MD_RULE, list(lines)
    while kept and (not kept[-1].strip() or _is_rule(kept, rule)):
        kept.pop()
    return kept


def _is_rule(lines: Sequence[str], rule: re.Pattern[str]) -> bool:
    """Return whether the last line is a rule, and no underline."""
    is_alone = len(lines) == 1 or not lines[-2].strip()
    return is_alone and bool(rule.fullmatch(lines[-1]))
