"""Leave out what runs in the HTML within a text in Markdown or reStructuredText.

Code that shows HTML stays as it is, and so does all else in the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.rules_inline import html_inline

from sphinx_blogtheme.importers.bodies.active_html import SCRIPT_END, without_active
from sphinx_blogtheme.importers.documents import RST_SUFFIXES, body_after
from sphinx_blogtheme.markdown.code_info import language_in_braces
from sphinx_blogtheme.markdown.dialect import use_blog_dialect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_ROUNDS = 20
"""How often a text is read again, in case that what is left of it is HTML once more."""

_DIRECTIVE = re.compile(r"\{(?P<name>[^{}\s]+)\}\s*(?P<argument>.*)", re.DOTALL)
_CODE = frozenset(
    [
        *("code", "code-block", "code-cell", "sourcecode", "literalinclude", "math"),
        *("parsed-literal", "prompt", "doctest", "testcode", "graphviz", "raw-cell"),
    ]
)
"""Names of fences in braces, such as ``{code-cell}``, that hold no Markdown."""

_RAW = re.compile(
    r"^(?P<indent>[ \t]*)\S?.*?(?<![\w-])raw::[ \t]+(?:\S+[ \t]+)*html\b[^\n]*\n"
    r"(?P<inside>(?:(?:(?P=indent)[ \t]+[^\n]*|[ \t]*)(?:\n|\Z))+)",
    re.MULTILINE | re.IGNORECASE,
)
_RAW_ROLE = re.compile(
    r"\.\.[ \t]+role::[ \t]+(?P<name>[\w.+:-]+)[ \t]*\([ \t]*raw[ \t]*\)", re.IGNORECASE
)
_CODE_IN_RST = re.compile(
    r"^(?P<indent>[ \t]*)\.\.[ \t]+(?:code|code-block|sourcecode)::[^\n]*\n"
    r"(?:(?:(?P=indent)[ \t]+[^\n]*|[ \t]*)(?:\n|\Z))+",
    re.MULTILINE,
)
_GAP = r"(?:\\\s|[\s\\])*"
_SCHEME = re.compile(
    rf"(?P<scheme>\b(?:{'|'.join(map(_GAP.join, ('java', 'vb', 'live')))}){_GAP}"
    rf"{_GAP.join('script')})(?P<colon>{_GAP}:)(?=\S)",
    re.IGNORECASE,
)
"""The scheme of a URL that runs a script, perhaps with backslashes in it."""
_RUNNING = re.compile(
    r"(?<!\S)``(?=\S)(?:[^\n]|\n(?=[ \t]*\S))*?(?<=\S)``(?![\w`])"
    rf"|{_SCHEME.pattern}",
    re.IGNORECASE,
)
"""Code in reStructuredText, or a `_SCHEME`: that is a link even if it is only text."""


class _Edit(NamedTuple):
    """A part of a text, what comes in its place, and predicates of the document."""

    start: int
    end: int
    new: str
    found: list[str]


def without_active_parts(text: str, *, rst: bool = False) -> tuple[str, list[str]]:
    """Return a text without what runs in it.

    :param rst: whether it is reStructuredText; else it is Markdown.
    :return: the text, and predicates of the document, such as ``has a script (x.js),
        which is left out``.
    """
    found: dict[str, None] = {}
    for _ in range(_ROUNDS):
        edits = [*(_in_rst(text) if rst else _in_markdown(text))]
        if not edits:
            return text, list(found)
        text = _edited(text, edits)
        found |= dict.fromkeys(one for edit in edits for one in edit.found)
    # Nobody writes such a text who doesn't want to hide something.
    return _shown(text), list(found)


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    done, position = [], 0
    for edit in sorted(edits):
        if edit.start >= position:
            done += [text[position : edit.start], edit.new]
            position = edit.end
    return "".join([*done, text[position:]])


@cache
def _parser() -> MarkdownIt:
    """Return a parser that finds the HTML and the code that the blog's will find."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.colon_fence import colon_fence_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    from sphinx_blogtheme.markdown.shortcodes.admonitions import material_rule
    from sphinx_blogtheme.markdown.shortcodes.block_rules import Shortcodes
    from sphinx_blogtheme.markdown.shortcodes.context import BodyContext

    parser = MarkdownIt("commonmark")
    use_blog_dialect(parser)
    parser.use(deflist_plugin).use(colon_fence_plugin)
    # As MyST does.
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    alt = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    body = BodyContext(find_page=lambda _: None)
    parser.inline.ruler.at("html_inline", _html_inline)
    rules = parser.block.ruler
    rules.before("table", "blog_shortcode", Shortcodes(body), alt)  # type: ignore[arg-type]
    rules.before("table", "blog_material", material_rule, alt)  # type: ignore[arg-type]
    return parser


def _html_inline(state: StateInline, silent: bool) -> bool:
    """Parse a tag, and note where it stands in its paragraph."""
    start = state.pos
    is_found = html_inline(state, silent)
    if is_found and not silent:
        state.tokens[-1].meta = {"place": (start, state.pos)}
    return is_found


def _in_markdown(text: str) -> Iterator[_Edit]:
    if "<" not in text and "raw" not in text and "eval-rst" not in text:
        return
    starts = [0]
    # As markdown-it counts lines.
    starts += [match.end() for match in re.finditer(r"\r\n?|\n", text)]
    starts.append(len(text))
    opened: list[str] = []
    position = 0
    for token in _parser().parse(text):
        if token.map is None:
            continue
        first, last = (min(line, len(starts) - 1) for line in token.map)
        if token.type == "inline":
            new, found = _without_active_tags(token, opened)
        elif token.type == "html_block":
            new, found = without_active(token.content, opened)
        elif token.type in ("fence", "colon_fence") and not token.meta:
            new, found = _directive(token)
        else:
            continue
        if new != token.content:
            # A row of a table has several texts.
            lines = max(starts[first], position), starts[last]
            yield (edit := _in_block(text, lines, token.content, (new, found)))
            position = edit.end


def _without_active_tags(token: Token, opened: list[str]) -> tuple[str, list[str]]:
    """Return a paragraph without the tags that run something."""
    text, edits, position = token.content, list[_Edit](), 0
    for part in token.children or []:
        start, end = part.meta.get("place", (0, 0))
        if start < position or part.type != "html_inline":
            continue  # no tag, or in a script that is left out
        if text[start:end].lower().startswith("<script") and (
            stop := SCRIPT_END.search(text, end)
        ):
            end = stop.end()
        new, found = without_active(text[start:end], opened)
        edits.append(_Edit(start, end, new, found))
        position = end
    return _edited(text, edits), [one for edit in edits for one in edit.found]


def _directive(token: Token) -> tuple[str, list[str]]:
    """Return the content of a fence without what runs, if it is no code."""
    match = _DIRECTIVE.match(token.info.strip())
    name = match["name"].lower() if match else ""
    is_fence = token.type == "fence"
    if name in _CODE or (
        is_fence and (match is None or language_in_braces(token.info))
    ):
        return token.content, []
    if match and name == "raw":
        is_html = "html" in match["argument"].lower().split()
        return without_active(token.content, []) if is_html else (token.content, [])
    return without_active_parts(token.content, rst=name == "eval-rst")


def _in_block(
    text: str, lines: tuple[int, int], old: str, result: tuple[str, list[str]]
) -> _Edit:
    """Return the edit that puts a part of a block in the place of another.

    Where a block stands in a quotation or a list, its lines begin with more.
    """
    new, found = result
    if "\r\n" in text[slice(*lines)]:
        old, new = old.replace("\n", "\r\n"), new.replace("\n", "\r\n")
    if place := _find(text, *lines, old.rstrip("\r\n")):
        line = text.rfind("\n", 0, place[0]) + 1
        prefix = re.sub(r"[^\s>]", " ", text[line : place[0]])
        return _Edit(*place, new.rstrip("\r\n").replace("\n", f"\n{prefix}"), found)
    return _escaped(text, lines, found)


def _escaped(text: str, lines: tuple[int, int], found: list[str]) -> _Edit:
    """Return the edit that shows a part of a text as it is."""
    return _Edit(*lines, _shown(text[slice(*lines)]), found)


def _shown(text: str) -> str:
    """Return a text in which nothing is HTML, nor runs as a link."""
    return _SCHEME.sub(r"\g<scheme>-", text.replace("<", "&lt;"))


def _find(text: str, start: int, end: int, part: str) -> tuple[int, int] | None:
    """Return where a part of a block stands in the text, or None."""
    place = text.find(part, start, end)
    if place >= 0:
        return place, place + len(part)
    lines = r"[ \t]*(?:\r\n?|\n)[ \t>]*".join(
        re.escape(line.strip(" \t")) for line in part.splitlines()
    )
    match = re.compile(lines).search(text, start, end) if "\n" in part else None
    return match.span() if match else None


def _in_rst(text: str) -> Iterator[_Edit]:
    code = [match.span() for match in _CODE_IN_RST.finditer(text)]
    roles = {re.escape(match["name"]) for match in _RAW_ROLE.finditer(text)}
    raw_texts = [*_RAW.finditer(text)]
    for role in roles:
        pattern = rf":{role}:`(?P<inside>(?:\\.|[^`\\])+)`"
        raw_texts += re.finditer(pattern, text, re.DOTALL)
    for match in raw_texts:
        if any(start < match.start() < end for start, end in code):
            continue
        new, found = without_active(match["inside"], [])
        if new != match["inside"]:
            yield _Edit(*match.span("inside"), new, found)
    for match in _RUNNING.finditer(text):
        if match["scheme"] and not any(
            start < match.start() < end for start, end in code
        ):
            found = ["has a script in an address, which is left out"]
            yield _Edit(*match.span("colon"), "-", found)


def without_active_body(text: str, lines: int, suffix: str) -> tuple[str, list[str]]:
    """Return a text without what runs in its body.

    :param lines: number of lines of its header, which stay.
    :param suffix: suffix of the file, which tells reStructuredText.
    :return: the text, and predicates of the document, as those of `without_active_parts`.
    """
    body = body_after(text, lines)
    cleaned, found = without_active_parts(body, rst=suffix in RST_SUFFIXES)
    return text[: len(text) - len(body)] + cleaned, found
