"""The first line of fenced code: its language, and the options of other engines.

Known are ``toml,linenos,hl_lines=1`` (Zola, rustdoc), ``go {hl_lines=[2]}`` and
``{hl_lines=[2]}`` (Hugo), ``js{1,3}`` (Gatsby), ``{r label, echo=FALSE}`` and
``{python}`` (knitr, Quarto), ``{.python #id}`` (Pandoc) and ``py title="a.py"``
(Material, Docusaurus, Astro).
"""

from __future__ import annotations

import re
from functools import cache

_BRACES = re.compile(r"\{(?P<inside>[^\n]*)\}")
_PLAIN = re.compile(
    r"(?P<language>[^\s,{}:;\"'=`]+)(?P<options>(?:[\s,{:;].*)?)", re.DOTALL
)
_FIRST = re.compile(
    r"[\s.]*(?P<language>=?[^\s,{}=\"']+)(?![^\s,]*=)(?P<options>.*)", re.DOTALL
)

_OPTION = re.compile(r"[\w-]+=")

_OTHER_NAMES = {
    **dict.fromkeys(("ojs", "observable"), "javascript"),
    **dict.fromkeys(("rcpp", "c++"), "cpp"),
    **dict.fromkeys(("astro", "svelte", "=html"), "html"),
    **dict.fromkeys(("=latex", "=tex", "tikz"), "tex"),
    "mdx": "markdown",
    "cmd": "bat",
    "sh-session": "console",
    "nu": "shell",
    **dict.fromkeys(
        ("mermaid", "plaintext", "none", "asis", "verbatim", "cat", "verb"), "text"
    ),
}
"""Pygments' names of languages that it does not know by the names of others."""


@cache
def lexer_of_language(name: str) -> str:
    """Return Pygments' name of a language, or "" if nothing knows it."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    lower = name.lower()
    if lower in _OTHER_NAMES:
        return _OTHER_NAMES[lower]
    try:
        get_lexer_by_name(lower)
    except ClassNotFound:
        return ""
    return lower


def language_in_braces(info: str) -> tuple[str, str] | None:
    """Return the language and the options of code whose first line is in braces.

    >>> language_in_braces("{r plot, echo=FALSE}")
    ('r', ' plot, echo=FALSE')
    >>> language_in_braces("{hl_lines=[1]}")
    ('', 'hl_lines=[1]')
    >>> language_in_braces("{note} Title")

    :return: None if it may be a directive, and is no language that anyone knows.
    """
    match = _BRACES.match(info.strip())
    if not match:
        return None
    inside = match["inside"].strip()
    first = _FIRST.match(inside)
    if first and (language := lexer_of_language(first["language"])):
        return language, first["options"]
    if not inside or inside[0] in "#." or re.match(r"[\w-]+\s*=", inside):
        return "", inside
    return None


def language_and_options(info: str) -> tuple[str, str]:
    """Return the language and the options of a first line that has no braces around it.

    >>> language_and_options("toml,linenos")
    ('toml', ',linenos')
    >>> language_and_options('title="a.py"')
    ('', 'title="a.py"')
    """
    if _OPTION.match(info.strip()):
        return "", info.strip()
    match = _PLAIN.fullmatch(info.strip())
    return (match["language"], match["options"]) if match else (info.strip(), "")
