"""The size of an image in HTML, from its file and from what its author wrote.

A browser reserves room for an image if it knows both dimensions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import imagesize

if TYPE_CHECKING:
    from pathlib import Path

_MEASURE = re.compile(r"(\d*\.?\d+) *([a-zA-Z]*|%)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """The size of an image in HTML."""

    width: int
    """In pixels, for the attribute."""
    height: int
    style: str = ""
    """CSS if the author's unit is not the pixel; the attributes then give the ratio."""
    is_chosen: bool = False
    """Whether the author gave a width or height in pixels, or a scale."""


def image_size(file: Path) -> tuple[int, int] | None:
    """Return width and height of an image in pixels, as it is shown; None if unknown.

    A photograph with an orientation (EXIF) is measured in that orientation.
    """
    try:
        width, height = imagesize.get(file)
    except (OSError, ValueError, TypeError, ArithmeticError, LookupError):
        return None
    if width <= 0 or height <= 0:
        return None
    return max(round(width), 1), max(round(height), 1)


def fitted_size(
    natural: tuple[int, int],
    *,
    width: str | None = None,
    height: str | None = None,
    scale: int | None = None,
) -> Size | None:
    """Return the size of an image whose author gave at most one of its dimensions.

    :param natural: width and height of the file, as `image_size` returns them.
    :param width: a CSS length or percentage, or a number of pixels.
    :param height: the same, if there is no `width`.
    :param scale: in percent, of the dimension that is given, else of the natural size.
    :return: None if `width` or `height` can't be read.
    """
    wide, high = natural
    factor = (100 if scale is None else scale) / 100
    given = width or height
    if given is None:
        return _size(wide * factor, high * factor, chosen=factor != 1)
    found = _MEASURE.fullmatch(given.strip())
    if not found:
        return None
    value, unit = float(found[1]) * factor, found[2].lower()
    if unit in ("", "px"):
        if width:
            return _size(value, value * high / wide, chosen=True)
        return _size(value * wide / high, value, chosen=True)
    one, other = ("width", "height") if width else ("height", "width")
    return Size(width=wide, height=high, style=f"{one}: {value:g}{unit}; {other}: auto")


def _size(width: float, height: float, *, chosen: bool) -> Size:
    return Size(
        width=max(round(width), 1), height=max(round(height), 1), is_chosen=chosen
    )
