"""The source files of a blog, and the images and links in their Markdown, by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it import MarkdownIt

from sphinx_blogtheme.front_matter.fields import folded
from sphinx_blogtheme.markdown.dollar_maths import use_dollar_maths
from sphinx_blogtheme.markdown.html import start_tags
from sphinx_blogtheme.markdown.shortcodes.detect import needs_translation
from sphinx_blogtheme.markdown.shortcodes.elements import Figure
from sphinx_blogtheme.markdown.shortcodes.plugin import use_shortcodes

if TYPE_CHECKING:
    from markdown_it.token import Token

    from sphinx_blogtheme.front_matter.raw import RawEntry
    from sphinx_blogtheme.markdown.shortcodes.context import BodyContext as OtherEngine
    from sphinx_blogtheme.model.posts import Header

_BARE_URL = re.compile(r"(?<![\w/\"'=(<\[])https?://[^\s<>\"'\])]+[^\s<>\"'\]).,;:!?]")
_DIRECTIVE = re.compile(r"\{(?:image|figure)\}\s*(\S.*)?")
_OPTION = re.compile(r"\s*:(?P<name>[\w-]+):\s*(?P<value>.*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceImage:
    """An image in a source file."""

    url: str
    """URL as written, or percent-encoded by the Markdown parser."""
    line: int
    """1-based line in the file."""
    alt: str | None
    """Alternative text; in HTML and directives None if there is no such attribute."""
    width: int | None = None
    """Width in CSS pixels, if the author set one."""
    html: bool = False
    """Whether it is an ``<img>`` element, not Markdown."""
    is_shortcode: bool = False
    """Whether a shortcode of another engine shows it."""
    is_output: bool = False
    """Whether it is an output of a notebook."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceLink:
    """A link or a bare URL in a source file."""

    url: str
    """URL as written, or percent-encoded by the Markdown parser."""
    line: int
    """1-based line in the file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BodyContent:
    """The images, links and bare URLs of a body, each in the order of the text."""

    images: tuple[SourceImage, ...] = ()
    links: tuple[SourceLink, ...] = ()
    bare_urls: tuple[SourceLink, ...] = ()
    """URLs in the text that are no links."""
    is_empty: bool = False
    """Whether there is no text below the header."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceText:
    """A source file of the blog: a post, a page or a draft."""

    path: str
    """Path from the source folder, with forward slashes."""
    text: str
    """The whole text of the file, header included."""
    header: Header
    """The header as the build reads it, with the cascade of its folders."""
    markup: str = "markdown"
    """File type as in ``source_suffix``, such as ``markdown``."""
    entries: tuple[RawEntry, ...] = ()
    """The keys of the header, as written."""
    body: BodyContent = field(default_factory=BodyContent)
    """Empty if the file is not published; of other types than Markdown, the images."""
    is_post: bool = False
    """Whether it is published as a post."""
    docname: str | None = None
    """Docname in the site; None if the file is not published."""

    def line_of_key(self, *names: str) -> int:
        """Return the 1-based line of the first entry with one of these keys, else 1.

        :param names: keys in the form of `folded`.
        """
        for entry in self.entries:
            if folded(entry.key) in names:
                return entry.line
        return 1

    def line_with(self, text: str, default: int = 1) -> int:
        """Return the 1-based line where a text first occurs, or the default."""
        before, found, _ = self.text.partition(text)
        return before.count("\n") + 1 if found else default


def read_body(
    text: str, body_line: int, other: OtherEngine | None = None
) -> BodyContent:
    """Return the images, links and bare URLs in the Markdown of a file.

    :param text: the whole file, so that line numbers are those of the file.
    :param body_line: number of lines before the body.
    :param other: context for the shortcodes of other engines; None ignores these.
    """
    lines = text.split("\n")
    below = "\n".join(lines[body_line:])
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    use_dollar_maths(parser)
    if other and needs_translation(below):
        use_shortcodes(parser, other)
    reader = _Reader(lines)
    for token in parser.parse("\n" * body_line + below):
        reader.take(token)
    return reader.body(is_empty=not below.strip())


class _Reader:
    """Collects the images, links and bare URLs from the tokens of one text."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._images: list[SourceImage] = []
        self._links: list[SourceLink] = []
        self._bare: list[SourceLink] = []

    def body(self, *, is_empty: bool) -> BodyContent:
        """Return the collected images, links and bare URLs."""
        return BodyContent(
            images=tuple(self._images),
            links=tuple(self._links),
            bare_urls=tuple(self._bare),
            is_empty=is_empty,
        )

    def take(self, token: Token) -> None:
        """Collect from one block token."""
        start, end = token.map or (0, 0)
        if token.type == "inline":
            self._take_inline(token.children or [], start, end)
        elif token.type == "html_block":
            self._take_html(token.content, start, end)
        elif token.type == "blog_piece" and isinstance(token.meta["piece"], Figure):
            figure = token.meta["piece"]
            line = self._line(figure.source, start, end)
            image = SourceImage(
                url=figure.source, line=line, alt=figure.alt, is_shortcode=True
            )
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
                self._images.append(SourceImage(url=url, line=line, alt=token.content))
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
                SourceImage(
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
            SourceImage(
                url=match[1].strip(),
                line=start + 1,
                alt=options.get("alt"),
                width=int(width) if width.isdecimal() else None,
            )
        )

    def _line(self, url: str, start: int, end: int) -> int:
        """Return the 1-based line of a URL, escaped or not; else that of its block.

        :param start: 0-based first line of the block.
        :param end: 0-based line after the block.
        """
        for number, line in enumerate(self._lines[start:end], start=start + 1):
            if url in line or url in unescape(line) or unquote(url) in line:
                return number
        return start + 1
