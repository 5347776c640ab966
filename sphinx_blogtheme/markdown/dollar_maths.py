r"""Rules of a Markdown parser for formulas, but not for prices, variables or prose.

`maths_signs` decides what may be a formula. The rules here find its end: a formula
never goes beyond the end of a link, a footnote mark, code, HTML or a paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.markdown.maths_signs import (
    is_block_maths,
    is_display_maths,
    is_maths,
    is_strong_maths,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_CODE = re.compile(r"\$(`+)(?!`)(?P<tex>[^\n]+?)(?<!`)\1\$(?![\w$])")
"""GitHub's and GitLab's formulas, with code inside of the dollar signs."""

_BRACKETS = re.compile(r"\\{1,2}(?P<open>[(\[])")
_BOUNDARY = re.compile(r"[`<\[\]]")
_URL = re.compile(r"(?:https?|ftp)://\S*\Z")
_REFERENCE = re.compile(r"\\eqref\{(?P<label>[^{}\s]+)\}")

_AFTER = re.compile(
    r"[ \t]*(?:\((?P<label>[^()\s]+)\))?[ \t]*(?P<punctuation>[,.;:!?\u3001\u3002]*)"
    r"[ \t]*\Z"
)
"""What may follow a closing ``$$`` and belongs to the equation."""

_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>(?:equation|multline|gather|align|alignat|flalign|eqnarray"
    r"|displaymath|math|subequations|[pbBvV]?matrix)\*?)\}"
)


class _Fence(NamedTuple):
    """The signs around a display formula."""

    opening: str
    closing: str


_DOLLARS = _Fence("$$", "$$")
_FENCES = (_DOLLARS, _Fence(r"\[", r"\]"), _Fence(r"\\[", r"\\]"))


def _is_escaped(text: str, position: int) -> bool:
    backslashes = 0
    while position > backslashes and text[position - backslashes - 1] == "\\":
        backslashes += 1
    return backslashes % 2 == 1


def _closing(text: str, start: int, fence: str, stop: int) -> int:
    """Return the index of the next `fence`, no dollar sign after a backslash, or -1."""
    end = text.find(fence, start, stop)
    while end > 0 and _is_escaped(text, end):
        end = text.find(fence, end + 1, stop)
    return end


def _crosses(state: StateInline, start: int, stop: int) -> bool:
    """Return whether code, HTML, a link or a note begins or ends within a formula."""
    text = state.src
    depth = 0
    for match in _BOUNDARY.finditer(text, start, stop):
        sign = match[0]
        if sign == "]":
            depth -= 1
            if depth < 0 and text[match.end() : match.end() + 1] in ("(", "["):
                return True  # the end of the text of a link
            continue
        depth += sign == "["
        if sign == "`" or _begins_element(state, match.start(), stop):
            return True
    return False


def _begins_element(state: StateInline, position: int, stop: int) -> bool:
    """Return whether a bracket begins a link, a footnote mark, a URL or a tag.

    A ``[`` that only a definition elsewhere makes a link, as in ``x^{[1]}``, doesn't.
    """
    names = ("html_inline", "autolink") if state.src[position] == "<" else _LINKS
    before = state.pos, state.pending, state.linkLevel
    rules = dict(_rules(state.md))
    try:
        for name in names:
            state.pos = position
            if (rule := rules.get(name)) and rule(state, True):
                brackets = state.src[position : state.pos]
                return state.pos > stop or name != "link" or brackets[-1] == ")"
    finally:
        state.pos, state.pending, state.linkLevel = before
    return False


_LINKS = ("footnote_ref", "link")


def _rules(md: MarkdownIt) -> Iterator[tuple[str, object]]:
    for rule in md.inline.ruler.__rules__:
        if rule.enabled and rule.name in {*_LINKS, "html_inline", "autolink"}:
            yield rule.name, rule.fn


def _push(state: StateInline, kind: str, content: str, markup: str) -> None:
    token = state.push(kind, "math", 0)
    token.content = content.strip()
    token.markup = markup


def _maths_inline(state: StateInline, silent: bool) -> bool:
    """Parse ``$…$``, and ``$$…$$`` inside a paragraph."""
    text, start, limit = state.src, state.pos, state.posMax
    if text[start] != "$" or _is_escaped(text, start):
        return False
    if start and text[start - 1] == "$":
        return False  # the second of signs of which the first begins nothing
    if _URL.search(text, max(0, start - 200), start):
        return False
    if (code := _CODE.match(text, start, limit)) and not text[
        start - 1 : start
    ].isalnum():
        if not silent:
            _push(state, "math_inline", code["tex"], "$`")
        state.pos = code.end()
        return True
    fence = "$$" if text.startswith("$$", start) else "$"
    inside = start + len(fence)
    end = _closing(text, inside, fence, limit)
    if end < 0 or end == inside:
        return False
    content, after = text[inside:end], end + len(fence)
    before = text[start - 1 : start] if start else ""
    if fence == "$":
        following = text[after : min(after + 12, limit)]
        found = is_maths(content, before, following)
    else:
        found = text[after : after + 1] != "$" and is_display_maths(content)
    if not found or _crosses(state, inside, end):
        return False
    if not silent:
        kind = "math_inline" if fence == "$" else "math_inline_double"
        _push(state, kind, content, fence)
    state.pos = after
    return True


def _bracket_maths(state: StateInline, silent: bool) -> bool:
    r"""Parse ``\(…\)`` and ``\[…\]``, also with two backslashes, and ``\eqref{…}``.

    In CommonMark these are brackets after a backslash, so what is between them has to
    have signs of TeX.
    """
    text, start = state.src, state.pos
    if text[start] != "\\":
        return False
    if reference := _REFERENCE.match(text, start, state.posMax):
        if not silent:
            _push(state, "math_inline", reference[0], "$")
        state.pos = reference.end()
        return True
    bracket = _BRACKETS.match(text, start, state.posMax)
    if not bracket:
        return False
    closing = bracket[0][:-1] + (")" if bracket["open"] == "(" else "]")
    end = text.find(closing, bracket.end(), state.posMax)
    content = text[bracket.end() : end]
    if end < 0 or not is_strong_maths(content) or _crosses(state, bracket.end(), end):
        return False
    if not silent:
        kind = "math_inline" if bracket["open"] == "(" else "math_inline_double"
        _push(state, kind, content, bracket[0])
    state.pos = end + len(closing)
    return True


def _lines(state: StateBlock, start_line: int, end_line: int) -> Iterator[str]:
    """Yield the lines of the container in which `start_line` is, without its marks."""
    for line in range(start_line, end_line):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return
        yield state.getLines(line, line + 1, state.blkIndent, False)


def _begins_within_formula(state: StateBlock, line: int, fence: _Fence) -> bool:
    """Return whether a formula that began in the lines before is open at a line."""
    if fence is not _DOLLARS or not state.line < line:
        return False
    before = state.getLines(state.line, line, state.blkIndent, False)
    return before.count("$$") % 2 == 1


def _maths_block(
    state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    """Parse lines from one that begins with ``$$`` to one that ends with ``$$``.

    A label and punctuation may follow. Other text after a ``$$`` on a line of its own
    is the next paragraph.
    """
    if state.is_code_block(start_line):
        return False
    begin = state.bMarks[start_line] + state.tShift[start_line]
    fence = next((f for f in _FENCES if state.src.startswith(f.opening, begin)), None)
    if fence is None or state.src.startswith("$$$", begin):
        return False
    if silent and _begins_within_formula(state, start_line, fence):
        return False
    parts: list[str] = []
    for number, text in enumerate(_lines(state, start_line, end_line)):
        line = text.strip()[len(fence.opening) :] if number == 0 else text
        end = _closing(line, 0, fence.closing, len(line))
        if end >= 0:
            break
        if fence is not _DOLLARS and not line.strip() and number:
            return False
        parts.append(line)
    else:
        return False
    tex = "\n".join([*parts, line[:end]])
    rest = line[end + len(fence.closing) :]
    last = start_line + number
    after = _AFTER.match(rest)
    alone = number > 0 and not line[:end].strip()
    if rest.startswith("$") or not (after or alone):
        return False  # text follows on the same line: left to the inline rule
    strong = is_block_maths(tex, alone=alone and not parts[0].strip())
    if not strong or (fence is not _DOLLARS and not is_strong_maths(tex)):
        return False
    if silent:
        return True
    token = state.push("math_block", "math", 0)
    token.block = True
    token.markup = fence.opening
    token.map = [start_line, last + 1]
    token.content = tex.strip()
    if after:
        token.content += after["punctuation"]
        if after["label"]:
            token.type, token.info = "math_block_label", after["label"]
        state.line = last + 1
        return True
    # The rest of the line begins the next block.
    marks = state.bMarks[last] + state.tShift[last]
    place = state.src.rindex(fence.closing, marks, state.eMarks[last] - len(rest) + 1)
    place += len(fence.closing) + len(rest) - len(rest.lstrip())
    state.bMarks[last], state.tShift[last] = place, 0
    state.sCount[last] = state.blkIndent
    state.line = last
    return True


def _environment(
    state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    r"""Parse an environment of TeX's that stands without dollar signs."""
    if state.is_code_block(start_line):
        return False
    begin = state.bMarks[start_line] + state.tShift[start_line]
    opening = _ENVIRONMENT.match(state.src, begin)
    if not opening:
        return False
    closing = rf"\end{{{opening['name']}}}"
    parts = []
    for text in _lines(state, start_line, end_line):
        parts.append(text)
        if closing in text:
            break
    else:
        return False
    tex, _, rest = "\n".join(parts).strip().rpartition(closing)
    after = _AFTER.match(rest)
    if not after:
        return False
    if silent:
        return True
    token = state.push("amsmath", "math", 0)
    token.block = True
    token.content = tex + closing + after["punctuation"]
    token.info = after["label"] or ""
    token.map = [start_line, start_line + len(parts)]
    state.line = start_line + len(parts)
    return True


def use_dollar_maths(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.inline.ruler.before("escape", "blog_maths", _maths_inline)
    md.inline.ruler.before("escape", "blog_bracket_maths", _bracket_maths)
    options = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "blog_maths_block", _maths_block, options)
    md.block.ruler.before("fence", "blog_environment", _environment, options)
