"""Turn a post's source into the Markdown file that stands beside its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.timestamps import rfc3339

if TYPE_CHECKING:
    from datetime import datetime

# CommonMark 0.31, sections 4.2 and 4.3: `# Title`, or `Title` over `=====`.
_FIRST_HEADING = re.compile(
    r"(?:[ \t]*\r?\n)*"
    r"[ ]{0,3}(?:#[ \t]+(?P<atx>\S.*?)(?:[ \t]+#+)?|(?P<setext>\S.*?)[ \t]*\r?\n=+)"
    r"[ \t]*(?:\r?\n|\Z)"
)


def write_markdown_copy(title: str, date: datetime, url: str, body: str) -> str:
    """Return a Markdown file: title, date and permalink, then the body as it is.

    The body follows byte for byte, so write the file without newline translation.
    A body that opens with the title has that heading above the date instead.

    :param title: plain text.
    :param date: aware.
    :param url: absolute, of the page.
    :param body: the author's Markdown, without its header.
    """
    title = " ".join(title.split())
    heading = _FIRST_HEADING.match(body)
    if heading and title in (heading["atx"], heading["setext"]):
        body = body[heading.end() :]
    gap = "" if body.startswith(("\n", "\r\n")) else "\n"
    return f"# {title}\n\n{rfc3339(date)} · <{url}>\n{gap}{body}"
