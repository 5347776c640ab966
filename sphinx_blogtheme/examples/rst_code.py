"""Read the code in reStructuredText, with docutils' own parser.

All directives of the text are replaced by two kinds: those with code, and those around
text. So code in lists, notes and tabs is found whatever extensions a site has, and its
lines are those of the file.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, Parser, directives
from docutils.utils import new_document
from sphinx.util.docutils import CustomReSTDispatcher

from sphinx_blogtheme.examples.block_options import REMARK
from sphinx_blogtheme.examples.blocks import Prose, Remark, Snippet, prefix_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_blogtheme.examples.blocks import Part

_CODE = ("code-block", "code", "sourcecode", "parsed-literal")
_TESTS = ("doctest", "testcode", "testoutput", "testsetup", "testcleanup")
_HIDDEN = ("testsetup", "testcleanup")
_LITERAL = (
    *("raw", "math", "highlight", "graphviz", "mermaid", "digraph", "graph"),
    *(
        "include",
        "literalinclude",
        "csv-table",
        "plot",
        "ipython",
        "replace",
        "unicode",
    ),
    *("toctree", "image", "youtube"),
)
"""Directives whose content is neither text nor code."""
_SET_UP = re.compile(
    r"(?:test:\s*set-?up|invisible-code-block:\s*python)[^\n]*\n(?P<code>.*)", re.DOTALL
)


class _AnyOptions(dict[str, Any]):
    """The options of a directive: all that there are, as text."""

    def __missing__(self, key: str) -> Callable[[str], str]:
        return directives.unchanged


class _Around(Directive):
    """A directive around text."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = _AnyOptions(name=directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Return the text, parsed."""
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class _Literal(_Around):
    """A directive whose content is neither text nor code."""

    def run(self) -> list[nodes.Node]:
        """Return a paragraph in its place."""
        return [nodes.paragraph("", "x")]


class _Code(_Around):
    """A directive whose content is code."""

    def run(self) -> list[nodes.Node]:
        """Return the code with its language and its lines."""
        words = (self.arguments or [""])[0].split(maxsplit=1)
        node = nodes.literal_block()
        node["text"] = "\n".join(self.content)
        node["language"] = words[0] if words else ""
        if self.name in _TESTS:
            node["language"] = self.name
        if self.name == "parsed-literal":
            node["language"] = "text"
        node["hidden"] = self.name in _HIDDEN or "hide" in self.options
        shift = self.content.offset(0) + 1 if self.content else self.lineno + 1
        node.line = shift
        return [node]


class _AnyNames(CustomReSTDispatcher):
    """Lets all names of directives and roles be known, with our meaning."""

    def directive(
        self, directive_name: str, *_args: Any
    ) -> tuple[type[Directive], Any]:
        """Return one of our directives, and no messages."""
        name = directive_name.lower()
        if name in _LITERAL:
            return _Literal, []
        return _Code if name in (*_CODE, *_TESTS) else _Around, []

    def role(self, *_args: Any) -> tuple[Any, Any]:
        """Return a role that keeps the text, and no messages."""
        return _any_role, []


def _any_role(_name: str, rawtext: str, text: str, *_args: Any, **_options: Any) -> Any:
    return [nodes.inline(rawtext, text)], []


def rst_parts(text: str) -> Iterator[Part]:
    """Yield the parts of a text in reStructuredText.

    :param text: text of the file, in which the lines of the header are empty.
    """
    with _AnyNames():
        document = _parsed(text)
    yield from _RstReader(text).parts(document)


@cache
def _settings() -> Any:
    """Return the settings of the parser, made once: they take longer than most texts."""
    from docutils.frontend import get_default_settings

    settings = get_default_settings(Parser)
    settings.report_level = settings.halt_level = 6  # say nothing, and go on
    settings.file_insertion_enabled = settings.raw_enabled = False
    return settings


def _parsed(text: str) -> nodes.document:
    document = new_document("post", _settings().copy())
    Parser().parse(text, document)
    return document


def set_up_in(comment: str) -> str:
    """Return the code in a comment that readers do not see; "" if it has none."""
    set_up = _SET_UP.fullmatch(comment)
    return _dedented(set_up["code"].lstrip("\n")) if set_up else ""


class _RstReader:
    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._last = 0
        """Number of lines that have been passed."""

    def parts(self, document: nodes.document) -> Iterator[Part]:
        """Yield the parts of a document."""
        for node in document.findall():
            if isinstance(node, (nodes.literal_block, nodes.doctest_block)):
                text = node.get("text", node.astext())
                first = node.line or self._line_of(text)
                yield self._snippet(text, first, node)
            elif isinstance(node, nodes.comment):
                yield from self._comment(node.astext())
            elif isinstance(node, nodes.paragraph):
                yield Prose(lines=node.rawsource.count("\n") + 1)
            elif isinstance(node, (nodes.title, nodes.table, nodes.transition)):
                yield Prose(lines=1, ends_section=True)

    def _snippet(self, text: str, first: int, node: nodes.Element) -> Snippet:
        """Return a snippet.

        :param first: 1-based line in which its text begins.
        """
        lines = text.split("\n") if text else []
        self._last = max(self._last, first - 1 + len(lines))
        prefix = prefix_of(lines, self._lines[first - 1 :])
        return Snippet(
            language=str(node.get("language", "")).lower(),
            text=f"{text}\n" if text else "",
            line=first,
            end=first + len(lines),
            prefix="   " if prefix is None else prefix,
            hidden=bool(node.get("hidden")),
        )

    def _comment(self, text: str) -> Iterator[Part]:
        """Yield the remark or the hidden code of a comment."""
        first = text.partition("\n")[0]
        line = self._line_of(first)
        if set_up := _SET_UP.fullmatch(text):
            below = set_up["code"]
            code = below.lstrip("\n")
            start = line + 1 + len(below) - len(code)
            node = nodes.literal_block(language="python", hidden=True)
            yield self._snippet(_dedented(code), start, node)
        elif remark := REMARK.fullmatch(text):
            yield Remark(words=remark["words"], line=line)

    def _line_of(self, text: str) -> int:
        """Return the 1-based line of a text below what has been passed."""
        first = text.partition("\n")[0].strip()
        for number in range(self._last, len(self._lines)):
            if self._lines[number].strip().removeprefix(".. ").strip() == first:
                self._last = number
                return number + 1
        return self._last + 1


def _dedented(code: str) -> str:
    from textwrap import dedent

    return dedent(code).rstrip("\n")
