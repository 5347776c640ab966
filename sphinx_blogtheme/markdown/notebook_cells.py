"""Write the parts of a notebook that are hidden until a reader opens them.

MyST-NB writes two labels, "Show …" and "Hide …", of which its style sheet shows one.
Feeds and descriptions have no style sheet, so here there is one label.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def write_hidden_cells(app: Sphinx) -> None:
    """Write them in our way, if MyST-NB is set up."""
    from myst_nb.sphinx_ import HideCodeCellNode

    app.add_node(HideCodeCellNode, override=True, html=(_visit, _depart))


def _visit(translator: Any, node: nodes.Element) -> None:
    classes = " ".join(("admonition", "hide", *node["classes"]))
    label = escape(node["prompt_show"])
    translator.body.append(
        f'<details class="{classes}">\n<summary class="admonition-title">{label}'
        "</summary>\n"
    )


def _depart(translator: Any, node: nodes.Element) -> None:
    del node
    translator.body.append("</details>\n")
