"""Let the frames of a page load late, or after a click.

This is done to the HTML of a page, after the rendering of a post was kept: feeds and
Markdown copies then have the frames as the author wrote them, and the excerpts in
lists, which are cut from that rendering, are changed here as well. Only here is it
known which frames are on one page, so that each can have its own title.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

CLICK = "click"


def change_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Change the frames of a page (on ``html-page-context``)."""
    del pagename, templatename, doctree
    body, entries = context.get("body"), context.get("entries") or []
    texts = [body or "", *(entry.html for entry in entries)]
    if not any("<iframe" in text.lower() for text in texts):
        return
    from sphinx_blogtheme.markdown.embeds.click_page import click_page
    from sphinx_blogtheme.markdown.embeds.frames import mend_frames

    waiting = partial(
        click_page,
        language=(app.config.language or "en").replace("_", "-"),
        scheme=context.get("theme_colour_scheme", ""),
    )
    clicks = app.config.blog_embeds == CLICK
    body, *intros = mend_frames(texts, waiting if clicks else None)
    if body:
        context["body"] = body
    if entries:
        context["entries"] = [
            entry._replace(html=Markup(intro))  # noqa: S704
            for entry, intro in zip(entries, intros, strict=True)
        ]
