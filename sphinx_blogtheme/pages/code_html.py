"""Complete the HTML of code: figures, numbers of lines, names of languages, notes.

No filter changes the code itself, so that other extensions can count its characters.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.theme_options import draws

if TYPE_CHECKING:
    from sphinx_blogtheme.pages.body import DocumentPage, Filter

_HINT = '<div class="highlight'

_CAPTIONED = re.compile(
    r'(?P<start><div class="literal-block-wrapper[^"]*" id="(?P<id>[^"]+)")'
    r'(?P<caption>>\s*(?:<span id="[^"]*"></span>\s*)*<div class="code-block-caption">'
    r'(?:<span class="caption-number">[^<]*</span>)?<span class="caption-text")(?=>)'
)

_NUMBERED = 'class="linenos'
_NUMBER = re.compile(r'<span class="linenos(?: special)?">[^<]*(?=</span>)')
"""A number in the line itself, as Pygments writes it."""
_NUMBER_COLUMN = re.compile(
    r'<table class="highlighttable"><tr><td class="linenos">.*?</td>'
    r'<td class="code">(?P<code>.*?)</td></tr></table>',
    re.DOTALL,
)
"""Numbers beside the code, in a table."""

_CODE = re.compile(
    r'<div class="[^"]*?\bhighlight-(?P<name>[^\s"]+) notranslate[^>]*>'
    r'<div class="highlight"(?=>)'
)
_NO_LANGUAGE = frozenset(("default", "guess", "none", "output", "text"))

_LINK = re.compile(
    r'<a href="#(?P<note>code-note-[\d-]+)" role="doc-noteref">(?P<number>.*?)</a>'
)
_NOTE = re.compile(r'<div class="bt-code-note [^>]*(?=>)')


def code_filter(page: DocumentPage) -> Filter:
    """Return the filter of every document."""
    builder: Any = page.app.builder
    options = builder.theme_options if draws(page.app) else {}
    named = options.get("show_code_language", False)

    def complete(html: str) -> str:
        if _HINT not in html:
            return html
        html = separate_numbers(as_figures(html))
        return with_languages(html) if named else html

    return complete


def as_figures(html: str) -> str:
    """Return HTML in which code with a caption is a figure that has its name.

    The elements stay divisions, since the style sheets of themes name them.
    """
    return _CAPTIONED.sub(
        r'\g<start> role="figure" aria-labelledby="\g<id>-caption"\g<caption>'
        r' id="\g<id>-caption"',
        html,
    )


def separate_numbers(html: str) -> str:
    """Return HTML with a space after each number that is in the line itself.

    Style sheets set it apart, which text browsers don't have.
    """
    return _NUMBER.sub(r"\g<0> ", html) if _NUMBERED in html else html


def without_numbers(html: str) -> str:
    """Return HTML without the numbers of lines.

    Programs for feeds have no style sheet that sets them apart, and would copy them.
    """
    if _NUMBERED not in html:
        return html
    html = re.sub(f"{_NUMBER.pattern}</span>", "", html)
    return _NUMBER_COLUMN.sub(r"\g<code>", html)


@cache
def lexer_title(alias: str) -> str:
    """Return what Pygments calls a language; empty if it is none, or not known.

    >>> lexer_title("py")
    'Python'
    """
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    if alias in _NO_LANGUAGE:
        return ""
    try:
        name: str = get_lexer_by_name(alias).name
    except ClassNotFound:
        return ""
    return name


def with_languages(html: str) -> str:
    """Return HTML in which blocks of code have the names of their languages.

    The style sheet shows the attribute, so that no copy of the code has the name.
    """

    def named(match: re.Match[str]) -> str:
        name = lexer_title(match["name"])
        return f'{match[0]} data-language="{escape(name)}"' if name else match[0]

    return _CODE.sub(named, html)


def open_in_place(html: str) -> str:
    """Return HTML in which the numbers in code open their notes, with no script.

    A button opens an element that has the attribute ``popover`` (HTML Living Standard,
    section 6.12). Lists and feeds keep the links: without the theme's style sheet, such
    an element is hidden until it opens.
    """
    if "bt-code-mark" not in html:
        return html
    html = _LINK.sub(
        r'<button type="button" popovertarget="\g<note>" aria-describedby="\g<note>">'
        r"\g<number></button>",
        html,
    )
    return _NOTE.sub(r"\g<0> popover", html)


def code_note_filter(page: DocumentPage) -> Filter | None:
    """Return the filter, unless the theme leaves all notes at their places."""
    builder: Any = page.app.builder
    if not draws(page.app) or builder.theme_options.get("footnotes") == "end":
        return None
    return open_in_place
