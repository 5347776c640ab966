"""The settings of a new blog that the old one's configuration and posts suggest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.options import MYST_EXTENSIONS
from sphinx_blogtheme.importers.bodies.code_mask import MASK, without_code
from sphinx_blogtheme.importers.bodies.media import (
    language_settings,
    plain_text_of_html,
)
from sphinx_blogtheme.model.excerpt_separators import MORE_MARKER
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sphinx_blogtheme.importers.bodies.flavours import Flavour
    from sphinx_blogtheme.importers.model import Document

PLAIN = "title, author, description, language, copyright"
"""What is imported of a configuration besides address and URLs, for reports."""

_SIGN = re.compile(r"^\s*(?:copyright\b)?\s*(?:©|\(c\)|&copy;)?\s*", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{[{%]|\{\w+\}|\$\{")

_UNLINKED = re.compile(r"(?<![\w(<\"'\[=/:.@-])(?:https?://|www\.)\w", re.IGNORECASE)
"""An address that is no part of a link."""
_ESCAPED = re.compile(r"&(?:lt|gt|amp|quot)\b;?")
"""An escape of HTML that a build undoes in code, unless that option is off."""
_EMOJI = re.compile(r"(?<![\w:]):[a-z0-9_+-]*[a-z1][a-z0-9_+-]*:(?![\w:])")
"""What may be the name of an emoji."""


def plain_settings(
    *, author: str = "", description: str = "", language: str = "", rights: str = ""
) -> dict[str, Any]:
    """Return the settings for plain values of an old configuration; "" is for none.

    :param language: a language tag, such as ``pt-BR``.
    :param rights: a line about the copyright, with or without its sign. One with
        values of a template is left out.
    """
    owner = "" if _TEMPLATE.search(rights) else plain_text_of_html(rights)
    found = {
        "author": plain_text_of_html(author),
        "copyright": _SIGN.sub("", owner),
        "blog_description": plain_text_of_html(description),
    }
    said = {name: text for name, text in found.items() if text}
    return said | language_settings(language)


def summary_settings(
    documents: Sequence[Document], words: int = 50, paragraphs: int = 0
) -> dict[str, Any]:
    """Return the settings with which lists show summaries, as the old ones did.

    There are none for a blog without posts, or if most of its posts say themselves
    where their excerpt ends.

    :param words: number of words of a summary that no author wrote.
    :param paragraphs: number of its paragraphs, if the engine counts these; 0 for
        words.
    """
    posts = [
        document
        for document in documents
        if not document.page and document.facts.status is not Status.DRAFT
    ]
    marked = sum(bool(MORE_MARKER.search(document.body)) for document in posts)
    if marked * 2 >= len(posts):
        return {}
    if paragraphs:
        return {"blog_excerpt_paragraphs": paragraphs}
    described = sum(bool(d.facts.summary or d.facts.description) for d in posts)
    if described * 2 >= len(posts):
        return {"blog_list_shows": "description"}
    return {"blog_list_shows": "excerpt", "blog_excerpt_words": words}


def extension_settings(needed: Collection[str]) -> dict[str, Any]:
    """Return the setting that turns on MyST's extensions besides those of any blog.

    :param needed: their names, as `bodies.flavours.blog_markdown` returns them.
    """
    more = sorted({*needed} - {*MYST_EXTENSIONS})
    return {"myst_enable_extensions": [*MYST_EXTENSIONS, *more]} if more else {}


def toc_settings(documents: Sequence[Document], flavour: Flavour) -> dict[str, Any]:
    """Return the setting for the ids that Python-Markdown's ``toc`` gives headings.

    :param flavour: that of the texts in Markdown.
    """
    if flavour.table_of_contents and any(d.path.endswith(".md") for d in documents):
        return {"blog_heading_ids": "python-markdown"}
    return {}


def settings_of_texts(
    documents: Sequence[Document], *, links: bool = False, emoji: bool = False
) -> dict[str, Any]:
    """Return the settings for what the old engine made of plain text, if it is there.

    :param links: whether it made links of bare addresses.
    :param emoji: whether it made emoji of names such as ``:tada:``.
    """
    texts = [without_code(one.body) for one in documents] if links or emoji else []
    found: dict[str, Any] = {}
    if links and any(_UNLINKED.search(text) for text in texts):
        found["blog_autolinks"] = True
    if emoji and any(_EMOJI.search(text) for text in texts):
        found["blog_emoji"] = True
    return found


def code_settings(documents: Sequence[Document]) -> dict[str, Any]:
    """Return the setting that shows code as it is written, if there are escapes in it."""
    for document in documents:
        if _ESCAPED.search(document.body):
            masked = without_code(document.body)
            if any(masked[m.start()] == MASK for m in _ESCAPED.finditer(document.body)):
                return {"blog_code_entities": False}
    return {}
