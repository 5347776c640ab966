"""Notes on lines of code: the list below a block whose comments number its items.

As Material for MkDocs has them
(https://squidfunk.github.io/mkdocs-material/reference/code-blocks/#adding-annotations):
a comment that ends in ``(1)`` stands for the first item. Only the HTML has links there;
its text is the code as it was typed, character for character.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.highlighting import lexer_classes, lexers
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_blogtheme.markdown.code_captions import code_blocks
from sphinx_blogtheme.markdown.code_info import lexer_of_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    Comments = Callable[[str], Sequence[tuple[int, int]]]
    """Returns where the comments in code begin and end."""

MARK_CLASS = "bt-code-mark"
NOTES_CLASS = "bt-code-notes"
NOTE_CLASS = "bt-code-note"

_MARKS = re.compile(
    r"(?P<marks>\(\d{1,2}\)!?(?:[ \t]*\(\d{1,2}\)!?)*)"
    r"[ \t]*(?:(?:\*/\}?|-->|\*\)|-\}|#>|%>)[ \t]*)?$",
    re.MULTILINE,
)
"""The numbers at the end of a line, before what may end a comment."""
_NUMBER = re.compile(r"\((?P<number>\d+)\)")
_WORD = re.compile(r"\w")
_BODY = re.compile(r".*<pre[^>]*>(?:<span></span>)?(?P<code>.*)(?=</pre>)", re.DOTALL)
"""Highlighted code, up to the end of its last ``pre``: before it are line numbers."""
_QUOTES = {"&#x27;": "(?:'|&#39;)", "&quot;": '(?:"|&quot;)'}
"""Patterns of what stands for quotation marks in HTML."""


class Mark(NamedTuple):
    """Numbers of notes at the end of a line."""

    line: int
    """From 0."""
    text: str
    """The numbers, ``(1)!``; with all of the comment if it has no words besides."""

    @property
    def numbers(self) -> list[int]:
        """The numbers, in their order."""
        return [int(match["number"]) for match in _NUMBER.finditer(self.text)]


class annotated_code(nodes.literal_block):  # noqa: N801 -- as docutils names nodes
    """Code with notes: ``marks`` are its marks, ``names_of_notes`` the ids of all notes."""


def read_marks(code: str, count: int, comments: Comments) -> list[Mark]:
    """Return the marks in code; none unless each number is there once.

    :param count: how many notes there are.
    """
    places = comments(code)
    marks = [
        Mark(code.count("\n", 0, match.start()), _text(code, match, comment))
        for match in _MARKS.finditer(code)
        for comment in places
        if comment[0] < match.start() < comment[1]
    ]
    numbers = sorted(number for mark in marks for number in mark.numbers)
    return marks if numbers == [*range(1, count + 1)] else []


def _text(code: str, match: re.Match[str], comment: tuple[int, int]) -> str:
    """Return the text of a mark."""
    begin, end = comment
    whole = code[begin:end].rstrip()
    has_more = _WORD.search(code[begin : match.start()]) or "\n" in whole
    return match["marks"] if has_more else whole


def comment_finder(lexer: Any) -> Comments:
    """Return a function that finds comments with a lexer of Pygments."""
    from pygments.token import Comment

    def found(code: str) -> list[tuple[int, int]]:
        places: list[tuple[int, int]] = []
        # Some lexers know a comment by the end of its line.
        for start, kind, text in lexer.get_tokens_unprocessed(f"{code}\n"):
            if kind in Comment and kind not in Comment.Preproc:
                begin, end = start, start + len(text)
                if places and places[-1][1] == start and code[start - 1] != "\n":
                    begin = places.pop()[0]  # the lexer has split the comment
                places.append((begin, end))
        return places

    return found


def mark_lines(
    html: str, marks: Sequence[Mark], names: Sequence[str], code: str
) -> str:
    """Return highlighted code in which the numbers of notes are links.

    :param names: the ids of the notes, in their order.
    :param code: the text that was highlighted.
    """
    body = _BODY.match(html)
    if body is None:
        return html
    lines = body["code"].split("\n")
    # Most lexers leave the empty lines out with which code begins.
    bare = code.strip("\n")
    skipped = code.index(bare) if len(lines) <= bare.count("\n") + 2 else 0
    for mark in marks:
        place = mark.line - skipped
        lines[place] = _with_links(lines[place], mark.text, names)
    start, end = body.span("code")
    return html[:start] + "\n".join(lines) + html[end:]


def _with_links(line: str, text: str, names: Sequence[str]) -> str:
    """Return the HTML of a line whose last ``text`` is a mark with links."""
    pattern = re.escape(escape(text))
    for entity, either in _QUOTES.items():
        pattern = pattern.replace(re.escape(entity), either)
    found = [*re.finditer(pattern, line)]
    if not found:  # the lexer has parted the comment
        found = [*re.finditer(r"\(\d{1,2}\)!?", line)]
    if not found:
        return line
    start, end = found[-1].span()
    pieces, position = [f'<span class="{MARK_CLASS}">'], 0
    for match in _NUMBER.finditer(found[-1][0]):
        number = match["number"]
        pieces += _hidden(found[-1][0][position : match.start()])
        pieces.append(
            f'<a href="#{names[int(number) - 1]}" role="doc-noteref">'
            f"<span>(</span>{number}<span>)</span></a>"
        )
        position = match.end()
    pieces += [*_hidden(found[-1][0][position:]), "</span>"]
    return line[:start] + "".join(pieces) + line[end:]


def _hidden(text: str) -> list[str]:
    """Return a part of a comment that a style sheet hides."""
    return [f"<span>{text}</span>"] if text else []


class AnnotateCode(SphinxPostTransform):
    """Connects blocks of code with the lists below them."""

    # After the transform of Sphinx (400) that tells blocks their languages.
    default_priority = 450
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change one document."""
        del kwargs
        for notes in list(self.document.findall(nodes.enumerated_list)):
            if code := _code_above(notes):
                self._annotate(code, notes)

    def _annotate(
        self, code: nodes.literal_block, notes: nodes.enumerated_list
    ) -> None:
        text = code.rawsource
        if not _MARKS.search(text):
            return
        lexer = self._lexer(code)
        if lexer is None:
            return
        marks = read_marks(text, len(notes), comment_finder(lexer))
        if not marks:
            return
        names = self._names(len(notes))
        annotated = annotated_code(
            text, text, **code.attributes, marks=marks, names_of_notes=names
        )
        annotated.source, annotated.line = code.source, code.line
        code.replace_self(annotated)
        notes["classes"].append(NOTES_CLASS)
        for child, name in zip(notes.children, names, strict=True):
            item = cast("nodes.Element", child)
            # The number stays in the list when the note opens elsewhere.
            note = nodes.container(ids=[name], classes=[NOTE_CLASS])
            self.document.ids[name] = note
            note += item.children
            item.children = []
            item += note

    def _lexer(self, code: nodes.literal_block) -> Any:
        """Return the lexer of code; None if no comment of its language is known."""
        name = code.get("language", "default")
        known = name in lexers or name in lexer_classes or name == "default"
        if not known and not lexer_of_language(name):
            return None
        builder: Any = self.env._app.builder  # noqa: SLF001
        opts = self.config.highlight_options.get(name, {})
        return builder.highlighter.get_lexer(code.rawsource, name, opts, force=True)

    def _names(self, count: int) -> list[str]:
        """Return new ids for the notes of a block."""
        taken = self.document.ids
        blocks: Iterator[list[str]] = (
            [f"code-note-{block}-{n}" for n in range(1, count + 1)]
            for block in range(1, len(taken) + 2)
        )
        return next(names for names in blocks if taken.keys().isdisjoint(names))


def _code_above(notes: nodes.enumerated_list) -> nodes.literal_block | None:
    """Return the block of code that stands directly above a list from 1 to n."""
    place = notes.parent.index(notes)
    if place == 0 or notes.get("start", 1) != 1 or notes.get("enumtype") != "arabic":
        return None
    code = next(code_blocks([notes.parent[place - 1]]), None)
    return code if code and code.rawsource == code.astext() else None


def visit_annotated_code(self: HTML5Translator, node: annotated_code) -> None:
    """Write highlighted code with its marks."""
    start = len(self.body)
    try:
        self.visit_literal_block(node)
    finally:
        html = "".join(self.body[start:])
        marks, names = node["marks"], node["names_of_notes"]
        self.body[start:] = [mark_lines(html, marks, names, node.rawsource)]


def setup(app: Sphinx) -> None:
    """Register the node and the transform."""
    app.add_node(annotated_code, html=(visit_annotated_code, None))
    app.add_post_transform(AnnotateCode)
