"""Turn TeX formulas into MathML while the page is built.

The converter is docutils' own. The TeX stays in the page as an ``annotation``
(MathML Core, section 2.3.2), so that copying a formula gives its source.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number

from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

RENDERER = "mathml"

_BETWEEN_TAGS = re.compile(r">\s+<")
_BRACE = re.compile(r"\\.|([{}])", re.DOTALL)
_ROOT = re.compile(r"(<math[^>]*>)(.*)</math>\s*\Z", re.DOTALL)


def to_mathml(tex: str, *, block: bool) -> str:
    """Return `tex` as one ``math`` element.

    :raises ValueError: where the formula can't be converted; the text says why.
    """
    braces = _BRACE.findall(tex)  # the converter adds and drops them silently
    if braces.count("{") != braces.count("}"):
        message = "its braces do not pair"
        raise ValueError(message)
    try:
        markup = tex2mathml(tex, as_block=block)
    except (MathError, SyntaxError) as error:
        raise ValueError(str(error) or "syntax error") from error
    except (LookupError, AttributeError, TypeError) as error:
        message = "a mark of rows or columns, or of a group, is out of place"
        raise ValueError(message) from error
    root = _ROOT.match(_BETWEEN_TAGS.sub("><", markup))
    if root is None:
        message = "the converter gave no formula"
        raise ValueError(message)
    return (
        f"{root[1]}<semantics><mrow>{root[2]}</mrow>"
        f'<annotation encoding="application/x-tex">{escape(tex, quote=False)}'
        "</annotation></semantics></math>"
    )


def _formula(node: nodes.math | nodes.math_block, *, block: bool) -> str:
    tex = node.astext().strip()
    try:
        return to_mathml(tex, block=block)
    except ValueError as error:
        warn(
            WarningKind.MATHS,
            f"cannot convert the formula {tex!r} ({error}); showing its TeX.",
            location=node,
        )
        return f'<code class="tex">{escape(tex)}</code>'


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    """Write an inline formula."""
    self.body.append(self.starttag(node, "span", "", CLASS="math notranslate"))
    self.body.append(_formula(node, block=False) + "</span>")
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a display formula, with its number where it has one."""
    # In a paragraph or a heading, HTML allows no div.
    tag, end = "div", "\n"
    if isinstance(node.parent, nodes.TextElement):
        tag, end = "span", ""
    self.body.append(self.starttag(node, tag, "", CLASS="math notranslate"))
    if node.get("number"):
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(f"{_formula(node, block=True)}</{tag}>{end}")
    raise nodes.SkipNode


def choose_renderer(app: Sphinx, config: Config) -> None:
    """Make MathML the renderer unless the site has chosen another."""
    if not config.html_math_renderer:
        others = set(app.registry.html_inline_math_renderers) - {"mathjax", RENDERER}
        config.html_math_renderer = min(others, default=RENDERER)


def setup(app: Sphinx) -> None:
    """Register the renderer."""
    app.add_html_math_renderer(RENDERER, (visit_math, None), (visit_math_block, None))
    app.connect("config-inited", choose_renderer, priority=300)
