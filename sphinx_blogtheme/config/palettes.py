"""The palettes of the theme, for files that are not drawn by its style sheets."""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    """The colours of one palette, as ``#rrggbb``."""

    paper: tuple[str, str]
    """Background, in the light and the dark scheme."""
    ink: str
    """Colour of the text, in the light scheme."""
    rubric: str
    """Colour of links and ornaments, in the light scheme."""
    least: float = 4.5
    """The contrast that all text has (WCAG 2.2, level AA or AAA)."""


DEFAULT_PALETTE = "parchment"

PALETTES = {
    DEFAULT_PALETTE: Palette(("#f7f1e1", "#1a1612"), "#1b1612", "#8c2316"),
    "paper": Palette(("#ffffff", "#131519"), "#17191d", "#0a569f"),
    "harbour": Palette(("#eff4f3", "#0f1a1d"), "#10242a", "#075f66"),
    "sans": Palette(("#fbfbfd", "#16161b"), "#1d1d23", "#4b32c3"),
    "contrast": Palette(("#ffffff", "#000000"), "#000000", "#0a2f91", 7),
}
"""The palettes by name, as the theme's option ``palette`` has it."""
