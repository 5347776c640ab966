"""Find the images in HTML, and the attributes of their tags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.html import ATTRIBUTE, TAG
from sphinx_blogtheme.markdown.image_sizes import Size, fitted_size

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(
    rf"<!--.*?-->|<(?P<text>script|style|textarea)\b.*?</(?P=text)\s*>|{TAG.pattern}",
    re.DOTALL | re.IGNORECASE,
)
_CHOSEN_IN_CSS = re.compile(r"(?:^|[;\s])(?:width|height)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ImageTag:
    """An ``<img>`` in HTML."""

    start: int
    """Index of the first attribute."""
    attributes: dict[str, str]
    """Attributes by name in lower case, with the value as the author wrote it."""
    source: slice
    """Slice of the value of ``src``, with its quotes."""

    @property
    def url(self) -> str:
        """The URL in ``src``."""
        return unescape(self.attributes["src"].strip("\"'")).strip()


def image_tags(html: str) -> Iterator[ImageTag]:
    """Yield the images that have a ``src``, in order."""
    for tag in _TAG.finditer(html):
        if tag["close"] or (tag["name"] or "").lower() != "img":
            continue
        start, attributes, source = tag.start("attributes"), {}, slice(0)
        for match in ATTRIBUTE.finditer(tag["attributes"]):
            name = match["name"].lower()
            if name not in attributes:
                attributes[name] = match["value"] or ""
                if name == "src":
                    source = slice(
                        start + match.start("value"), start + match.end("value")
                    )
        if attributes.get("src"):
            yield ImageTag(start, attributes, source)


def size_of(given: dict[str, str], natural: tuple[int, int]) -> Size | None:
    """Return the size for an image; None if its attributes or its CSS have one.

    :param given: attributes by name, with their quotes.
    :param natural: width and height of the file, in pixels.
    """
    width, height = given.get("width"), given.get("height")
    if (width and height) or _CHOSEN_IN_CSS.search(given.get("style", "").strip("\"'")):
        return None
    size = fitted_size(
        natural,
        width=width.strip("\"'") if width else None,
        height=height.strip("\"'") if height else None,
    )
    return None if size is None or size.style else size
