"""Short texts in Markdown, of options and of headers, as HTML for generated pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from sphinx_blogtheme.model.urls import is_harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token


def paragraphs_html(text: str, url: Callable[[str], str]) -> str:
    """Return a text of a few paragraphs as HTML; it has no headings and no raw HTML.

    :param url: returns what stands in the page for a URL.
    """
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["heading", "lheading"])
    return _rendered(parser, parser.parse(text), url)


def line_html(text: str, url: Callable[[str], str]) -> str:
    """Return a text of one line as HTML; it has no images and no raw HTML.

    :param url: returns what stands in the page for a URL.
    """
    parser = _line_parser()
    return _rendered(parser, parser.parseInline(text), url)


def urls_in_line(text: str) -> Iterator[str]:
    """Yield the URLs of the links in a text of one line."""
    for token in _inner(_line_parser().parseInline(text)):
        if token.type == "link_open":
            yield str(token.attrGet("href"))


def _line_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable("image").enable("strikethrough")
    # It may be the text of a guest.
    parser.validateLink = is_harmless  # type: ignore[method-assign]
    return parser


def _inner(tokens: list[Token]) -> Iterator[Token]:
    return (child for token in tokens for child in token.children or ())


def _rendered(
    parser: MarkdownIt, tokens: list[Token], url: Callable[[str], str]
) -> str:
    for token in _inner(tokens):
        name = {"link_open": "href", "image": "src"}.get(token.type)
        if name:
            token.attrSet(name, url(str(token.attrGet(name))))
    return str(parser.renderer.render(tokens, parser.options, {})).strip()
