"""The palettes of the theme: complete, and readable in both schemes."""

from __future__ import annotations

import re
from importlib import import_module
from itertools import product

import pytest

from conftest import ROOT, post
from sphinx_blogtheme.config.contrast import contrast_of
from sphinx_blogtheme.config.palettes import PALETTES as COLOURS
from sphinx_blogtheme.config.theme_options import THEME

PALETTES = {
    "parchment": "tokens",
    "paper": "palette-paper",
    "harbour": "palette-harbour",
    "sans": "palette-sans",
    "contrast": "palette-contrast",
}

LEAST = dict.fromkeys(PALETTES, 4.5) | {"contrast": 7}
"""The contrast that text has in each palette: WCAG 2.2, levels AA and AAA."""

ON_PAPER = [
    *("text", "muted", "link", "visited", "note", "tip", "warning", "danger"),
    *("code-comment", "code-keyword", "code-string"),
    *("code-number", "code-function", "code-name"),
]


def declared(name):
    """Return the custom properties that a stylesheet declares, with their values."""
    text = (THEME / "static" / "css" / f"{name}.css").read_text("utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return dict(re.findall(r"(--bt-[\w-]+):\s*([^;]+);", text))


def colours(palette, scheme):
    """Return each custom property of a palette that is a colour, as 0..255 triples."""
    values = declared("tokens") | declared(PALETTES[palette])

    def resolve(value):
        if found := re.fullmatch(r"var\((--bt-[\w-]+)\)", value):
            return resolve(values[found[1]])
        if found := re.fullmatch(r"light-dark\((.+), (.+)\)", value):
            value = found[1 + (scheme == "dark")]
        if found := re.fullmatch(r"#(..)(..)(..)", value):
            return tuple(int(part, 16) for part in found.groups())
        return None

    return {
        name.removeprefix("--bt-"): resolve(value) for name, value in values.items()
    }


def luminance(colour):
    """Return the relative luminance of a colour (WCAG 2.2, glossary)."""
    parts = [part / 255 for part in colour]
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(
        weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True)
    )


def contrast(one, other):
    """Return the contrast of two colours (WCAG 2.2, glossary)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [name for name in PALETTES if name != "parchment"])
def test_palette_changes_what_tokens_declare(palette):
    """It has no name of its own."""
    assert declared(PALETTES[palette]).keys() <= declared("tokens").keys()


@pytest.mark.parametrize(
    ("palette", "scheme"), list(product(PALETTES, ("light", "dark")))
)
def test_palette_is_readable(palette, scheme):
    """Text, links and code stand out from paper, panel and mark (WCAG 2.2, 1.4.3)."""
    least = LEAST[palette]
    found = colours(palette, scheme)
    faint = [
        (name, ground)
        for name in ON_PAPER
        for ground in ("colour-background", "colour-panel", "colour-mark")
        if contrast(
            found[name if name.startswith("code") else f"colour-{name}"], found[ground]
        )
        < least
    ]
    assert faint == []


@pytest.mark.parametrize(
    ("palette", "scheme"), list(product(PALETTES, ("light", "dark")))
)
def test_lines_of_a_diff_are_readable(palette, scheme):
    """On grounds that differ from each other and from the panel."""
    found = colours(palette, scheme)
    common = ["colour-text", "colour-link", "code-comment"]
    inks = {
        "code-inserted": ["code-string", *common],
        "code-deleted": ["colour-danger", *common],
    }
    faint = [
        (name, ground)
        for ground, names in inks.items()
        for name in names
        if contrast(found[name], found[ground]) < LEAST[palette]
    ]

    assert faint == []
    assert len({found[name] for name in (*inks, "colour-panel", "colour-mark")}) == 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_of_high_contrast_are_seen(scheme):
    """And so are the frames of buttons and fields (WCAG 2.2, 1.4.11)."""
    found = colours("contrast", scheme)
    grounds = ("colour-background", "colour-panel")
    assert all(contrast(found["colour-rule"], found[name]) >= 3 for name in grounds)


def test_palette_without_serifs_has_a_face_of_its_own(site):
    """Its figures are as high as capitals; a face that the site names is used instead."""
    found = declared("palette-sans")
    options = {"palette": "sans", "text_font": "Georgia, serif"}
    page = site({"post.md": post()}, html_theme_options=options).build().html()

    assert found["--bt-font-text"].startswith("system-ui,")
    assert found["--bt-numerals"] == "normal"
    assert page.head.find("style").string.count("--bt-font-text:Georgia, serif") == 1


@pytest.mark.parametrize("palette", PALETTES)
def test_frame_of_the_browser_has_the_colour_of_the_paper(palette):
    """In both schemes."""
    paper = [colours(palette, scheme)["paper"] for scheme in ("light", "dark")]
    frame = ["#{:02x}{:02x}{:02x}".format(*colour) for colour in paper]
    assert tuple(frame) == COLOURS[palette].paper


def test_table_of_the_documentation_has_the_contrasts(monkeypatch):
    """Each figure is the lowest of its column, rounded down."""
    monkeypatch.syspath_prepend(str(ROOT / "docs" / "_ext"))
    module = import_module("contrast_table")

    rows = list(module.PaletteContrasts.lines(None))[2:]
    for row, (palette, scheme) in zip(
        rows, product(PALETTES, ("light", "dark")), strict=True
    ):
        found = colours(palette, scheme)
        links = [
            contrast(found[f"colour-{name}"], found[ground])
            for name in ("link", "visited")
            for ground in ("colour-background", "colour-panel", "colour-mark")
        ]
        cells = row.strip("| ").split(" | ")
        assert cells[:2] == [f"`{palette}`", scheme]
        assert 0 <= min(links) - float(cells[4]) < 0.1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"accent_colour_light": "#ffff00"}, "background #f7f1e1 is 1.0 to 1"),
        ({"accent_colour_dark": "rgb(90 60 40)"}, "background #1a1612 is 1.8 to 1"),
        ({"palette": "sans", "accent_colour_light": "hsl(0, 100%, 60%)"}, "4.5 to 1"),
        ({"palette": "contrast", "accent_colour_light": "#767676"}, "least 7 to 1"),
        ({"accent_colour_light": "oklch(0.9 0.1 250)"}, "is 1.2 to 1"),
        ({"accent_colour_light": "#00000044"}, "background #f7f1e1 is"),
    ],
)
def test_accent_that_cannot_be_read_is_told_with_its_contrast(site, options, said):
    """It is used all the same: the author decides."""
    built = site({"x.md": post()}, html_theme_options=options).build(warnings=[said])

    colour = options.get("accent_colour_light") or options["accent_colour_dark"]
    assert colour in built.html().find("style", string=re.compile("colour-link")).string


@pytest.mark.parametrize(
    "options",
    [
        {"accent_colour_light": "#7a2048", "accent_colour_dark": "#f0a0c0"},
        {"palette": "sans", "accent_colour_light": "oklch(40% 0.15 250deg)"},
        {"palette": "contrast", "accent_colour_light": "rgba(0, 0, 120, 100%)"},
        {"accent_colour_light": "lab(90% 0 0)"},
    ],
)
def test_accent_that_can_be_read_is_no_fault(site, options):
    """Nor is one whose contrast is not known."""
    site({"x.md": post()}, html_theme_options=options).build()


def test_contrast_of_a_colour_is_that_of_the_web():
    """However it is written."""
    white = "#ffffff"
    values = ["#ff0000", "#f00f", "rgb(255, 0, 0)", "hsl(0deg 100% 50%)"]
    values += ["oklch(62.8% 0.2577 29.23)", "oklab(0.628 0.2249 0.1258)"]

    assert {round(contrast_of(value, white), 1) for value in values} == {4.0}
    assert contrast_of("#000", white) == 21
    assert contrast_of("rgb(0 0 0 / 0)", white) == 1
