"""The pieces that shortcodes stand for, such as figures and boxes.

They are the same for all engines, so that a figure of Hugo and one of Nikola are
rendered by the same code.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """An image, with caption, credit and link."""

    source: str
    alt: str = ""
    title: str = ""
    caption: str = ""
    """In Markdown."""
    credit: str = ""
    """In Markdown."""
    credit_link: str = ""
    link: str = ""
    width: str = ""
    height: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Embed:
    """A player of a service if it is known, else a link."""

    url: str
    title: str = ""
    """Empty if the title of the service is used."""
    link_text: str = ""
    """Text of the link, if there is no player."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """Code, whose text is the body of the shortcode."""

    language: str = ""
    start: int | None = None
    """Number of the first line; None if lines are not numbered."""
    emphasised: tuple[int, ...] = ()
    """Numbers of emphasised lines, from one."""
    title: str = ""
    """In plain text, mostly the name of a file."""
    caption: str = ""
    """In Markdown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """An admonition, or a part that opens on a click, around Markdown."""

    kind: str = ""
    """``note``, ``tip``, ``important``, ``warning``, ``caution`` or ``danger``."""
    title: str | None = None
    """In plain text; None for the usual title of the kind, empty for no title."""
    folded: bool | None = None
    """Whether it is closed at first; None if it can't be closed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A quotation around Markdown."""

    author: str = ""
    """In Markdown."""
    work: str = ""
    """Title of the book, talk or page that it is from, in Markdown."""
    link: str = ""
    """URL of the work, or of the author if there is no work."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tab:
    """One of several alternatives in Markdown, which are shown one below the other."""

    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLink:
    """A link to a page of the site, by a path of another engine."""

    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Plain text in place of a shortcode."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Verbatim:
    """A body in which nothing is a shortcode."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hidden:
    """A shortcode that readers don't see."""

    body: bool = False
    """Whether it has a body, which they don't see either."""


Piece = Figure | Embed | Code | Box | Quote | Tab | PageLink | Text | Verbatim | Hidden

ADMONITION_KINDS = {
    **dict.fromkeys(["note", "info", "abstract", "summary", "tldr", "todo"], "note"),
    **dict.fromkeys(["example", "question", "help", "faq", "cite", "details"], "note"),
    **dict.fromkeys(["seealso", "primary", "secondary", "notice", "default"], "note"),
    **dict.fromkeys(["tip", "hint", "success", "check", "done"], "tip"),
    "important": "important",
    **dict.fromkeys(["warning", "warn", "attention"], "warning"),
    "caution": "caution",
    **dict.fromkeys(["danger", "error", "failure", "fail", "missing"], "danger"),
    "bug": "danger",
}
"""Kinds of admonitions, by their names in Hugo's themes, Material and Obsidian."""


def line_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of lines in a list of numbers and ranges.

    >>> line_numbers("1, 3-5 8")
    (1, 3, 4, 5, 8)
    """
    lines: set[int] = set()
    for part in text.replace(",", " ").split():
        first, _, last = part.partition("-")
        if first.isdecimal() and (not last or last.isdecimal()):
            end = min(int(last or first), int(first) + 9999)
            lines.update(range(int(first), end + 1))
    return tuple(sorted(lines))
