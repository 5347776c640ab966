"""Take out of a doctree what a document that may be prose only must not have.

What the parsers and directives have made is checked here once more, node by node, so
that it doesn't matter by which of many ways a URL or HTML came into the document.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinx_blogtheme.markdown.trust.file_targets import replace_image
from sphinx_blogtheme.markdown.trust.header_options import is_harmless_meta
from sphinx_blogtheme.markdown.trust.levels import is_prose
from sphinx_blogtheme.model.urls import (
    HARMFUL_SCHEMES,
    HARMLESS_SCHEMES,
    is_harmless,
    scheme_of,
)
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from myst_parser.config.main import MdParserConfig
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_NO_TARGET = "its text is kept, without the link"

_COMMENT = re.compile(r"<!--(?!-?>)(?P<inside>(?:(?!--).)*)-->", re.DOTALL)
_PLAIN_COMMENT = re.compile(r"[\w\s.,:;/#=-]*")
_OURS = re.compile(
    r"</?s>"
    r'|<input class="task-list-item-checkbox" (?:aria-label="\w+ task" )?'
    r'(?:checked="checked" )?(?:disabled="disabled" )?type="checkbox"(?: />|>)'
)
"""HTML that the renderer writes for Markdown: struck-through text, boxes of tasks."""

_TEX = re.compile(
    r"\\(?:href|url|html\w*|style|class|cssId|data|include\w*|input|require|csname"
    r"|unicode|action|toggle|tooltip|texttip|mathchoice|catcode|write|special)(?![a-zA-Z])"
)
"""Commands with which TeX makes links, HTML or styles, or reads files."""

_URLS = re.compile(
    r"(?:.*_)?(?:ref)?(?:ur[il]s?|href|src|link|target|poster|action)", re.IGNORECASE
)
HTML_SYNTAX = frozenset(["html_block", "html_inline"])
"""The rules of the parser that recognise HTML."""
_EXTENSIONS = frozenset(["substitution", "html_image", "html_admonition"])
"""Extensions of MyST that prose doesn't have."""


def prose_config(config: MdParserConfig) -> MdParserConfig:
    """Return MyST's options for prose: without those that need raw HTML or Jinja.

    HTML is recognised, so that comments in it work; the renderer shows it as text.
    """
    return config.copy(
        disable_syntax=[one for one in config.disable_syntax if one not in HTML_SYNTAX],
        enable_extensions=config.enable_extensions - _EXTENSIONS,
        all_links_external=False,
    )


def without_markup(html: str) -> tuple[str, str]:
    """Return the comments of a piece of HTML that may stay, and all other text in it.

    A comment may stay if it can't be taken for anything else, as ``<!--more-->``.
    Other comments are left out, since nobody sees them.
    """
    kept = [
        match[0]
        for match in _COMMENT.finditer(html)
        if _PLAIN_COMMENT.fullmatch(match["inside"])
    ]
    return "".join(kept), _COMMENT.sub("", html).strip("\n")


class PlainProse(SphinxTransform):
    """Removes raw HTML and harmful URLs from documents that may be prose only."""

    # After docutils has resolved references, and before Sphinx collects anything.
    default_priority = 890

    def apply(self, **kwargs: Any) -> None:
        """Change the document, if it may be prose only."""
        del kwargs
        if is_prose(self.env):
            for node in list(self.document.findall(nodes.Element)):
                self._check(node)

    def _check(self, node: nodes.Element) -> None:
        match node:
            case nodes.raw():
                self._check_raw(node)
            case nodes.meta():
                self._check_meta(node)
            case addnodes.toctree():
                for key in ("entries", "rawentries"):
                    node[key] = list(self._harmless_entries(node, key))
            case nodes.math() | nodes.math_block():
                self._check_formula(node)
            case nodes.image():
                if not is_harmless(node["uri"]):
                    self._refuse(
                        node, "image", node["uri"], "its text is shown instead"
                    )
                    replace_image(node)
            case _:
                self._check_urls(node)

    def _check_urls(self, node: nodes.Element) -> None:
        for key, value in list(node.attributes.items()):
            if not (isinstance(value, str) and _URLS.fullmatch(key)):
                continue
            if isinstance(node, addnodes.pending_xref):
                if scheme_of(value) not in HARMFUL_SCHEMES:  # a label, such as sec:a
                    continue
            elif is_harmless(value, self._schemes):
                continue
            if isinstance(node, nodes.target):  # the reference to it is reported
                del node[key]
                continue
            self._refuse(node, "link", value, _NO_TARGET)
            if isinstance(node, (nodes.reference, addnodes.pending_xref)):
                _replace(node, node.children)
                return
            del node[key]

    @cached_property
    def _schemes(self) -> frozenset[str]:
        return _schemes(self.env)

    def _check_raw(self, node: nodes.raw) -> None:
        html = node.astext()
        if "html" not in node.get("format", "").split():
            return
        kept, rest = without_markup(html)
        if not rest.strip():
            node.children = [nodes.Text(kept)]
        elif not _OURS.fullmatch(rest.strip()):
            self._refuse(node, "HTML", html, "it is left out")
            node.parent.remove(node)

    def _check_meta(self, node: nodes.meta) -> None:
        given = {
            key: value
            for key, value in node.attributes.items()
            if isinstance(value, str) and value
        }
        if not is_harmless_meta(given):
            name = next(iter(given.values()), "")
            self._refuse(node, "meta", name, "it is left out")
            node.parent.remove(node)

    def _check_formula(self, node: nodes.math | nodes.math_block) -> None:
        if found := _TEX.search(node.astext()):
            self._refuse(node, "formula", found[0], "its TeX is shown as code")
            kind = (
                nodes.literal if isinstance(node, nodes.math) else nodes.literal_block
            )
            node.replace_self(kind("", node.astext()))

    def _harmless_entries(self, node: nodes.Element, key: str) -> Iterator[Any]:
        entries: list[Any] = list(node.get(key, ()))
        for entry in entries:
            target: Any = entry[1] if isinstance(entry, tuple) else entry
            if is_harmless(target):
                yield entry
            elif key == "entries":
                self._refuse(node, "entry of a toctree", target, "it is left out")

    def _refuse(self, node: nodes.Node, what: str, value: str, outcome: str) -> None:
        warn(WarningKind.TRUST, _refused(what, value, outcome), location=node)


def prose_refusal(env: BuildEnvironment, url: str) -> str:
    """Return why the document that is written may not link to a URL, or "".

    It is for links that were references when the document was read.
    """
    if not is_prose(env, env.current_document.docname) or is_harmless(
        url, _schemes(env)
    ):
        return ""
    return _refused("link", url, _NO_TARGET)


def _schemes(env: Any) -> frozenset[str]:
    """Return the schemes of links: the harmless ones, and the owner's."""
    own = frozenset(env.myst_config.url_schemes)
    return HARMLESS_SCHEMES | own - HARMFUL_SCHEMES


def _refused(what: str, value: str, outcome: str) -> str:
    return (
        f"{what} {value[:80]!r}: expected one for prose, since blog_trust is 'prose'"
        f" here; {outcome}."
    )


def _replace(node: nodes.Element, parts: list[nodes.Node]) -> None:
    """Put nodes in the place of one, in a paragraph if they need one."""
    if node.parent is None:
        return
    inline = isinstance(node.parent, nodes.TextElement)
    block = all(not isinstance(part, (nodes.Text, nodes.Inline)) for part in parts)
    if not inline and not (block and parts):
        parts = [nodes.paragraph("", "", *parts)]
    node.parent.replace(node, parts)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(PlainProse)
