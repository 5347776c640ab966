"""What Hugo's Markdown has that is an option of the blog, or is written otherwise.

By Hugo's documentation, “Configure markup”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.code_mask import without_code
from sphinx_blogtheme.importers.engine_settings import list_of, mapping_of, setting_text
from sphinx_blogtheme.importers.kept_settings import settings_of_texts
from sphinx_blogtheme.importers.sites.hugo_settings import HugoSettings, in_lower_case
from sphinx_blogtheme.model.heading_ids import GITHUB, heading_id
from sphinx_blogtheme.model.inline_markdown import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_blogtheme.importers.model import Document

_USUAL = (("$$", "$$"), ("$", "$"), ("\\[", "\\]"), ("\\(", "\\)"))
"""The signs around formulas that a build knows."""

_HEADING = re.compile(
    r"^ {0,3}#{1,6}[ \t]+(?P<text>[^\n]*?)(?P<end>[ \t]*#*[ \t]*)$", re.MULTILINE
)
_DASH = re.compile(r"-{2,3}")


def markdown_settings(
    settings: HugoSettings, documents: Sequence[Document]
) -> dict[str, Any]:
    """Return the settings for how the texts of a site are read."""
    links = settings.markup("extensions").get("linkify")
    found = settings_of_texts(
        documents,
        links=links is not False,
        emoji=settings.config.get("enableemoji") is True,
    )
    if (way := _way_of_ids(settings)) != GITHUB:
        found["blog_heading_ids"] = way
    return found


def _way_of_ids(settings: HugoSettings) -> str:
    said = setting_text(settings.markup("parser"), "autoidtype", "autoheadingidtype")
    return said if said in ("github-ascii", "blackfriday") else GITHUB


def with_usual_formulas(text: str, settings: HugoSettings) -> str:
    """Return a body in which formulas with signs of the site's own have dollar signs."""
    passthrough = in_lower_case(
        mapping_of(settings.markup("extensions"), "passthrough")
    )
    if passthrough.get("enable") is not True:
        return text
    delimiters = in_lower_case(mapping_of(passthrough, "delimiters"))
    for kind, sign in (("block", "$$"), ("inline", "$")):
        for pair in list_of(delimiters, kind):
            if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004
                continue
            first, last = map(str, pair)
            if (first, last) in _USUAL or first not in text:
                continue
            pattern = re.compile(f"{re.escape(first)}(.+?){re.escape(last)}", re.DOTALL)
            made, position = [], 0
            for match in pattern.finditer(without_code(text)):
                inside = text[match.start(1) : match.end(1)].strip("\r")
                inside = inside if kind == "block" else inside.strip()
                made += [text[position : match.start()], sign, inside, sign]
                position = match.end()
            text = "".join([*made, text[position:]])
    return text


def with_typographic_ids(text: str, settings: HugoSettings) -> str:
    """Return a body in which headings with double hyphens have the ids of Hugo.

    It makes dashes of them first, which are no part of an id.
    """
    if settings.markup("extensions").get("typographer") is False or "--" not in text:
        return text
    masked = without_code(text, html=False)
    made, position = list[str](), 0
    for match in _HEADING.finditer(masked):
        start, end = match.span("text")
        if "--" not in match["text"] or "{" in text[start:end]:
            continue
        parts, last = list[str](), start
        for dash in _DASH.finditer(masked, start, end):
            parts += [text[last : dash.start()], "\N{EM DASH}"]
            last = dash.end()
        heading = "".join([*parts, text[last:end]])
        if slug := heading_id(plain_text(heading), _way_of_ids(settings)):
            made += [text[position:end], f" {{#{slug}}}"]
            position = end
    return "".join([*made, text[position:]])
