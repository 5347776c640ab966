# ruff: noqa: INP001 -- a script beside the sources
"""Make the theme's text face, and its style sheet, from Adobe's Source Serif 4.

``python docs/text_font.py`` fetches the fonts from npm (42 MB), or takes them from a
folder (``--original FOLDER``), and writes ``static-face/fonts`` and
``static-face/css/face.css``. It is run by hand; it needs the group ``test``.

The name "Source" is reserved (SIL Open Font License, section 3), so what is cut from
the fonts has a name of its own. Of each style, one part has the letters of Western
Europe, and another those of the rest of Latin Europe, which only pages with one load.
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
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from maths_font import named

if TYPE_CHECKING:
    from collections.abc import Iterable

STATIC = (
    Path(__file__).resolve().parents[1]
    / "sphinx_blogtheme/theme/sphinx_blogtheme/static-face"
)

PACKAGE = "source-serif@4.5.1"
FOLDER = "source-serif/TTF"

NAME = "Blogtheme Serif"

# The file of each style, its digest, its weight and style in CSS, its names elsewhere.
STYLES = {
    "Regular": (
        "SourceSerif4-Regular.ttf",
        "e5a4ee6a3d87bb9024796be390c6771e2a0eb1883dae25effaf57ca01668e24b",
        "400 normal",
        ("Source Serif 4", "SourceSerif4-Regular"),
    ),
    "Italic": (
        "SourceSerif4-It.ttf",
        "9d2950a8f1da66e21502c35d646a1d2148e79f9ea43fd2158cf02f5232e7f430",
        "400 italic",
        ("Source Serif 4 Italic", "SourceSerif4-It"),
    ),
    "Bold": (
        "SourceSerif4-Bold.ttf",
        "7cf4f4e1ad74f45058d5bc61716b82560442fbdcd9d3654d2dea96bf6c683d86",
        "700 normal",
        ("Source Serif 4 Bold", "SourceSerif4-Bold"),
    ),
    "BoldItalic": (
        "SourceSerif4-BoldIt.ttf",
        "7b215b37f8873f5579f3f8d2ded3ca7c588e2f435cd996605ebfc5befe2cd5eb",
        "700 italic",
        ("Source Serif 4 Bold Italic", "SourceSerif4-BoldIt"),
    ),
}

# The characters of each part; what neither has comes from the reader's own faces.
PARTS = {
    "latin": (
        "0020-007E 00A0-00FF 0131 0152 0153 0178 2002-200A 2010-2015 2018-201E",
        "2020-2022 2026 202F 2030 2032 2033 2039 203A 2044 20AC 2122 2190-2193 2212",
    ),
    "extended": (
        "0100-012B 012E-0130 0134-0148 014A-0151 0154-0165 0168-0177 0179-017E",
        "0218-021B 1E9E",
    ),
}

FEATURES = ("kern", "liga", "lnum", "onum", "pnum", "tnum", "ccmp", "locl")

# Copyright, names, version, licence and its address (OpenType, table `name`).
NAME_IDS = (0, 1, 2, 3, 4, 5, 6, 13, 14)

FACE = """\
@font-face {{
font-family: "{name}";
font-weight: {weight};
font-style: {style};
font-display: optional;
src: {sources};
unicode-range: {ranges};
}}
"""

SHEET = """\
/* By docs/text_font.py, for sites with `text_face = "bundled"`. A face that comes too
   late is not used on that page, so that no line moves. */
{faces}
@layer tokens {{
:root {{
  --bt-font-text: "{name}", "Source Serif 4", "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif;
  --bt-x-height: 0.475;
  --bt-numerals: oldstyle-nums;
}}
}}
/* Small numerals and letters that are drawn for their size. */
@layer content {{
:is(sub, sup, .footnote-reference) {{ font-family: "{name} Figures", var(--bt-font-text); font-size: 0.62em; }}
}}
"""


def file_name(style: str, part: str) -> str:
    """Return the name of the file of a part, such as ``BlogthemeSerif-Bold-latin``."""
    return f"{NAME.replace(' ', '')}-{style}-{part}.woff2"


def unicode_range(lines: Iterable[str]) -> str:
    """Return a value of that descriptor for lines of ranges."""
    return ",".join(
        "U+" + "-".join(code.lstrip("0") for code in word.split("-"))
        for line in lines
        for word in line.split()
    )


def rename(font: TTFont, style: str) -> None:
    """Give a font our own name, and keep copyright and licence."""
    family = NAME if style != "Figures" else f"{NAME} Figures"
    names = {1: family, 3: f"{family} {style}", 4: f"{family} {style}"}
    names[6] = f"{family.replace(' ', '')}-{style}"
    table = font["name"]
    table.names = [
        entry
        for entry in table.names
        if entry.platformID == 3 and entry.nameID in NAME_IDS  # noqa: PLR2004 -- Windows
    ]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)


def small_figures(font: TTFont) -> set[int]:
    """Draw a font's superior letters and figures in place of its ordinary ones.

    They are as high as those, and stand on the line: the style sheet sets them small,
    and raises or lowers them. So another face can take their place.

    :return: their characters.
    """
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "sups"
        for index in record.Feature.LookupListIndex
    }
    superior: dict[str, str] = {}
    for index in lookups:
        for part in table.LookupList.Lookup[index].SubTable:
            superior |= getattr(getattr(part, "ExtSubTable", part), "mapping", {})
    glyphs, outlines = font["glyf"], font.getGlyphSet()
    one, small = glyphs["one"], glyphs[superior["one"]]
    base = small.yMin
    factor = one.yMax / (small.yMax - base)
    drawn = {}
    for name, source in superior.items():
        record = DecomposingRecordingPen(outlines)
        outlines[source].draw(record)
        pen = TTGlyphPen(None)
        record.replay(TransformPen(pen, (factor, 0, 0, factor, 0, -base * factor)))
        drawn[name] = pen.glyph(), round(outlines[source].width * factor)
    for name, (glyph, width) in drawn.items():
        glyphs[name] = glyph
        glyph.recalcBounds(glyphs)
        font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    return {code for code, name in font.getBestCmap().items() if name in drawn}


def cut(font: TTFont, characters: Iterable[int], features: Iterable[str]) -> bytes:
    """Return a font with some of its characters, as WOFF2."""
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=[*features],
        name_IDs=[*NAME_IDS],
        name_languages=["*"],
        notdef_outline=True,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    output = BytesIO()
    subset.save_font(font, output, options)
    return output.getvalue()


def fetch(folder: Path) -> Path:
    """Return the folder of the originals, from npm.

    :raises SystemExit: without npm.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is not installed; give the fonts with --original")
    options = ("--silent", "--ignore-scripts", "--prefix", folder)
    subprocess.run([npm, "install", *options, PACKAGE], check=True)  # noqa: S603
    return folder / "node_modules" / FOLDER


def originals(folder: Path) -> dict[str, bytes]:
    """Return the original of each style.

    :raises SystemExit: if one is of another version.
    """
    found = {
        style: (folder / file).read_bytes() for style, (file, *_) in STYLES.items()
    }
    for style, (file, digest, *_) in STYLES.items():
        if hashlib.sha256(found[style]).hexdigest() != digest:
            raise SystemExit(f"{file} is of another version than {PACKAGE}")
    return found


def write(fonts: dict[str, bytes], static: Path) -> None:
    """Write the parts of the fonts, and the style sheet."""
    faces = []

    def save(file: str, content: bytes) -> str:
        (static / "fonts" / file).write_bytes(content)
        print(f"{file}: {len(content)} bytes")  # noqa: T201
        return f'url("../fonts/{file}") format("woff2")'

    def load(style: str) -> TTFont:
        return TTFont(BytesIO(fonts[style]), recalcTimestamp=False)

    for style, (_, _, look, names) in STYLES.items():
        weight, _, slant = look.partition(" ")
        for part, lines in PARTS.items():
            font = load(style)
            rename(font, style)
            url = save(file_name(style, part), cut(font, named(lines), FEATURES))
            local = [f'local("{name}")' for name in names]
            faces.append(
                FACE.format(
                    name=NAME,
                    weight=weight,
                    style=slant,
                    sources=", ".join([*local, url]),
                    ranges=unicode_range(lines),
                )
            )
    font = load("Regular")
    rename(font, "Figures")
    characters = small_figures(font) & named(PARTS["latin"])
    url = save(file_name("Regular", "figures"), cut(font, characters, ()))
    ranges = ",".join(f"U+{code:X}" for code in sorted(characters))
    faces.append(
        FACE.format(
            name=f"{NAME} Figures",
            weight="400 700",
            style="normal",
            sources=url,
            ranges=ranges,
        )
    )
    text = SHEET.format(name=NAME, faces="".join(faces).rstrip())
    (static / "css" / "face.css").write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line, and make the files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--original", type=Path, help="the folder of the fonts, as TTF")
    parser.add_argument(
        "--output", type=Path, default=STATIC, help="default: the theme"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fonts = originals(arguments.original or fetch(Path(folder)))
    for name in ("css", "fonts"):
        (arguments.output / name).mkdir(parents=True, exist_ok=True)
    write(fonts, arguments.output)


if __name__ == "__main__":
    main()
