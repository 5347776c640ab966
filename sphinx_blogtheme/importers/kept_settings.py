"""The settings of a new blog that the old one's configuration and posts suggest."""

from __future__ import annotations

import re
from typing import Any

from sphinx_blogtheme.importers.bodies.media import (
    language_settings,
    plain_text_of_html,
)

PLAIN = "title, author, description, language, copyright"
"""What is imported of a configuration besides address and URLs, for reports."""

_SIGN = re.compile(r"^\s*(?:copyright\b)?\s*(?:©|\(c\)|&copy;)?\s*", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{[{%]|\{\w+\}|\$\{")


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
