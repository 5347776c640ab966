r"""Formulas within blocks of HTML, which a script of the old site's pages drew.

MathJax and KaTeX look for ``$$...$$`` and ``\[...\]`` in the text of a whole page,
whatever the engine made of its Markdown. In the blog, a formula is part of the Markdown.
"""

from __future__ import annotations

import re

from sphinx_blogtheme.importers.bodies.code_mask import without_code
from sphinx_blogtheme.importers.bodies.html_islands import INLINE

_BLOCK = re.compile(
    r"^(?P<indent>[ \t]*)</?(?P<name>[A-Za-z][\w-]*)(?=[\s/>])[^\n]*"
    r"(?:\n(?![ \t]*$)[^\n]*)*",
    re.MULTILINE,
)
"""Matches a block of HTML, which in CommonMark ends at a blank line."""

_TEX = r"\$\$(?P<a>(?:(?!\$\$).)+?)\$\$|\\\[(?P<b>(?:(?!\\\]).)+?)\\\]"
_ALONE = re.compile(
    rf"(?:(?P<open><p(?:\s[^<>]*)?>)|(?<=>))\s*(?:{_TEX})\s*"
    r"(?(open)</p\s*>|(?=</?(?P<next>[A-Za-z][\w-]*)))",
    re.DOTALL | re.IGNORECASE,
)
"""Matches a formula between two tags, with the paragraph that holds nothing else."""

_ANY = re.compile(rf"{_TEX}|\\\((?P<c>(?:(?!\\\)).)+?)\\\)", re.DOTALL)


def with_formulas(text: str) -> str:
    """Return a text in which a formula between tags of HTML is one of Markdown.

    :param text: a text in Markdown, without its header.
    """
    if "$$" not in text and "\\[" not in text:
        return text
    parts, position = [], 0
    for start, end, indent in _blocks(text):
        made = _with_formulas(text[start:end], indent)
        parts += [text[position:start], made]
        position = end
    return "".join([*parts, text[position:]])


def formulas_left(text: str) -> int:
    """Return how many formulas are left in blocks of HTML, among their words."""
    blocks = (text[start:end] for start, end, _ in _blocks(text))
    masked = (without_code(block, indented=False) for block in blocks)
    return sum(
        bool(re.search(r"[\\^_=]", next(filter(None, match.groups()), "")))
        for block in masked
        for match in _ANY.finditer(block)
    )


def _blocks(text: str) -> list[tuple[int, int, str]]:
    """Return the first and last index and the indent of each block of HTML."""
    found = _BLOCK.finditer(without_code(text))
    return [
        (match.start(), match.end(), match["indent"])
        for match in found
        if match["name"].lower() not in INLINE
    ]


def _with_formulas(block: str, indent: str) -> str:
    masked = without_code(block, indented=False)
    parts, position = [], 0
    for match in _ALONE.finditer(masked):
        if not match["open"] and match["next"].lower() in INLINE:
            continue  # The rest would be no block of HTML.
        group = "a" if match["a"] is not None else "b"
        lines = block[slice(*match.span(group))].strip().splitlines()
        tex = "".join(f"{indent}{line.strip()}\n" for line in lines if line.strip())
        before = "" if match.start() == 0 else "\n\n"
        parts += [block[position : match.start()].rstrip(), before]
        parts.append(f"{indent}$$\n{tex}{indent}$$")
        position = match.end()
        position += len(block[position:]) - len(block[position:].lstrip())
        if block[position:]:
            parts.append(f"\n\n{indent}")
    return "".join([*parts, block[position:]])
