"""The values in MDX, of imports, exports, expressions and attributes; and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.script_settings import (
    NO_LITERAL,
    assigned,
    literal,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_IMPORT = re.compile(
    r"import\s+(?P<names>[\w$*{},\s]+?)\s+from\s+[\"'](?P<path>[^\"']+)[\"']"
)
_EXPORT = re.compile(r"export\s+(?:const|let|var)\s+(?P<name>[\w$]+)")
_COMMENT = re.compile(r"(?:\s|/\*.*?\*/|//[^\n]*(?:\n|$))*", re.DOTALL)
_FILE = re.compile(
    r"(?:useBaseUrl|withBase|require|getImage|url|asset)\(\s*[\"'](?P<path>[^\"']+)[\"']\s*\)"
    r"(?:\.default|\.src)?"
)
_HEADER = re.compile(
    r"(?:props\.)?(?:frontmatter|frontMatter|metadata|post\.data)\.(?P<key>[\w.]+)"
)
_NAME = re.compile(r"(?P<name>[A-Za-z_$][\w$]*)(?:\.(?:src|default|url))?")
_TEMPLATE = re.compile(r"`(?P<text>(?:[^`\\]|\\.)*)`", re.DOTALL)
_FILLED = re.compile(r"\$\{\s*([\w$.]+)\s*\}")

_RENAMED = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex"}
_URLS = ("src", "href", "poster", "to")


@dataclass(slots=True)
class Leftovers:
    """What of a text in MDX has no counterpart, with its lines in the text."""

    components: list[tuple[int, str]] = field(default_factory=list)
    """Names of components of which only the text is kept."""
    dropped: list[tuple[int, str]] = field(default_factory=list)
    """Names of elements that are left out with their content."""
    expressions: list[tuple[int, str]] = field(default_factory=list)
    """Expressions whose value is not known."""
    exports: list[tuple[int, str]] = field(default_factory=list)
    """Names of components and functions that the text defines."""


class MdxValues:
    """The names that a text in MDX imports and exports, and what they stand for."""

    def __init__(
        self,
        parts: Iterable[str],
        header: Mapping[str, Any],
        url: Callable[[str], str],
    ) -> None:
        """
        Take the imports and exports of a text.

        :param parts: the statements, each alone or several together.
        :param header: values of the front matter, by name in lower case.
        :param url: returns the new URL for a path of a file, or a URL as it is.
        """
        self.header = header
        self.url = url
        self.paths: dict[str, str] = {}
        """The path from which each name is imported."""
        self.known: dict[str, Any] = {}
        for part in parts:
            for match in _IMPORT.finditer(part):
                for name in re.findall(r"[\w$]+(?:\s+as\s+([\w$]+))?", match["names"]):
                    if name:
                        self.paths[name] = match["path"]
                for name in re.findall(r"(?<!as )\b[A-Za-z_$][\w$]*", match["names"]):
                    self.paths.setdefault(name, match["path"])
            for match in _EXPORT.finditer(part):
                value = assigned(part, match["name"])
                if value is not NO_LITERAL:
                    self.known[match["name"]] = value

    def of(self, code: str) -> Any:  # noqa: PLR0911 -- one for each kind
        """Return the value of an expression, or `NO_LITERAL`; that of a comment is ""."""
        if _COMMENT.fullmatch(code):
            return ""
        if match := _FILE.fullmatch(code):
            return self.url(match["path"])
        if match := _HEADER.fullmatch(code):
            return self.header.get(match["key"].lower(), NO_LITERAL)
        if match := _TEMPLATE.fullmatch(code):
            return self._filled(match["text"])
        match = _NAME.fullmatch(code)
        if match and match["name"] in self.known:
            return self.known[match["name"]]
        if match and match["name"] in self.paths:
            path = self.paths[match["name"]]
            is_file = "." in path.rpartition("/")[2].lstrip(".")
            return self.url(path) if is_file else NO_LITERAL
        return literal(code)

    def _filled(self, template: str) -> Any:
        """Return the text of a template literal, or `NO_LITERAL`."""
        unknown = False

        def value(match: re.Match[str]) -> str:
            nonlocal unknown
            found = self.of(match[1])
            unknown = unknown or found is NO_LITERAL
            return str(found)

        text = _FILLED.sub(value, template)
        if unknown or "${" in text:
            return NO_LITERAL
        return re.sub(r"\\([`$\\])", r"\1", text)

    def attribute(self, written: str) -> Any:
        """Return the value of an attribute as it is written, or `NO_LITERAL`."""
        if written.startswith("{") and written.endswith("}"):
            return self.of(written[1:-1].strip())
        return written

    def text(self, attributes: Mapping[str, str], *names: str) -> str:
        """Return the first of some attributes that is a text or a number, or ""."""
        for name in names:
            value = self.attribute(attributes[name]) if name in attributes else ""
            is_text = isinstance(value, (str, int, float)) and value is not True
            if is_text and value is not False and str(value).strip():
                return str(value).strip()
        return ""

    def html(self, attributes: Mapping[str, str]) -> str:
        """Return attributes as those of HTML, with a space before each."""
        parts = []
        for name, written in attributes.items():
            value = self.attribute(written)
            if name.startswith("on") or value is NO_LITERAL or value in (False, None):
                continue
            if name == "style" and isinstance(value, dict):
                value = "; ".join(
                    f"{_css(key)}: {_size(key, v)}" for key, v in value.items()
                )
            if not isinstance(value, (str, int, float)):
                continue
            if name in _URLS and isinstance(value, str) and not written.startswith("{"):
                value = self.url(value)
            new = _RENAMED.get(name, name)
            is_bare = value is True or (value == "" and new not in ("alt", "value"))
            parts.append(f" {new}" if is_bare else f' {new}="{escape(str(value))}"')
        return "".join(parts)


def _css(name: str) -> str:
    """Return the name of a property: ``text-align`` for ``textAlign``."""
    return re.sub(r"[A-Z]", lambda match: f"-{match[0].lower()}", name)


def _size(name: str, value: Any) -> str:
    plain = name in ("opacity", "flex", "order", "zIndex", "lineHeight", "fontWeight")
    is_length = isinstance(value, (int, float)) and value and not plain
    return f"{value}px" if is_length else str(value)
