"""The rules of links to other sites: pages that are gone, moved, or unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from sphinx_blogtheme.check import rules
from sphinx_blogtheme.check.external_links import GONE, MOVED, UNSURE
from sphinx_blogtheme.check.rules import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from sphinx_blogtheme.check.external_links import Answer, ExternalLink


def check_links(
    links: Iterable[ExternalLink],
    answers: Mapping[str, Answer],
    archived: Callable[[str, datetime | None], str],
) -> Iterator[Finding]:
    """Yield a finding for each link whose page is gone, moved, or gave no clear answer.

    :param answers: answers by URL without fragment; links without one are left out.
    :param archived: returns a suggestion for a dead link, given the URL and the date of
        the post.
    """
    for link in links:
        url, fragment = urldefrag(link.url)
        answer = answers.get(url)
        if answer is None:
            continue
        if answer.verdict == GONE:
            yield Finding(
                path=link.path,
                line=link.line,
                rule=rules.DEAD_EXTERNAL_LINK,
                message=f"{link.url} is gone: {answer.reason}",
                suggestion=archived(url, link.date),
            )
        elif answer.verdict == MOVED:
            target = f"{answer.target}#{fragment}" if fragment else answer.target
            yield Finding(
                path=link.path,
                line=link.line,
                rule=rules.MOVED_LINK,
                message=f"{link.url} has moved for good ({answer.reason})",
                suggestion=f"write {target}",
            )
        elif answer.verdict == UNSURE:
            yield Finding(
                path=link.path,
                line=link.line,
                rule=rules.UNSURE_LINK,
                message=f"{link.url} gave no clear answer: {answer.reason}",
            )
