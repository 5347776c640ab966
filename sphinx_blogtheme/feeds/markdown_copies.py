"""Write the Markdown copy of a post, which stands beside its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.timestamps import rfc3339

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

# CommonMark 0.31, sections 4.2 and 4.3: `# Title`, or `Title` over `=====`.
_FIRST_HEADING = re.compile(
    r"(?:[ \t]*\r?\n)*"
    r"[ ]{0,3}(?:#[ \t]+(?P<atx>\S.*?)(?:[ \t]+#+)?|(?P<setext>\S.*?)[ \t]*\r?\n=+)"
    r"[ \t]*(?:\r?\n|\Z)"
)


def write_markdown_copy(
    title: str,
    date: datetime,
    url: str,
    body: str,
    shown: Callable[[str], str] = str,
) -> str:
    """Return a Markdown copy: title, date and permalink, then the body as it is.

    The body follows byte for byte, so write the file without newline translation. If
    the body begins with the title as a heading, that heading is moved above the date.

    :param title: title of the post, in plain text; empty if it has none.
    :param date: date of the post, aware.
    :param url: absolute URL of the page.
    :param body: the author's Markdown, without its header.
    :param shown: returns the title that a heading is, without markup.
    """
    title = " ".join(title.split())
    heading = _FIRST_HEADING.match(body)
    if heading and title == shown(heading["atx"] or heading["setext"]):
        body = body[heading.end() :]
    gap = "" if body.startswith(("\n", "\r\n")) else "\n"
    head = f"# {title}\n\n" if title else ""
    return f"{head}{rfc3339(date)} · <{url}>\n{gap}{body}"
