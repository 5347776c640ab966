"""The size for an image in HTML that has none."""

from __future__ import annotations

import re

from sphinx_blogtheme.markdown.image_sizes import Size, fitted_size

_CHOSEN_IN_CSS = re.compile(r"(?:^|[;\s])(?:width|height)\s*:", re.IGNORECASE)


def size_of(given: dict[str, str], natural: tuple[int, int]) -> Size | None:
    """Return the size for an image; None if its attributes or its CSS have one.

    :param given: values of attributes by name.
    :param natural: width and height of the file, in pixels.
    """
    width, height = given.get("width"), given.get("height")
    if (width and height) or _CHOSEN_IN_CSS.search(given.get("style", "")):
        return None
    size = fitted_size(natural, width=width or None, height=height or None)
    return None if size is None or size.style else size
