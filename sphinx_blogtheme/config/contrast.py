"""How well a colour of CSS can be read on a background, by WCAG 2.2."""

from __future__ import annotations

import colorsys
import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FUNCTION = re.compile(r"(rgb|hsl|oklab|oklch)a?\(([^()]*)\)", re.IGNORECASE)
_NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))(%?)")

_TO_LMS = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_TO_RGB = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
"""From Oklab to linear sRGB, see https://bottosson.github.io/posts/oklab/."""

_LUMINANCE = (0.2126, 0.7152, 0.0722)

_DARKEST, _DARKEST_LINEAR = 0.04045, 0.0031308
"""Parts of sRGB up to which its gamma is a straight line."""


def contrast_of(colour: str, background: str) -> float | None:
    """Return the contrast of a colour with a background, from 1 to 21.

    :param background: as ``#rrggbb``.
    :return: None if the colour is of a kind that is not known here, such as ``lab()``.
    """
    found = _rgb(colour.strip().lower())
    if found is None:
        return None
    *paper, _ = _of_digits(background)
    *ink, opacity = found
    seen = [
        opacity * one + (1 - opacity) * other
        for one, other in zip(ink, paper, strict=True)
    ]
    lights = (_luminance(seen), _luminance(paper))
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def _rgb(colour: str) -> list[float] | None:
    """Return red, green, blue and opacity, from 0 to 1."""
    if colour.startswith("#"):
        return _of_digits(colour)
    call = _FUNCTION.fullmatch(colour)
    numbers = _NUMBER.findall(call[2]) if call else []
    if call is None or len(numbers) not in (3, 4):
        return None
    shares = [float(n) / 100 if unit else float(n) for n, unit in numbers]
    is_share = [bool(unit) for _, unit in numbers]
    (opacity,) = shares[3:] or [1.0]
    return [*_of_function(call[1], shares[:3], is_share), min(1.0, opacity)]


def _of_digits(colour: str) -> list[float]:
    digits = colour.removeprefix("#")
    if len(digits) < len("rrggbb"):
        digits = "".join(2 * digit for digit in digits)
    digits = f"{digits}ff"[:8]
    return [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4, 6)]


def _of_function(
    name: str, values: Sequence[float], is_share: Sequence[bool]
) -> list[float]:
    """Return red, green and blue from 0 to 1, which the screen can show.

    :param values: what stands in the brackets, percentages as shares of 1.
    """
    first, second, third = values
    if name == "rgb":
        pairs = zip(values, is_share, strict=False)
        return [value if share else value / 255 for value, share in pairs]
    if name == "hsl":
        if not is_share[1]:  # numbers are percentages too
            second, third = second / 100, third / 100
        return [*colorsys.hls_to_rgb(first / 360 % 1, third, second)]
    if is_share[1]:
        second *= 0.4
    if name == "oklch":
        angle = math.radians(third)
        second, third = second * math.cos(angle), second * math.sin(angle)
    elif is_share[2]:
        third *= 0.4
    roots = _times(_TO_LMS, (first, second, third))
    return [_encoded(part) for part in _times(_TO_RGB, [root**3 for root in roots])]


def _times(matrix: Iterable[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _encoded(part: float) -> float:
    """Return a part of sRGB with its gamma."""
    part = min(1.0, max(0.0, part))
    return (
        part * 12.92 if part <= _DARKEST_LINEAR else 1.055 * part ** (1 / 2.4) - 0.055
    )


def _luminance(colour: Iterable[float]) -> float:
    linear = [
        part / 12.92 if part <= _DARKEST else ((part + 0.055) / 1.055) ** 2.4
        for part in colour
    ]
    [light] = _times([_LUMINANCE], linear)
    return light
