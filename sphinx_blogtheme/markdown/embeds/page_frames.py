"""Turn frames that load at once into frames that wait for a click.

This is done to the HTML of a page, after the rendering of a post was kept: the
feeds and the Markdown then have what the author wrote, and lists, whose intros
are cut from that rendering, get their frames here as well. Only here is it known
which frames share a page, so that each can get a title of its own.
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
    """Change the texts of a page (on ``html-page-context``)."""
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
