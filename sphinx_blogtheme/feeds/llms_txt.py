"""Write an ``llms.txt`` (https://llmstxt.org/): a Markdown list of the site's pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_blogtheme.feeds.xml import legal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

# Characters that could end a link early or make it part of something else; others
# are not escaped, so that the text is easy to read.
_SPECIAL = re.compile(r"[\\`<\[\]]")

_IN_URLS = str.maketrans({character: quote(character) for character in " ()<>\\"})


@dataclass(frozen=True, kw_only=True, slots=True)
class LlmsLink:
    """A link to a page in ``llms.txt``."""

    title: str
    url: str
    """Absolute URL of the page's Markdown copy, or of the page if it has none."""
    description: str | None
    date: datetime | None
    """Aware; None if the page has no date."""
    language: str = ""
    """Tag of its language, if that is not the language of the list."""


def write_llms(
    title: str,
    description: str,
    posts: Sequence[LlmsLink],
    pages: Sequence[LlmsLink],
    translations: Mapping[str, Sequence[LlmsLink]] | None = None,
    *,
    headings: tuple[str, str] = ("Posts", "Pages"),
) -> str:
    """Return the text of ``llms.txt``.

    :param title: title of the site, in plain text.
    :param description: description of the site, in plain text; may be empty.
    :param posts: links to the posts, in any order; they are written newest first.
    :param pages: links to the pages, in the order in which they are written.
    :param translations: links to posts in other languages, by name of the language.
    :param headings: the headings of posts and pages, in the language of the site.
    """
    blocks = [f"# {_line(title)}"]
    if _line(description):
        blocks.append(f"> {_line(description)}")
    of_posts, of_pages = headings
    lists = [(of_posts, _newest_first(posts))]
    for name, links in (translations or {}).items():
        lists.append((f"{of_posts}: {_line(name)}", _newest_first(links)))
    for heading, links in (*lists, (of_pages, pages)):
        if links:
            blocks += [f"## {heading}", "\n".join(_items(links))]
    return "\n\n".join(blocks) + "\n"


def _items(links: Sequence[LlmsLink]) -> Iterator[str]:
    for link in links:
        item = f"- [{_line(link.title)}]({legal(link.url).translate(_IN_URLS)})"
        note = _line(link.description or "")
        if link.language:
            note = f"{note} ({link.language})".lstrip()
        yield f"{item}: {note}" if note else item


def _newest_first(links: Sequence[LlmsLink]) -> Sequence[LlmsLink]:
    return sorted(links, key=_timestamp, reverse=True)


def _timestamp(link: LlmsLink) -> float:
    return link.date.timestamp() if link.date else float("-inf")


def _line(text: str) -> str:
    """Return plain text as one line of Markdown, escaped."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(legal(text).split()))
