"""End comments and elements of raw HTML that would hide all that follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_blogtheme.markdown.html_elements import RAW_TEXT
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

_OPEN_TAG = re.compile(r"<(?=/?[a-zA-Z])")
_SUSPECT = re.compile(rf"<(?:[!?]|(?:{'|'.join(sorted(RAW_TEXT))})\b)", re.IGNORECASE)


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
