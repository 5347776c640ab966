"""Kramdown's own marks: ``{::comment}``, ``{::nomarkdown}``, ``{::options /}``, ``^``.

(https://kramdown.gettalong.org/syntax.html#extensions)
"""

from __future__ import annotations

import re

from sphinx_blogtheme.importers.bodies.code_mask import without_code
from sphinx_blogtheme.importers.bodies.html_blanks import without_blank_lines

_START = re.compile(
    r"\{::(?P<name>comment|nomarkdown|options)"
    r"(?:\s+(?P<options>(?:\\\}|[^}])*?))?(?P<whole>/?)\}"
)
_PARSE = re.compile(r"parse_block_html\s*=\s*[\"']true[\"']")
_ITEM_LIST = re.compile(
    r"^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\{:(?![:/])[^}\n]*\}[ \t]*(?=\S)",
    re.MULTILINE,
)
_DEFINED = re.compile(r"^ {0,3}\{:\w[\w-]*:[^}\n]+\}[ \t]*(?:\n|\Z)", re.MULTILINE)
_MARKUP = re.compile(r"(<[^<>]*>)|[*_`\[\]\\]")
_END_OF_BLOCK = re.compile(r"^\^[ \t]*$", re.MULTILINE)


def parses_html(text: str) -> bool:
    """Return whether a text asks for Markdown in all elements of HTML."""
    return "{::options" in text and bool(_PARSE.search(without_code(text, html=False)))


def without_extensions(text: str) -> str:
    """Return a text with comments, raw HTML and options of kramdown as Markdown.

    A comment becomes one of HTML; options are left out.
    """
    position, parts = 0, list[str]()
    masked = without_code(text, html=False) if "{::" in text else ""
    while match := _START.search(masked, position):
        name, end, inside = match["name"], match.end(), ""
        if not match["whole"]:
            stop = re.compile(rf"\{{:/(?:{name})?\}}").search(text, end)
            if stop is None:
                parts.append(text[position:end])
                position = end
                continue
            inside, end = text[end : stop.start()], stop.end()
        line = text.rfind("\n", 0, match.start()) + 1
        before = text[line : match.start()]
        after = text[end:].partition("\n")[0]
        block = not before.strip() and not after.strip() and len(before) <= 3  # noqa: PLR2004
        parts.append(text[position : match.start()])
        parts.append(_instead(name, inside, is_block=block))
        position = end
    return "".join([*parts, text[position:]])


def _instead(name: str, inside: str, *, is_block: bool) -> str:
    """Return the Markdown for an extension.

    :param is_block: whether it has its lines for itself.
    """
    if name == "comment":
        hidden = re.sub("-(?=-)", "- ", inside).strip()
        return f"\n<!-- {hidden} -->\n" if is_block else f"<!-- {hidden} -->"
    if name == "nomarkdown":
        if is_block:
            return "\n" + without_blank_lines(inside.strip("\n")) + "\n"
        return _MARKUP.sub(lambda match: match[1] or f"\\{match[0]}", inside)
    return ""


def without_kramdown_marks(text: str) -> str:
    """Return a text without marks that nobody reads.

    They are attribute lists of list items, definitions of such lists, and the ``^``
    that ends a block.
    """
    masked = without_code(text)
    for pattern, new in ((_ITEM_LIST, r"\1"), (_DEFINED, ""), (_END_OF_BLOCK, "")):
        parts, position = [], 0
        for match in pattern.finditer(masked):
            parts += [text[position : match.start()], match.expand(new)]
            position = match.end()
        if position:
            text = "".join([*parts, text[position:]])
            masked = without_code(text)
    return text
