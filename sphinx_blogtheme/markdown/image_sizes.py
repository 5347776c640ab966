"""Turn an image's file, and the size that its author wants, into the size it gets.

A browser keeps the place of an image free if it knows both of its dimensions.
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
    """What HTML says of an image's size."""

    width: int
    """In pixels, as the attributes of HTML have them."""
    height: int
    style: str = ""
    """CSS, where the author's unit is not the pixel; the attributes are the ratio."""
    is_chosen: bool = False
    """The author said how many pixels wide or high the image is."""


def measure(file: Path) -> tuple[int, int] | None:
    """Return width and height of an image in pixels, as it is shown; None if unknown.

    A photograph that says which way up it is (EXIF) is measured that way up.
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

    :param natural: as `measure` returns it.
    :param width: a CSS length or percentage, or a number of pixels.
    :param height: the same, if there is no `width`.
    :param scale: in percent, of what is given, else of the natural size.
    :return: None where `width` or `height` is none of that.
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
