"""Diagrams of Mermaid: a fence as GitHub has it, and the directive ``mermaid``.

The text of a diagram is code until pages are written: `features.diagrams` then decides
what is shown. With sphinxcontrib-mermaid, the directive is that extension's.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import yaml
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_blogtheme.discovery.lookups import look_up
from sphinx_blogtheme.markdown.fences import FenceRenderer
from sphinx_blogtheme.markdown.trust.levels import is_prose

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

MERMAID = "mermaid"

MERMAID_EXTENSION = "sphinxcontrib.mermaid"

_FENCE = re.compile(r"(?is)(?:mermaid|\{\s*\.mermaid\b.*\})(?:[\s,{].*)?")
"""The first line of a fence: ``mermaid``, or ``{.mermaid}`` as Pandoc has it."""
_ALT = re.compile(r"""(?<![\w-])alt\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NAMED = re.compile(r"^[ \t]*accTitle[ \t]*:[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
_DESCRIBED = re.compile(
    r"^[ \t]*accDescr[ \t]*(?::[ \t]*(\S.*?)[ \t]*$|\{([^}]*)\})", re.MULTILINE
)

_HAS_DIAGRAM = "blog_has_diagram"
"""Name of the environment's temporary data that says that a document has one."""


class mermaid_diagram(nodes.literal_block):  # noqa: N801 -- as docutils names nodes
    """The text of a diagram of Mermaid, which is code for all that knows no better.

    It has the attributes of code, and ``diagram_alt``: what its author says of it.
    """


def alternative_text(code: str, given: str = "") -> str:
    r"""Return what stands for a diagram where it cannot be seen.

    It is what its author says, there or within it (``accTitle``, ``accDescr``). Of a
    diagram of which nothing is said it is the text: that has all that is in the picture.

    >>> alternative_text("pie\n accTitle: Ink\n accDescr: Mostly black")
    'Ink. Mostly black'
    """
    if given:
        return given
    said = [found[1] for found in _NAMED.finditer(code)]
    said += [found[1] or found[2] for found in _DESCRIBED.finditer(code)]
    texts = [" ".join(text.split()).rstrip(".") for text in said]
    return ". ".join(filter(None, texts)) or " ".join(code.split())


def has_diagram(env: BuildEnvironment) -> bool:
    """Return whether the document that is read has a diagram of ours."""
    return bool(env.temp_data.get(_HAS_DIAGRAM))


def add_diagram(env: BuildEnvironment, block: nodes.literal_block, alt: str) -> None:
    """Put a diagram in the place of code, in the document that is read."""
    made = mermaid_diagram(block.rawsource, block.astext(), **block.attributes)
    made.source, made.line, made["diagram_alt"] = block.source, block.line, alt
    block.parent.replace(block, made)
    env.temp_data[_HAS_DIAGRAM] = True


def as_code(diagram: mermaid_diagram) -> nodes.literal_block:
    """Return the code of a diagram."""
    block = nodes.literal_block(
        diagram.rawsource, diagram.astext(), **diagram.attributes
    )
    del block["diagram_alt"]
    # For scripts of the site's own, by which they find code in this language.
    block["classes"] = [*block["classes"], f"highlight-{MERMAID}"]
    block.source, block.line = diagram.source, diagram.line
    return block


def find_in_notebook(env: BuildEnvironment, document: nodes.document) -> None:
    """Make diagrams of the fences in a notebook, whose renderer is another's."""
    for block in list(document.findall(nodes.literal_block)):
        if block.get("language") == MERMAID:
            block["language"] = "text"
            if _may_draw(env):
                add_diagram(env, block, "")


def _may_draw(env: BuildEnvironment) -> bool:
    """Return whether a program may run on what the document's author has written."""
    return not is_prose(env) or MERMAID in env.config.blog_prose_markup


class DiagramRenderer(FenceRenderer):
    """A renderer for which the fence ``mermaid`` is a diagram."""

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Render code, or a diagram."""
        info = token.info.strip()
        if not _FENCE.fullmatch(info):
            super().render_fence(token)
            return
        alt = _ALT.search(info)
        given = str(token.attrs.get("alt") or (alt and (alt[1] or alt[2])) or "")
        before = len(self.current_node)
        super().render_fence(token)
        for node in self.current_node[before:]:
            for block in list(node.findall(nodes.literal_block)):
                if not isinstance(block, mermaid_diagram):
                    block["language"] = "text"  # Pygments knows no other name
                    if _may_draw(self.sphinx_env):
                        add_diagram(self.sphinx_env, block, given)


def _alignment(argument: str) -> str:
    return directives.choice(argument, ("left", "center", "right"))


class MermaidDirective(SphinxDirective):
    """Shows a diagram: its text, or the file that has it."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = {
        "alt": directives.unchanged,
        "align": _alignment,
        "caption": directives.unchanged,
        "name": directives.unchanged,
        "title": directives.unchanged,
        "config": json.loads,
    }

    def run(self) -> list[nodes.Node]:
        """Return the diagram, in a figure if it has a caption."""
        text, fault = self._text()
        if fault:
            return [self.state.document.reporter.warning(fault, line=self.lineno)]
        head = {
            key: self.options[key] for key in ("title", "config") if key in self.options
        }
        if head:
            text = f"---\n{yaml.safe_dump(head)}---\n{text}"
        block = nodes.literal_block(text, text, language="text")
        self.set_source_info(block)
        caption = self.options.get("caption")
        around: nodes.Element = nodes.figure() if caption else nodes.container()
        around += block
        add_diagram(self.env, block, self.options.get("alt", ""))
        shown: nodes.Element = next(around.findall(mermaid_diagram))
        if caption:
            parsed, messages = self.parse_inline(caption)
            around += nodes.caption(caption, "", *parsed)
            around += messages
            shown = around
        if "align" in self.options:
            shown["align"] = self.options["align"]
        self.add_name(shown)
        return [shown]

    def _text(self) -> tuple[str, str]:
        """Return the text of the diagram, and what is wrong."""
        text = "\n".join(self.content)
        if not self.arguments:
            return text, "" if text.strip() else "the diagram has no text."
        if text.strip():
            return "", "expected a text or a file, and got both."
        relative, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        try:
            look_up(self.env, path)
            return Path(path).read_text(encoding="utf-8"), ""
        except (OSError, ValueError) as error:
            return "", f"the file {self.arguments[0]!r} cannot be read: {error}"


def setup(app: Sphinx) -> None:
    """Register the directive, unless the site lists an extension that has it."""
    if MERMAID_EXTENSION not in (*app.extensions, *app.config.extensions):
        app.add_directive(MERMAID, MermaidDirective)
