"""Pass a document's HTML through the body filters, such as the one for side notes.

A filter is a function from HTML to HTML. A function for each of them decides whether a
page needs it; `sphinx_blogtheme.extension` lists these functions in order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx

Filter = Callable[[str], str]
"""Returns the HTML of a body, changed."""


class DocumentPage(NamedTuple):
    """The page of a document, before its body is drawn."""

    app: Sphinx
    docname: str
    doctree: nodes.document


def filter_body(
    choices: Iterable[Callable[[DocumentPage], Filter | None]],
) -> Callable[..., None]:
    """Return the handler of ``html-page-context`` that filters bodies.

    :param choices: functions that return their filter for a page, or None if the page
        needs none; in the order in which the filters apply.
    """

    def change_body(
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Filter the body of a page that a document makes."""
        del templatename
        if doctree is None or "body" not in context:
            return
        page = DocumentPage(app, pagename, doctree)
        for choose in choices:
            if change := choose(page):
                context["body"] = change(context["body"])

    return change_body
