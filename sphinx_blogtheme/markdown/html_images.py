"""Attributes that an image in HTML lacks."""

from __future__ import annotations

import re

from sphinx_blogtheme.markdown.image_sizes import Size, fitted_size

_CHOSEN_IN_CSS = re.compile(r"(?:^|[;\s])(?:width|height)\s*:", re.IGNORECASE)


def size_of(given: dict[str, str], natural: tuple[int, int]) -> Size | None:
    """Return the size of an image, if its attributes are the place to say it."""
    width, height = given.get("width"), given.get("height")
    if (width and height) or _CHOSEN_IN_CSS.search(given.get("style", "")):
        return None
    size = fitted_size(natural, width=width or None, height=height or None)
    return None if size is None or size.style else size


LAZY = ' loading="lazy" decoding="async"'
"""What each image gets: it is fetched when the reader comes near it."""
