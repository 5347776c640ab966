"""Make nodes from the tokens for figures, players and boxes of other engines."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes

from sphinx_blogtheme.markdown.embeds.directive import embed
from sphinx_blogtheme.markdown.embeds.services import find_player
from sphinx_blogtheme.markdown.renderer import SITE_LINK, PostRenderer
from sphinx_blogtheme.markdown.shortcodes.admonitions import div_box
from sphinx_blogtheme.markdown.shortcodes.details import details, details_summary
from sphinx_blogtheme.markdown.shortcodes.detect import BODY_OPTION
from sphinx_blogtheme.markdown.shortcodes.elements import (
    Box,
    Embed,
    Figure,
    Quote,
    Tab,
)
from sphinx_blogtheme.markdown.shortcodes.markup import MarkdownWriter, destination
from sphinx_blogtheme.model.inline_markdown import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.tree import SyntaxTreeNode

    from sphinx_blogtheme.markdown.shortcodes.context import BodyContext


def _attribution(piece: Quote) -> str:
    """Return whose words a quotation has, and where they are from, in Markdown."""
    author, work = piece.author, piece.work
    if piece.link:
        text = f"[{work or author or escape_markdown(piece.link)}]"
        linked = f"{text}({destination(piece.link)})"
        author, work = (author, linked) if work else (linked, "")
    return ", ".join(part for part in (author, work) if part)


class BodyRenderer(PostRenderer):
    """The renderer of posts with constructs of other engines."""

    _boxes: ClassVar[dict[str, type[nodes.Element]]] = {
        "note": nodes.note,
        "tip": nodes.tip,
        "important": nodes.important,
        "warning": nodes.warning,
        "caution": nodes.caution,
        "danger": nodes.danger,
    }

    def nested_render_text(
        self, text: str, lineno: int, *args: Any, **kwargs: Any
    ) -> None:
        """Render the text of a directive, with the post's line numbers."""
        body: BodyContext | None = self.md_options.get(BODY_OPTION)
        if body is None:
            super().nested_render_text(text, lineno, *args, **kwargs)
            return
        before, body.offset = body.offset, lineno
        super().nested_render_text(text, lineno, *args, **kwargs)
        body.offset = before

    def render_blog_piece(self, token: SyntaxTreeNode) -> None:
        """Render a figure or a player."""
        piece = token.meta["piece"]
        line = token.map[0] if token.map else 0
        if isinstance(piece, Figure):
            self._add_figure(piece, line)
        else:
            self._add_embed(piece, line)

    def _add_inline(self, node: nodes.Element, text: str, line: int) -> None:
        node.line, node.source = line, self.document["source"]
        with self.current_node_context(node, append=True):
            self.nested_render_text(text, line - 1, inline=True)

    def _add_figure(self, figure: Figure, line: int) -> None:
        node = nodes.figure(classes=list(figure.classes))
        bare = dataclasses.replace(figure, title="", caption="", credit="")
        self._add_inline(node, MarkdownWriter().image(bare), line)
        for link in list(node.children):
            # Sphinx wants a paragraph around a link that has more than an image.
            if isinstance(link, (nodes.reference, addnodes.pending_xref)) and not (
                ("refuri" in link and "id_link" not in link)
                or link.get("reftype") == SITE_LINK
            ):
                node.replace(link, nodes.paragraph("", "", link))
        for image in node.findall(nodes.image):
            image.line = line
            for name, convert in (
                ("width", directives.length_or_percentage_or_unitless),
                ("height", directives.length_or_unitless),
            ):
                value = getattr(figure, name).strip()
                units = "px|em|rem|%" if name == "width" else "px|em|rem"
                if re.fullmatch(rf"\d{{1,5}}(?:\.\d+)?(?:{units})?", value):
                    image[name] = convert(value)
        credit = figure.credit
        if credit and figure.credit_link:
            credit = MarkdownWriter().link(figure.credit_link, credit)
        title = f"**{escape_markdown(figure.title)}**" if figure.title else ""
        text = " ".join(part for part in (title, figure.caption, credit) if part)
        if text:
            with self.current_node_context(node):
                self._add_inline(nodes.caption(), text, line)

    def _add_embed(self, piece: Embed, line: int) -> None:
        if find_player(piece.url):
            node: nodes.Element = embed(
                "", url=piece.url, title=piece.title, width="", ratio=()
            )
        else:
            text = piece.title or piece.link_text
            node = nodes.paragraph("", "", nodes.reference("", text, refuri=piece.url))
        node.line, node.source = line, self.document["source"]
        self.current_node.append(node)

    def render_blog_box(self, token: SyntaxTreeNode) -> None:
        """Render an admonition, a quotation or the like, with its content."""
        self._add_around(
            token.meta["piece"], token, lambda: self.render_children(token)
        )

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """Render a ``:::`` block: those of Quarto and Docusaurus as admonitions."""
        body: BodyContext | None = self.md_options.get(BODY_OPTION)
        box = div_box(token.info) if body and "callouts" in body.dialects else None
        if box is None:
            super().render_colon_fence(token)
            return
        content, line = token.content, token.map[0] if token.map else 0
        heading = re.match(r"\s*#{1,6} +([^\n]+?)#*\n", content)
        if heading and token.info.strip().startswith("{") and not box.title:
            box = Box(kind=box.kind, title=heading[1].strip(), folded=box.folded)
            lines = heading[0].count("\n")
            content = "\n" * lines + content[heading.end() :]
        self._add_around(box, token, lambda: self.nested_render_text(content, line))

    def _add_around(
        self,
        piece: Box | Quote | Tab,
        token: SyntaxTreeNode,
        render: Callable[[], None],
    ) -> None:
        line = token.map[0] if token.map else 0
        title: nodes.Element | None = None
        node: nodes.Element = nodes.container()
        match piece:
            case Box(folded=folded) if folded is not None:
                classes = ["admonition", piece.kind] if piece.kind else []
                node = details(classes=classes, open=not folded)
                name = piece.title or piece.kind.capitalize() or "Details"
                title = details_summary(
                    classes=["admonition-title"] if piece.kind else []
                )
            case Box(title=None):
                node = self._boxes[piece.kind]()
                name = ""
            case Box(title=""):
                node["classes"] = ["admonition", piece.kind]
                name = ""
            case Box():
                node = nodes.admonition(classes=[piece.kind])
                title, name = nodes.title(), piece.title or ""
            case Tab():
                node = nodes.admonition(classes=["bt-tab"])
                title, name = nodes.title(), piece.title
            case Quote():
                node, name = nodes.block_quote(), ""
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node, append=True):
            if title is not None:
                self._add_inline(title, name, line)
            render()
            if isinstance(piece, Quote) and (said := _attribution(piece)):
                self._add_inline(nodes.attribution(), said, line)
