"""The tree of a text in MDX: elements, expressions, imports, and Markdown between them.

(https://mdxjs.com/docs/what-is-mdx/) It is found without running or compiling anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.code_mask import MASK, without_code
from sphinx_blogtheme.importers.script_settings import end_of_braces
from sphinx_blogtheme.markdown.html_elements import VOID

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESM = re.compile(
    r"^(?:import\s+(?:[\w$*{},\s]+?\s+from\s+)?[\"'][^\"'\n]+[\"']"
    r"|import\s*\(|export\s+(?:const|let|var|function|default|async|class|type|interface)\b"
    r"|export\s*[{*])",
    re.MULTILINE,
)
_MARK = re.compile(r"\\[{<}\\]|[<{]")
_MATHS = re.compile(
    r"\$\$.*?\$\$|(?<![\\$\w])\$(?![\s$])[^$\n]*?(?<![\s\\])\$(?![\d\w])", re.DOTALL
)
_HEADING_ID = re.compile(r"\{#[\w.:-]+\}[ \t]*$", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z_$][\w$.:-]*|(?=\s*/?>)")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE = re.compile(r"(?P<name>[A-Za-z_$:@][\w$.:@-]*)(?:\s*=\s*(?=[\"'{]))?")


@dataclass(slots=True)
class MdxElement:
    """An element, ``<Name a="b">…</Name>``; that of the whole text has no name."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    """Values by name; those in braces are expressions, and keep their braces."""
    children: list[MdxElement | MdxExpression | str] = field(default_factory=list)
    line: int = 0
    """From 1, in the text."""
    indent: str = ""
    """The white space before it, if it begins its line."""
    is_block: bool = False
    """Whether it has its lines for itself."""
    is_whole: bool = False
    """Whether its tag ends in ``/>``, or it is an element without content."""

    @property
    def is_component(self) -> bool:
        """Whether it is a component, and no element of HTML."""
        return not self.name or self.name[0].isupper() or "." in self.name


@dataclass(frozen=True, slots=True)
class MdxExpression:
    """An expression in braces."""

    code: str
    """Without the braces."""
    line: int


def imports_and_rest(text: str) -> tuple[list[tuple[int, str]], str]:
    """Return the imports and exports of a text, with their lines, and the rest of it.

    In their place the rest has empty lines, so that each line keeps its number.
    """
    masked = without_code(text, html=False, indented=False)
    found: list[tuple[int, str]] = []
    parts, position = [], 0
    while match := _ESM.search(masked, position):
        start = match.start()
        above = masked[position:start].rsplit("\n", 2)
        is_new = start == position or len(above) < 2 or not above[-2].strip()  # noqa: PLR2004
        if not is_new:
            parts.append(text[position : match.end()])
            position = match.end()
            continue
        end = _end_of_module_part(text, start)
        found.append((text.count("\n", 0, start) + 1, text[start:end]))
        parts += [text[position:start], "\n" * text.count("\n", start, end)]
        position = end
    return found, "".join([*parts, text[position:]])


def _end_of_module_part(text: str, start: int) -> int:
    """Return the end of an import or export: a blank line, outside of brackets."""
    position = start
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        bracket = re.compile(r"[{(\[]").search(text, position, end)
        if bracket and (closed := end_of_braces(text, bracket.start())) > 0:
            position = closed
            continue
        after = text[end + 1 :].partition("\n")[0]
        if not after.strip() or end == len(text):
            return min(len(text), end + 1)
        position = end + 1
    return len(text)


class TreeReader:
    """Reads the tree of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        masked = without_code(text, html=False, indented=False)
        for pattern in (_MATHS, _HEADING_ID):
            masked = pattern.sub(lambda m: re.sub(r"[^\n]", MASK, m[0]), masked)
        self.masked = masked
        self.root = MdxElement("")
        self.open = [self.root]
        self.unclosed: list[tuple[int, str]] = []
        """Line and name of each tag without an end."""

    def read(self) -> MdxElement:
        """Return the tree, whose root has no name."""
        position = 0
        while match := _MARK.search(self.masked, position):
            if match[0][0] == "\\":
                self._add_text(position, match.end())
                position = match.end()
                continue
            end = self._at(match, position)
            if end < 0:
                self._add_text(position, match.end())
                end = match.end()
            position = end
        self._add_text(position, len(self.text))
        while len(self.open) > 1:
            self._close_unclosed()
        return self.root

    def _add_text(self, start: int, end: int) -> None:
        if start < end:
            self.open[-1].children.append(self.text[start:end])

    def _line(self, position: int) -> int:
        return self.text.count("\n", 0, position) + 1

    def _at(self, match: re.Match[str], position: int) -> int:
        """Add what begins at a mark; return its end, or -1 if it is text.

        :param position: where the text before it begins.
        """
        start = match.start()
        if match[0] == "{":
            end = end_of_braces(self.text, start)
            if end < 0:
                return -1
            self._add_text(position, start)
            code = self.text[start + 1 : end - 1].strip()
            self.open[-1].children.append(MdxExpression(code, self._line(start)))
            return end
        if self.text.startswith("</", start):
            return self._close(start, position)
        return self._open(start, position)

    def _close(self, start: int, position: int) -> int:
        end = self.text.find(">", start)
        name = self.text[start + 2 : end].strip()
        names = [element.name for element in self.open[1:]]
        if end < 0 or name not in names:
            return -1
        self._add_text(position, start)
        while self.open[-1].name != name:
            self._close_unclosed()
        element = self.open.pop()
        after = self.text[end + 1 :].partition("\n")[0]
        element.is_block = element.is_block and not after.strip()
        return end + 1

    def _close_unclosed(self) -> None:
        element = self.open.pop()
        self.unclosed.append((element.line, element.name))
        element.is_whole = True
        content, element.children = element.children, []
        self.open[-1].children += content

    def _open(self, start: int, position: int) -> int:
        name = _NAME.match(self.text, start + 1)
        if not name:
            return -1
        read = self._attributes(name.end())
        if read is None:
            return -1
        attributes, end, whole = read
        self._add_text(position, start)
        before = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        begins = not before.strip()
        whole = whole or name[0] in VOID
        after = self.text[end:].partition("\n")[0]
        element = MdxElement(
            name[0],
            attributes,
            line=self._line(start),
            indent=before if begins else "",
            is_block=begins and (not whole or not after.strip()),
            is_whole=whole,
        )
        self.open[-1].children.append(element)
        if not whole:
            self.open.append(element)
        return end

    def _attributes(self, position: int) -> tuple[dict[str, str], int, bool] | None:
        """Return attributes, the index after the tag, and whether it ends in ``/>``."""
        text, found = self.text, dict[str, str]()
        while True:
            position = _end(_SPACE, text, position)
            if text.startswith("/>", position):
                return found, position + 2, True
            if text.startswith(">", position):
                return found, position + 1, False
            if text.startswith("{", position):  # of a spread, or a comment
                position = end_of_braces(text, position)
                if position < 0:
                    return None
                continue
            match = _ATTRIBUTE.match(text, position)
            if not match:
                return None
            position, start = match.end(), match.end()
            if "=" in match[0]:
                position = _end_of_attribute(text, start)
                if position <= start:
                    return None
            found[match["name"]] = text[start:position].strip("\"'")


def _end_of_attribute(text: str, start: int) -> int:
    """Return the index after the value of an attribute, or -1 or 0 if it has no end."""
    mark = text[start]
    return end_of_braces(text, start) if mark == "{" else text.find(mark, start + 1) + 1


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def texts_within(element: MdxElement) -> Iterator[str]:
    """Yield the texts in an element and in all within it."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif isinstance(child, MdxElement):
            yield from texts_within(child)
