"""Turn the code of a page in HTML, and what marks its language, into a fence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

# Prism, highlight.js and Ghost; `lang:` is Crayon's; `brush:` SyntaxHighlighter's.
_CLASS = re.compile(r"(?:^|\s)(?:language|lang|sourceCode)[-:]\s*([\w+#.-]+)")
_BRUSH = re.compile(r"brush:\s*([\w+#.-]+)")
_ATTRIBUTES = ("data-enlighter-language", "data-language", "data-lang")
_NONE = frozenset(("", "generic", "none", "plain", "plaintext", "raw", "text", "txt"))

_NAMES = {
    "as3": "actionscript",
    "c++": "cpp",
    "c#": "csharp",
    "jscript": "javascript",
    "ps": "powershell",
    "shell-session": "console",
    "visualbasic": "vbnet",
    "vb": "vbnet",
}
"""Names of plugins for what has another one elsewhere."""


def language_of(pre: Tag) -> str:
    """Return the language that some code is marked with, or ""."""
    code = pre.find("code")
    for el in filter(None, (code, pre, pre.parent)):
        classes = " ".join(el.get_attribute_list("class") if el.get("class") else [])
        for pattern in (_CLASS, _BRUSH):
            if found := pattern.search(classes):
                return known_name(found[1])
        for attribute in _ATTRIBUTES:
            if el.name in ("pre", "code") and (name := str(el.get(attribute) or "")):
                return known_name(name)
        if "hljs" in classes.split() and (rest := classes.replace("hljs", "").split()):
            return known_name(rest[0])
    return ""


def known_name(name: str) -> str:
    """Return a language as fences name it, or ""."""
    name = name.strip().lower()
    if name in _NONE or not re.fullmatch(r"[\w+#.-]+", name):
        return ""
    return _NAMES.get(name, name)


def text_of_code(pre: Tag) -> str:
    """Return code as it was shown, without the blank lines at its ends."""
    for br in pre.find_all("br"):
        br.replace_with("\n")
    lines = pre.get_text().replace("\r\n", "\n").split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    while lines and not lines[-1].strip():
        del lines[-1]
    return "\n".join(line.rstrip("\r") for line in lines)


def fenced(code: str, language: str) -> str:
    """Return code between fences that are longer than any within it."""
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{code}\n{fence}"
