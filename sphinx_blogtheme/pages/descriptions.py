"""The description of a page: a sentence that search engines show."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.model.cutting import first_words, shortened
from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_blogtheme.pages.excerpt_store import Rendering

LENGTH = 160
"""Number of characters that search engines show."""

_LEFT_OUT = (
    "annotation",  # the TeX of a formula
    *("aside", "pre", "table", "script", "style"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
)
_NO_TEXT = re.compile(r"<(?:aside|audio|embed|iframe|img|object|pre|svg|table|video)\b")
"""The beginning of an element that `text_of_html` leaves out, or that has no text."""
_CELL = '<div class="cell '
"""The beginning of a cell of a notebook: code, with its outputs and labels."""
_CAPTION_OF_CODE = ("code-block-caption",)
_LINKS_LEFT_OUT = ("headerlink", "footnote-reference")


def text_of_html(html: str) -> str:
    """Return the text of HTML without headings, notes, code and tables."""
    from sphinx_blogtheme.markdown.html import text_of, without

    text = without(html, "a", classes=_LINKS_LEFT_OUT, put=" ")
    if _CELL in text:
        text = without(text, "div", classes=["cell"], put=" ")
    text = without(text, "div", classes=_CAPTION_OF_CODE, put=" ")
    return " ".join(unescape(text_of(without(text, *_LEFT_OUT, put=" "))).split())


def beginning_of(html: str, language: str = "") -> str:
    """Return the beginning of the text of HTML, in `LENGTH` characters.

    :param language: tag of the text's language.
    """
    return shortened(text_of_html(html), LENGTH, language)


def beginning_in_words(
    rendering: Rendering, count: int, language: str
) -> tuple[str, bool]:
    """Return the first words of a post's text, and whether the post has more.

    :param count: the highest number of words.
    :param language: tag of the post's language.
    """
    whole = text_of_html(rendering.excerpt)
    text = first_words(whole, count, language)
    more = text != whole or rendering.has_more or _NO_TEXT.search(rendering.body)
    return text, bool(more)


def first_paragraph(html: str) -> str:
    """Return the beginning of the first paragraph that has words."""
    from sphinx_blogtheme.markdown.html import elements

    texts = (beginning_of(paragraph.inside or "") for paragraph in elements(html, "p"))
    return next(filter(None, texts), "")


def describe(context: dict[str, Any], pagename: str) -> str:
    """Return a description of a page that is neither a post nor a list of posts.

    :param context: the page's context, as Sphinx made it.
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
    """Add a description to pages that have none (on ``html-page-context``)."""
    if not context.get("page_description"):
        context["page_description"] = describe(context, pagename)
