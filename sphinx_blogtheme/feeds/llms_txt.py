"""Turn lists of pages into an ``llms.txt`` (https://llmstxt.org/)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_blogtheme.feeds.xml import legal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

# What could end a link early or swallow it; the rest stays as its readers like it.
_SPECIAL = re.compile(r"[\\`<\[\]]")

_IN_URLS = str.maketrans({character: quote(character) for character in " ()<>\\"})


@dataclass(frozen=True, kw_only=True, slots=True)
class LlmsLink:
    """A page, and where its Markdown is."""

    title: str
    url: str
    """Absolute, of the Markdown twin where there is one."""
    description: str | None
    date: datetime | None
    """Aware; None where the page has no date."""


def write_llms(
    title: str,
    description: str,
    posts: Sequence[LlmsLink],
    pages: Sequence[LlmsLink],
) -> str:
    """Return the text of ``llms.txt``: posts newest first, pages as given."""
    newest_first = sorted(posts, key=_timestamp, reverse=True)
    blocks = [f"# {_line(title)}"]
    if _line(description):
        blocks.append(f"> {_line(description)}")
    for heading, links in (("Posts", newest_first), ("Pages", pages)):
        if links:
            blocks += [f"## {heading}", "\n".join(_items(links))]
    return "\n\n".join(blocks) + "\n"


def _items(links: Sequence[LlmsLink]) -> Iterator[str]:
    for link in links:
        item = f"- [{_line(link.title)}]({legal(link.url).translate(_IN_URLS)})"
        note = _line(link.description or "")
        yield f"{item}: {note}" if note else item


def _timestamp(link: LlmsLink) -> float:
    return link.date.timestamp() if link.date else float("-inf")


def _line(text: str) -> str:
    """Return plain text as Markdown on one line."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(legal(text).split()))
