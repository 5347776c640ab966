"""End comments and scripts of raw HTML that would hide all that follows.

In CommonMark a block that begins with ``<!--`` or ``<script>`` and is never ended goes
on to the end of the document. Here it is no block then, so that the text is read as
Markdown and shown; the author is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_blogtheme.markdown.html_elements import RAW_TEXT
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from sphinx.application import Sphinx

    Rule = Callable[[StateBlock, int, int, bool], bool]

UNCLOSED = "blog_unclosed"
"""Key of the parser's environment: lines at which an unclosed block begins."""

_OPENING = re.compile(
    r"<(?:(?P<comment>!--)|(?P<name>script|style|textarea)(?=[\s>])|(?P<other>\?|!\[CDATA\[))",
    re.IGNORECASE,
)
_OPEN_TAG = re.compile(r"<(?=/?[a-zA-Z])")
_SUSPECT = re.compile(rf"<(?:[!?]|(?:{'|'.join(sorted(RAW_TEXT))})\b)", re.IGNORECASE)


def _ended(state: StateBlock, line: int, end_line: int) -> str | None:
    """Return what is missing at the end of the HTML that begins at a line, or None."""
    start = state.bMarks[line] + state.tShift[line]
    opening = _OPENING.match(state.src, start)
    if not opening:
        return None
    if opening["comment"]:
        end = "-->"
    elif opening["name"]:
        end = f"</{opening['name'].lower()}>"
    else:
        end = "?>" if opening["other"] == "?" else "]]>"
    last = start
    for number in range(line, end_line):
        if state.sCount[number] < state.blkIndent and not state.isEmpty(number):
            break
        last = state.eMarks[number]
    return None if end in state.src[start:last].lower() else end


def use_closed_html(md: MarkdownIt) -> None:
    """Let HTML blocks that are never ended be text."""
    rules = {rule.name: rule for rule in md.block.ruler.__rules__}
    html: Rule = rules["html_block"].fn

    def html_block(
        state: StateBlock, start_line: int, end_line: int, silent: bool
    ) -> bool:
        # Of a block that ends this list or quote, the end is looked for outside of it.
        outside = silent and state.sCount[start_line] < state.blkIndent
        if not outside and (end := _ended(state, start_line, end_line)) is not None:
            if not end.startswith("</"):  # `CloseRawHtml` finds the others
                unclosed = state.env.setdefault(UNCLOSED, {})
                unclosed.setdefault(start_line + 1, end)
            return False
        return html(state, start_line, end_line, silent)

    md.block.ruler.at("html_block", html_block, {"alt": rules["html_block"].alt})


def report_unclosed(unclosed: dict[int, str], document: nodes.document) -> None:
    """Warn of each block that was never ended."""
    for line, end in unclosed.items():
        warn(
            WarningKind.SOURCE,
            f"HTML that has no end: expected {end!r}; assumed that it is text.",
            location=f"{document['source']}:{line}",
        )


class CloseRawHtml(SphinxTransform):
    """Ends the comments and elements of text that no raw HTML of a document ends."""

    default_priority = 860

    def apply(self, **kwargs: Any) -> None:
        """Change the document."""
        del kwargs
        raws = [
            raw
            for raw in self.document.findall(nodes.raw)
            if "html" in raw.get("format", "").split()
        ]
        for number, raw in enumerate(raws):
            html = raw.astext()
            closed = _without_open_tags(html)
            if closed != html:
                warn(
                    WarningKind.SOURCE,
                    "HTML with a tag that has no end: expected '>'; assumed that it is"
                    " text.",
                    location=raw,
                )
            end = _missing_end(closed)
            later = raws[number + 1 :]
            if end.startswith("</") and any(end[:-1] in text for text in _lower(later)):
                end = ""
            if end:
                warn(
                    WarningKind.SOURCE,
                    f"HTML that has no end: expected {end!r}; assumed that it ends"
                    " here.",
                    location=raw,
                )
            if closed + end != html:
                raw.children = [nodes.Text(closed + end)]
                raw.rawsource = closed + end


def _missing_end(html: str) -> str:
    """Return what ends the comment or the text that is open at the end of HTML."""
    if not _SUSPECT.search(html):
        return ""
    # Imported here and below, since a build of which nothing changed needs it not.
    from sphinx_blogtheme.markdown.html_nesting import Nesting

    nesting, end = Nesting(), ""
    for tag, _ in nesting.tags(html):
        if not tag["name"]:
            end = "-->" if tag["comment"] is not None else ">"
    if not end and nesting.open and nesting.open[-1] in RAW_TEXT:
        end = f"</{nesting.open[-1]}>"
    return end


def _without_open_tags(html: str) -> str:
    """Return HTML with ``<`` as text where it begins a tag that is never ended.

    A browser would take all up to the next ``>`` for attributes.
    """
    if html.count("<") == html.count(">"):
        return html
    from sphinx_blogtheme.markdown.html import MARKUP

    done, position = [], 0
    while tag := MARKUP.search(html, position):
        done += [_OPEN_TAG.sub("&lt;", html[position : tag.start()]), tag[0]]
        position = tag.end()
        name = (tag["name"] or "").lower()
        if name in RAW_TEXT and not tag["close"]:
            end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(
                html, position
            )
            stop = end.start() if end else len(html)
            done.append(html[position:stop])
            position = stop
    return "".join([*done, _OPEN_TAG.sub("&lt;", html[position:])])


def _lower(raws: Iterable[nodes.raw]) -> Iterable[str]:
    return (raw.astext().lower() for raw in raws)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(CloseRawHtml)
