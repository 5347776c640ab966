"""The rules of texts: empty bodies, missing descriptions, URLs that are no links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.check import rules
from sphinx_blogtheme.check.rules import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.check.sources import SourceText


def check_text(source: SourceText) -> Iterator[Finding]:
    """Yield the findings of the text of one post."""
    facts = source.header.front_matter
    if source.body.is_empty:
        yield Finding(
            path=source.path,
            line=max(source.header.body_line, 1),
            rule=rules.EMPTY_BODY,
            message="there is no text below the header",
            suggestion="write it, or hold the post back with `state: draft`",
        )
    if facts.listed and not facts.description:
        yield Finding(
            path=source.path,
            line=1,
            rule=rules.NO_DESCRIPTION,
            message="no description; machines take the first sentences",
            suggestion="add `description:` with one sentence",
        )
    yield from _bare_urls(source)


def _bare_urls(source: SourceText) -> Iterator[Finding]:
    for link in source.body.bare_urls:
        yield Finding(
            path=source.path,
            line=link.line,
            rule=rules.BARE_URL,
            message=f"{link.url} is no link",
            suggestion=f"write <{link.url}>",
        )
