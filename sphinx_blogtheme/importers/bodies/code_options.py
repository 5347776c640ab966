"""Titles and marked lines of code, as Docusaurus and Astro have them.

(https://docusaurus.io/docs/markdown-features/code-blocks)
"""

from __future__ import annotations

import re

_FENCED = re.compile(
    r"(?ms)^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})(?P<info>[^\n`]*)\n"
    r"(?P<code>.*?)^[ \t]*(?P=mark)[`~]*[ \t]*$"
)
_TITLE = re.compile(r"""\s*\btitle=(?P<mark>["'])(?P<title>.*?)(?P=mark)""")
_LINES = re.compile(r"\{(?P<lines>[\d,\s-]+)\}")
_COMMENT = re.compile(
    r"[ \t]*(?://|#|--|;|%|<!--|/\*|\{/\*|\"|')\s*"
    r"(?P<word>highlight-(?:next-line|start|end))\s*(?:-->|\*/\}?)?\s*"
)
_OPTIONS = ("title=", "highlight-", "showLineNumbers")


def with_code_options(text: str) -> str:
    """Return a text whose code has its title and its marked lines as MyST has them."""
    if not any(option in text for option in _OPTIONS):
        return text
    return _FENCED.sub(_fenced, text)


def _fenced(match: re.Match[str]) -> str:
    language, _, options = match["info"].strip().partition(" ")
    code, marked = _without_comments(match["code"])
    title = _TITLE.search(match["info"])
    lines = _LINES.search(match["info"])
    numbers = ",".join(filter(None, [lines["lines"] if lines else "", marked]))
    indent, mark = match["indent"], match["mark"]
    if "=" in language or language.startswith("{"):
        language = ""
    if title and not match["info"].startswith("{"):
        head = [f"{mark}{{code-block}} {_lexer(language)}".rstrip()]
        head.append(f":caption: {_caption(title['title'])}")
        if numbers:
            head.append(f":emphasize-lines: {numbers.replace(' ', '')}")
        if "showLineNumbers" in options:
            head.append(":linenos:")
        first = "".join(f"{indent}{line}\n" for line in head)
        return f"{first}\n{code}{indent}{mark}"
    if marked:
        info = _LINES.sub("", match["info"]).strip() or "text"
        info = f"{info} {{{numbers}}}"
        return f"{indent}{mark}{info}\n{code}{indent}{mark}"
    return match[0]


def _caption(title: str) -> str:
    return re.sub(r"([\\`*_\[\]<>{}])", r"\\\1", title)


def _lexer(language: str) -> str:
    """Return a language that Pygments knows; another is shown as text."""
    from pygments.lexers import find_lexer_class_by_name
    from pygments.util import ClassNotFound

    try:
        find_lexer_class_by_name(language)
    except (ClassNotFound, ValueError):
        return "text"
    return language


def _without_comments(code: str) -> tuple[str, str]:
    """Return code without comments that mark lines, and the numbers of these lines."""
    if "highlight-" not in code:
        return code, ""
    kept: list[str] = []
    numbers: list[int] = []
    is_open, is_next = False, False
    for line in code.splitlines(keepends=True):
        comment = _COMMENT.fullmatch(line)
        if comment:
            is_open = {"highlight-start": True, "highlight-end": False}.get(
                comment["word"], is_open
            )
            is_next = comment["word"] == "highlight-next-line"
            continue
        kept.append(line)
        if is_open or is_next:
            numbers.append(len(kept))
        is_next = False
    return "".join(kept), ",".join(map(str, numbers))
