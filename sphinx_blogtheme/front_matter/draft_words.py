"""Find signs of a draft in a header that cannot be read, or has a misspelt key.

A header that is never closed, or that no reader understands, may still say that its
post is a draft. Such a post is held back, with a problem, rather than published by
mistake.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter import values
from sphinx_blogtheme.front_matter.fields import folded
from sphinx_blogtheme.front_matter.raw import front_matter_problem, shown, text_lines

if TYPE_CHECKING:
    from sphinx_blogtheme.front_matter.raw import RawEntry
    from sphinx_blogtheme.model.posts import Problem

MAX_SEARCHED_LINES = 60
"""Number of lines at the top of a file that may be a header."""

_OPENING = re.compile(r"-{3,}\s*(?:\w+\s*)?$|\+{3,}\s*$|[{;]|<!--|\.\. ")
_TITLE = re.compile(r"# ")
_TRUE, _FALSE = ("|".join(sorted(words)) for words in (values.TRUE, values.FALSE))
_WORDS = (
    rf"(?:draft[\"']?\s*[:=\uff1a]\s*[\"']?(?:{_TRUE})"
    r"|(?:state|status)[\"']?\s*[:=]\s*[\"']?(?:draft|pending|private|scheduled)"
    rf"|(?:published|publish)[\"']?\s*[:=]\s*[\"']?(?:{_FALSE}))(?![\w-])"
)
_ANYWHERE = re.compile(rf"(?<![\w-]){_WORDS}", re.IGNORECASE)
_AT_START = re.compile(
    rf"\s*(?:- |\.\. )?\s*[\"']?(?:{_WORDS}|draft\s*$)", re.IGNORECASE
)

_DRAFT = "draft"
_SYNONYMS = {
    **dict.fromkeys(
        map(folded, ("is_draft", "drafts", "unpublished", "not_published")),
        values.TRUE,
    ),
    folded("is_published"): values.FALSE,
}
"""Keys that no engine has, with the values by which they mean a draft."""


def draft_in(text: str, *, read: bool) -> Problem | None:
    """Return a problem if the top of a file says that it is a draft: ``draft: true``.

    :param read: whether a reader has found keys there; then only a line that begins
        with such a key counts, since words within a value are just text.
    """
    lines = text_lines(text, MAX_SEARCHED_LINES)
    written = [number for number, line in enumerate(lines) if line.strip()]
    if len(written) > 1 and _TITLE.match(lines[written[0]]):
        del written[0]  # a header below the title
    first = next(iter(written), None)
    if first is None or not _OPENING.match(lines[first]):
        return None
    is_whole = read and not lines[first].startswith("{")
    says = _AT_START.match if is_whole else _ANYWHERE.search
    for number, line in enumerate(lines[first:], first + 1):
        if not line.strip():
            return None
        if says(line):
            message = (
                f"{shown(line.strip())}: expected it in a header that can be read;"
                " assumed that the post is a draft"
            )
            return front_matter_problem(number, message)
    return None


def misspelt_draft(entries: tuple[RawEntry, ...]) -> Problem | None:
    """Return a problem if a key such as ``darft`` or ``isDraft`` means ``draft``.

    Its value has to be true, or false for a key such as ``isPublished``.
    """
    for entry in entries:
        key = folded(entry.key)
        is_misspelt = key != _DRAFT and sorted(key) == sorted(_DRAFT)
        meant = values.TRUE if is_misspelt else _SYNONYMS.get(key, frozenset())
        value = (values.one_text(entry.node) or "").lower()
        if value in meant:
            message = f"{entry.key}: {value}: expected 'draft: true'; assumed that"
            return front_matter_problem(entry.line, message)
    return None
