"""Headings: their plain text, titles made from them, and outlines of their levels."""

from __future__ import annotations

import re

from sphinx_blogtheme.model.terms import term_name

TITLE = "blog_title"
"""Name of the option of a Markdown parser that holds the title of a post.

The title becomes the only ``h1``; without the option, headings are left alone.
"""

_MARKS = re.compile(
    r"!?\[([^\]]*)\]\([^)]*\)|(?<!\w)([*_`]{1,3})(?=\S)(.+?)(?<=\S)\2(?!\w)"
)


def plain_text(heading: str) -> str:
    """Return the text of a Markdown heading without its markup.

    ``*Hello* [there](x.html)`` is "Hello there".
    """
    previous = ""
    while heading != previous:
        previous, heading = heading, _MARKS.sub(lambda m: m[1] or m[3] or "", heading)
    return " ".join(heading.split())


def heading_title(heading: str | None, slug: str) -> str:
    """Return the title of a post whose header has none.

    It is the first heading, or the slug as words: "My post" for ``my-post``.
    """
    return plain_text(heading) if heading else term_name(slug, {})


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
