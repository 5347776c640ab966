"""The rules of headers: what could not be read, what is misspelt, which dates differ."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.checking import rules
from sphinx_blogtheme.checking.quoting import (
    CannotQuoteError,
    needs_quotes,
    quoted_header,
)
from sphinx_blogtheme.checking.rules import Finding
from sphinx_blogtheme.front_matter.fields import BY_KEY, folded, is_known
from sphinx_blogtheme.front_matter.writing import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.checking.source import Source

_DATED_NAME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_].*)?")
_COMMENT = re.compile(r"expected quotes around a value that holds ' #'")
_NEAR = 0.84
"""How alike two keys are that may be one: a letter more, less or other of six."""

NOTEBOOK = "myst-nb"
"""The kind of files that are no text: what is within is not changed."""

_SHORTEST = 4
"""Letters of a key that can be told from another one."""


def check_header(
    source: Source, *, zone: ZoneInfo, today: datetime
) -> Iterator[Finding]:
    """Yield what is wrong with one header, beside what a build says of it."""
    yield from _quotes(source, zone)
    yield from _keys(source)
    yield from _dates(source, today)


def lost_comment(source: Source, finding: Finding) -> str:
    """Return how to write a value whose end was left out as a comment."""
    if not _COMMENT.search(finding.message):
        return ""
    line = source.text.split("\n")[finding.line - 1]
    key, _, value = line.partition(":")
    return f"write {key}: {quoted(value.strip())}"


def _quotes(source: Source, zone: ZoneInfo) -> Iterator[Finding]:
    if source.markup == NOTEBOOK or not needs_quotes(source.text):
        return
    if not source.entries:
        if not source.is_post:  # else the build says so
            yield Finding(
                path=source.path,
                line=2,
                rule=rules.HEADER,
                message="the header has no 'key: value', so nothing of it is read",
                suggestion="give it keys, or a line above it if it is text",
            )
        return
    try:
        changes = quoted_header(source.text, zone)
    except CannotQuoteError as error:
        yield Finding(
            path=source.path,
            line=error.line,
            rule=rules.UNQUOTED_VALUE,
            message=f"the header is not YAML: {error}",
        )
        return
    lines = source.text.split("\n")
    for number, new in changes.items():
        if new:
            key = lines[number - 1].partition(":")[0].strip()
            yield Finding(
                path=source.path,
                line=number,
                rule=rules.UNQUOTED_VALUE,
                message=f"the value of {key!r} is not YAML as it stands",
                suggestion=f"write {new}",
            )


def _keys(source: Source) -> Iterator[Finding]:
    given = {folded(entry.key) for entry in source.entries}
    for entry in source.entries:
        key = folded(entry.key)
        if is_known(entry.key) or len(key) < _SHORTEST:
            continue
        near = get_close_matches(key, BY_KEY, n=1, cutoff=_NEAR)
        # Where the near key is there too, both are meant.
        if near and near[0] not in given:
            yield Finding(
                path=source.path,
                line=entry.line,
                rule=rules.UNKNOWN_KEY,
                message=f"the key {entry.key!r} is not known",
                suggestion=f"did you mean {near[0]!r}?",
            )


def _dates(source: Source, today: datetime) -> Iterator[Finding]:
    facts = source.header.front_matter
    date, updated = facts.date, facts.updated
    named = _DATED_NAME.fullmatch(PurePosixPath(source.path).stem)
    if (
        date
        and named
        and tuple(map(int, named.groups()))
        != (
            date.year,
            date.month,
            date.day,
        )
    ):
        yield Finding(
            path=source.path,
            line=source.line_of_key("date"),
            rule=rules.DATE_MISMATCH,
            message=f"the header says {date:%Y-%m-%d}, and the file's name"
            f" {'-'.join(named.groups())}",
            suggestion="rename the file, or change the date; the header's counts",
        )
    if date and updated and updated < date and updated.date() != date.date():
        yield Finding(
            path=source.path,
            line=source.line_of_key("updated"),
            rule=rules.UPDATED_BEFORE_DATE,
            message=f"updated on {updated:%Y-%m-%d}, before it was published on"
            f" {date:%Y-%m-%d}",
            suggestion="swap the two dates, or leave 'updated' out",
        )
    if date and date > today:
        yield Finding(
            path=source.path,
            line=source.line_of_key("date"),
            rule=rules.FUTURE_DATE,
            message=f"held back until {date:%Y-%m-%d %H:%M}",
            suggestion="build again then",
        )


def repeated_slugs(sources: Iterable[Source]) -> Iterator[Finding]:
    """Yield the posts whose slug an earlier one has, under another date."""
    first: dict[str, Source] = {}
    for source in sorted(sources, key=lambda s: (_moment(s), s.path)):
        if not source.is_post or not source.docname:
            continue
        slug = source.docname.rpartition("/")[2]
        other = first.setdefault(slug, source)
        if other is not source and other.docname != source.docname:
            yield Finding(
                path=source.path,
                line=source.line_of_key("slug"),
                rule=rules.DUPLICATE_SLUG,
                message=f"{other.path} has the slug {slug!r} too; /{slug}/ leads to"
                " the newest of them",
                suggestion="readers tell posts apart by different slugs",
            )


def _moment(source: Source) -> float:
    date = source.header.front_matter.date
    return date.timestamp() if date else 0
