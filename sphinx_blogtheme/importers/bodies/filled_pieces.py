"""What templates of shortcodes make: HTML, and Markdown within it, for a new body."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt


class UnknownTemplateError(ValueError):
    """A template is more than texts and values."""


class Markdown(str):
    """Text that is Markdown."""

    __slots__ = ()


class Markup(str):
    """Text that is HTML."""

    __slots__ = ()


_BLOCK = re.compile(
    r"<(?:address|article|aside|blockquote|center|dd|details|dialog|dir|div|dl|dt"
    r"|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|legend|li|main"
    r"|menu|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|video|audio"
    r"|pre|script|style)\b",
    re.IGNORECASE,
)
_VERBATIM = re.compile(
    r"(<(pre|script|style|textarea)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE
)
_BLOCK_MARKDOWN = re.compile(
    r"\n[ \t]*\n|^[ \t]*(?:#{1,6}\s|[-*+]\s|\d+[.)]\s|>|```|~~~|\||<|\{[{%]"
    r"|:?-{2,}|={2,})",
    re.MULTILINE,
)
_NO_INLINE = re.compile(r"\{[{%]|\$|\[\^|\]\[|\\[(\[]")
"""Signs of what only a build of the blog reads."""


def escaped(value: Any) -> str:
    """Return a value as text in HTML."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, (str, int, float)):
        raise UnknownTemplateError("a value that is no text")
    return html.escape(str(value))


def joined(pieces: Iterable[str]) -> list[str]:
    """Return pieces of text with those of a kind after each other joined."""
    found: list[str] = []
    for piece in filter(None, pieces):
        if found and isinstance(piece, type(found[-1])):
            found[-1] = type(piece)(found[-1] + piece)
        else:
            found.append(piece)
    return found


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def as_body(pieces: Iterable[str]) -> str:
    """Return what a template has made as a part of a body in Markdown.

    HTML gets no blank lines, after which it would be Markdown. Markdown within blocks
    of HTML becomes HTML if it is one paragraph; else it is a block of its own.
    """
    pieces = list(pieces)
    markup = "".join(piece for piece in pieces if isinstance(piece, Markup))
    if not _BLOCK.search(markup):
        return "".join(
            piece if isinstance(piece, Markdown) else _without_blanks(piece)
            for piece in pieces
        ).strip()
    made = []
    for piece in pieces:
        text = piece.strip()
        if isinstance(piece, Markup):
            made.append(_without_blanks(piece))
        elif _BLOCK_MARKDOWN.search(text) or _NO_INLINE.search(text):
            made.append(f"\n\n{text}\n\n")
        else:
            made.append(_parser().renderInline(text))
    return re.sub(r"\n{3,}", "\n\n", "".join(made)).strip()


def _without_blanks(text: str) -> str:
    """Return HTML without blank lines and indents, but as it is in ``<pre>``."""
    parts = _VERBATIM.split(text)
    # The pattern has two groups: the element, and its name.
    found = []
    for number in range(0, len(parts), 3):
        found.append(re.sub(r"\n\s+", "\n", parts[number]))
        if number + 1 < len(parts):
            found.append(parts[number + 1])
    return "".join(found)
