"""Highlight code with markup for the tokens that the theme colours, and for no others.

Pygments marks every token, even those that a palette leaves in the colour of the text:
without these marks the HTML of code is half as long, and looks the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils.nodes import Element
from pygments.formatters import HtmlFormatter
from pygments.token import STANDARD_TYPES, Token
from sphinx.highlighting import PygmentsBridge

from sphinx_blogtheme.site.named_code import CODE_LINKS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from _typeshed import SupportsWrite
    from pygments.formatter import Formatter

_RULE = re.compile(r"\.highlight (?::is\((?P<several>[^)]*)\)|(?P<one>\.\w+))")
_CLASS = re.compile(r"\.(\w+)")


def coloured_classes(css: str) -> frozenset[str]:
    """Return the short names, ``{"k"}``, of the tokens that a style sheet colours."""
    return frozenset(
        name
        for rule in _RULE.finditer(css)
        for name in _CLASS.findall(rule["several"] or rule["one"])
    )


def theme_formatter_class(theme_folders: Iterable[Path]) -> type[HtmlFormatter[str]]:
    """Return a formatter class that marks only the tokens which ``code.css`` colours.

    :param theme_folders: folders of the theme and of those that it inherits from, in
        this order; the first that has the file is used.
    """
    files = (folder / "static/css/code.css" for folder in theme_folders)
    css = next(file for file in files if file.is_file()).read_text(encoding="utf-8")

    shown = _Shown(coloured_classes(css))

    class ThemeFormatter(HtmlFormatter[str]):
        def format_unencoded(
            self, tokensource: Iterable[tuple[Any, str]], outfile: SupportsWrite[str]
        ) -> None:
            tokens = ((shown[kind], text) for kind, text in tokensource)
            super().format_unencoded(tokens, outfile)

    return ThemeFormatter


class LinkingHighlighter(PygmentsBridge):
    """Sphinx's highlighter, which also makes the links that code has."""

    def __init__(self, bridge: PygmentsBridge) -> None:
        vars(self).update(vars(bridge))

    def highlight_block(
        self,
        source: str,
        lang: str,
        opts: dict[str, Any] | None = None,
        force: bool = False,
        location: Any = None,
        **kwargs: Any,
    ) -> str:
        """Return code as HTML.

        :param location: the node of the code.
        """
        html = super().highlight_block(source, lang, opts, force, location, **kwargs)
        links = location.get(CODE_LINKS) if isinstance(location, Element) else None
        if links:
            from sphinx_blogtheme.builder.linked_code import link_code

            return link_code(html, source, links)
        return html


class Highlighter(LinkingHighlighter):
    """The same, which makes one formatter for each set of options."""

    def __init__(self, bridge: PygmentsBridge) -> None:
        super().__init__(bridge)
        self._formatters: dict[str, Formatter[str]] = {}

    def get_formatter(self, **options: Any) -> Formatter[str]:
        """Return a formatter with the given options."""
        key = repr(sorted(options.items()))
        if key not in self._formatters:
            self._formatters[key] = super().get_formatter(**options)
        return self._formatters[key]


class _Shown(dict[Any, Any]):
    """Maps a kind of token to the kind it is written as: itself or plain text."""

    def __init__(self, coloured: frozenset[str]) -> None:
        super().__init__()
        for kind, name in STANDARD_TYPES.items():
            self[kind] = kind if name in coloured else Token

    def __missing__(self, kind: Any) -> Any:
        """Treat a lexer's own kind of token like the kind that it belongs to."""
        self[kind] = kind if self[kind.parent] is not Token else Token
        return self[kind]
