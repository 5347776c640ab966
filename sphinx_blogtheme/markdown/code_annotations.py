"""Notes on lines of code: the list below a block whose comments number its items.

As Material for MkDocs has them
(https://squidfunk.github.io/mkdocs-material/reference/code-blocks/#adding-annotations):
a comment that ends in ``(1)`` stands for the first item. Only the HTML is changed: the
number becomes a link at the end of its line, which no copy of the code has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

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
    r"(?P<marks>(?:\(\d{1,2}\)!?[ \t]*)+)(?P<close>(?:\*/|-->|\*\)|-\}|#>|%>)?)[ \t]*$",
    re.MULTILINE,
)
"""The numbers at the end of a line, before what may end a comment."""
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\w")
_BODY = re.compile(r".*<pre[^>]*>(?:<span></span>)?(?P<code>.*)(?=</pre>)", re.DOTALL)
"""Highlighted code, up to the end of its last ``pre``: before it are line numbers."""


class annotated_code(nodes.literal_block):  # noqa: N801 -- as docutils names nodes
    """Code without its numbers: ``marks`` has pairs of a line, from 0, and an id."""


def read_marks(code: str, count: int, comments: Comments) -> tuple[str, dict[int, int]]:
    """Return code without the numbers of its notes, and the line of each.

    A comment that has no words besides goes with its number.

    :param count: how many notes there are.
    :return: the line, from 0, of each number; none if a number is missing, there twice
        or not in a comment.
    """
    places = comments(code)
    found = [
        (match, comment)
        for match in _MARKS.finditer(code)
        for comment in places
        if comment[0] < match.start() < comment[1]
    ]
    numbers = [int(n) for match, _ in found for n in _NUMBER.findall(match["marks"])]
    if sorted(numbers) != [*range(1, count + 1)]:
        return code, {}
    lines: dict[int, int] = {}
    pieces, position = [], 0
    for match, (begin, end) in found:
        line = code.count("\n", 0, match.start())
        lines |= dict.fromkeys(map(int, _NUMBER.findall(match["marks"])), line)
        start = match.start()
        stays = _WORD.search(code[begin:start]) or "\n" in code[begin:end].rstrip()
        if stays and match["close"]:
            pieces.append(code[position:start])
            position = match.start("close")
        else:
            pieces.append(code[position : start if stays else begin].rstrip(" \t"))
            position = match.end()
    return "".join([*pieces, code[position:]]), lines


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


def mark_lines(html: str, marks: Sequence[tuple[int, str]], code: str) -> str:
    """Return highlighted code with a link at the end of each line that has a note.

    :param marks: the line, from 0, and the id of each note, in their order.
    :param code: the text that was highlighted.
    """
    body = _BODY.match(html)
    if body is None:
        return html
    lines = body["code"].split("\n")
    # Most lexers leave the empty lines out with which code begins.
    bare = code.strip("\n")
    skipped = code.index(bare) if len(lines) <= bare.count("\n") + 2 else 0
    for number, (line, name) in enumerate(marks, 1):
        lines[line - skipped] += (
            f'<span class="{MARK_CLASS}">  <a href="#{name}" role="doc-noteref">'
            f"<span>(</span>{number}<span>)</span></a></span>"
        )
    start, end = body.span("code")
    return html[:start] + "\n".join(lines) + html[end:]


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
        left, lines = read_marks(text, len(notes), comment_finder(lexer))
        if not lines:
            return
        names = self._names(len(notes))
        marks = [(lines[n], name) for n, name in enumerate(names, 1)]
        annotated = annotated_code(left, left, **code.attributes, marks=marks)
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
        self.body[start:] = [mark_lines(html, node["marks"], node.rawsource)]


def setup(app: Sphinx) -> None:
    """Register the node and the transform."""
    app.add_node(annotated_code, html=(visit_annotated_code, None))
    app.add_post_transform(AnnotateCode)
