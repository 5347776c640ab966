"""What PyMdown adds to a line of Markdown: keys, marks, icons and attributes.

https://facelessuser.github.io/pymdown-extensions/ and
https://python-markdown.github.io/extensions/attr_list/
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.destinations import outside_code, with_new_urls

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx_blogtheme.importers.bodies.destinations import NewUrl

_KEPT = re.compile(
    r"(?<![`\\])(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|<[^<>\s][^<>]*>"
    r"|https?://[^\s<>\"]+|(?<!\\)\$[^$\n]+\$"
)
"""What is no text: code, the addresses of links, tags, bare URLs, formulas."""

_KEYS = re.compile(
    r"\+\+(?P<keys>(?:\"[^\"\n]+\"|[\w-]+)(?:\+(?:\"[^\"\n]+\"|[\w-]+))*)\+\+"
)
_ICON = re.compile(
    r" ?:(?P<name>(?:material|octicons|fontawesome|simple)-[\w-]+):"
    r"(?:\{[^{}\n]*\})?"
)
_SPAN_ATTRIBUTES = re.compile(r"(?<=[)\]`*_>])\{:?(?P<list>[ \t]*[^{}%\n]*?)[ \t]*\}")
_ATTRIBUTE = re.compile(r"[.#][\w:-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\"'{}]+)|[\w-]+")
_IMAGE_SIZES = ("width", "height", "align")
_NAMES = {
    "ctrl": "Ctrl",
    "control": "Ctrl",
    "cmd": "Cmd",
    "command": "Cmd",
    "alt": "Alt",
    "option": "Option",
    "shift": "Shift",
    "meta": "Meta",
    "win": "Win",
    "windows": "Win",
    "super": "Super",
    "fn": "Fn",
    "del": "Del",
    "delete": "Del",
    "esc": "Esc",
    "escape": "Esc",
    "enter": "Enter",
    "return": "Return",
    "tab": "Tab",
    "space": "Space",
    "spacebar": "Space",
    "backspace": "Backspace",
    "home": "Home",
    "end": "End",
    "ins": "Insert",
    "insert": "Insert",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "arrow-up": "Up",
    "arrow-down": "Down",
    "arrow-left": "Left",
    "arrow-right": "Right",
    "page-up": "Page Up",
    "page-down": "Page Down",
    "pageup": "Page Up",
    "pagedown": "Page Down",
    "caps-lock": "Caps Lock",
    "print-screen": "Print Screen",
    "slash": "/",
    "backslash": "\\",
    "plus": "+",
    "minus": "-",
    "comma": ",",
    "period": ".",
    "dot": ".",
    "equal": "=",
    "semicolon": ";",
    "colon": ":",
    "asterisk": "*",
    "question": "?",
    "grave": "`",
    "tilde": "~",
    "underscore": "_",
    "pipe": "|",
    "hash": "#",
    "at": "@",
    "bracket-left": "[",
    "bracket-right": "]",
    "left-brace": "{",
    "right-brace": "}",
    "quote": "'",
    "single-quote": "'",
    "double-quote": '"',
}
"""What a key shows, by its names in PyMdown, as far as it isn't its name."""

_MARKS = {
    "mark": ((r"(?<![=\\])==(?![=\s])(?P<text>.+?)(?<![\s=])==(?!=)", "mark"),),
    "caret": (
        (r"(?<![\^\\])\^\^(?![\^\s])(?P<text>.+?)(?<![\s^])\^\^(?!\^)", "ins"),
        (r"(?<![\^\\\[])\^(?![\^\s\]])(?P<text>[^\s^]+?)\^(?!\^)", "sup"),
    ),
    "tilde": ((r"(?<![~\\])~(?![~\s])(?P<text>[^\s~]+?)~(?!~)", "sub"),),
    "critic": (
        (r"\{\+\+(?P<text>.+?)\+\+\}", "ins"),
        (r"\{--(?P<text>.+?)--\}", "del"),
        (r"\{==(?P<text>.+?)==\}", "mark"),
        (r"\{>>(?P<text>.+?)<<\}", "span"),
    ),
}
"""For each extension: patterns of marks, and the elements that they stand for."""

_REPLACED = re.compile(r"\{~~(?P<old>.+?)~>(?P<new>.+?)~~\}")
_TEX = re.compile(r"(?<!\\)\\\((?P<tex>(?:(?!\\[()]).)+)\\\)")


def without_icons(text: str) -> str:
    """Return a title without the icons of the theme."""
    return _ICON.sub("", text).strip()


class MaterialInline:
    """Rewrites lines outside of code, with the extensions that a site has."""

    def __init__(self, extensions: Collection[str], new_url: NewUrl) -> None:
        """
        Take what a site and a document have.

        :param extensions: names of the extensions, such as ``pymdownx.keys``.
        :param new_url: returns the new URL of a link; the second argument is whether
            it is in HTML, where the engine changes none.
        """
        self.dropped: Counter[str] = Counter()
        """How often there was an icon or an attribute that is left out, by name."""
        self._has = set(extensions)
        self._new_url = new_url
        bare = {name.removeprefix("pymdownx.") for name in self._has}
        first = ["critic"] if "critic" in bare else []
        self._marks = [
            (re.compile(pattern), tag)
            for name in (*first, *(bare - {"critic"}))
            for pattern, tag in _MARKS.get(name, ())
        ]

    def rewrite(self, line: str) -> str:
        """Return a line that is no code, with its URLs and its marks rewritten."""
        if line[:4] == "    " and not line.strip():
            return line
        line = outside_code(line, lambda text: with_new_urls(text, self._new_url))
        if "attr_list" in self._has and "{" in line:
            line = outside_code(line, self._with_attributes)
        if "pymdownx.arithmatex" in self._has and "\\(" in line:
            line = outside_code(line, lambda text: _TEX.sub(r"$\g<tex>$", text))
        done, end = [], 0
        for span in _KEPT.finditer(line):
            done += [self._with_marks(line[end : span.start()]), span[0]]
            end = span.end()
        return "".join([*done, self._with_marks(line[end:])])

    def _with_marks(self, text: str) -> str:
        if "pymdownx.keys" in self._has and "++" in text:
            text = _KEYS.sub(_keys, text)
        if "pymdownx.emoji" in self._has and ":" in text:
            text = _ICON.sub(self._icon, text)
        if "pymdownx.critic" in self._has:
            text = _REPLACED.sub(r"<del>\g<old></del><ins>\g<new></ins>", text)
        for pattern, tag in self._marks:
            text = pattern.sub(rf"<{tag}>\g<text></{tag}>", text)
        return text

    def _icon(self, match: re.Match[str]) -> str:
        self.dropped[f":{match['name']}:"] += 1
        return ""

    def _with_attributes(self, text: str) -> str:
        return _SPAN_ATTRIBUTES.sub(self._attributes, text)

    def _attributes(self, match: re.Match[str]) -> str:
        """Return the attributes of a link or a picture as MyST writes them."""
        parts = _ATTRIBUTE.findall(match["list"])
        if " ".join(parts) != " ".join(match["list"].split()) or not parts:
            return match[0]
        before = match.string[: match.start()]
        image = re.search(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])$", before)
        kept = []
        for part in parts:
            name, _, value = part.partition("=")
            value = value.strip("\"'")
            if image and name in _IMAGE_SIZES and re.fullmatch(r"\w+%?", value):
                value = re.sub(r"px$", "", value)
                kept.append(
                    f"{name}={value}" if value.isalnum() else f'{name}="{value}"'
                )
            elif part[0] in ".#" and before.endswith(")"):
                kept.append(part)
            else:
                self.dropped[f"{{{part}}}"] += 1
        return f"{{{' '.join(kept)}}}" if kept else ""


def _keys(match: re.Match[str]) -> str:
    shown = []
    for key in re.findall(r"\"[^\"\n]+\"|[\w-]+", match["keys"]):
        plain = key.strip('"')
        if key.startswith('"'):
            name = plain
        else:
            name = _NAMES.get(plain.lower(), plain.replace("-", " ").title())
        shown.append(f"<kbd>{_escaped(name)}</kbd>")
    return "+".join(shown)


def _escaped(name: str) -> str:
    name = name.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"[\\`*_\[\]~|]", r"\\\g<0>", name)
