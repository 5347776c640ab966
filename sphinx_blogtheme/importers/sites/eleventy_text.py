"""What 11ty fills in in a text in Markdown: plain values, images, URLs of a language."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.code_mask import MASK, without_code
from sphinx_blogtheme.importers.bodies.markdown_text import (
    escaped_text,
    link_destination,
)
from sphinx_blogtheme.importers.sites.eleventy_lists import LANGUAGE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePosixPath

_TAG = re.compile(r"\{[{%]")
_IMAGE = re.compile(
    r"\{%-?\s*(?:image|img|picture|figure|responsiveImage)\s+(?P<mark>[\"'])(?P<src>[^\"'\n]+)"
    r"(?P=mark)\s*(?:,\s*(?P<other>[\"'])(?P<alt>(?:[^\"'\\\n]|\\.|(?!(?P=other))[\"'])*)(?P=other))?[^%\n]*-?%\}"
)
_ESCAPED = re.compile(r"\\([\"'\\])")
_LOCAL = re.compile(
    r"\{\{-?\s*(?P<sign>[\"'])/?(?P<url>[^\"'\s{}]*)(?P=sign)\s*\|\s*locale_url\s*-?\}\}"
)
"""A URL in the language of the page, as the plugin for translations fills it in."""

_RAW_FENCE = re.compile(
    r"^([ \t>]*(?:`{3,}|~{3,})[^\n{]*?)\{%-?\s*(?:end)?raw\s*-?%\}[ \t]*$", re.MULTILINE
)
"""A line of a fence that also says where Liquid reads nothing."""

_DIFF = re.compile(r"^([ \t>]*(?:`{3,}|~{3,}))diff-[\w+-]+[ \t]*$", re.MULTILINE)
"""A fence whose language, of a plugin for Prism, is a difference in another one."""


def _is_html(text: str, place: int) -> bool:
    """Return whether the block of a place in a text is HTML."""
    block = re.split(r"\n[ \t]*\n", text[:place])[-1].lstrip()
    return re.match(r"</?[A-Za-z]", block) is not None


def _image(src: str, alt: str, html: bool) -> str:
    if html:
        return f'<img src="{escape(src)}" alt="{escape(alt)}">'
    text = alt.replace("[", "\\[").replace("]", "\\]")
    return f"![{text}]({link_destination(src)})"


def filled_text(body: str, values: Mapping[str, Any], place: PurePosixPath) -> str:
    """Return a text with its plain values filled in, and with images for their tags.

    :param values: those of its header and data, by name in lower case.
    :param place: path of its file from the folder of the input, whose first folder
        may be that of a language.
    """
    body = _DIFF.sub(r"\1diff", body)
    if not _TAG.search(body):
        return body
    body = _RAW_FENCE.sub(r"\1", body)
    folder = place.parts[0].lower()
    language = folder if LANGUAGE_FOLDER.fullmatch(folder) else ""
    masked, parts, position = without_code(body), list[str](), 0
    for match in re.finditer(
        rf"{_IMAGE.pattern}|{_LOCAL.pattern}|\{{\{{-?\s*(?P<name>\w+)\s*-?\}}\}}",
        body,
    ):
        start = match.start()
        if masked[start] == MASK or start < position:
            continue
        if match["src"]:
            alt = _ESCAPED.sub(r"\1", match["alt"] or "")
            new = _image(match["src"], alt, _is_html(body, start))
        elif match["sign"]:
            new = f"/{language}/{match['url']}" if language else f"/{match['url']}"
        else:
            value = values.get(match["name"].lower())
            if not isinstance(value, (str, int, float)) or isinstance(value, bool):
                continue
            new = escaped_text(str(value), starts=False)
        parts += [body[position:start], new]
        position = match.end()
    return "".join([*parts, body[position:]])
