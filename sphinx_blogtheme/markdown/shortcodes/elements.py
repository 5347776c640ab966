"""The values that shortcodes are turned into: what a reader is to see.

One set for all engines, so that a figure of Hugo's and one of Nikola's are drawn
by the same code.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """An image, with what is said about it."""

    source: str
    alt: str = ""
    title: str = ""
    caption: str = ""
    """Markdown."""
    credit: str = ""
    """Markdown."""
    credit_link: str = ""
    link: str = ""
    width: str = ""
    height: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Embed:
    """What a service shows: a player where we know one, else a link."""

    url: str
    title: str = ""
    """Empty where the service's own name has to do."""
    link_text: str = ""
    """What the link says where there is no player."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """Code, whose text is the body of the shortcode."""

    language: str = ""
    start: int | None = None
    """Number of the first line, where the lines are numbered."""
    emphasised: tuple[int, ...] = ()
    """Lines that stand out, counted from one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """An admonition, or a part that opens on a click, around Markdown."""

    kind: str = ""
    """``note``, ``tip``, ``important``, ``warning``, ``caution`` or ``danger``."""
    title: str | None = None
    """Plain text; None for the usual one of the kind, empty for none at all."""
    folded: bool | None = None
    """Whether it is closed at first; None where it can't be closed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A quotation around Markdown."""

    author: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tab:
    """One of several alternatives around Markdown, shown below each other."""

    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLink:
    """A page of the site, as its author's engine names it."""

    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Plain text in the place of a shortcode."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Verbatim:
    """A body in which nothing is a shortcode."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Nothing:
    """What readers don't see."""

    body: bool = False
    """Whether there is a body, which they don't see either."""


Piece = Figure | Embed | Code | Box | Quote | Tab | PageLink | Text | Verbatim | Nothing

KINDS = {
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
"""The looks of admonitions, by what Hugo's themes, Material and Obsidian call them."""


def line_numbers(text: str) -> tuple[int, ...]:
    """Return the lines that a list of numbers and ranges names.

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
