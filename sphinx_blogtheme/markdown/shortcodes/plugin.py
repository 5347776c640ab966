"""Add the rules for constructs of other engines to a Markdown parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.link_functions import use_link_functions
from sphinx_blogtheme.markdown.shortcodes.admonitions import alerts_rule, material_rule
from sphinx_blogtheme.markdown.shortcodes.attributes import (
    attributes_rule,
    heading_ids_rule,
)
from sphinx_blogtheme.markdown.shortcodes.block_rules import Shortcodes
from sphinx_blogtheme.markdown.shortcodes.inline_rules import Translator, code_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_core import StateCore

    from sphinx_blogtheme.markdown.shortcodes.context import BodyContext

_REFERENCE_END = re.compile(r"[^\n]*")


def _values_rule(body: BodyContext) -> Callable[[StateCore], None]:
    """Return the rule that translates tags in text, HTML and code.

    It runs after the block rules and before the inline rules.
    """

    def rule(state: StateCore) -> None:
        if "callouts" in body.dialects and "[!" in state.src:
            alerts_rule(state)
        if "{#" in state.src or "{:" in state.src or "{ #" in state.src:
            heading_ids_rule(state)
        line = 0
        for token in state.tokens:
            line = token.map[0] if token.map else line
            if body.raw and body.is_raw(line):
                continue
            if token.type == "inline" and not token.meta.get("done"):
                token.content = _translated(body, token.content, line)
            elif token.type == "html_block":
                token.content = _translated(body, token.content, line, html=True)
            elif token.type in ("fence", "code_block"):
                token.content = code_text(body, token.content)

    return rule


def _translated(body: BodyContext, text: str, line: int, *, html: bool = False) -> str:
    if "{" not in text and "@/" not in text and "|" not in text:
        return text
    return Translator(body, text, line, html=html).translate()


def _destinations(body: BodyContext, md: MarkdownIt) -> None:
    """Let the destinations of references be translated: ``[x]: {filename}a.md``."""
    original = md.helpers.parseLinkDestination

    def parse(text: str, start: int, maximum: int) -> object:
        if text.startswith(("{", "|", "@/"), start):
            end = min(maximum, _REFERENCE_END.match(text, start).end())  # type: ignore[union-attr]
            written = text[start:end].rstrip()
            if titled := re.search(r"\s+(?:\"[^\"]*\"|'[^']*')$", written):
                written = written[: titled.start()]
            url = body.url(written) if not written.endswith(")") else None
            if url is not None:
                result = original("x", 0, 1)
                result.pos, result.str = start + len(written), md.normalizeLink(url)
                return result
        return original(text, start, maximum)

    use_link_functions(md, parseLinkDestination=parse)


def use_shortcodes(md: MarkdownIt, body: BodyContext) -> None:
    """Add the rules to the parser of one post."""
    alt: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("table", "blog_shortcode", Shortcodes(body), alt)
    if "callouts" in body.dialects:
        md.block.ruler.before("table", "blog_material", material_rule, alt)
    if "jekyll" in body.dialects:
        md.block.ruler.before("table", "blog_attributes", attributes_rule, alt)
    md.core.ruler.after("block", "blog_values", _values_rule(body))
    _destinations(body, md)
