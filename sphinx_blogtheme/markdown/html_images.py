"""Turn HTML into the images in it, and what their tags say."""

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
    """Where its attributes begin."""
    attributes: dict[str, str]
    """By their name in small letters, as the author wrote the value."""
    source: slice
    """Where the value of its ``src`` is."""

    @property
    def url(self) -> str:
        """What ``src`` says."""
        return unescape(self.attributes["src"].strip("\"'")).strip()


def image_tags(html: str) -> Iterator[ImageTag]:
    """Yield the images that have a ``src``, in their order."""
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
    """Return the size of an image, if its attributes are the place to say it."""
    width, height = given.get("width"), given.get("height")
    if (width and height) or _CHOSEN_IN_CSS.search(given.get("style", "").strip("\"'")):
        return None
    size = fitted_size(
        natural,
        width=width.strip("\"'") if width else None,
        height=height.strip("\"'") if height else None,
    )
    return None if size is None or size.style else size


LAZY = ' loading="lazy" decoding="async"'
"""What each image gets: it is fetched when the reader comes near it."""
