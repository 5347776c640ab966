"""Write formulas as MathML when a page is built, on one line with their punctuation."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.math import get_node_equation_number

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.markdown.equations import (
    REFERENCE,
    TAG,
    macros_of,
    math_domain,
)
from sphinx_blogtheme.translation import _
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

_PLACE = re.compile(r"^(\d+): (?=\w)")
"""Matches the position in a formula with which a fault begins."""

RENDERER, MATHJAX = "mathml", "mathjax"


def _formula(
    self: HTML5Translator, node: nodes.math | nodes.math_block, *, block: bool
) -> str:
    from sphinx_blogtheme.markdown.mathml import macro_faults, to_mathml

    tex = node.astext().strip()
    env = self.builder.env
    docname = env.current_document.docname or self.docnames[-1]
    macros = tuple(macros_of(env, docname).items()) if "\\" in tex else ()
    _report_macros(self, macro_faults(macros), docname)
    try:
        numbered = REFERENCE.sub(lambda m: _number(self, m), tex)
        return to_mathml(tex, block=block, meant=numbered, macros=macros)
    except ValueError as error:
        shown = " ".join(tex.split())
        fault = _PLACE.sub(r"at character \1: ", str(error))
        warn(
            WarningKind.MATHS,
            f"cannot convert the formula '{shown}' ({fault}); showing its TeX.",
            location=node,
        )
        return f'<code class="tex">{escape(tex)}</code>'


def _report_macros(self: HTML5Translator, faults: dict[str, str], docname: str) -> None:
    """Warn once for a document of the macros that can't be read."""
    told: set[str] = vars(self).setdefault("bad_macros", set())
    for name in sorted(faults.keys() - told):
        told.add(name)
        warn(
            WarningKind.MATHS,
            f"cannot read the macro {name!r} ({faults[name]}); ignored it.",
            location=docname,
        )


def _number(self: HTML5Translator, reference: re.Match[str]) -> str:
    """Return TeX for the number of an equation, instead of a reference to it."""
    label = reference["label"].strip()
    equation = math_domain(self.builder.env).equations.get(label)
    if equation is None:
        message = f"there is no equation {label!r}"
        raise ValueError(message)
    number = str(equation[1])
    return rf"\text{{{f'({number})' if reference['kind'] else number}}}"


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    """Write an inline formula."""
    self.body.append(self.starttag(node, "span", "", CLASS="math notranslate"))
    self.body.append(_formula(self, node, block=False) + "</span>")
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a display formula, with its number if it has one."""
    # In a paragraph or a heading, HTML allows no div.
    element, end = "div", "\n"
    if isinstance(node.parent, nodes.TextElement):
        element, end = "span", ""
    self.body.append(self.starttag(node, element, "", CLASS="math notranslate"))
    tag = TAG.search(node.astext())
    if node.get("number") or tag:
        if tag:
            number = escape(tag["tag"]) if tag["star"] else f"({escape(tag['tag'])})"
        else:
            number = f"({get_node_equation_number(self, node)})"
        self.body.append(f'<span class="eqno">{number}')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(f"{_formula(self, node, block=True)}</{element}>{end}")
    raise nodes.SkipNode


def choose_renderer(app: Sphinx, config: Config) -> None:
    """Use MathML unless the site has chosen another renderer (on ``config-inited``).

    A site that leaves its blog to ABlog keeps the one that it had.
    """
    if not config.html_math_renderer:
        others = set(app.registry.html_inline_math_renderers) - {MATHJAX, RENDERER}
        usual = MATHJAX if ablog_keeps_urls(config) else RENDERER
        config.html_math_renderer = min(others, default=usual)


CLASS = "bt-keep"


_BEFORE = re.compile(r"[^\w\s]+\Z")


_AFTER = re.compile(r"\A(?:[A-Za-z]{1,3}(?!\w))?[^\w\s]*")


class KeepPunctuation(SphinxPostTransform):
    """Wraps each formula and text that touches it, so that no line breaks between."""

    default_priority = 400
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change one document."""
        del kwargs
        if ablog_keeps_urls(self.config):
            return
        for formula in list(self.document.findall(nodes.math)):
            keep(formula)


def keep(formula: nodes.math) -> None:
    """Wrap a formula and the text that touches it in one element."""
    parent = formula.parent
    index = parent.index(formula)
    before, after = _text(parent, index - 1), _text(parent, index + 1)
    opening = "".join(_BEFORE.findall(before))
    closing = "".join(_AFTER.findall(after)[:1])
    if not opening and not closing:
        return
    parts = [
        nodes.Text(before.removesuffix(opening)),
        nodes.inline(
            "", "", nodes.Text(opening), formula, nodes.Text(closing), classes=[CLASS]
        ),
        nodes.Text(after.removeprefix(closing)),
    ]
    parent[index - bool(before) : index + 1 + bool(after)] = parts


def _text(parent: nodes.Element, index: int) -> str:
    """Return the text of a child; empty if the child is no text."""
    if 0 <= index < len(parent) and isinstance(child := parent[index], nodes.Text):
        return str(child)
    return ""


def setup(app: Sphinx) -> None:
    """Register the renderer and the transform."""
    app.add_html_math_renderer(RENDERER, (visit_math, None), (visit_math_block, None))
    app.add_post_transform(KeepPunctuation)
