"""Turn the content of a WordPress post, as its database stores it, into plain HTML.

It is HTML with shortcodes, with comments that delimit blocks, and, if it is from the
classic editor, with blank lines between paragraphs. WordPress does this in filters of
``the_content`` (https://developer.wordpress.org/reference/hooks/the_content/).
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.markdown_text import lexer_name
from sphinx_blogtheme.importers.exports.wordpress_shortcodes import (
    WordPressPost,
    values_of,
    without_shortcodes,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BLOCKS = 50
"""Limit of shared blocks that are inserted into a post; they may contain each other."""

_CODE_NAMES = (
    *("bash", "c", "clojure", "coldfusion", "cpp", "csharp", "css", "delphi", "diff"),
    *("erlang", "fsharp", "go", "groovy", "haskell", "html", "java", "javascript"),
    *("js", "latex", "lua", "matlab", "objc", "perl", "php", "powershell", "python"),
    *("r", "ruby", "scala", "sql", "swift", "vb", "xml", "yaml"),
)
"""Shortcodes of SyntaxHighlighter Evolved that are names of languages."""

_COLOURED = r"cc[eilnstwbo]*(?:_[\w-]+)?"
"""Shortcodes of CodeColorer, with modes and a language, such as ``ccen_php``."""

_CODE = re.compile(
    rf"(?<!\[)\[(?P<name>sourcecode|code|{'|'.join(_CODE_NAMES)}|{_COLOURED})"
    r"(?P<rest>\s[^\[\]]*)?\]",
    re.IGNORECASE,
)
_CODE_TAG = re.compile(
    r"<(?P<name>pre|code)(?P<rest>\s(?:[^<>]*\s)?lang\s*=[^<>]*)>(?!\s*<code\b)",
    re.IGNORECASE,
)
"""Matches what WP-Syntax, CodeColorer and Code Highlighter take for code, as it is."""

_PRE = re.compile(r"<(?P<name>pre|script|style|textarea|code)\b[^<>]*>", re.IGNORECASE)
_MARK = re.compile(r"<x-(?:pre|code) n='\d+'></x-(?:pre|code)>")
_BLANK = " \t\n\xa0\u200b\ufeff"
_HOLDERS = (
    "div|blockquote|section|article|aside|header|footer|main|nav|figure|details"
    "|ul|ol|dl|table|thead|tbody|tfoot|tr|form|fieldset|address"
)
_LEAVES = "p|h[1-6]|li|td|th|dt|dd|figcaption|caption|summary|hr|x-pre|iframe"
_BLOCK_START = re.compile(rf"\s*</?(?:{_HOLDERS}|{_LEAVES})\b|\s*<!--", re.IGNORECASE)


def html_of(content: str, context: WordPressPost) -> tuple[str, list[str]]:
    """Return the content of a post as HTML, and warnings on what was not understood.

    :param content: ``content:encoded`` of the export.
    """
    warnings: list[str] = []
    kept: list[str] = []

    def keep(text: str) -> str:
        if _MARK.fullmatch(text):
            return text
        kept.append(text)
        return _mark(len(kept) - 1, text)

    content = content.replace("\r\n", "\n").replace("\r", "\n")
    content = content.replace("<x-", "&lt;x-")
    for _ in range(MAX_BLOCKS):
        shared = re.search(r'<!-- wp:block \{"ref":(\d+)[^>]*/-->', content)
        if not shared:
            break
        inner = context.blocks.get(shared[1])
        if inner is None:
            warnings.append(f"shows the shared block {shared[1]}, which is not there")
        content = content[: shared.start()] + (inner or "") + content[shared.end() :]
    blocks = "<!-- wp:" in content
    content = _cut(content, _CODE, "[/{}]", lambda *found: keep(_code(*found)))
    content = _cut(content, _CODE_TAG, "</{}>", lambda *found: keep(_code(*found)))
    content = _cut(content, _PRE, "</{}>", lambda *found: keep(_around(*found)))
    notes = _notes(context.footnotes)
    content = without_shortcodes(content, context, notes, warnings)
    filled = re.findall(r"<!-- wp:([\w/-]+)[^>]*/-->", content)
    warnings += [
        f"has a block that WordPress fills ({name}), left out"
        for name in dict.fromkeys(filled)
        if name not in ("footnotes", "more", "nextpage", "separator", "spacer")
    ]
    if not blocks:
        content = _paragraphs(content)
    if notes:
        items = "".join(
            f'<li id="{html.escape(name)}">{text}</li>' for name, text in notes.items()
        )
        content += f'\n<ol class="wp-block-footnotes">{items}</ol>'
    for number, text in reversed([*enumerate(kept)]):  # the last may hold others
        content = content.replace(_mark(number, text), text)
    return content, list(dict.fromkeys(warnings))


def _mark(number: int, text: str) -> str:
    """Return what stands for a text that is kept as it is."""
    name = "x-code" if text.startswith("<code") else "x-pre"
    return f"<{name} n='{number}'></{name}>"


def _around(match: re.Match[str], inner: str, end: str) -> str:
    """Return an element as it is; of one around the mark of code, only the mark.

    It takes the arguments of `_cut`'s `make`.
    """
    bare = inner.strip(_BLANK)
    return bare if _MARK.fullmatch(bare) else f"{match[0]}{inner}{end}"


def _cut(
    text: str,
    opening: re.Pattern[str],
    closing: str,
    make: Callable[[re.Match[str], str, str], str],
) -> str:
    """Replace each section of a text from an opening tag to its closing tag.

    :param opening: pattern of the opening tag, with a group ``name``.
    :param closing: format of the closing tag, such as ``</{}>``, for that name.
    :param make: returns the replacement, given the match of the opening tag, the text
        between, and the closing tag.
    """
    pieces, position = [], 0
    endless: set[str] = set()
    for match in opening.finditer(text):
        end = re.compile(re.escape(closing.format(match["name"])), re.IGNORECASE)
        if match.start() < position or end.pattern in endless:
            continue
        found = end.search(text, match.end())
        if not found:
            endless.add(end.pattern)
            continue
        pieces.append(text[position : match.start()])
        pieces.append(make(match, text[match.end() : found.start()], found[0]))
        position = found.end()
    return "".join([*pieces, text[position:]])


def _code(match: re.Match[str], code: str, end: str) -> str:
    """Return the HTML of a code shortcode, whose content may be escaped or not.

    It takes the arguments of `_cut`'s `make`.
    """
    values, name = values_of(match["rest"] or ""), match["name"]
    coloured = re.fullmatch(r"cc([a-z]*)_?(.*)", name, re.IGNORECASE)
    modes, language = coloured.groups() if coloured else ("", "")
    is_escaped = "e" in modes or values.get("escaped") == "true"
    if is_escaped or "<" not in re.sub(r"</?(?:p|br|pre|code)\b[^>]*>", "", code):
        code = html.unescape(re.sub(r"</?(?:p|br)\b[^>]*>\n?", "\n", code))
    language = language or values.get("language") or values.get("lang") or ""
    is_inline = "i" in modes or values.get("inline") == "true"
    if name.lower() in _CODE_NAMES:
        language = name
    elif name.lower() == "code":
        is_tag = match[0].startswith("<")
        is_inline = is_inline or ("\n" not in code if is_tag else not values)
    if is_inline and "\n" not in code.strip():
        return f"<code>{html.escape(code.strip())}</code>"
    lexer = lexer_name(language)
    marked = f' class="language-{lexer}"' if lexer else ""
    return f"<pre><code{marked}>{html.escape(code, quote=False)}</code></pre>"


def _notes(source: str) -> dict[str, str]:
    """Return the footnotes of WordPress's own block, by id.

    :param source: JSON, a list of objects with ``id`` and ``content`` in HTML.
    """
    try:
        found = json.loads(source) if source else []
    except (ValueError, RecursionError):
        return {}
    return {
        str(note["id"]): str(note.get("content", ""))
        for note in (found if isinstance(found, list) else ())
        if isinstance(note, dict) and note.get("id")
    }


def _paragraphs(content: str) -> str:
    """Return HTML with ``<p>`` for blank lines, and ``<br>`` for other newlines."""
    tags = rf"</?(?:{_HOLDERS})\b[^>]*>|<(?:{_LEAVES})\b[^>]*>"
    content = re.sub(rf"({tags})", r"\n\n\1", content, flags=re.IGNORECASE)
    ends = rf"</?(?:{_HOLDERS})\b[^>]*>|</(?:{_LEAVES})>|<hr\b[^>]*>"
    content = re.sub(rf"({ends})", r"\1\n\n", content, flags=re.IGNORECASE)
    content = re.sub(r"(<!--.*?-->)", r"\n\n\1\n\n", content, flags=re.DOTALL)
    made = []
    for chunk in re.split(r"\n\s*\n", content):
        text = chunk.strip()
        if not text:
            continue
        if _BLOCK_START.match(text) and not re.match(r"<p\b", text, re.IGNORECASE):
            made.append(text)
        elif re.match(r"<p\b", text, re.IGNORECASE):
            made.append(_broken(text))
        else:
            made.append(f"<p>{_broken(text)}</p>")
    return "\n\n".join(made)


def _broken(text: str) -> str:
    """Return the text of a paragraph with ``<br>`` before each newline."""
    return re.sub(r"(?<!<br />)(?<!<br/>)(?<!<br>)\n", "<br>\n", text)
