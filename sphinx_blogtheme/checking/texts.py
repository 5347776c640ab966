"""The rules of texts: what is missing or too long, and headings that don't nest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.checking import rules
from sphinx_blogtheme.checking.rules import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.checking.source import Source

MAX_DESCRIPTION = 300
"""Characters: search engines show about half of it, previews all."""

MAX_TITLE = 110
"""Characters: about two lines of a list, or of a preview."""

_TOP = 2
"""The level of a text's own headings, below its title."""


def check_text(source: Source) -> Iterator[Finding]:
    """Yield what is wrong with the text of one post."""
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
    if len(facts.description or "") > MAX_DESCRIPTION:
        yield Finding(
            path=source.path,
            line=source.line_of_key("description"),
            rule=rules.LONG_DESCRIPTION,
            message=f"the description has {len(facts.description or '')} characters",
            suggestion=f"say it in {MAX_DESCRIPTION} or fewer",
        )
    if len(facts.title or "") > MAX_TITLE:
        yield Finding(
            path=source.path,
            line=source.line_of_key("title"),
            rule=rules.LONG_TITLE,
            message=f"the title has {len(facts.title or '')} characters",
            suggestion=f"say it in {MAX_TITLE} or fewer",
        )
    yield from _headings(source)
    yield from _bare_urls(source)


def _headings(source: Source) -> Iterator[Finding]:
    title = source.header.front_matter.title
    before = 0
    for number, heading in enumerate(source.body.headings):
        if heading.level == 1:
            is_title = number == 0 and title in (None, heading.text)
            if title and not is_title:
                yield Finding(
                    path=source.path,
                    line=heading.line,
                    rule=rules.SECOND_H1,
                    message=f"{heading.text!r} is a heading of the first level",
                    suggestion="begin it with '##'; the title is the first level",
                )
        elif before and heading.level > before + 1:
            marks = "#" * (before + 1)
            yield Finding(
                path=source.path,
                line=heading.line,
                rule=rules.HEADING_SKIP,
                message=f"{heading.text!r} is of level {heading.level}, below one of"
                f" level {before}",
                suggestion=f"begin it with '{marks}'",
            )
        before = max(heading.level, _TOP if heading.level == 1 and title else 1)


def _bare_urls(source: Source) -> Iterator[Finding]:
    for link in source.body.bare_urls:
        yield Finding(
            path=source.path,
            line=link.line,
            rule=rules.BARE_URL,
            message=f"{link.url} is no link",
            suggestion=f"write <{link.url}>",
        )
