"""Fix findings: the changed content of files, whose meaning stays the same.

Only the lines of findings change; line endings, a byte order mark and all other text
stay. A change is dropped if it would alter more than the spelling of a term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import unified_diff
from typing import TYPE_CHECKING

from sphinx_blogtheme.check import rules
from sphinx_blogtheme.check.header_rules import CannotQuoteError, quoted_header
from sphinx_blogtheme.check.term_rules import with_term
from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.model.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.check.rules import Finding, TermEdit

_NEWLINE = re.compile(r"[^\n]*\n|[^\n]+")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fix:
    """The changed content of a file, not written yet."""

    path: str
    """Path from the blog's folder, with forward slashes."""
    old: str
    """Text of the file before, with a byte order mark if it has one."""
    new: str
    """Text of the file afterwards."""
    findings: tuple[Finding, ...]
    """The findings that the change fixes."""

    @property
    def data(self) -> bytes:
        """The new content of the file, in UTF-8."""
        return self.new.encode("utf-8")

    def diff(self) -> str:
        """Return the change as a unified diff, for ``patch -p1`` or ``git apply``."""
        lines = unified_diff(
            _NEWLINE.findall(self.old),
            _NEWLINE.findall(self.new),
            fromfile=f"a/{self.path}",
            tofile=f"b/{self.path}",
        )
        return "".join(f"{line}{_end_of(line)}" for line in lines)


def _end_of(line: str) -> str:
    """Return the end of a diff's line that has no newline, else ""."""
    return "" if line.endswith("\n") else "\n\\ No newline at end of file\n"


def fix_file(
    path: str, data: bytes, findings: Sequence[Finding], zone: ZoneInfo
) -> Fix | None:
    """Return the fix of a file; None if none of its findings can be fixed.

    :param path: path from the blog's folder.
    :param data: content of the file; only UTF-8 is changed.
    :param findings: the findings of the file.
    :param zone: time zone of dates that name none.
    """
    text, lost = decode(data)
    if lost or not _is_utf_8(data):
        return None
    fixed: list[Finding] = []
    changes: dict[int, str | None] = {}
    for finding in findings:
        if finding.edit is None:
            continue
        line = _changed(text, changes).split("\n")[finding.line - 1]
        candidate = {**changes, finding.line: with_term(line, finding.edit)}
        if _says(
            _changed(text, changes), _changed(text, candidate), finding.edit, zone
        ):
            changes = candidate
            fixed.append(finding)
    quotes = [f for f in findings if f.rule is rules.UNQUOTED_VALUE]
    if quotes:
        try:
            quoted = quoted_header(_changed(text, changes), zone)
        except CannotQuoteError:
            quoted = {}
        # `quoted_header` returns "" for a line to delete, `_changed` takes None.
        changes |= {number: new or None for number, new in quoted.items()}
        fixed += [finding for finding in quotes if quoted.get(finding.line)]
    if not fixed:
        return None
    old = data.decode("utf-8")
    return Fix(path=path, old=old, new=_changed(old, changes), findings=tuple(fixed))


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _changed(text: str, changes: dict[int, str | None]) -> str:
    """Return a text with some lines replaced.

    :param changes: new lines by 1-based number; None deletes the line.
    """
    parts = []
    for number, match in enumerate(_LINE.finditer(text), start=1):
        new = changes.get(number, match[1])
        if new is not None:
            parts.append(new + match[2])
    return "".join(parts)


def _says(before: str, after: str, edit: TermEdit, zone: ZoneInfo) -> bool:
    """Return whether a changed file differs only in the one term of its header.

    :param before: the whole file, unchanged.
    :param after: the whole file, changed.
    """
    old, new = parse_header(before, zone), parse_header(after, zone)

    def edited(terms: Iterable[str]) -> tuple[str, ...]:
        renamed = (edit.new if term == edit.old else term for term in terms)
        return tuple(dict.fromkeys(renamed))  # a post may have both spellings

    facts, found = old.front_matter, new.front_matter
    found = replace(found, categories=edited(found.categories), tags=edited(found.tags))
    wanted = replace(
        facts, categories=edited(facts.categories), tags=edited(facts.tags)
    )
    return (
        before != after
        and found == wanted
        and new.body_line == old.body_line
        and len(new.problems) <= len(old.problems)
    )
