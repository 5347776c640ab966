"""The rules of the check with their names, levels and meanings, and findings.

The documentation's table of rules is made from `RULES`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Level(enum.Enum):
    """Severity of a finding; by default, findings of ``info`` don't fail the check."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One kind of finding."""

    name: str
    """Name in reports and options, such as ``dead-link``."""
    level: Level
    help: str
    """What the rule finds, in one sentence, for the documentation."""
    fixable: bool = False
    """Whether ``--fix`` can fix findings of this rule."""


RULES: dict[str, Rule] = {}
"""All rules by name, in the order of the documentation."""


def _rule(level: Level, name: str, help_: str, *, fixable: bool = False) -> Rule:
    RULES[name] = Rule(name=name, level=level, help=help_, fixable=fixable)
    return RULES[name]


_E, _W, _I = Level.ERROR, Level.WARNING, Level.INFO

ENCODING = _rule(
    _W, "encoding", "A file holds what is no text, so characters of it are lost."
)
HEADER_PROBLEM = _rule(
    _W, "header", "A header has a value that can only be read by assuming something."
)
UNQUOTED_VALUE = _rule(
    _I,
    "unquoted-value",
    "A value is read without loss here, but other programs that read YAML refuse it.",
    fixable=True,
)
UNKNOWN_KEY = _rule(_W, "unknown-key", "A key looks like a known one, misspelt.")
DATE_MISMATCH = _rule(
    _W, "date-mismatch", "The date in the file's name is not that of the header."
)
UPDATED_BEFORE_DATE = _rule(
    _W, "updated-before-date", "A post was updated before it was published."
)
FUTURE_DATE = _rule(
    _I, "future-date", "A post is held back until its date, which is yet to come."
)

DEAD_LINK = _rule(
    _E,
    "dead-link",
    "A link leads to a page, a fragment or a file that the site does not have.",
)
MISSING_IMAGE = _rule(
    _E, "missing-image", "An image does not exist, or cannot be read as an image."
)
URL_CONFLICT = _rule(_E, "url-conflict", "Two pages, files or aliases claim one URL.")
DUPLICATE_SLUG = _rule(
    _I, "duplicate-slug", "Two posts have the same slug, under different dates."
)
OWN_URL = _rule(
    _I, "own-url", "A link to the blog itself has its host, so it can't be moved."
)
BARE_URL = _rule(
    _I, "bare-url", "A URL in the text is no link, so nobody can click it."
)

MISSING_ALT = _rule(_W, "missing-alt", "An image has no alternative text.")
LARGE_IMAGE = _rule(
    _W, "large-image", "An image has far more bytes or pixels than its readers see."
)
UNUSED_IMAGE = _rule(_I, "unused-image", "No page shows an image or links to it.")

TERM_SPELLING = _rule(
    _W,
    "term-spelling",
    "A category or tag differs from a commoner one in capitals, hyphens or a plural.",
    fixable=True,
)
SAME_NAME = _rule(
    _I, "same-name", "Two categories, tags or authors have one name, and a page each."
)
TERM_ONCE = _rule(_I, "term-once", "A category has one post only.")

CODE_CHANGED = _rule(
    _I,
    "code-changed",
    "The code of a post is not the code that was run, as `tested-code.json` says.",
)

EMPTY_BODY = _rule(_W, "empty-body", "A post has a header and no text.")
NO_DESCRIPTION = _rule(
    _I, "no-description", "A post has no description for search engines and previews."
)

INVALID_FEED = _rule(
    _E, "invalid-feed", "A post has no title in a feed, or a URL that leads nowhere."
)
INVALID_PAGE = _rule(
    _W, "invalid-page", "A page has an id twice, or elements that do not nest."
)
NO_BASEURL = _rule(
    _W, "no-baseurl", "`html_baseurl` names no host, so there are no complete URLs."
)
EXAMPLE_BASEURL = _rule(
    _I, "example-baseurl", "`html_baseurl` is that of a new blog, which nobody owns."
)
BUILD_WARNING = _rule(_W, "build", "Sphinx or an extension gives another warning.")

DEAD_EXTERNAL_LINK = _rule(
    _W, "dead-external-link", "A link leads to another site, where it is gone."
)
MOVED_LINK = _rule(
    _W, "moved-link", "A link leads to another site, where it has moved."
)
UNSURE_LINK = _rule(
    _I, "unsure-link", "Another site gave no clear answer about a link."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TermEdit:
    """The change of one line that fixes a finding: one term instead of another."""

    old: str
    """Term to replace, as written in the line."""
    new: str
    """Term to write instead."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something in a blog that its author may want to change."""

    path: str
    """Path from the blog's folder, with forward slashes."""
    line: int
    """1-based line in the file."""
    rule: Rule
    message: str
    """Description of the fault, without a full stop."""
    suggestion: str = ""
    """What to do, without a full stop; empty if the message says it already."""
    edit: TermEdit | None = None
    """Change of the line by ``--fix``; None if it can't be fixed, or needs quotes."""

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Key by which the findings of a report are sorted."""
        return (self.path, self.line, self.rule.name, self.message)
