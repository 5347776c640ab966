"""Turn the text of a file in Markdown into what it shows, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it import MarkdownIt

from sphinx_blogtheme.front_matter.fields import folded
from sphinx_blogtheme.markdown.dollar_maths import use_dollars
from sphinx_blogtheme.markdown.html import start_tags
from sphinx_blogtheme.markdown.shortcodes.detect import needs_translation
from sphinx_blogtheme.markdown.shortcodes.elements import Figure
from sphinx_blogtheme.markdown.shortcodes.plugin import use_bodies

if TYPE_CHECKING:
    from markdown_it.token import Token

    from sphinx_blogtheme.front_matter.raw import RawEntry
    from sphinx_blogtheme.markdown.shortcodes.context import BodyContext as OtherEngine
    from sphinx_blogtheme.model.posts import Header

_BARE_URL = re.compile(r"(?<![\w/\"'=(<\[])https?://[^\s<>\"'\])]+[^\s<>\"'\]).,;:!?]")
_DIRECTIVE = re.compile(r"\{(?:image|figure)\}\s*(\S.*)?")
_OPTION = re.compile(r"\s*:(?P<name>[\w-]+):\s*(?P<value>.*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    """An image in a text."""

    url: str
    line: int
    alt: str | None
    """None where nothing is said; empty where that is said on purpose."""
    width: int | None = None
    """In pixels, where the author chose it."""
    html: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceLink:
    """A link in a text."""

    url: str
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedBody:
    """What a text shows, in its order."""

    images: tuple[Image, ...] = ()
    links: tuple[SourceLink, ...] = ()
    bare_urls: tuple[SourceLink, ...] = ()
    is_empty: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedSource:
    """A file of the blog that may be a post."""

    path: str
    """From the source folder, with forward slashes."""
    text: str
    header: Header
    """As the build reads it, with the defaults of the folders."""
    markup: str = "markdown"
    """Sphinx's name for the kind of the file."""
    entries: tuple[RawEntry, ...] = ()
    """The keys of the header, as written."""
    body: CheckedBody = field(default_factory=CheckedBody)
    is_post: bool = False
    """Whether it is published as a post."""
    docname: str | None = None
    """Its place in the site; None for what is not published."""

    def line_of_key(self, *names: str) -> int:
        """Return the line of the first of these keys, else that of the header."""
        for entry in self.entries:
            if folded(entry.key) in names:
                return entry.line
        return 1

    def line_with(self, text: str, default: int = 1) -> int:
        """Return the first line that has a text."""
        before, found, _ = self.text.partition(text)
        return before.count("\n") + 1 if found else default


def read_body(
    text: str, body_line: int, other: OtherEngine | None = None
) -> CheckedBody:
    """Return what the text of a file shows.

    :param text: the whole file.
    :param body_line: number of lines before the body.
    :param other: how to read what other engines have in their bodies.
    """
    lines = text.split("\n")
    below = "\n".join(lines[body_line:])
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    use_dollars(parser)
    if other and needs_translation(below):
        use_bodies(parser, other)
    reader = _Reader(lines)
    for token in parser.parse("\n" * body_line + below):
        reader.take(token)
    return reader.body(is_empty=not below.strip())


class _Reader:
    """Collects what the tokens of one text show."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._images: list[Image] = []
        self._links: list[SourceLink] = []
        self._bare: list[SourceLink] = []

    def body(self, *, is_empty: bool) -> CheckedBody:
        """Return what was collected."""
        return CheckedBody(
            images=tuple(self._images),
            links=tuple(self._links),
            bare_urls=tuple(self._bare),
            is_empty=is_empty,
        )

    def take(self, token: Token) -> None:
        """Collect from one block of the text."""
        start, end = token.map or (0, 0)
        if token.type == "inline":
            self._take_inline(token.children or [], start, end)
        elif token.type == "html_block":
            self._take_html(token.content, start, end)
        elif token.type == "blog_piece" and isinstance(token.meta["piece"], Figure):
            figure = token.meta["piece"]
            line = self._line(figure.source, start, end)
            image = Image(url=figure.source, line=line, alt=figure.alt or None)
            self._images.append(image)
        elif token.type == "fence":
            self._take_directive(token, start)

    def _take_inline(self, tokens: list[Token], start: int, end: int) -> None:
        inside = 0
        for token in tokens:
            if token.type in ("s_open", "s_close"):
                inside += token.nesting
            elif token.type == "link_open":
                inside += 1
                url = str(token.attrGet("href") or "")
                self._links.append(
                    SourceLink(url=url, line=self._line(url, start, end))
                )
            elif token.type == "link_close":
                inside -= 1
            elif token.type == "image":
                url = str(token.attrGet("src") or "")
                line = self._line(url, start, end)
                self._images.append(Image(url=url, line=line, alt=token.content))
            elif token.type == "html_inline":
                self._take_html(token.content, start, end)
                name = token.content[:3].lower().rstrip(" >\n")
                inside += {"<a": 1, "</a": -1}.get(name, 0)
            elif token.type == "text" and inside <= 0:
                for match in _BARE_URL.finditer(token.content):
                    line = self._line(match[0], start, end)
                    self._bare.append(SourceLink(url=match[0], line=line))

    def _take_html(self, html: str, start: int, end: int) -> None:
        for tag in start_tags(html, "a", "img"):
            given = tag.values()
            url = given.get("src" if tag.name == "img" else "href", "")
            if not url:
                continue
            line = self._line(url, start, end)
            if tag.name == "a":
                self._links.append(SourceLink(url=url, line=line))
                continue
            width = given.get("width", "").removesuffix("px")
            self._images.append(
                Image(
                    url=url,
                    line=line,
                    alt=given.get("alt"),
                    width=int(width) if width.isdecimal() else None,
                    html=True,
                )
            )

    def _take_directive(self, token: Token, start: int) -> None:
        """Collect the image of MyST's ``{image}`` and ``{figure}``."""
        match = _DIRECTIVE.fullmatch(token.info.strip())
        if not match or not match[1]:
            return
        options = {}
        for line in token.content.split("\n"):
            option = _OPTION.fullmatch(line)
            if option is None:
                break
            options[option["name"]] = option["value"].strip()
        width = options.get("width", "").removesuffix("px")
        self._images.append(
            Image(
                url=match[1].strip(),
                line=start + 1,
                alt=options.get("alt"),
                width=int(width) if width.isdecimal() else None,
            )
        )

    def _line(self, url: str, start: int, end: int) -> int:
        """Return the 1-based line of a block that has a URL, written in any way."""
        for number, line in enumerate(self._lines[start:end], start=start + 1):
            if url in line or url in unescape(line) or unquote(url) in line:
                return number
        return start + 1
