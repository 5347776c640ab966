"""Read the code in Markdown, from the tokens that the page is made from.

So what is run is what is shown: fences in lists, quotations and directives, the dialect
of blogs, and the shortcodes of other engines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.examples.block_options import REMARK
from sphinx_blogtheme.examples.blocks import Prose, Remark, Snippet, prefix_of
from sphinx_blogtheme.markdown.code_info import (
    language_and_options,
    language_in_braces,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.token import Token

    from sphinx_blogtheme.examples.blocks import Part

    Parse = Callable[[str], Sequence[Token]]

_DIRECTIVE = re.compile(r"\{(?P<name>[^\s{}]+)\}[ \t]*(?P<rest>.*)", re.DOTALL)
_COMMENT = re.compile(r"<!--(?P<inside>.*?)-->", re.DOTALL)
_CODE = frozenset(("code-block", "code", "sourcecode", "code-cell"))
"""Directives whose argument is the language."""
_TESTS = frozenset(("doctest", "testcode", "testoutput", "testsetup", "testcleanup"))
"""Directives of `sphinx.ext.doctest`."""
_LITERAL = frozenset(
    (
        *("math", "raw", "literalinclude", "parsed-literal", "mermaid", "graphviz"),
        *("image", "figure", "csv-table", "highlight", "ipython", "plot", "include"),
        "toctree",
    )
)
"""Directives whose content is no Markdown."""
_BREAKS = frozenset(("heading_open", "table_open", "hr"))
_TAGS = re.compile(r"\s*:tags:\s*\[?(?P<tags>[^\]\n]*)\]?")
CELL_TAGS = {
    **dict.fromkeys(("skip", "skip-execution", "remove-cell-execution"), "skip"),
    "raises-exception": "expect-error",
    **dict.fromkeys(("nbval-ignore-output", "ignore-output"), "ignore-output"),
    **dict.fromkeys(("nbval-skip", "skip-test"), "skip"),
}
"""Words for tags of cells, those of Jupyter, MyST-NB and nbval."""


def words_of_tags(tags: Sequence[str]) -> str:
    """Return the words that mean the same as the tags of a cell."""
    return " ".join(CELL_TAGS[tag.lower()] for tag in tags if tag.lower() in CELL_TAGS)


def markdown_parts(text: str, parse: Parse) -> Iterator[Part]:
    """Yield the parts of a text in Markdown.

    :param text: text of the file, in which the lines of the header are empty.
    :param parse: returns the tokens of a text.
    """
    return _MarkdownReader(text, parse).parts(text, 0)


class _MarkdownReader:
    def __init__(self, text: str, parse: Parse) -> None:
        self._lines = text.split("\n")
        self._parse = parse

    def parts(self, text: str, offset: int, *, hidden: bool = False) -> Iterator[Part]:
        """Yield the parts of a text.

        :param offset: number of lines of the file before it.
        :param hidden: whether it is in a comment.
        """
        for token in self._parse(text):
            start, end = token.map or (0, 0)
            start, end = start + offset, end + offset
            if token.type in ("fence", "colon_fence"):
                yield from self._fence(token, start, end, hidden=hidden)
            elif token.type == "code_block":
                yield self._snippet("", "", token.content, start, hidden=hidden)
            elif token.type == "html_block":
                yield from self._html(token.content, start)
            elif token.type == "inline":
                yield Prose(lines=end - start)
            elif token.type in _BREAKS:
                yield Prose(lines=1, ends_section=True)

    def _fence(
        self, token: Token, start: int, end: int, *, hidden: bool
    ) -> Iterator[Part]:
        """Yield a fence, or what is in it if it is a directive around text."""
        info = token.info.strip()
        match = _DIRECTIVE.fullmatch(info)
        name = match["name"].lower() if match else ""
        if token.meta.get("code"):  # of a shortcode
            yield self._snippet(info, "", token.content, start + 1, hidden=hidden)
        elif match and name in _CODE | _TESTS:
            words = match["rest"].split(maxsplit=1)
            language = words[0] if words and name not in _TESTS else name
            language = name if name == "code-cell" else language
            body, skipped, options = _without_options(token.content)
            tags = _TAGS.search(options)
            given = words_of_tags(re.findall(r"[\w-]+", tags["tags"] if tags else ""))
            first = start + 1 + skipped
            yield self._snippet(language, given, body, first, hidden=hidden)
        elif match and name == "eval-rst":
            from sphinx_blogtheme.examples.rst_code import rst_parts

            yield from rst_parts("\n" * (start + 1) + token.content)
        elif token.type == "colon_fence" or (match and not language_in_braces(info)):
            if name not in _LITERAL:
                yield from self.parts(token.content, start + 1, hidden=hidden)
            yield Prose(lines=1)
        else:
            found = language_in_braces(info) if info.startswith("{") else None
            language, given = found or language_and_options(info)
            # As it is written: several names of languages are shown as plain text.
            language = name.lstrip(".=") if found and match else language
            yield self._snippet(
                language, given, token.content, start + 1, hidden=hidden
            )

    def _snippet(
        self, language: str, words: str, text: str, start: int, *, hidden: bool
    ) -> Snippet:
        """Return a snippet.

        :param start: 0-based line in which its text begins.
        """
        count = text.count("\n") + (not text.endswith("\n") and text != "")
        return Snippet(
            language=language.lower(),
            text=text,
            line=start + 1,
            end=start + 1 + count,
            words=words,
            prefix=self._prefix(text, start, start + count),
            hidden=hidden,
        )

    def _prefix(self, text: str, start: int, end: int) -> str:
        """Return what stands before the lines of a text in the file."""
        found = prefix_of(text.split("\n"), self._lines[start:end])
        if found is not None:
            return found
        last = self._lines[min(end, len(self._lines) - 1)]
        closed = re.match(r"(?P<prefix>.*?)(?:`{3,}|~{3,}|:{3,})\s*$", last)
        return closed["prefix"] if closed else ""

    def _html(self, html: str, start: int) -> Iterator[Part]:
        """Yield the remarks and the hidden code in the comments of HTML."""
        rest = html
        for match in _COMMENT.finditer(html):
            inside = match["inside"]
            line = start + html.count("\n", 0, match.start("inside"))
            rest = rest.replace(match[0], "")
            if "```" in inside or "~~~" in inside:
                first, mark, below = inside.partition("\n")
                if remark := REMARK.fullmatch(first):
                    yield Remark(words=remark["words"], line=line + 1)
                if mark:
                    parts = self.parts(below, line + 1, hidden=True)
                    yield from (part for part in parts if isinstance(part, Snippet))
            elif remark := REMARK.fullmatch(inside):
                yield Remark(words=remark["words"], line=line + 1)
        if rest.strip():
            yield Prose(lines=rest.strip().count("\n") + 1)


def _without_options(content: str) -> tuple[str, int, str]:
    """Return the content of a directive, and the options above it.

    :return: the content, the number of lines before it, and the options.
    """
    lines = content.split("\n")
    count = 0
    if lines[0].strip() == "---":
        closing = (n for n, line in enumerate(lines[1:], 1) if line.strip() == "---")
        count = next(closing, -1) + 1
    else:
        while count < len(lines) and re.match(r"\s*:[\w-]+:", lines[count]):
            count += 1
    options = "\n".join(lines[:count])
    while count < len(lines) - 1 and count and not lines[count].strip():
        count += 1
    return "\n".join(lines[count:]), count, options
