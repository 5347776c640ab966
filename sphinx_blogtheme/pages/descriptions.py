"""Turn the text of a page into the sentence that search engines show of it."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

from sphinx.locale import _

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

LENGTH = 160
"""Characters that search engines show."""

_LEFT_OUT = (
    "annotation",  # the TeX of a formula
    *("aside", "pre", "table", "script", "style"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
)
_LINKS_LEFT_OUT = ("headerlink", "footnote-reference")


def text_of_html(html: str) -> str:
    """Return the words of a piece of HTML, without its notes, code and tables."""
    from sphinx_blogtheme.markdown.html import text_of, without

    text = without(html, "a", classes=_LINKS_LEFT_OUT, put=" ")
    return " ".join(unescape(text_of(without(text, *_LEFT_OUT, put=" "))).split())


def shortened(html: str) -> str:
    """Return how a text begins, cut after a word."""
    text = text_of_html(html)
    if len(text) <= LENGTH:
        return text
    return f"{text[: LENGTH - 1].rpartition(' ')[0]}…"


def first_paragraph(html: str) -> str:
    """Return the summary of the first paragraph that has words."""
    from sphinx_blogtheme.markdown.html import elements

    texts = (shortened(paragraph.inside or "") for paragraph in elements(html, "p"))
    return next(filter(None, texts), "")


def describe(context: dict[str, Any], pagename: str) -> str:
    """Return one sentence about a page that is no post and no list of posts.

    :param context: as Sphinx made it for the page.
    """
    own = (context.get("meta") or {}).get("description")
    if own:
        return " ".join(str(own).split())
    site = context["blog"].title if "blog" in context else context.get("project", "")
    if pagename == "search":
        return str(_("Search the pages of %s.") % site)
    if pagename == "genindex" or pagename.startswith("genindex-"):
        return str(_("The index of %s: every term, and its place.") % site)
    return first_paragraph(context.get("body") or "")


def add_description(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Describe pages that nobody has described (on ``html-page-context``)."""
    if not context.get("page_description"):
        context["page_description"] = describe(context, pagename)
