"""The settings of a new blog that the old one's configuration and posts suggest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.options import MYST_EXTENSIONS
from sphinx_blogtheme.importers.bodies.media import (
    language_settings,
    plain_text_of_html,
)
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sphinx_blogtheme.importers.model import Document

PLAIN = "title, author, description, language, copyright"
"""What is imported of a configuration besides address and URLs, for reports."""

_SIGN = re.compile(r"^\s*(?:copyright\b)?\s*(?:©|\(c\)|&copy;)?\s*", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{[{%]|\{\w+\}|\$\{")
_MORE = re.compile(r"<!--\s*more\s*-->")


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


def summary_settings(documents: Sequence[Document], words: int = 50) -> dict[str, Any]:
    """Return the settings with which lists show summaries, as the old ones did.

    There are none for a blog without posts, or if most of its posts say themselves
    where their excerpt ends.

    :param words: number of words of a summary that no author wrote.
    """
    posts = [
        document
        for document in documents
        if not document.page and document.facts.status is not Status.DRAFT
    ]
    marked = sum(bool(_MORE.search(document.body)) for document in posts)
    if marked * 2 >= len(posts):
        return {}
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
