"""Findings as text for people, JSON for programs, or workflow commands for GitHub."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.annotations import annotation
from sphinx_blogtheme.check.rules import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_blogtheme.check.rules import Finding

REPORT_FORMATS = ("text", "json", "github")

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def as_text(findings: Sequence[Finding], prefix: str) -> Iterator[str]:
    """Yield a line for each finding: ``blog/x.md:3: dead-link: dead link to '/y/'``.

    Editors recognise this format, which is that of compilers.

    :param prefix: start of the paths, such as ``blog/``: the folder as the author
        named it.
    """
    for finding in findings:
        place = f"{prefix}{finding.path}:{finding.line}"
        rest = f"; {finding.suggestion}" if finding.suggestion else ""
        yield f"{place}: {finding.rule.name}: {finding.message}{rest}"


def summary_line(findings: Sequence[Finding], files: int) -> str:
    """Return the number of findings by level: ``9 files checked: 0 errors, ...``.

    :param files: number of files that were checked.
    """
    levels = Counter(finding.rule.level for finding in findings)
    counts = [
        f"{levels[level]} {name}{'' if levels[level] == 1 else 's'}"
        for level, name in (
            (Level.ERROR, "error"),
            (Level.WARNING, "warning"),
            (Level.INFO, "hint"),
        )
    ]
    return f"{files} file{'' if files == 1 else 's'} checked: {', '.join(counts)}."


def as_json(findings: Sequence[Finding], prefix: str, diff: str) -> str:
    """Return a JSON object with the list ``findings`` and the text ``diff``.

    Each finding has ``path``, ``line``, ``rule``, ``level``, ``message``,
    ``suggestion`` and ``fixable``.

    :param prefix: start of the paths, such as ``blog/``.
    :param diff: unified diff of the fixes, or "".
    """
    found: list[dict[str, Any]] = [
        {
            "path": f"{prefix}{finding.path}",
            "line": finding.line,
            "rule": finding.rule.name,
            "level": finding.rule.level.value,
            "message": finding.message,
            "suggestion": finding.suggestion,
            "fixable": finding.rule.fixable,
        }
        for finding in findings
    ]
    return json.dumps({"findings": found, "diff": diff}, ensure_ascii=False, indent=2)


def as_github(findings: Sequence[Finding], prefix: str) -> Iterator[str]:
    """Yield a workflow command for each finding, which GitHub shows beside its line."""
    for finding in findings:
        rest = f"; {finding.suggestion}" if finding.suggestion else ""
        yield annotation(
            _COMMANDS[finding.rule.level],
            prefix + finding.path,
            finding.line,
            finding.rule.name,
            finding.message + rest,
        )
