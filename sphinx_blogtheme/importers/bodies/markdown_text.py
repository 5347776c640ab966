"""Text, URLs and code as Markdown, with escapes where they would be markup."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from bs4 import Tag

_ANYWHERE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\n|$)|[*`$]|~~"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
    r"|\[(?=\^|[ xX]\])|\](?=[(\[:{])"
    r"|\{(?=[{%:#.|<]|[\w:+-]+\}$)"
)
"""Characters that may begin markup anywhere (CommonMark 0.31, MyST, other engines)."""

_AT_START = re.compile(
    r"(?P<start>^|\n)(?P<space> *)(?:"
    r"(?P<digits>\d{1,9})(?=[.)](?:\s|$))"
    r"|(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|>|:::|!!!|\?\?\?|===|---|\+\+\+|~~~|%|\|"
    r"|\([\w-]+\)=|=+\s*(?:\n|$)|-+\s*(?:\n|$)))"
)
"""Text that may begin a block at the start of a line."""

_LATEX = re.compile(
    r"\$latex\s([^$]+)\$|\\\(((?:(?!\\\().){1,2000}?)\\\)|(?<!\\)\$\$(.+?)\$\$",
    re.DOTALL,
)
"""Formulas in the notation of plugins (Jetpack, MathJax, KaTeX)."""


def escaped_text(text: str, *, starts: bool = True) -> str:
    """Return a text with markup escaped for the dialect of posts; formulas stay.

    :param starts: whether the text begins its line.
    """
    pieces, end = [], 0
    for match in _LATEX.finditer(text):
        tex = next(filter(None, match.groups())).strip()
        mark = "$$" if match[3] else "$"
        before = _escaped(text[end : match.start()], starts=starts and not end)
        pieces += [before, f"{mark}{tex}{mark}"]
        end = match.end()
    return "".join([*pieces, _escaped(text[end:], starts=starts and not end)])


def _escaped(text: str, *, starts: bool) -> str:
    def at_start(match: re.Match[str]) -> str:
        if not match["start"] and not starts:
            return match[0]
        before = f"{match['start']}{match['space']}{match['digits'] or ''}"
        # `_ANYWHERE` may have escaped the character already, as the `*` of a list.
        return before if match.string[match.end() :].startswith("\\") else f"{before}\\"

    return _AT_START.sub(at_start, _ANYWHERE.sub(r"\\\g<0>", text))


def heading_with_id(heading: str, name: str) -> str:
    """Return a heading with an id; a sign that attributes lack needs an element.

    :param heading: its whole line.
    :param name: the id, which may be encoded as in a URL.
    """
    name = unquote(name)
    if re.fullmatch(r"[\w-]+", name):
        return f"{heading} {{#{name}}}"
    return f'<div id="{html.escape(name)}"></div>\n\n{heading}'


def link_destination(url: str, *, bare: bool = False) -> str:
    """Return a URL as the destination of a link (CommonMark 0.31, section 6.3).

    :param bare: whether it is an option of a directive, so that parentheses stay.
    """
    url = re.sub(r"[\x00-\x20<>\\]", lambda m: f"%{ord(m[0]):02X}", url.strip())
    return url if bare else re.sub(r"[()]", lambda m: f"%{ord(m[0]):02X}", url)


# `language-` is of Prism, highlight.js and Ghost, `sourceCode` of Pandoc, `lang:` of
# Crayon, and `brush:` of SyntaxHighlighter.
_CLASS = re.compile(r"(?:^|\s)(?:language|lang|sourceCode)[-:]\s*([\w+#.-]+)")


_BRUSH = re.compile(r"brush:\s*([\w+#.-]+)")


_ATTRIBUTES = (
    *("data-enlighter-language", "data-language", "data-lang"),
    "data-code-block-lang",  # of Medium
)


_NONE = frozenset(("", "generic", "none", "plain", "plaintext", "raw", "text", "txt"))


_NAMES = {
    "as3": "actionscript",
    "c++": "cpp",
    "c#": "csharp",
    "jscript": "javascript",
    "ps": "powershell",
    "shell-session": "console",
    "svg": "xml",
    "visualbasic": "vbnet",
    "vb": "vbnet",
}
"""Pygments' names of languages, by the names that plugins use."""


def language_of(pre: Tag) -> str:
    """Return the language of a ``<pre>`` element, such as ``python``, or ""."""
    code = pre.find("code")
    for el in filter(None, (code, pre, pre.parent)):
        classes = " ".join(el.get_attribute_list("class") if el.get("class") else [])
        for pattern in (_CLASS, _BRUSH):
            if found := pattern.search(classes):
                return lexer_name(found[1])
        for attribute in _ATTRIBUTES:
            if el.name in ("pre", "code") and (name := str(el.get(attribute) or "")):
                return lexer_name(name)
        if "hljs" in classes.split() and (rest := classes.replace("hljs", "").split()):
            return lexer_name(rest[0])
    return ""


def lexer_name(name: str) -> str:
    """Return Pygments' name of a language, such as ``cpp`` for ``C++``, or ""."""
    name = name.strip().lower()
    if name in _NONE or not re.fullmatch(r"[\w+#.-]+", name):
        return ""
    return _NAMES.get(name, name)


def text_of_code(pre: Tag) -> str:
    """Return the code of a ``<pre>`` element, without blank lines at its ends."""
    for br in pre.find_all("br"):
        br.replace_with("\n")
    lines = pre.get_text().replace("\r\n", "\n").split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    while lines and not lines[-1].strip():
        del lines[-1]
    return "\n".join(line.rstrip("\r") for line in lines)


def fenced(code: str, language: str) -> str:
    """Return code between fences that are longer than any run of backticks in it.

    :param language: name of the language, or "".
    """
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{code}\n{fence}"
