"""Headings: their plain text, titles made from them, and outlines of their levels."""

from __future__ import annotations

from sphinx_blogtheme.model.inline_markdown import as_typed, keep_typed, plain_text
from sphinx_blogtheme.model.terms import term_name

TITLE_OPTION = "blog_title"
"""Name of the option of a Markdown parser that holds the title of a post.

The title becomes the only ``h1``; without the option, headings are left alone.
"""


def heading_title(heading: str | None, slug: str) -> str:
    """Return the title of a post whose header has none.

    It is the first heading, or the slug as words: "My post" for ``my-post``.
    """
    return as_typed(kept_title(heading)) if heading else term_name(slug, {})


def kept_title(heading: str) -> str:
    """Return the text of a heading, with private characters as of `keep_typed`."""
    return plain_text(keep_typed(heading))


def outline(levels: list[int]) -> list[int]:
    """Return heading levels that form an unbroken outline below an ``h1``.

    >>> outline([3, 3, 4, 2, 5])
    [2, 2, 3, 2, 3]
    """
    open_: list[int] = []
    result = []
    for level in levels:
        while open_ and open_[-1] >= level:
            open_.pop()
        open_.append(level)
        result.append(min(len(open_) + 1, 6))
    return result
