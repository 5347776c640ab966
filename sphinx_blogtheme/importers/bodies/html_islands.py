"""Blocks of HTML in Markdown as older engines read them.

In Markdown.pl, Python-Markdown and kramdown a block begins with a tag, ends with its
end tag, and may have blank lines; text after it is Markdown again. In CommonMark it
ends at the next blank line. ``markdown="1"`` asks for Markdown in it.
"""

from __future__ import annotations

import re
import textwrap
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.importers.bodies.code_mask import without_code
from sphinx_blogtheme.importers.bodies.html_blanks import without_blank_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "big", "bdo", "br", "button", "cite", "code"),
        *("del", "dfn", "em", "i", "img", "input", "ins", "kbd", "label", "mark"),
        *("option", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby", "samp", "select"),
        *("small", "span", "strong", "sub", "sup", "tt", "u", "var"),
    )
)
"""Elements that are part of a paragraph; all others are blocks."""
_BLOCK_CONTENT = frozenset(
    (
        *("address", "applet", "article", "aside", "blockquote", "body", "dd"),
        *("details", "div", "dl", "fieldset", "figure", "figcaption", "footer", "form"),
        *("header", "hgroup", "iframe", "li", "main", "map", "menu", "nav", "noscript"),
        *("object", "section", "summary", "td"),
    )
)
"""Elements in which ``markdown="1"`` asks for blocks of Markdown."""
_TEXT_CONTENT = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdo", "big", "button", "cite", "caption"),
        *("del", "dfn", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins"),
        *("label", "legend", "optgroup", "p", "q", "rb", "rbc", "rp", "rt", "rtc"),
        *("ruby", "select", "small", "span", "strong", "sub", "sup", "th", "tt"),
    )
)
"""Elements in which it asks for the text of a paragraph."""
_VOID = frozenset(
    (
        *("area", "base", "br", "col", "command", "embed", "hr", "img", "input"),
        *("keygen", "link", "meta", "param", "source", "track", "wbr"),
    )
)
_VERBATIM = frozenset(("pre", "script", "style", "textarea"))
"""Elements that end with their end tags in CommonMark too."""
_ATTRIBUTES = r"(?:\s+[\w:@.-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*+\s*"
_TAG = re.compile(rf"<(?P<name>[A-Za-z][\w:-]*)(?P<rest>{_ATTRIBUTES})(?P<whole>/?)>")
_BLOCK_LINE = re.compile(rf"^(?P<indent>[ \t]*){_TAG.pattern}", re.MULTILINE)
_MARKDOWN = re.compile(
    r"\s+markdown(?:\s*=\s*(?:\"(?P<a>\w*)\"|'(?P<b>\w*)'|(?P<c>\w+)))?(?=[\s/>]|$)",
    re.IGNORECASE,
)
_ANY_MARKDOWN = re.compile(r"<[^<>]*\smarkdown\b", re.IGNORECASE)
_STARTS_BLOCK = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|>|```|~~~|\||<|\{[:%{]|$|\0)"
)
_ALONE = re.compile(
    rf"^[ \t]*</?(?:{'|'.join(sorted(INLINE))})\b[^<>\n]*>[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""A line with nothing but a tag that is part of a paragraph."""


class _Island(NamedTuple):
    """An element that is a block, by indexes of the text."""

    start: int
    inside: int
    stop: int
    end: int


def with_html_islands(
    text: str, *, markdown: bool = True, nested: bool = False, parsed: bool = False
) -> str:
    """Return a text whose blocks of HTML show in CommonMark what they did.

    :param markdown: whether ``markdown="1"`` asks for Markdown.
    :param nested: whether it does so for the elements within as well.
    :param parsed: whether all elements hold Markdown, even without it.
    """
    return _Islands(markdown=markdown, nested=nested, parsed=parsed).rewritten(text)


def without_code_beside_html(text: str) -> str:
    """Return a text with its code masked, but no indented lines of blocks of HTML."""
    masked = without_code(text, html=False)
    tags = without_code(text, html=False, indented=False)
    if masked == tags:
        return masked
    parts, position = [], 0
    while match := _BLOCK_LINE.search(masked, position):
        island = _island(tags, match, match.start("name") - 1)
        end = match.end()
        if island and match["name"].lower() not in INLINE:
            end = island.end
        parts += [masked[position : match.start()], tags[match.start() : end]]
        position = end
    return "".join([*parts, masked[position:]])


class _Islands:
    def __init__(self, *, markdown: bool, nested: bool, parsed: bool) -> None:
        self.markdown, self.nested, self.parsed = markdown, nested, parsed

    def rewritten(self, text: str, *, within: bool = False) -> str:
        """Return a text with its blocks rewritten.

        :param within: whether it is the content of an element that holds Markdown.
        """
        masked = without_code(text, html=False)
        tags = without_code(text, html=False, indented=False)
        parts, position = [], 0
        while match := _BLOCK_LINE.search(masked, position):
            start = match.start("name") - 1
            if match["name"].lower() in INLINE:
                parts.append(text[position : match.end()])
                position = match.end()
                continue
            island = _island(tags, match, start)
            if island is None:
                parts.append(text[position : match.end()])
                position = match.end()
                continue
            parts.append(text[position : island.start])
            made = self._element(text, island, match["indent"], within=within)
            parts.append(made)
            position = island.end
            rest, line, after = text[position:].partition("\n")
            indent = match["indent"] if not match["indent"].strip(" ") else ""
            if rest.strip():
                parts.append(f"\n\n{indent}")
                position += len(rest) - len(rest.lstrip())
            elif line and after.partition("\n")[0].strip():
                parts.append("\n\n")
                position += len(rest) + 1
        return _inline_tags_apart("".join([*parts, text[position:]]))

    def _element(self, text: str, island: _Island, indent: str, *, within: bool) -> str:
        """Return the new text of an element.

        :param indent: the white space before it.
        """
        opening, inside = (
            text[island.start : island.inside],
            text[island.inside : island.stop],
        )
        closing = text[island.stop : island.end]
        name = _TAG.match(opening)["name"].lower()  # type: ignore[index]
        mode = "1" if self.parsed or (within and self.nested) else ""
        if (asked := _MARKDOWN.search(opening)) and self.markdown:
            mode = asked["a"] or asked["b"] or asked["c"] or "1"
            opening = opening[: asked.start()] + opening[asked.end() :]
        if mode == "1":
            mode = "block" if name in _BLOCK_CONTENT else ""
            mode = "span" if name in _TEXT_CONTENT else mode
        if mode == "block" and closing:
            return self._around_markdown(opening, inside, closing, indent)
        if mode == "span" and closing:
            return without_blank_lines(f"{opening}{_inline_html(inside)}{closing}")
        if self.markdown and _ANY_MARKDOWN.search(inside):
            inside = self._children(inside)
            return f"{opening}{inside}{closing}"
        if name in _VERBATIM and not within:
            return f"{opening}{inside}{closing}"
        return without_blank_lines(f"{opening}{inside}{closing}")

    def _around_markdown(
        self, opening: str, inside: str, closing: str, indent: str
    ) -> str:
        first, mark, rest = inside.partition("\n")
        if first.strip():
            inside = first.lstrip() + mark + textwrap.dedent(rest)
        else:
            inside = textwrap.dedent(rest)
        inside = self.rewritten(inside, within=True).strip("\n")
        if indent and not indent.strip(" "):
            inside = textwrap.indent(inside, indent)
        return f"{opening}\n\n{inside}\n\n{indent}{closing}"

    def _children(self, html: str) -> str:
        """Return the inside of raw HTML, in which elements may hold Markdown."""
        masked = without_code(html, html=False, indented=False)
        parts, position, found = [], 0, 0
        while match := _TAG.search(masked, found):
            found = match.end()
            if not _MARKDOWN.search(match[0]):
                continue
            island = _island(masked, match, match.start())
            if island is None:
                continue
            parts.append(without_blank_lines(html[position : island.start]))
            parts.append(self._element(html, island, "", within=False))
            position = found = island.end
        return "".join([*parts, without_blank_lines(html[position:])])


def _island(masked: str, match: re.Match[str], start: int) -> _Island | None:
    """Return the element that begins with a tag; None if it has no end."""
    end, name = match.end(), match["name"].lower()
    if match["whole"] or name in _VOID:
        return _Island(start, end, end, end)
    depth = 1
    tags = re.compile(
        rf"<(?P<close>/?){re.escape(name)}(?=[\s/>])[^<>]*?(?P<whole>/?)>",
        re.IGNORECASE,
    )
    for tag in tags.finditer(masked, end):
        if tag["close"]:
            depth -= 1
        elif not tag["whole"]:
            depth += 1
        if not depth:
            return _Island(start, end, tag.start(), tag.end())
    return None


def _inline_tags_apart(text: str) -> str:
    """Return a text in which a lone tag such as ``<br>`` begins no block of HTML.

    In CommonMark it does, so that the lines below it would not be Markdown.
    """
    masked = without_code(text, html=False)
    parts, position = [], 0
    for match in _ALONE.finditer(masked):
        above = masked[: match.start()].rstrip(" \t\n")
        is_first = masked[len(above) : match.start()].count("\n") > 1 or not above
        below = masked[match.end() + 1 :].partition("\n")[0]
        if not is_first or not below.strip():
            continue
        parts.append(text[position : match.end()])
        position = match.end()
        if _STARTS_BLOCK.match(below):
            parts.append("\n")
        else:  # They are one paragraph.
            parts.append(" ")
            rest = text[position + 1 :]
            position += 1 + len(rest) - len(rest.lstrip(" \t"))
    return "".join([*parts, text[position:]])


def _inline_html(text: str) -> str:
    """Return the text of a paragraph as HTML."""
    made: str = _parser().renderInline(textwrap.dedent(text).strip())
    return made


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["strikethrough"])
