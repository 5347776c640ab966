# ruff: noqa: INP001 -- a folder of Sphinx extensions is not a package
"""The table of the palettes' contrasts, computed from their style sheets."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from reference_tables import THEME, ReferenceDirective, code, table

import sphinx_blogtheme
from sphinx_blogtheme.config.palettes import DEFAULT_PALETTE, PALETTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SCHEMES = ("light", "dark")

GROUNDS = ("colour-background", "colour-panel", "colour-mark")
"""What text stands on, by the names of custom properties without ``--bt-``."""

INKS = {
    "Text": ("colour-text",),
    "Muted text": ("colour-muted",),
    "Links": ("colour-link", "colour-visited"),
    "Boxes": ("colour-note", "colour-tip", "colour-warning", "colour-danger"),
    "Code": tuple(
        f"code-{name}"
        for name in ("comment", "keyword", "string", "number", "function", "name")
    ),
}
"""The colours of text in each column of the table, likewise."""


THRESHOLD = 0.04045
"""Below this, a channel of sRGB is linear (WCAG 2.2, glossary)."""


def style_sheet(palette: str) -> Path:
    """Return the style sheet that declares the colours of a palette."""
    name = "tokens" if palette == DEFAULT_PALETTE else f"palette-{palette}"
    return THEME / "static" / "css" / f"{name}.css"


def declared(palette: str) -> dict[str, str]:
    """Return the custom properties that a palette's sheet declares, by name."""
    text = style_sheet(palette).read_text(encoding="utf-8")
    return dict(re.findall(r"--bt-([\w-]+):\s*([^;]+);", text))


def colour(values: dict[str, str], name: str, scheme: str) -> str:
    """Return a colour as ``#rrggbb``."""
    value = values[name]
    if match := re.fullmatch(r"var\(--bt-([\w-]+)\)", value):
        return colour(values, match[1], scheme)
    light, dark = re.findall(r"#[0-9a-f]{6}", value)
    return dark if scheme == "dark" else light


def luminance(value: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2, glossary)."""
    parts = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= THRESHOLD else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, glossary): 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lowest_contrasts(palette: str, scheme: str) -> list[float]:
    """Return the lowest contrast in each column of the table, whatever the ground."""
    values = declared(DEFAULT_PALETTE) | declared(palette)
    return [
        min(
            contrast(colour(values, ink, scheme), colour(values, ground, scheme))
            for ink, ground in product(inks, GROUNDS)
        )
        for inks in INKS.values()
    ]


class PaletteContrasts(ReferenceDirective):
    """The contrasts of the palettes."""

    sources = tuple(map(style_sheet, PALETTES))

    def lines(self) -> Iterator[str]:
        """Yield one row for each palette and scheme."""
        rows = [
            (
                code(palette),
                scheme,
                # Rounded down, so that no figure promises too much.
                *(f"{int(x * 10) / 10}" for x in lowest_contrasts(palette, scheme)),
            )
            for palette, scheme in product(PALETTES, SCHEMES)
        ]
        yield from table(("Palette", "Scheme", *INKS), rows)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("palette-contrasts", PaletteContrasts)
    return {
        "version": sphinx_blogtheme.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
