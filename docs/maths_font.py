# ruff: noqa: INP001 -- a script beside the sources
"""Make the theme's maths font, and its style sheet, from STIX Two Math.

``python docs/maths_font.py`` fetches the font from npm, or takes it from a file
(``--original FILE``), and writes ``static/fonts/*.woff2`` and ``static/css/fonts.css``.
It is run by hand; it needs the group ``test``.

The whole font is 394 KB. It is cut into parts, each with a ``unicode-range``, so that
a browser loads the first for ordinary formulas, and another where a formula has a
character of it. Glyphs stay as they are; hints go, which few systems use.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools import subset
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

STATIC = (
    Path(__file__).resolve().parents[1]
    / "sphinx_blogtheme/theme/sphinx_blogtheme/static"
)

# Version 2.12 as Google Fonts publishes it: TrueType outlines, and no `ssty`.
PACKAGE = "@fontsource/stix-two-math@5.3.0"
FILE = "@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"
SHA256 = "8b2a6834cfe1f4e0f3724ffa59fe92000013fc5a4c41e6a3f438006c26c60f0d"


def named(lines: Iterable[str]) -> set[int]:
    """Return the characters that lines of ranges name."""
    found: set[int] = set()
    for word in " ".join(lines).split():
        first, _, last = word.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


# What TeX can stretch is in the first part, with all its sizes: browsers look for these,
# and for the measures of a formula, in the "first available font" of CSS alone, which
# is the one that has the space.
CORE = (
    # Latin letters and digits, those in italics, and Greek in italics.
    "0020-007E 0131 0237 1D434-1D467 210E 1D6A4 1D6A5 1D6E2-1D71B",
    # Upright Greek, whose small letters are asked for although italics are drawn then;
    # a few letters of physics and set theory; the sets of numbers.
    "0391-03A9 03B1-03C9 03D1 03D5 03D6 03DD 03F0 03F1 03F5 03F6",
    "210F 2113 2118 2135 2102 2115 211A 211D 2124",
    # Spaces, punctuation, accents, and what is invisible.
    "00A0 00A8 00AC 00AF-00B1 00B4 00B7 00D7 00F7 02C6 02C7 02D8-02DA 02DC",
    "0302 0303 0305 030C 0330 0332 0338 2000-200A 2013 2014 2016 2018 2019 201C 201D",
    "2020-2022 2026 2032-2035 203E 205F 2061-2064 20D0-20D2 20D6 20D7 20E1 20EC-20EF",
    # Arrows.
    "2190-2195 21A4 21A6 21A9 21AA 21BC 21BD 21C0 21C1 21C4 21CB 21CC 21D0-21D5 21DA",
    "21DB 27F5-27FC",
    # Operators and relations.
    "2200 2202-2205 2207-2209 220B 220F-2213 2216-221A 221D 221E 2220 2223-2235",
    "223C 2243 2245 2248 2254 2260 2261 2264-2267 226A 226B 227A 227B 2282-2287",
    "228A 2295-2299 22A2-22A5 22A8 22C0-22C6 22EE-22F1 25A0 25A1 25B3 25EF 27C2",
    "2A00-2A11 2A1D 2A7D 2A7E",
    # Delimiters and braces.
    "2308-230B 2322 2323 23B0 23B1 23B4 23B5 23DC-23E1 27E6-27EF 2983-298A",
)

# Bold, script, Fraktur and double-struck letters and digits.
LETTERS = (
    "2100-214F 1D400-1D433 1D468-1D4CF 1D504-1D56B 1D6A8-1D6E1 1D71C-1D755 1D7CA-1D7E1",
)

# The other signs that TeX has commands for, and letters of European languages.
SYMBOLS = (
    "00A1-017F 0192 02BC 0300-03FF 2010-205E 20A0-20F0 2190-22FF 231C-231F 2322 2323",
    "24C7 24C8 25A0-25FF 2605 260A 2660-2663 266D-266F 2713 2720 27CB 27CD",
    "27DC-27FF 2919 291A 29B5 29EB 2A3E 2A3F 2A5E 2A66 2A74",
    "2A85-2A8C 2A95 2A96 2AAF 2AB0 2AB5-2ABA 2AC5 2AC6 2ACB 2ACC",
)

# Letters without serifs, those of typewriters, bold script and Fraktur, and signs that
# TeX has no commands for.
OTHERS = ("1D400-1D7FF 2070-209F 2150-218F 2300-23FF 27C0-27FF 2900-2BFF",)

# A character is in the first part that names it.
PARTS = {"core": CORE, "symbols": SYMBOLS, "letters": LETTERS, "others": OTHERS}

# What strikes a sign out has to come from the font that has the sign.
OVERLAYS = named(("0338 20D2",))

# FreeType, which draws on Linux, aligns all letters of a font with these, so each part
# has them, although browsers take them from the first.
REFERENCES = frozenset(map(ord, "CEHLOQSTUZbcdefghijknopqrsuvxyz"))

# The font has variants of signs, by a selector that is no character of its own.
SELECTORS = named(("FE00 FE01",))

# More than the characters of a script that the font doesn't have.
FAR = 0x200

STYLES = """\
/* By docs/maths_font.py, for pages with maths. Browsers ask the last face first. */
"""

FACE = """\
@font-face {{
font-family: "STIX Two Math";
src: url("../fonts/{file}") format("woff2");
font-display: swap;
unicode-range: {ranges};
}}
"""


def file_name(part: str) -> str:
    """Return the name of the file of a part."""
    return f"STIXTwoMath-{part}.woff2"


def unicode_range(characters: Iterable[int], others: Set[int]) -> str:
    """Return a value of that descriptor (CSS Fonts 4, section 4.5).

    A range may hold what no part has, which makes the value short.

    :param characters: that the range has to hold.
    :param others: that it may not.
    """
    runs: list[tuple[int, int]] = []
    for code in sorted(characters):
        first, last = runs[-1] if runs else (code, -FAR)
        if code - last < FAR and others.isdisjoint(range(last, code)):
            runs[-1] = (first, code)
        else:
            runs.append((code, code))
    return ",".join(
        f"U+{first:X}" + (f"-{last:X}" if last > first else "") for first, last in runs
    )


def part_of(original: bytes, characters: Iterable[int]) -> bytes:
    """Return the font with some of its characters, and what they stretch to.

    What belongs to a glyph stays with it: its sizes and its pieces in the table MATH,
    kerning, variants by variation selector.
    """
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=["*"],
        name_IDs=["*"],
        bidi_closure=False,
    )
    font = TTFont(BytesIO(original), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes={*characters, *REFERENCES, *SELECTORS})
    subsetter.subset(font)
    output = BytesIO()
    subset.save_font(font, output, options)
    return output.getvalue()


def divide(characters: Iterable[int]) -> dict[str, set[int]]:
    """Return the characters that each part is loaded for."""
    left = set(characters)
    parts = {}
    for part, lines in PARTS.items():
        parts[part] = named(lines) & left
        left -= parts[part]
    return {part: found | OVERLAYS for part, found in parts.items()}


def style_sheet(parts: dict[str, set[int]]) -> str:
    """Return the style sheet that says which part has which characters.

    The face that comes last is asked first (CSS Fonts 4, section 4.5), so that only
    what those have that are asked later needs to be kept out of its range; or nothing,
    if it is the one that each formula loads anyway.
    """
    faces = []
    later = set().union(*parts.values())
    for part, characters in parts.items():
        later -= characters
        ranges = unicode_range(characters, set() if part == "core" else later)
        faces.append(FACE.format(file=file_name(part), ranges=ranges))
    return STYLES + "".join(reversed(faces))


def fetch(folder: Path) -> bytes:
    """Return the original, from npm.

    :raises SystemExit: without npm.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is not installed; give the font with --original")
    options = ("--silent", "--ignore-scripts", "--prefix", folder)
    subprocess.run([npm, "install", *options, PACKAGE], check=True)  # noqa: S603
    return (folder / "node_modules" / FILE).read_bytes()


def write(original: bytes, static: Path) -> None:
    """Write the parts of the font, and the style sheet."""
    parts = divide(TTFont(BytesIO(original)).getBestCmap())
    for part, characters in parts.items():
        content = part_of(original, characters)
        (static / "fonts" / file_name(part)).write_bytes(content)
        print(f"{part}: {len(characters)} characters, {len(content)} bytes")  # noqa: T201
    styles = static / "css" / "fonts.css"
    styles.write_text(style_sheet(parts), encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line, and make the files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--original", type=Path, help="the whole font, as WOFF2")
    parser.add_argument(
        "--output", type=Path, default=STATIC, help="default: the theme"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        given = arguments.original
        original = given.read_bytes() if given else fetch(Path(folder))
    if hashlib.sha256(original).hexdigest() != SHA256:
        raise SystemExit(f"this is another version of the font than {PACKAGE}")
    write(original, arguments.output)


if __name__ == "__main__":
    main()
