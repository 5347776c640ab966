"""Parse the warnings of a Sphinx build, and turn them into findings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.check import rules
from sphinx_blogtheme.check.rules import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_WARNING = re.compile(
    r"(?:(?P<path>[^\n]+?)(?::(?P<line>\d+))?: )?"
    r"(?P<level>WARNING|ERROR|CRITICAL|SEVERE): (?P<message>.*?)"
    r"(?: \[(?P<kind>[\w.-]+)\])?",
    re.DOTALL,
)
_BEGINS = re.compile(r"(?:^|: )(?:WARNING|ERROR|CRITICAL|SEVERE): ")

_RULES = {
    "blogtheme.link": rules.DEAD_LINK,
    "blogtheme.image": rules.MISSING_IMAGE,
    "blogtheme.front_matter": rules.HEADER_PROBLEM,
    "blogtheme.source": rules.ENCODING,
    "image.not_readable": rules.MISSING_IMAGE,
    "download.not_readable": rules.DEAD_LINK,
    "myst.xref_missing": rules.DEAD_LINK,
    "myst.invalid_link": rules.DEAD_LINK,
    "ref.doc": rules.DEAD_LINK,
    "ref.ref": rules.DEAD_LINK,
    "ref.numref": rules.DEAD_LINK,
}
"""Rules by type of warning; warnings of other types get the rule `rules.BUILD`."""

_TOLD = "blogtheme.unknown_key"
"""The build gives this warning once for many files; `check` has a finding for each."""

_OUTCOME = re.compile(
    r"; (?:the link is kept as it is|it is kept as it is|leaving it out"
    r"|only its text is shown)\.?$"
)
"""End of a message on what the build did instead, which findings leave out."""


_UNREADABLE = re.compile(r"^image file not readable: ")
"""Start of Sphinx's message on an image that does not exist."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedWarning:
    """One warning of a build."""

    path: str
    """Path as in the log; empty if the warning names no file."""
    line: int
    """1-based line; 1 if the warning names none."""
    message: str
    kind: str
    """Type of the warning, such as ``myst.xref_missing``, or ""."""
    is_error: bool
    """Whether its level is above that of a warning."""


def read_log(text: str) -> Iterator[LoggedWarning]:
    """Yield the warnings in Sphinx's log; one may have several lines.

    :param text: the output of Sphinx's warning stream, with or without colours.
    """
    found: list[str] = []
    for line in _COLOUR.sub("", text).splitlines():
        if _BEGINS.search(line) or not found:
            found.append(line)
        elif line.strip():
            found[-1] += f"\n{line}"
    for warning in found:
        if match := _WARNING.fullmatch(warning):
            yield LoggedWarning(
                path=match["path"] or "",
                line=int(match["line"] or 1) or 1,
                message=match["message"],
                kind=match["kind"] or "",
                is_error=match["level"] != "WARNING",
            )


def findings_of_log(logged: Iterable[LoggedWarning], site: Path) -> Iterator[Finding]:
    """Yield a finding for each warning; one without a file is of ``conf.py``.

    :param site: the blog's folder, absolute.
    """
    for warning in logged:
        if warning.kind == _TOLD:
            continue
        rule = _rule_of(warning)
        message = _OUTCOME.sub("", warning.message).removesuffix(".")
        message = _UNREADABLE.sub("the image is missing: ", message)
        if rule is rules.BUILD_WARNING and warning.kind:
            message += f" [{warning.kind}]"
        yield Finding(
            path=path_in_blog(warning.path, site) or "conf.py",
            line=warning.line,
            rule=rule,
            message=" ".join(message.split()),
        )


def _rule_of(warning: LoggedWarning) -> Rule:
    if warning.kind == "blogtheme.permalink":
        return rules.URL_CONFLICT if warning.is_error else rules.HEADER_PROBLEM
    return _RULES.get(warning.kind, rules.BUILD_WARNING)


def path_in_blog(path: str, site: Path) -> str:
    """Return a path from the blog's folder if it lies below, with forward slashes.

    :param site: the blog's folder, absolute.
    """
    file = Path(path)
    if file.is_relative_to(site):
        file = file.relative_to(site)
    return file.as_posix() if path else ""
