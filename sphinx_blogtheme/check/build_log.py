"""Turn what Sphinx said during a build into findings."""

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
    "blogtheme.front_matter": rules.HEADER,
    "blogtheme.source": rules.ENCODING,
    "image.not_readable": rules.MISSING_IMAGE,
    "download.not_readable": rules.DEAD_LINK,
    "myst.xref_missing": rules.DEAD_LINK,
    "myst.invalid_link": rules.DEAD_LINK,
    "ref.doc": rules.DEAD_LINK,
    "ref.ref": rules.DEAD_LINK,
    "ref.numref": rules.DEAD_LINK,
}
"""The rules of kinds of warnings; any other is `rules.BUILD`."""

_OUTCOME = re.compile(
    r"; (?:the link is kept as it is|it is kept as it is|leaving it out)\.?$"
)
"""What a build says of what it did, which a check need not repeat."""


_UNREADABLE = re.compile(r"^image file not readable: ")
"""Sphinx's words for an image that does not exist."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Logged:
    """One warning of a build."""

    path: str
    """As Sphinx wrote it; empty where it named no file."""
    line: int
    message: str
    kind: str
    is_error: bool


def read_log(text: str) -> Iterator[Logged]:
    """Yield the warnings in Sphinx's stream of them; one may have several lines."""
    found: list[str] = []
    for line in _COLOUR.sub("", text).splitlines():
        if _BEGINS.search(line) or not found:
            found.append(line)
        elif line.strip():
            found[-1] += f"\n{line}"
    for warning in found:
        if match := _WARNING.fullmatch(warning):
            yield Logged(
                path=match["path"] or "",
                line=int(match["line"] or 1) or 1,
                message=match["message"],
                kind=match["kind"] or "",
                is_error=match["level"] != "WARNING",
            )


def findings(logged: Iterable[Logged], site: Path) -> Iterator[Finding]:
    """Yield a finding for each warning.

    :param site: the blog's folder, as an absolute path.
    """
    for warning in logged:
        rule = _rule_of(warning)
        message = _OUTCOME.sub("", warning.message).removesuffix(".")
        message = _UNREADABLE.sub("the image is missing: ", message)
        if rule is rules.BUILD and warning.kind:
            message += f" [{warning.kind}]"
        yield Finding(
            path=relative(warning.path, site) or "conf.py",
            line=warning.line,
            rule=rule,
            message=" ".join(message.split()),
        )


def _rule_of(warning: Logged) -> Rule:
    if warning.kind == "blogtheme.permalink":
        return rules.URL_CONFLICT if warning.is_error else rules.HEADER
    return _RULES.get(warning.kind, rules.BUILD)


def relative(path: str, site: Path) -> str:
    """Return a path from the blog's folder, with forward slashes."""
    file = Path(path)
    if file.is_relative_to(site):
        file = file.relative_to(site)
    return file.as_posix() if path else ""
