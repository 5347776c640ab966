"""What the text of a post consists of: words, pictures, code, tables, formulas, ids."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_blogtheme.importers.comparison.main_content import plain_lines
from sphinx_blogtheme.importers.comparison.page_elements import (
    attribute,
    classes_and_id,
    compared_words,
    element_text,
    elements_of,
    folded_words,
    is_no_text,
    without_emoji_names,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from bs4.element import Tag

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MEDIA = ("video", "audio", "iframe", "embed")
_CODE_TABLES = frozenset(
    ("highlighttable", "rouge-table", "lntable", "codehilitetable", "highlight")
)
_FORMULAS = frozenset(
    (
        *("katex-display", "katex", "mathjax", "mathjax_display", "mathjax_preview"),
        *("math", "arithmatex", "katex-block"),
    )
)
_CODE, _END = "\ue000", "\ue001"
"""Stand around code in a text, in which there are no formulas."""

_IN_TEXT = re.compile(
    r"\\\(.+?\\\)|\\\[.+?\\\]|\$\$[^$]+\$\$|\\begin\{(\w+\*?)\}.+?\\end\{\1\}",
    re.DOTALL,
)
_DOLLARS = re.compile(r"(?<![\\$\w])\$(?![\s$])[^$\n]*?(?<![\s\\$])\$(?![$\d])")
_PARTS = re.compile(f"({_CODE}[^{_END}]*{_END})")
_SCRIPTS = re.compile(r"mathjax|katex", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class BodyFacts:
    """What the text of one page consists of."""

    words: tuple[str, ...]
    """Without those of formulas, which each engine writes in its way."""
    pictures: tuple[str, ...]
    """The names of their files, such as ``oak.png``."""
    media: int
    """Number of films, sounds and frames."""
    code_blocks: int
    tables: int
    formulas: int
    ids: tuple[str, ...]
    """Those of headings, to which links may lead."""
    links: tuple[str, ...]
    """URLs of links and pictures, as they are written."""


def body_facts(
    content: Tag,
    common: Container[str],
    is_frame: Callable[[Tag], bool],
    *,
    title: str,
    is_maths: bool,
) -> BodyFacts:
    """Return the facts about the text of a page.

    :param content: the element that holds the text.
    :param common: lines of text that are no text of the post.
    :param is_frame: returns whether an element is no text of the post.
    :param title: title of the post, whose heading is no part of the text.
    :param is_maths: whether the page has a script that sets formulas.
    """
    formulas = 0

    def leaf(element: Tag) -> str:
        nonlocal formulas
        if is_formula(element):
            formulas += 1
            return " "
        if is_frame(element):
            return " "
        if element.name in ("pre", "code", "kbd", "samp", "tt"):
            edge = "\n" if element.name == "pre" else ""
            return f"{edge}{_CODE}{element_text(element)}{_END}{edge}"
        return ""

    text = element_text(content, leaf=leaf)
    kept = "\n".join(line for line in plain_lines(text) if line not in common)
    if is_maths:
        kept, count = _without_formulas(kept)
        formulas += count
    elements = [*elements_of(content, lambda one: is_no_text(one) or is_frame(one))]
    images = [
        one
        for one in elements
        if one.name == "img" and not classes_and_id(one) & {"emoji", "wp-smiley"}
    ]
    return BodyFacts(
        words=tuple(compared_words(without_emoji_names(kept))),
        pictures=tuple(_file_name(one) for one in images),
        media=sum(one.name in _MEDIA for one in elements),
        code_blocks=sum(one.name == "pre" for one in elements),
        tables=sum(one.name == "table" and not _is_code(one) for one in elements),
        formulas=formulas,
        ids=tuple(dict.fromkeys(_heading_ids(elements, title))),
        links=tuple(
            dict.fromkeys(
                value
                for one in elements
                if (value := attribute(one, "href") or attribute(one, "src"))
            )
        ),
    )


def _without_formulas(text: str) -> tuple[str, int]:
    """Return a text without what a script makes formulas of, and their number."""
    parts, total = _PARTS.split(text), 0
    for place in range(0, len(parts), 2):  # code is between these
        for pattern in (_IN_TEXT, _DOLLARS):
            parts[place], count = pattern.subn(" ", parts[place])
            total += count
    return "".join(parts), total


def is_formula(element: Tag) -> bool:
    """Return whether an element is a formula, as MathML or as a script sets it."""
    if element.name in ("math", "mjx-container"):
        return True
    if element.name == "script":
        return attribute(element, "type").startswith("math/")
    return element.name in ("span", "div", "p") and bool(
        classes_and_id(element) & _FORMULAS
    )


def sets_formulas(page: Tag) -> bool:
    """Return whether a page has a script that sets formulas in its text."""
    return any(
        _SCRIPTS.search(attribute(one, "src") or one.get_text())
        for one in page.find_all("script")
    )


def ids_of(page: Tag) -> frozenset[str]:
    """Return all ids of a page, and names of its anchors."""
    found = {attribute(one, "id") for one in page.find_all(id=True)}
    found |= {
        attribute(one, "name") for one in page.find_all("a", attrs={"name": True})
    }
    return frozenset(found)


def _is_code(table: Tag) -> bool:
    if classes_and_id(table) & _CODE_TABLES:
        return True
    return any(classes_and_id(up) & _CODE_TABLES for up in table.parents)


def _heading_ids(elements: list[Tag], title: str) -> Iterator[str]:
    headings = [one for one in elements if one.name in _HEADINGS]
    for number, one in enumerate(headings):
        may_be_title = not number or one.name == "h1"
        if may_be_title and folded_words(element_text(one)) == folded_words(title):
            continue
        if name := attribute(one, "id"):
            yield unquote(name)
            continue
        inner = [
            attribute(a, "id") or attribute(a, "name")
            for a in one.find_all(["a", "span"])
        ]
        if name := next(filter(None, inner), ""):
            yield name
            continue
        parent = one.parent
        first = parent.find(_HEADINGS) if parent else None
        if parent and parent.name in ("section", "div") and first is one:
            yield from filter(None, [attribute(parent, "id")])


def _file_name(image: Tag) -> str:
    source = attribute(image, "data-src") or attribute(image, "src")
    if source.startswith("data:"):
        return "data:"
    return unquote(source.partition("?")[0].partition("#")[0].rpartition("/")[2])
