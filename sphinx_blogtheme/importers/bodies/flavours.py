"""Rewrite Markdown of kramdown and Python-Markdown as the blog's dialect reads it.

Both know more than CommonMark, and read HTML in another way: an HTML block ends with
its end tag and not at a blank line, and ``markdown="1"`` asks for Markdown in it. Code
is never changed. What reads the same in both stays as it was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.importers.bodies.abbreviations import with_abbreviations
from sphinx_blogtheme.importers.bodies.code_mask import without_code
from sphinx_blogtheme.importers.bodies.html_formulas import with_formulas
from sphinx_blogtheme.importers.bodies.html_islands import with_html_islands
from sphinx_blogtheme.importers.bodies.kramdown_extensions import (
    parses_html,
    without_extensions,
    without_kramdown_marks,
)
from sphinx_blogtheme.importers.bodies.kramdown_ids import with_heading_ids
from sphinx_blogtheme.importers.bodies.pipe_tables import with_plain_tables

if TYPE_CHECKING:
    from collections.abc import Collection

_DEFINITION = re.compile(
    r"(?:\A|\n[ \t]*\n|\n[ \t]*:[^\n]*\n)(?![ \t]*[:|#>\-*+])[^\n\0]*\S[^\n]*\n"
    r"(?:[ \t]*\n)? {0,3}:[ \t]+\S"
)
_TOC = re.compile(r"^[ \t]*\[TOC\][ \t]*(?:\n|\Z)", re.MULTILINE)
_BARE_LIST = re.compile(
    r"(?:(?<=[)*_`\]>\0])|^(?P<before>[ \t]*(?:#{1,6}[ \t][^{}\n]*)?))"
    r"\{[ \t]+(?=[.#]\w|[\w-]+=)",
    re.MULTILINE,
)
"""The start of an attribute list as Python-Markdown allows it: ``{ .class }``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Flavour:
    """What a Markdown of another engine knows besides that of the blog."""

    kramdown: bool = False
    """Whether it has kramdown's extensions, and its tables without a header."""
    html: bool = True
    """Whether blocks of HTML end with their end tags, as in all old engines."""
    markdown_in_html: bool = True
    """Whether ``markdown="1"`` asks for Markdown in an element."""
    abbreviations: bool = True
    definition_lists: bool = True
    attribute_lists: bool = True
    table_of_contents: bool = False
    """Whether ``[TOC]`` stands for the table of contents."""


KRAMDOWN = Flavour(kramdown=True)
"""That of Jekyll."""

_EXTRA = frozenset(("abbr", "attr_list", "def_list", "md_in_html"))
"""Python-Markdown's extensions that its ``extra`` loads and that matter here."""


class Rewritten(NamedTuple):
    """A body in the dialect of the blog."""

    text: str
    extensions: frozenset[str] = frozenset()
    """MyST's extensions that it needs, such as ``deflist``."""


def python_markdown(extensions: Collection[str]) -> Flavour:
    """Return the flavour of Python-Markdown with some of its extensions.

    :param extensions: their names, such as ``extra`` or
        ``markdown.extensions.toc``; those of others are ignored.
    """
    names = {name.removeprefix("markdown.extensions.") for name in extensions}
    if "extra" in names:
        names |= _EXTRA
    return Flavour(
        markdown_in_html="md_in_html" in names,
        abbreviations="abbr" in names,
        definition_lists="def_list" in names,
        attribute_lists="attr_list" in names,
        table_of_contents="toc" in names,
    )


def blog_markdown(text: str, flavour: Flavour) -> Rewritten:
    """Return a body as the blog's dialect has it.

    :param text: a text in Markdown, without its header.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    if ends == "\r\n":
        text = text.replace("\r\n", "\n")
    if flavour.kramdown:
        parsed = parses_html(text)
        text = without_extensions(text)
    else:
        parsed = False
    if flavour.html and "<" in text:
        text = with_html_islands(
            text,
            markdown=flavour.markdown_in_html,
            nested=not flavour.kramdown,
            parsed=parsed,
        )
    text = with_formulas(text)
    if flavour.kramdown:
        text = with_plain_tables(without_kramdown_marks(text))
        text = with_heading_ids(text)
    if flavour.abbreviations and "*[" in text:
        text = with_abbreviations(text)
    if flavour.table_of_contents and "[TOC]" in text:
        text = _without(_TOC, "", text)
    if flavour.attribute_lists and not flavour.kramdown and "{ " in text:
        text = _without(_BARE_LIST, r"\g<before>{: ", text)
    needed = set[str]()
    if flavour.definition_lists and _DEFINITION.search(without_code(text)):
        needed.add("deflist")
    return Rewritten(text.replace("\n", ends), frozenset(needed))


def _without(pattern: re.Pattern[str], new: str, text: str) -> str:
    """Return a text with another text instead of each match outside of code."""
    parts, position = [], 0
    for match in pattern.finditer(without_code(text)):
        made = match.expand(new)
        if before := match.groupdict().get("before"):
            # Of code and comments, the masked text has no more than the length.
            made = text[slice(*match.span("before"))] + made[len(before) :]
        parts += [text[position : match.start()], made]
        position = match.end()
    return "".join([*parts, text[position:]])
