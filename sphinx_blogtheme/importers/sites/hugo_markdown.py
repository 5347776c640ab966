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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_blogtheme.importers.model import Document

_USUAL = (("$$", "$$"), ("$", "$"), ("\\[", "\\]"), ("\\(", "\\)"))
"""The signs around formulas that a build knows."""


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
    ids = setting_text(settings.markup("parser"), "autoidtype", "autoheadingidtype")
    if ids in ("github-ascii", "blackfriday"):
        found["blog_heading_ids"] = ids
    return found


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
