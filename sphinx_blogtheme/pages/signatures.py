"""Mend what Sphinx (9.0) writes of the objects of an API.

The parameters of a long signature, one on a line, are the descriptions of a list that
has no terms, which neither HTML nor screen readers know. And the names of objects among
the sections of a page are long words, which would be broken anywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.theme_options import draws

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_LINES = re.compile(
    r'(?P<start><span class="sig-paren">[(\[]</span>\s*)<dl>(?P<lines>.*?)</dl>',
    re.DOTALL,
)

_NAME = re.compile(r'(?<=<span class="pre">)[^<]+(?=</span>)')
_PART = re.compile(r"(?<=[._])(?=\w)")


def list_parameters(html: str) -> str:
    """Return HTML in which each parameter of a long signature is a division."""
    return _LINES.sub(_division, html)


def _division(match: re.Match[str]) -> str:
    lines = match["lines"].replace("<dd>", "<div>").replace("</dd>", "</div>")
    return f'{match["start"]}<div class="sig-lines">{lines}</div>'


def mend_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Mend ``body`` and ``toc`` of a page (on ``html-page-context``).

    Other themes have styles for the list. Bodies are mended before they are filtered,
    which they are not without the extension.
    """
    del pagename, templatename
    if doctree is None or not draws(app):
        return
    if "sig-paren" in (body := context.get("body", "")):
        context["body"] = list_parameters(body)
    if '<span class="pre">' in (toc := context.get("toc", "")):
        context["toc"] = _NAME.sub(_with_breaks, toc)


def _with_breaks(match: re.Match[str]) -> str:
    return _PART.sub("<wbr>", match[0])
