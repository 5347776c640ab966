"""Warn of the problems of headers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_blogtheme.files import line_with
from sphinx_blogtheme.model.permalinks import docname_of_path, safe_slug
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sphinx_blogtheme.discovery.gate import Verdict
    from sphinx_blogtheme.model.posts import FrontMatter, Header, Misspelling

_logger = logging.getLogger(__name__)

_DATE = re.compile(r"[\w-]*(?:date|created|publish|pub)[\w-]*: ", re.IGNORECASE)
"""Matches the message of a problem with a date, which begins with its key."""


INSTALL_MYST_NB = "`pip install myst-nb`, and 'myst_nb' in extensions"
"""What a site lacks that has notebooks, but nothing that reads them."""


class ProblemReporter:
    """Warns of the problems of headers, and counts the headers that were repaired."""

    def __init__(self) -> None:
        self.faults = 0
        """Number of warnings, given or to be given."""
        self.repaired = 0
        self.unplaced = 0
        """Number of posts with an order that sorts nothing."""
        self._misspelt: dict[str, list[tuple[Misspelling, Path]]] = {}
        self._placed: list[tuple[str, str, Path]] = []

    def note(self, header: Header, file: Path, outcome: str = "") -> None:
        """Warn of all problems of a header.

        :param outcome: text that is added to each message, such as "; the post is …".
        """
        self.repaired += header.repaired
        self.faults += len(header.misspelt) + len(header.problems)
        for found in header.misspelt:
            self._misspelt.setdefault(found.key, []).append((found, file))
        for problem in header.problems:
            line = f":{problem.line}" if problem.line else ""
            message = f"{problem.message}{outcome}."
            warn(WarningKind(problem.kind), message, location=f"{file}{line}")

    def note_verdict(self, verdict: Verdict, header: Header, file: Path) -> None:
        """Warn of the problems of a header that matter for what its file is."""
        if verdict.overruled:
            self._note_front_page(file)
        if verdict.lacks_date:
            self._hold_back(header, file)
        elif verdict.is_post or verdict.reason:
            self.note(header, file)
        elif header.problems and not header.body_line:
            self.note(header, file)  # a header that is never closed
        else:
            self._note_source(header, file)

    def _note_source(self, header: Header, file: Path) -> None:
        """Warn of unreadable text only: other problems don't matter for a page."""
        found = (p for p in header.problems if p.kind == WarningKind.SOURCE.value)
        told = replace(header, problems=tuple(found), repaired=False, misspelt=())
        self.note(told, file)

    def _note_front_page(self, file: Path) -> None:
        """Warn of a front page that is to be held back, which no site can do without.

        Its own header may say so, or the defaults of its folder.
        """
        self.faults += 1
        warn(
            WarningKind.FRONT_MATTER,
            "expected a front page that is public, but its header or the file of"
            " defaults beside it holds it back; published it.",
            location=f"{file}:1",
        )

    def note_slugs(self, verdict: Verdict, facts: FrontMatter, file: Path) -> None:
        """Warn of a slug, or of a whole path, that had to be changed."""
        slug, place = verdict.slug, verdict.docname
        if facts.slug and safe_slug(slug) != slug:
            self._note_slug(slug, file)
        if facts.url and not f"/{facts.url.strip('/')}".startswith(f"/{place}"):
            self._note_slug(facts.url, file, f"/{place}/")

    def note_page(self, verdict: Verdict, facts: FrontMatter, file: Path) -> None:
        """Note a page whose header gives it a path, which only posts have."""
        place = verdict.docname.removesuffix("/index")
        if facts.url and docname_of_path(facts.url) not in (place, verdict.docname):
            self.faults += 1
            self._placed.append((facts.url, place, file))

    def _note_slug(self, slug: str, file: Path, used: str = "") -> None:
        """Warn of a changed slug.

        :param used: the path after the change; empty if it is a slug.
        """
        self.faults += 1
        warn(
            WarningKind.PERMALINK,
            f"the {'path' if used else 'slug'} {slug!r} cannot be part of a URL as it"
            f" is; using {used or safe_slug(slug)!r}.",
            location=f"{file}:{line_with(file, slug)}",
        )

    def _hold_back(self, header: Header, file: Path) -> None:
        """Warn of a post that is held back as a draft because it has no date."""
        outcome = "the post is held back as a draft"
        others = [p for p in header.problems if not _DATE.match(p.message)]
        dates = [p for p in header.problems if _DATE.match(p.message)]
        self.note(replace(header, problems=tuple(others)), file)
        dated = replace(header, problems=tuple(dates), repaired=False, misspelt=())
        self.note(dated, file, f"; {outcome}")
        if not dates:
            self.faults += 1
            expected = "a post needs a date, such as `date: 2025-03-01`"
            warn(
                WarningKind.FRONT_MATTER,
                f"{expected}; {outcome}.",
                location=f"{file}:1",
            )

    def summarise(self) -> None:
        """Tell of misspelt keys, and how many headers were read without loss."""
        for key, places in self._misspelt.items():
            (first, file), *others = places
            more = f" (and in {len(others)} more)" if others else ""
            warn(
                WarningKind.UNKNOWN_KEY,
                f"the key {key!r}{more} is not known; did you mean {first.meant!r}?"
                " It is kept for templates, and sets nothing.",
                location=f"{file}:{first.line}",
            )
        if self._placed:
            url, place, file = self._placed[0]
            rest = len(self._placed) - 1
            more = f" (and {rest} more)" if rest else ""
            warn(
                WarningKind.PERMALINK,
                f"the path {url!r} is that of a page{more}, which stays at /{place}/ by its"
                " file: expected a post, as `blogpost: true` and a date say, or `aliases`.",
                location=f"{file}:{line_with(file, url)}",
            )
        if self.unplaced:
            _logger.info(
                "blog: %d posts have an order or weight, which sorts only the menu and"
                " pinned posts; lists are in the order of dates",
                self.unplaced,
            )
        if self.repaired:
            _logger.info(
                "blog: the front matter of %d posts is not valid YAML, and was read line "
                "by line, without loss; `sphinx-blogtheme check --fix` corrects it",
                self.repaired,
            )


def report_unread_notebooks(paths: Iterable[str]) -> None:
    """Warn of notebooks among the posts that no extension of the site reads."""
    expected = f"expected MyST-NB, which reads it ({INSTALL_MYST_NB})"
    _report_unread(sorted(paths), "a notebook among the posts", f": {expected}")


def report_undated(verdict: Verdict, file: Path) -> None:
    """Warn of a file among the posts that is none because it has no date."""
    near = f" ({verdict.near!r}: did you mean 'date'?)" if verdict.near else ""
    warn(
        WarningKind.FRONT_MATTER,
        f"expected a date, such as `date: 2025-03-01`, in a folder of posts{near};"
        " assumed an ordinary page, which is on no list, as `blogpost: false` says"
        " without a warning.",
        location=f"{file}:1",
    )


def report_unread_suffixes(paths: Iterable[str]) -> None:
    """Warn of Markdown files among the posts whose suffix the site does not read."""
    names = sorted(paths)
    suffix = PurePosixPath(names[0]).suffix if names else ""
    fault = (
        f" has a suffix that is no source's: expected {suffix!r} in source_suffix, as"
        f" {{{suffix!r}: 'markdown'}}, or another name"
    )
    _report_unread(names, "a file among the posts", fault)


def _report_unread(paths: Sequence[str], what: str, fault: str) -> None:
    """Warn of the first of some files that are left out, with the number of others."""
    if paths:
        more = f" (and {len(paths) - 1} more)" if len(paths) > 1 else ""
        warn(
            WarningKind.SOURCE,
            f"{what}{more}{fault}; it is left out.",
            location=f"{paths[0]}:1",
        )
