"""The rules of headers: values that need quotes, misspelt keys, dates that differ."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.check import rules
from sphinx_blogtheme.check.rules import Finding
from sphinx_blogtheme.front_matter.dialects import read_header, split_header
from sphinx_blogtheme.front_matter.header import misspelt_keys, parse_header
from sphinx_blogtheme.front_matter.raw import Node, RawEntry, Scalar
from sphinx_blogtheme.front_matter.writing import quoted
from sphinx_blogtheme.front_matter.yaml_strict import NotStrictError, read_strict
from sphinx_blogtheme.model.dated_names import dated_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.check.sources import SourceText

_COMMENT = re.compile(r"expected quotes around a value that holds ' #'")

NOTEBOOK_SUFFIX = "myst-nb"
"""File type of notebooks in ``source_suffix``; their headers are not changed."""


def check_header(
    source: SourceText, *, zone: ZoneInfo, today: datetime
) -> Iterator[Finding]:
    """Yield the findings of one header, except those that are warnings of the build.

    :param zone: time zone of dates that name none.
    :param today: the time of the check, aware.
    """
    yield from _quotes(source, zone)
    yield from _keys(source)
    yield from _dates(source, today)


def comment_suggestion(source: SourceText, finding: Finding) -> str:
    """Return the suggestion for a value that a ``#`` cut off, "" for other findings.

    :param finding: a warning of the build about this source.
    """
    if not _COMMENT.search(finding.message):
        return ""
    line = source.text.split("\n")[finding.line - 1]
    key, _, value = line.partition(":")
    return f"write {key}: {quoted(value.strip())}"


def _quotes(source: SourceText, zone: ZoneInfo) -> Iterator[Finding]:
    if source.markup == NOTEBOOK_SUFFIX or not needs_quotes(source.text):
        return
    if not source.entries:
        if not source.is_post:  # for a post, it is a warning of the build
            yield Finding(
                path=source.path,
                line=2,
                rule=rules.HEADER_PROBLEM,
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


def _keys(source: SourceText) -> Iterator[Finding]:
    for key, meant, line in misspelt_keys(source.entries):
        yield Finding(
            path=source.path,
            line=line,
            rule=rules.UNKNOWN_KEY,
            message=f"the key {key!r} is not known",
            suggestion=f"did you mean {meant!r}?",
        )


def _early_changes(source: SourceText) -> Iterator[Finding]:
    """Yield a finding for each date of a change before that of the post."""
    facts = source.header.front_matter
    notes = [("changes", note.date, "correct one of them") for note in facts.changes]
    for key, when, remedy in [
        ("updated", facts.updated, "swap the two dates, or leave 'updated' out"),
        *notes,
    ]:
        if not facts.date or not when or when.date() == facts.date.date():
            continue
        if when < facts.date:
            yield Finding(
                path=source.path,
                line=source.line_of_key(key),
                rule=rules.UPDATED_BEFORE_DATE,
                message=f"updated on {when:%Y-%m-%d}, before it was published on"
                f" {facts.date:%Y-%m-%d}",
                suggestion=remedy,
            )


def _dates(source: SourceText, today: datetime) -> Iterator[Finding]:
    facts = source.header.front_matter
    date = facts.date
    named = dated_name(PurePosixPath(source.path).stem)
    if (
        date
        and named
        and tuple(map(int, named.date.split("-")))
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
            f" {named.date}",
            suggestion="rename the file, or change the date; the header's counts",
        )
    yield from _early_changes(source)
    if date and date > today:
        yield Finding(
            path=source.path,
            line=source.line_of_key("date"),
            rule=rules.FUTURE_DATE,
            message=f"held back until {date:%Y-%m-%d %H:%M}",
            suggestion="build again then",
        )


def repeated_slugs(sources: Iterable[SourceText]) -> Iterator[Finding]:
    """Yield a finding for each post whose slug an earlier post has, at another URL.

    Versions of a standing page have one slug on purpose: ``/about/`` is the newest.
    """
    first: dict[str, SourceText] = {}
    for source in sorted(sources, key=lambda s: (_moment(s), s.path)):
        if not source.is_post or not source.docname:
            continue
        slug = source.docname.rpartition("/")[2]
        other = first.setdefault(slug, source)
        versions = not _is_listed(other) and not _is_listed(source)
        if other.docname != source.docname and not versions:
            yield Finding(
                path=source.path,
                line=source.line_of_key("slug"),
                rule=rules.DUPLICATE_SLUG,
                message=f"{other.path} has the slug {slug!r} too; /{slug}/ leads to"
                " the newest of them",
                suggestion="readers tell posts apart by different slugs",
            )


def _is_listed(source: SourceText) -> bool:
    return source.header.front_matter.listed


def _moment(source: SourceText) -> float:
    date = source.header.front_matter.date
    return date.timestamp() if date else 0


_CLOSED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)


class CannotQuoteError(ValueError):
    """Quotes alone do not make valid YAML of a header, or change its meaning."""

    def __init__(self, message: str, line: int = 1) -> None:
        """Take the reason, and its 1-based line in the file: that of a key."""
        super().__init__(message)
        self.line = line


def needs_quotes(text: str) -> bool:
    """Return whether a file has a header between ``---`` that is not valid YAML.

    :param text: the whole file.
    """
    header, _ = split_header(text)
    return header is not None and read_header(text).repaired


def quoted_header(text: str, zone: ZoneInfo) -> dict[int, str]:
    """Return the new text of each line of a header that needs quotes, by number.

    The numbers are 1-based. An empty text means that the line is deleted, because its
    value is now on the line of the key.

    :param text: the whole file, with line ends LF.
    :param zone: time zone of dates that name none.
    :raises CannotQuoteError: if quotes don't make it valid YAML of the same meaning.
    """
    header, body_line = split_header(text)
    if header is None:
        return {}
    lines = text.split("\n")
    changes: dict[int, str] = {}
    entries = list(read_header(text).entries)
    if not entries:
        return {}  # the header is a list or a text, not keys
    ends = [entry.line for entry in entries[1:]] + [body_line]
    for entry, end in zip(entries, ends, strict=True):
        last = _last_line(lines, entry.line, end)
        if _is_strict("\n".join(lines[entry.line - 1 : last]), entry):
            continue
        if _is_unclosed(entry.node):
            msg = f"the quotes around the value of {entry.key!r} are never closed"
            raise CannotQuoteError(msg, entry.line)
        changes[entry.line] = f"{_written_key(entry.key)}: {_quoted(entry.node)}"
        changes |= dict.fromkeys(range(entry.line + 1, last + 1), "")
    changed = [changes.get(n, line) for n, line in enumerate(lines, start=1)]
    _assert_same(text, "\n".join(changed), zone)
    return changes


def _last_line(lines: list[str], first: int, end: int) -> int:
    """Return the last line of the value that begins on line `first`.

    :param end: line of the next key, or of the end of the header.
    """
    last = first
    for number in range(first + 1, end):
        line = lines[number - 1]
        if line.strip() and not line.startswith("#"):
            if not (line[0].isspace() or line.startswith("- ")):
                break
            last = number
    return last


def _is_strict(text: str, entry: RawEntry) -> bool:
    try:
        found = read_strict(text, first_line=entry.line)
    except NotStrictError:
        return False
    return [(e.key, e.node) for e in found] == [(entry.key, entry.node)]


def _is_unclosed(node: Node) -> bool:
    """Return whether a value begins with a quotation mark that is never closed."""
    if isinstance(node, list):
        return any(map(_is_unclosed, node))
    text = (node.text or "") if isinstance(node, Scalar) else ""
    return text.startswith(("'", '"')) and not _CLOSED.match(text)


def _written_key(key: str) -> str:
    try:
        plain = read_strict(f"{key}: x", first_line=1)
    except NotStrictError:
        plain = []
    return key if [entry.key for entry in plain] == [key] else quoted(key)


def _quoted(node: Node) -> str:
    if isinstance(node, Scalar):
        if node.text is None:
            return ""
        comment = f" {node.comment}" if node.comment else ""
        return quoted(node.text) + comment
    if isinstance(node, list):
        return f"[{', '.join(_quoted(item) for item in node)}]"
    raise CannotQuoteError("a mapping is not a value that quotes can mend")


def _assert_same(before: str, after: str, zone: ZoneInfo) -> None:
    """Make sure that a changed header is valid YAML, and has the same meaning.

    :raises CannotQuoteError: if not.
    """
    old, new = parse_header(before, zone), parse_header(after, zone)
    if read_header(after).repaired:
        raise CannotQuoteError("quotes alone do not make YAML of it")
    if old.front_matter != new.front_matter or old.body_line != new.body_line:
        raise CannotQuoteError("with quotes it would mean something else")
