r"""Rules of a Markdown parser for formulas, but not for prices, variables or prose.

`maths_signs` decides what may be a formula. The rules here find its end: a formula
never goes beyond the end of a link, a footnote mark, code, HTML or a paragraph.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.markdown.maths_signs import (
    is_block_maths,
    is_bracket_maths,
    is_display_maths,
    is_maths,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

_CODE = re.compile(r"\$(`+)(?!`)(?P<tex>[^\n]+?)(?<!`)\1\$(?![\w$])")
"""GitHub's and GitLab's formulas, with code inside of the dollar signs."""

_BRACKETS = re.compile(r"\\{1,2}(?P<open>[(\[])")
_BOUNDARY = re.compile(r"[`<\[\]]")
_URL = re.compile(r"(?:https?|ftp)://[^\s()<>\[\]\"]*\Z")
_REFERENCE = re.compile(r"\\eqref\{(?P<label>[^{}\s]+)\}")

_ENTITY = re.compile("&(?:lt|gt|amp);")
_ESCAPED_MARK = re.compile(r"(?<!\\)\\([_*])")
_SINGLE_COMMAND = re.compile(r"(?<!\\)\\[A-Za-z]")
_DOUBLED = re.compile(r"\A(?:[^\\]|\\[^A-Za-z\\])*\\\\[A-Za-z]{2}")
"""TeX whose first command has two backslashes."""

_BRACKETED = re.compile(r"\\{1,2}([(\[])(?P<tex>[^\n]{1,300}?)\\{1,2}[)\]]")
"""A formula in brackets, most likely."""

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


def _rules(
    md: MarkdownIt,
) -> Iterator[tuple[str, Callable[[StateInline, bool], bool]]]:
    for rule in md.inline.ruler.__rules__:
        if rule.enabled and rule.name in {*_LINKS, "html_inline", "autolink"}:
            yield rule.name, rule.fn


def _push(state: StateInline, kind: str, content: str, markup: str) -> None:
    token = state.push(kind, "math", 0)
    token.content = _unescaped(content.strip())
    token.markup = markup


def _unescaped(content: str) -> str:
    """Return TeX without what some engines want: entities and doubled backslashes."""
    if _DOUBLED.search(content):
        content = _without_doubles(content)
    return _ENTITY.sub(lambda entity: unescape(entity[0]), content)


def _without_doubles(content: str) -> str:
    """Return TeX of an author who wrote for an engine that takes backslashes away."""
    content = _ESCAPED_MARK.sub(r"\1", content)
    single = _SINGLE_COMMAND.search(content)
    return content if single else content.replace("\\\\", "\\")


def _maths_inline(state: StateInline, silent: bool) -> bool:
    """Parse ``$…$``, and ``$$…$$`` inside a paragraph."""
    text, start, limit = state.src, state.pos, state.posMax
    if not _may_open(text, start):
        return False
    before = text[start - 1 : start] if start else ""
    code = _CODE.match(text, start, limit)
    if code and not before.isalnum():
        if not silent:
            _push(state, "math_inline", code["tex"], "$`")
        state.pos = code.end()
        return True
    fence = "$$" if text.startswith("$$", start) else "$"
    inside = start + len(fence)
    end = _closing(text, inside, fence, limit)
    after = end + len(fence)
    if end <= inside:
        return False
    content, following = text[inside:end], text[after : min(after + 12, limit)]
    if fence == "$":
        found = is_maths(content, before, following)
    else:
        found = not following.startswith("$") and is_display_maths(content)
    if not found or _crosses(state, inside, end):
        return False
    if not silent:
        kind = "math_inline" if fence == "$" else "math_inline_double"
        _push(state, kind, content, fence)
    state.pos = after
    return True


def _may_open(text: str, start: int) -> bool:
    """Return whether a sign is a ``$`` that may begin a formula.

    The second of two signs doesn't if the first begins nothing; no URL has formulas.
    """
    return (
        text[start] == "$"
        and not _is_escaped(text, start)
        and not text.endswith("$", 0, start)
        and not _URL.search(text, max(0, start - 200), start)
    )


_NESTED = re.compile(r"(?<!\\)\\[(\[]")


def _bracket_maths(state: StateInline, silent: bool) -> bool:
    r"""Parse ``\(…\)`` and ``\[…\]``, also with two backslashes, and ``\eqref{…}``.

    In CommonMark these are brackets after a backslash, so what is between them has to
    have signs of TeX, unless other such brackets in the document have them. Nobody
    writes two backslashes to show a bracket.
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
    doubled = bracket[0].startswith("\\\\")
    meant = doubled or state.env.get(_MEANT, False)
    if (
        end < 0
        or _NESTED.search(content)
        or not is_bracket_maths(content, meant=meant and bracket["open"] == "(")
        or _crosses(state, bracket.end(), end)
    ):
        return False
    if doubled:
        content = _without_doubles(content)
    if not silent:
        kind = "math_inline" if bracket["open"] == "(" else "math_inline_double"
        _push(state, kind, content, bracket[0])
    state.pos = end + len(closing)
    return True


_MEANT = "blog_brackets_are_maths"


def _look_for_brackets(state: StateCore) -> None:
    """Note whether the author of a document writes formulas in brackets."""
    if not state.env.get(_MEANT):
        state.env[_MEANT] = "\\" in state.src and any(
            is_bracket_maths(found["tex"], meant=False)
            for found in _BRACKETED.finditer(state.src)
        )


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


class _Block(NamedTuple):
    """The lines of a display formula."""

    tex: str
    rest: str
    """What follows the closing sign on its line."""
    last: int
    """Number of that line."""
    alone: bool
    """Whether the closing sign begins its line."""
    open_line: str
    """What follows the opening sign on its line."""


def _block(
    state: StateBlock, start_line: int, end_line: int, fence: _Fence
) -> _Block | None:
    """Return the formula that begins at a line, if it ends."""
    parts: list[str] = []
    for number, text in enumerate(_lines(state, start_line, end_line)):
        line = text if number else text.strip()[len(fence.opening) :]
        end = _closing(line, 0, fence.closing, len(line))
        if end >= 0:
            return _Block(
                tex="\n".join([*parts, line[:end]]),
                rest=line[end + len(fence.closing) :],
                last=start_line + number,
                alone=number > 0 and not line[:end].strip(),
                open_line=parts[0] if parts else line,
            )
        if number and fence is not _DOLLARS and not line.strip():
            return None
        parts.append(line)
    return None


def _is_formula(block: _Block, fence: _Fence) -> bool:
    if block.rest.startswith("$") or not (_AFTER.match(block.rest) or block.alone):
        return False  # text follows on the same line: left to the inline rule
    alone = block.alone and not block.open_line.strip()
    if fence is _DOLLARS:
        return is_block_maths(block.tex, alone=alone)
    return is_bracket_maths(block.tex, meant=False)


def _maths_block(
    state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    """Parse lines from one that begins with ``$$`` to one that ends with ``$$``.

    A label and punctuation may follow. Other text after a ``$$`` on a line of its own
    is the next paragraph.
    """
    begin = state.bMarks[start_line] + state.tShift[start_line]
    fence = next((f for f in _FENCES if state.src.startswith(f.opening, begin)), None)
    if (
        fence is None
        or state.is_code_block(start_line)
        or state.src.startswith("$$$", begin)
        or (silent and _begins_within_formula(state, start_line, fence))
    ):
        return False
    block = _block(state, start_line, end_line, fence)
    if block is None or not _is_formula(block, fence):
        return False
    if silent:
        return True
    token = state.push("math_block", "math", 0)
    token.block = True
    token.markup = fence.opening
    token.map = [start_line, block.last + 1]
    token.content = _unescaped(block.tex.strip())
    state.line = block.last + 1
    if after := _AFTER.match(block.rest):
        token.content += after["punctuation"]
        if after["label"]:
            token.type, token.info = "math_block_label", after["label"]
    else:
        _continue_with(state, block, fence)
    return True


def _continue_with(state: StateBlock, block: _Block, fence: _Fence) -> None:
    """Let the text after a formula, on the same line, begin the next block."""
    last, rest = block.last, block.rest
    place = state.src.rindex(fence.closing, state.bMarks[last], state.eMarks[last])
    end = state.src.find(rest, place) if rest else place
    place = end + len(rest) - len(rest.lstrip())
    state.bMarks[last], state.tShift[last] = place, 0
    state.sCount[last] = state.blkIndent
    state.line = last


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
    token.content = _unescaped(tex) + closing + after["punctuation"]
    token.info = after["label"] or ""
    token.map = [start_line, start_line + len(parts)]
    state.line = start_line + len(parts)
    return True


def use_dollar_maths(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.core.ruler.before("block", "blog_brackets", _look_for_brackets)
    md.inline.ruler.before("escape", "blog_maths", _maths_inline)
    md.inline.ruler.before("escape", "blog_bracket_maths", _bracket_maths)
    options: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "blog_maths_block", _maths_block, options)
    md.block.ruler.before("fence", "blog_environment", _environment, options)
