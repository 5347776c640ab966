"""Write links, images and code as Markdown or HTML."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from sphinx_blogtheme.model.inline_markdown import escape_markdown

if TYPE_CHECKING:
    from sphinx_blogtheme.markdown.shortcodes.elements import Figure


def code_span(text: str) -> str:
    """Return Markdown that shows a text as code, in one line."""
    text = " ".join(text.split())
    fence = "`" * (1 + max(map(len, re.findall(r"`+", text)), default=0))
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"


def destination(url: str) -> str:
    """Return a URL as the destination of a link, in angle brackets if needed."""
    return f"<{url}>" if re.search(r"[\s()<>]|^$", url) else url


class MarkdownWriter:
    """Writes Markdown for a paragraph."""

    def plain(self, text: str) -> str:
        """Return plain text."""
        return escape_markdown(text)

    def code(self, text: str) -> str:
        """Return code, in one line."""
        return code_span(text)

    def link(self, url: str, text: str) -> str:
        """Return a link."""
        return f"[{escape_markdown(text)}]({destination(url)})"

    def image(self, figure: Figure) -> str:
        """Return an image, with title, link and caption."""
        title = f' "{figure.title}"' if figure.title and '"' not in figure.title else ""
        image = f"![{escape_markdown(figure.alt)}]({destination(figure.source)}{title})"
        if figure.link:
            image = f"[{image}]({destination(figure.link)})"
        return " ".join(filter(None, (image, figure.caption, figure.credit)))

    def strong(self, text: str) -> str:
        """Return a title, in bold."""
        return f"**{escape_markdown(text)}**"


class HtmlWriter(MarkdownWriter):
    """Writes HTML."""

    def plain(self, text: str) -> str:
        """Return plain text."""
        return escape(text)

    def code(self, text: str) -> str:
        """Return code, in one line."""
        return f"<code>{escape(' '.join(text.split()))}</code>"

    def link(self, url: str, text: str) -> str:
        """Return a link."""
        return f'<a href="{escape(url)}">{escape(text)}</a>'

    def image(self, figure: Figure) -> str:
        """Return an image, with title, link and caption."""
        values = {
            "src": figure.source,
            "alt": figure.alt,
            "title": figure.title,
            "width": figure.width,
            "height": figure.height,
        }
        given = "".join(
            f' {name}="{escape(value)}"'
            for name, value in values.items()
            if value or name == "alt"
        )
        image = f"<img{given}>"
        if figure.link:
            image = f'<a href="{escape(figure.link)}">{image}</a>'
        texts = filter(None, (figure.caption, figure.credit))
        caption = MarkdownIt("commonmark").renderInline(" ".join(texts))
        return f"{image} {caption}".rstrip()

    def strong(self, text: str) -> str:
        """Return a title, in bold."""
        return f"<strong>{escape(text)}</strong>"
