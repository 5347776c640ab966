"""Fill in the tags of Liquid whose values an import knows.

Values of the configuration and of the header, conditions and loops over them, and
includes of the site's own templates become text. What only the old site's program knows
stays as it is, and so do the tags that a build reads itself. Nothing is run but this:
there are no plugins, and no files are read but the site's includes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.code_mask import MASK, without_code
from sphinx_blogtheme.importers.bodies.html_blanks import without_blank_lines
from sphinx_blogtheme.importers.bodies.liquid_filters import UnknownValueError
from sphinx_blogtheme.importers.bodies.liquid_syntax import (
    LiquidBlock,
    LiquidNode,
    LiquidTag,
    liquid_tree,
)
from sphinx_blogtheme.importers.bodies.liquid_values import UNKNOWN, Values
from sphinx_blogtheme.markdown.shortcodes.catalogue import piece_of
from sphinx_blogtheme.markdown.shortcodes.tags import read_tag

if TYPE_CHECKING:
    from collections.abc import Callable

_ASSIGN = re.compile(r"(?P<name>[\w-]+)\s*=\s*(?P<value>.*)", re.DOTALL)
_LOOP = re.compile(
    r"(?P<name>[\w-]+)\s+in\s+(?P<values>\([^)]*\)|\S+)(?P<options>.*)", re.DOTALL
)
_GIVEN = re.compile(
    r"(?P<key>[\w-]+)\s*=\s*(?P<value>\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[\w.\[\]-]+)"
)
_PROGRAM = re.compile(r"\{%-?\s*(?:for|assign|include|if|capture|paginate)\b")
_VERBATIM = re.compile(
    r"\{%-?\s*(?P<name>raw|comment)\b.*?\{%-?\s*end(?P=name)\b", re.DOTALL
)
_LOOPS = re.compile(r"\{%-?\s*for\b.*?\{%-?\s*endfor\b", re.DOTALL)
_MARKUP = re.compile(r"\{[{%].*?[%}]\}|<[^<>]*>|\]\([^)]*\)", re.DOTALL)
_WORDS = 40
"""Number of words of a text that is worth keeping with tags that nobody fills in."""
_RAW = re.compile(
    r"\{%-?\s*raw\s*-?%\}(?P<inside>.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL
)
_URL = re.compile(r"(?:\]\(<?|\]:[ \t]*<?|\b(?:href|src|srcset|poster)\s*=\s*[\"'])\Z")
"""The text before the URL of a link or an image."""
_DEPTH = 10
_LONGEST = 1_000_000
"""Number of characters of what an include is filled in with."""


class Liquid:
    """Fills in the tags of one text."""

    def __init__(
        self,
        values: Values,
        included: Callable[[str, str], str | None],
        base_url: str = "",
        linked: Callable[[str], str] | None = None,
    ) -> None:
        """
        Take what the text's tags may use.

        :param values: the values that its expressions know.
        :param included: returns the text of an included file by the name of the tag,
            such as ``include``, and that of the file; None if there is none.
        :param base_url: URL of the old site, which links to it need not name.
        :param linked: returns what stands for the tag ``link`` of a path, if it is not
            that path in the new blog.
        """
        self.values, self.included, self.base_url = values, included, base_url
        self.linked = linked
        self._last = ""
        self._depth = 0

    def filled(self, text: str, *, html: bool = False) -> str:
        """Return a text with the values of its tags; unknown ones stay.

        :param html: whether it is HTML, without code of Markdown.
        """
        if "{{" not in text and "{%" not in text:
            return text
        text = text if html else _without_marks_in_code(text)
        return self._all(liquid_tree(text, html=html))

    def _all(self, nodes: list[LiquidNode]) -> str:
        parts = []
        for number, node in enumerate(nodes):
            below = nodes[number + 1] if number + 1 < len(nodes) else ""
            if isinstance(node, str):
                part = node
            elif isinstance(node, LiquidBlock):
                part = self._block(node)
            else:
                part = self._tag(node, below if isinstance(below, str) else "{{")
            parts.append(part)
            self._last = (self._last + part)[-20:]
        return "".join(parts)

    def _tag(self, tag: LiquidTag, below: str) -> str:
        """Return what a tag prints, or the tag.

        :param below: the text after it.
        """
        try:
            if not tag.name:
                return self._printed(tag.rest, below)
            if tag.name == "assign" and (match := _ASSIGN.fullmatch(tag.rest)):
                self.values.scope[match["name"]] = UNKNOWN
                self.values.scope[match["name"]] = self.values.value(match["value"])
                return ""
            if tag.name == "link" and self.linked:
                return self.linked(tag.rest.strip("\"' /"))
            if tag.name in ("include", "include_relative", "include_cached"):
                return self._include(tag)
        except UnknownValueError:
            if self._depth:
                raise
            return tag.source
        if self._depth and not _is_read(tag.source):
            raise UnknownValueError(tag.source)
        return tag.source

    def _printed(self, expression: str, below: str) -> str:
        text = self.values.text(expression)
        if not _URL.search(self._last):
            return text
        if self.base_url and f"{text}/".startswith(f"{self.base_url}/"):
            text = text.removeprefix(self.base_url)
        return text or ("/" if below[:1] in ("", ")", '"', "'", ">", " ") else "")

    def _block(self, block: LiquidBlock) -> str:
        try:
            return self._known(block)
        except UnknownValueError:
            if self._depth:
                raise
        parts = []
        for tag, nodes in block.branches:
            parts += [tag.source, self._all(nodes)]
        return "".join([*parts, block.end.source if block.end else ""])

    def _known(self, block: LiquidBlock) -> str:
        tag, nodes = block.branches[0]
        if tag.name == "capture":
            before, self._last = self._last, ""
            self._depth += 1  # Part of a text is none.
            try:
                self.values.scope[tag.rest.strip("\"' ")] = self._all(nodes)
            finally:
                self._depth -= 1
                self._last = before
            return ""
        if tag.name == "for":
            return self._loop(block)
        subject = self.values.value(tag.rest) if tag.name == "case" else None
        for branch, inside in block.branches:
            if self._is_taken(branch, subject):
                return self._all(inside)
        return ""

    def _is_taken(self, tag: LiquidTag, subject: Any) -> bool:
        """Return whether a branch is the one that is shown.

        :param subject: the value of ``case``.
        """
        if tag.name == "else":
            return True
        if tag.name == "when":
            wanted = re.split(r"\s+or\s+|\s*,\s*", tag.rest)
            return any(self.values.value(one) == subject for one in wanted)
        if tag.name == "case":
            return False
        return self.values.is_true(tag.rest) is not (tag.name == "unless")

    def _loop(self, block: LiquidBlock) -> str:
        tag, nodes = block.branches[0]
        match = _LOOP.fullmatch(tag.rest)
        if not match:
            raise UnknownValueError(tag.rest)
        found = self.values.value(match["values"])
        items = (
            [list(item) for item in found.items()] if isinstance(found, dict) else found
        )
        if not isinstance(items, (list, tuple, type(None))):
            raise UnknownValueError(tag.rest)
        items = list(items or ())
        options = dict(re.findall(r"(limit|offset)\s*:\s*([\w.]+)", match["options"]))
        offset, limit = (
            int(self.values.value(options[name])) if name in options else None
            for name in ("offset", "limit")
        )
        items = items[offset or 0 :]
        items = items if limit is None else items[:limit]
        if "reversed" in match["options"].split():
            items.reverse()
        if not items:
            return self._all(block.branches[-1][1]) if len(block.branches) > 1 else ""
        return self._each(match["name"], items, nodes)

    def _each(self, name: str, items: list[Any], nodes: list[LiquidNode]) -> str:
        before = dict(self.values.scope)
        parts, length = [], 0
        # Each turn is known, or none is.
        self._depth += 1
        try:
            for index, item in enumerate(items):
                self.values.scope[name] = item
                self.values.scope["forloop"] = {
                    "index": index + 1,
                    "index0": index,
                    "rindex": len(items) - index,
                    "rindex0": len(items) - index - 1,
                    "first": index == 0,
                    "last": index == len(items) - 1,
                    "length": len(items),
                }
                parts.append(self._all(nodes))
                length += len(parts[-1])
                if length > _LONGEST:
                    raise UnknownValueError("too long")
        finally:
            self._depth -= 1
            for key in (name, "forloop"):
                self.values.scope.pop(key, None)
                if key in before:
                    self.values.scope[key] = before[key]
        return "".join(parts)

    def _include(self, tag: LiquidTag) -> str:
        if _is_read(tag.source):
            return tag.source
        name, _, given = tag.rest.partition(" ")
        if name.startswith("{{"):
            name, _, given = tag.rest.partition("}}")
            name = self.values.text(name.strip("{} ")) + given.partition(" ")[0]
            given = given.partition(" ")[2]
        text = self.included(tag.name, name.strip("\"'"))
        if text is None or self._depth >= _DEPTH:
            raise UnknownValueError(tag.source)
        parameters = {
            match["key"]: self._parameter(match["value"])
            for match in _GIVEN.finditer(given)
        }
        before, last = self.values.scope.get("include"), self._last
        self.values.scope["include"] = parameters
        self._depth += 1
        try:
            made = self._all(liquid_tree(text, html=True))
        finally:
            self._depth -= 1
            self.values.scope.pop("include")
            if before is not None:
                self.values.scope["include"] = before
            self._last = last
        core = made.strip()
        if core.startswith("<") and "markdown=" not in core and "```" not in core:
            made = made.replace(core, without_blank_lines(core))
        return made

    def _parameter(self, text: str) -> Any:
        if text[0] in "\"'":
            return re.sub(r"\\([\"'\\])", r"\1", text[1:-1])
        return self.values.value(text)


def _without_marks_in_code(text: str) -> str:
    """Return a text without the marks that protect code, where they stand in code."""
    masked = without_code(text, html=False) if "raw" in text else text
    parts, position = [], 0
    for match in _RAW.finditer(text):
        marks = masked[match.start()] + masked[match.end() - 1]
        if MASK not in marks:
            continue
        parts.append(text[position : match.start()])
        # Of a line with nothing but a mark, nothing is left.
        begins = not parts[-1] or parts[-1].endswith("\n")
        parts.append(match["inside"].removeprefix("\n" if begins else ""))
        position = match.end()
        if parts[-1].endswith("\n") and text.startswith("\n", position):
            position += 1
    return "".join([*parts, text[position:]])


def _is_read(source: str) -> bool:
    """Return whether a build reads a tag, with all its words."""
    read = read_tag(source)
    return bool(read and piece_of(read[0]) and not read[0].unused())


def is_program(text: str) -> bool:
    """Return whether a text is mostly loops, includes and conditions of a template.

    A text with many words of its own is none, whatever is in it.
    """
    bare = _VERBATIM.sub("", without_code(text))
    if not _PROGRAM.search(bare):
        return False
    words = _MARKUP.sub(" ", _LOOPS.sub(" ", bare)).split()
    return sum(word.isalpha() for word in words) < _WORDS
