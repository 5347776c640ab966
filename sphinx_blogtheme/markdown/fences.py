"""Render fenced code: nothing between fences is ever left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from myst_parser.mdit_to_docutils.base import token_line

from sphinx_blogtheme.markdown.code_captions import (
    add_caption,
    code_blocks,
    title_node,
)
from sphinx_blogtheme.markdown.code_info import (
    language_and_options,
    language_in_braces,
)
from sphinx_blogtheme.markdown.emphasis import EmphasisRenderer

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

    from sphinx_blogtheme.markdown.shortcodes.elements import Code

_OPTIONS = {
    ".numberLines": "linenos",
    ".number-lines": "linenos",
    "startFrom=": "linenostart=",
}
"""Pandoc's options for lines, and what Hugo calls them."""
_PANDOC = re.compile("|".join(map(re.escape, _OPTIONS)))
_LINES = re.compile(r"\{([\d,\s-]+)\}")
"""Emphasised lines, as Gatsby has them."""


class FenceRenderer(EmphasisRenderer):
    """MyST's renderer, for which a fence that is no directive is code."""

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Render code; GitHub's fence ``math`` is a formula."""
        info = token.info.strip()
        if info.lower() == "math":
            self.render_math_block(token)
            return
        before = len(self.current_node)
        code: Code | None = token.meta.get("code")
        if code is None and not info.isalnum() and info:
            code = self._code_of(token, info)
        super().render_fence(token)
        if code is None:
            return
        for node in code_blocks(self.current_node[before:]):
            _emphasise(node, code, token.content.count("\n"))
            if code.title or code.caption:
                self._caption(node, code, token_line(token, 0))

    def _caption(self, node: nodes.literal_block, code: Code, line: int) -> None:
        caption = nodes.caption()
        add_caption(node, caption)
        if code.title:
            caption += title_node(code.title)
        if code.title and code.caption:
            caption += nodes.Text(": ")
        if code.caption:
            with self.current_node_context(caption):
                self.nested_render_text(code.caption, line - 1, inline=True)

    def _code_of(self, token: SyntaxTreeNode, info: str) -> Code | None:
        """Return the options of code, and make its language that of the token."""
        first = info.split(maxsplit=1)[0]
        if info[0] == "{":
            if first[-1] == "}" and self._is_directive(first[1:-1]):
                return None
            found = language_in_braces(info)
            if found is None:
                return None
        else:
            found = language_and_options(info)
        language, options = found
        # Imported here, since most posts have no such code.
        from sphinx_blogtheme.markdown.shortcodes.catalogue import code_of

        token._attribute_token().info = language  # noqa: SLF001
        options = _PANDOC.sub(lambda match: _OPTIONS[match[0]], options)
        lines = _LINES.search(options)
        if lines:
            options = options[: lines.start()] + options[lines.end() :]
        return code_of(language, options.strip(" ,{}"), lines[1] if lines else "")

    def _is_directive(self, name: str) -> bool:
        if name == "eval-rst":
            return True
        found, _ = directives.directive(name, self.language_module_rst, self.document)
        return found is not None

    def render_directive(
        self, token: SyntaxTreeNode, name: str, arguments: str, **kwargs: Any
    ) -> None:
        """Render a directive; of an unknown one, of which MyST warns, the content.

        A ``:::`` block with only classes, as in Pandoc, is a division.
        """
        if self._is_directive(name):
            super().render_directive(token, name, arguments, **kwargs)
            return
        is_text = token.type == "colon_fence"
        node = nodes.container(classes=re.findall(r"\.([\w-]+)", name))
        if not (is_text and name[:1] in ".#"):
            super().render_directive(token, name, arguments, **kwargs)
        text = token.content.rstrip("\n")
        if not text.strip():
            return
        if is_text:
            with self.current_node_context(node, append=True):
                self.nested_render_text(text, token_line(token, 0))
            return
        code = nodes.literal_block(text, text, language="text")
        code.source, code.line = self.document["source"], token_line(token, 0)
        self.current_node.append(code)


def _emphasise(node: nodes.literal_block, code: Code, count: int) -> None:
    """Give code its emphasised lines and line numbers.

    :param count: number of its lines.
    """
    arguments: dict[str, Any] = dict(node.get("highlight_args", {}))
    if lines := [n for n in code.emphasised if 0 < n <= count]:
        arguments["hl_lines"] = lines
    if code.start is not None:
        node["linenos"] = True
        arguments["linenostart"] = code.start
    if arguments:
        node["highlight_args"] = arguments
