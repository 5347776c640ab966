"""Draw a social card: a picture of the title of a page.

Needs Pillow, and knows nothing of the site. A picture has few colours, so it is made of
one mask for each of them, and is a small PNG with a palette.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import PIL
from PIL import Image, ImageColor, ImageDraw, features

from sphinx_blogtheme.config.palettes import DEFAULT_PALETTE, PALETTES
from sphinx_blogtheme.features.cards.fonts import Fonts, is_right_to_left
from sphinx_blogtheme.features.cards.lines import fit_text
from sphinx_blogtheme.feeds.paths import CARD_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_blogtheme.features.cards.lines import Lines

VERSIONS = (2, PIL.__version__, features.version("freetype2"))
"""Versions of the design and its tools; another one draws all cards again."""

WIDTH, HEIGHT = CARD_SIZE

_MARGIN = 96
_TOP = 136
"""Baseline of the line above the title."""
_FOOT = HEIGHT - 84
"""Baseline of the last line."""
_BETWEEN = 32
"""Least distance of the title from the lines above and below."""

_TITLE_SIZES = (96, 84, 72, 64, 56, 48)
_UNDER_SIZE, _UNDER_LINES = 36, 2
_SMALL_SIZES = ((36, 1), (32, 1), (28, 1))

_LEADING = 1.17
_CAPITALS = 0.7
"""Height of capital letters, as a share of the font size."""

_SHADES = 15
"""Number of shades from the background to a colour, for smooth edges."""


_DEFAULT = PALETTES[DEFAULT_PALETTE]


@dataclass(frozen=True, kw_only=True, slots=True)
class CardStyle:
    """Colours of a card, as ``#rrggbb``."""

    background: str = _DEFAULT.paper[0]
    text: str = _DEFAULT.ink
    accent: str = _DEFAULT.rubric


@dataclass(frozen=True, kw_only=True, slots=True)
class CardText:
    """The texts of a card; all but the title may be empty."""

    above: str = ""
    title: str
    under: str = ""
    foot: str = ""


def draw_card(card: CardText, style: CardStyle, fonts: Fonts) -> bytes:
    """Return a card as a PNG, the same for the same values and fonts.

    :param card: texts with only those characters that the fonts have.
    """
    text, muted, accent, hairline = (DrawnLayer(fonts) for _ in range(4))
    accent.frame(28, 3)
    hairline.frame(38, 1)
    top, bottom = _MARGIN, HEIGHT - _MARGIN
    if card.above:
        accent.write(card.above, _TOP, _SMALL_SIZES)
        top = _TOP + _BETWEEN
    if card.foot:
        muted.write(card.foot, _FOOT, _SMALL_SIZES)
        bottom = _FOOT - _SMALL_SIZES[0][0] - _BETWEEN
    _write_middle(card, text, muted, (top, bottom))
    shades = [
        (text.mask, style.text),
        (muted.mask, mixed(style.background, style.text, 0.68)),
        (accent.mask, style.accent),
        (hairline.mask, mixed(style.background, style.accent, 0.35)),
    ]
    return _png(style.background, shades)


def _write_middle(
    card: CardText, text: DrawnLayer, muted: DrawnLayer, room: tuple[int, int]
) -> None:
    """Write the title, as large as it fits, and the description under it.

    :param room: top and bottom of the space for both, in pixels.
    """
    under = muted.fit(card.under, [(_UNDER_SIZE, _UNDER_LINES)])
    small = round(under.size * 1.35)
    below = small * len(under.lines) + (_BETWEEN - small // 4 if under.lines else 0)
    height = room[1] - room[0] - below
    title = text.fit(
        card.title, [(size, _count(size, height)) for size in _TITLE_SIZES]
    )
    capitals, leading = round(title.size * _CAPITALS), round(title.size * _LEADING)
    spare = height - capitals - leading * (len(title.lines) - 1)
    baseline = room[0] + spare // 2 + capitals
    for line in title.lines:
        text.line(line, baseline, title.size)
        baseline += leading
    baseline += small + _BETWEEN - small // 4 - leading
    for line in under.lines:
        muted.line(line, baseline, under.size)
        baseline += small


def _count(size: int, height: int) -> int:
    """Return the number of lines for which there is room.

    :param size: font size, in pixels.
    :param height: height of the room, in pixels.
    """
    return 1 + int(max(height - size * _CAPITALS, 0) / (size * _LEADING))


class DrawnLayer:
    """The parts of a card that have one colour, as a mask."""

    def __init__(self, fonts: Fonts) -> None:
        self.mask = Image.new("L", CARD_SIZE)
        self._draw = ImageDraw.Draw(self.mask)
        self._fonts = fonts

    def frame(self, inset: int, width: int) -> None:
        """Draw a frame at a distance from the edge, in pixels."""
        box = (inset, inset, WIDTH - 1 - inset, HEIGHT - 1 - inset)
        self._draw.rectangle(box, outline=255, width=width)

    def fit(self, text: str, sizes: Sequence[tuple[int, int]]) -> Lines:
        """Return a text in lines that fit between the margins.

        :param sizes: pairs of a font size and the number of lines, the preferred first.
        """
        width = WIDTH - 2 * _MARGIN
        return fit_text(text, self._fonts.measure, width=width, sizes=sizes)

    def write(self, text: str, baseline: int, sizes: Sequence[tuple[int, int]]) -> None:
        """Write a text, whose sizes allow one line."""
        found = self.fit(text, sizes)
        for line in found.lines:
            self.line(line, baseline, found.size)

    def line(self, text: str, baseline: int, size: int) -> None:
        """Write a line, at the left margin or, from right to left, at the right one."""
        x = float(_MARGIN)
        if is_right_to_left(text):
            x = WIDTH - _MARGIN - self._fonts.measure(text, size)
        for face, run in self._fonts.runs(text):
            font = face.in_size(size)
            self._draw.text((x, baseline), run, 255, font, anchor="ls")
            x += font.getlength(run)


def _png(background: str, layers: Sequence[tuple[Image.Image, str]]) -> bytes:
    """Return a PNG of several layers, the lowest first.

    :param layers: pairs of a mask and its colour.
    """
    picture = Image.new("P", CARD_SIZE)
    palette = [*ImageColor.getrgb(background)]
    for number, (mask, colour) in enumerate(layers):
        indexes = mask.point(_indexes(1 + number * _SHADES))
        picture.paste(indexes, mask=indexes.point([0, *[255] * 255]))
        for shade in range(1, _SHADES + 1):
            share = mixed(background, colour, shade / _SHADES)
            palette += ImageColor.getrgb(share)
    picture.putpalette(palette)
    stream = BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()


@cache
def _indexes(first: int) -> list[int]:
    """Return the number of a colour in the palette, for each value of a mask."""
    shades = [round(value * _SHADES / 255) for value in range(256)]
    return [first + shade - 1 if shade else 0 for shade in shades]


def mixed(background: str, colour: str, share: float) -> str:
    """Return a colour between two others.

    :param share: share of the second colour, from 0 to 1.
    """
    pairs = zip(ImageColor.getrgb(background), ImageColor.getrgb(colour), strict=True)
    parts = [round(low + (high - low) * share) for low, high in pairs]
    return "#{:02x}{:02x}{:02x}".format(*parts)
