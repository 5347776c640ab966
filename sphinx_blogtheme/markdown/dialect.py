"""Rules of a Markdown parser for the dialect in which blogs are written.

The base is CommonMark with tables, strikethrough and footnotes. Where that and the
Markdown of older engines (Markdown.pl, markdown2, Python-Markdown) differ in something
that authors of blogs write, these rules keep the author's meaning: ``$`` is maths only
if it cannot be a price, a link title may hold quotation marks, and headings form a
proper outline wherever the author started.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from markdown_it import helpers
from markdown_it.token import Token

from sphinx_blogtheme.config.given import sets_quotes
from sphinx_blogtheme.markdown.code_info import language_in_braces
from sphinx_blogtheme.markdown.dollar_maths import use_dollar_maths
from sphinx_blogtheme.markdown.html_blocks import use_closed_html
from sphinx_blogtheme.markdown.link_functions import use_link_functions
from sphinx_blogtheme.model.headings import TITLE_OPTION, heading_title, outline
from sphinx_blogtheme.model.inline_markdown import plain_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_LENIENT_TITLE = re.compile(r"\"(?P<title>[^\n]*?)\"(?=\s*\))")


def _link_title(
    string: str, start: int, maximum: int, prev_state: object = None
) -> object:
    """Parse a link title that may itself hold quotation marks.

    CommonMark ends a title at the second mark, and then finds no link; markdown2 takes
    the last mark before the closing parenthesis.
    """
    result = helpers.parseLinkTitle(string, start, maximum, prev_state)  # type: ignore[arg-type]
    rest = string[result.pos : maximum].lstrip() if result.ok else ""
    if result.ok and rest and not rest.startswith(")"):
        lenient = _LENIENT_TITLE.match(string, start, maximum)
        if lenient:
            result.pos = lenient.end()
            result.str = lenient["title"]
    return result


def _outline_rule(state: StateCore) -> None:
    """Put the post's title on top, as plain text, and the headings below it."""
    title = state.md.options.get(TITLE_OPTION)
    if title is None or state.env.setdefault("blog_outline", state) is not state:
        return  # the content of a directive, parsed with the post's own rules
    _drop_repeated_title(state.tokens, title)
    opened = [
        index
        for index, token in enumerate(state.tokens)
        if token.type == "heading_open" and token.level == 0
    ]
    levels = outline([int(state.tokens[index].tag[1]) for index in opened])
    for index, level in zip(opened, levels, strict=True):
        for token in (state.tokens[index], state.tokens[index + 2]):
            token.tag = f"h{level}"
    state.tokens[:0] = _title_tokens(title)


def _drop_repeated_title(tokens: list[Token], title: str) -> None:
    """Drop a first heading with the text of the title."""
    if (
        tokens
        and tokens[0].type == "heading_open"
        and tokens[0].tag == "h1"
        and (
            plain_text(tokens[1].content) == plain_text(title)
            or heading_title(tokens[1].content, "") == title
        )
    ):
        del tokens[:3]


def _title_tokens(title: str) -> list[Token]:
    text = Token("text", "", 0, content=title)
    inline = Token("inline", "", 0, content=title, children=[text], map=[0, 1])
    inline.block = True
    open_ = Token("heading_open", "h1", 1, map=[0, 1], markup="#", block=True)
    close = Token("heading_close", "h1", -1, markup="#", block=True)
    return [open_, inline, close]


_DELIMITER_ROW = re.compile(
    r"( {0,3}(?:> ?)*)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$"
)
_FENCE = re.compile(r"^\s*(?:>\s*)*(`{3,}|~{3,})")


def _cells(line: str) -> list[str]:
    row = line.lstrip("> \t").rstrip().removeprefix("|").removesuffix("|")
    return re.split(r"(?<!\\)\|", row)


def _table_rule(state: StateCore) -> None:
    """Let a table's delimiter row have fewer or more cells than its header.

    GFM sees no table then; older engines count the cells of the header. A row is
    changed only if the next one is as long as the header, so that other text which
    looks like a delimiter row stays text.
    """
    if "|" not in state.src or "--" not in state.src:
        return
    lines = state.src.split("\n")
    fence = ""
    for index, line in enumerate(lines):
        if opening := _FENCE.match(line):
            if not fence:
                fence = opening[1]
            elif line.strip().startswith(fence) and not line.strip(" `~"):
                fence = ""
        if fence or not 0 < index < len(lines) - 1 or "|" not in line:
            continue
        row = _DELIMITER_ROW.match(line)
        if not row:
            continue
        wanted, delimiters = len(_cells(lines[index - 1])), _cells(line)
        if (
            "|" in lines[index - 1]
            and wanted != len(delimiters)
            and wanted == len(_cells(lines[index + 1]))
        ):
            padded = [*delimiters, *["---"] * wanted][:wanted]
            lines[index] = f"{row[1]}|{'|'.join(padded)}|"
    state.src = "\n".join(lines)


_ESCAPED = re.compile(r"&(?:lt|gt|amp|quot);?")
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
_MARKUP = re.compile(
    r"(?:x?html|.*(?:jinja|django|php|vue|svelte|mako|erb))\b", re.IGNORECASE
)


def _unescape_line(line: str) -> str:
    """Return code with ``&lt;`` as ``<``, unless the line has signs of an entity."""
    if "<" in line or not _ESCAPED.search(line):
        return line
    parts = _QUOTED.split(line)
    parts[::2] = [_ESCAPED.sub(lambda m: unescape(m[0]), part) for part in parts[::2]]
    return "".join(parts)


def _entities_rule(state: StateCore) -> None:
    """Undo HTML escapes in fenced code.

    Older engines showed ``&lt;`` in code as ``<``, and authors wrote for that. It stays
    an entity beside a bare ``<``, in quotation marks, in HTML, and in directives.
    """
    for token in (one for one in state.tokens if one.type == "fence"):
        info = token.info.strip()
        if (
            "&" in token.content
            and (not info.startswith("{") or language_in_braces(info))
            and not _MARKUP.match(info)
        ):
            lines = token.content.split("\n")
            token.content = "\n".join(_unescape_line(line) for line in lines)


def _code_rule(state: StateCore) -> None:
    """Drop stray closing fences."""
    fences = [token for token in state.tokens if token.type == "fence"]
    if any(not token.info.strip() and not token.content.strip() for token in fences):
        state.tokens[:] = [
            token
            for token in state.tokens
            if token.type != "fence" or token.info.strip() or token.content.strip()
        ]


_KEPT_MARKS = frozenset("\"'-.")


def _escape_rule(state: StateCore) -> None:
    """Mark escaped quotation marks, dashes and points, which stay as they were typed.

    docutils sets a null before an escaped character; it is in no output.
    """
    settings = getattr(state.md.options.get("document"), "settings", None)
    if settings is None or not sets_quotes(settings.env.config):
        return
    for token in state.tokens:
        for part in token.children or ():
            if part.info == "escape" and part.content in _KEPT_MARKS:
                part.content = f"\0{part.content}"


def use_blog_dialect(md: MarkdownIt, *, code_entities: bool = True) -> None:
    """Add the dialect's rules to a parser.

    :param code_entities: whether HTML escapes in fenced code are undone.
    """
    md.enable(["table", "strikethrough"])
    use_dollar_maths(md)
    use_closed_html(md)
    md.core.ruler.before("block", "blog_table", _table_rule)
    md.core.ruler.after("block", "blog_code", _code_rule)
    if code_entities:
        md.core.ruler.after("block", "blog_code_entities", _entities_rule)
    md.core.ruler.before("text_join", "blog_escapes", _escape_rule)
    use_link_functions(md, parseLinkTitle=_link_title)
    md.core.ruler.push("blog_outline", _outline_rule)
