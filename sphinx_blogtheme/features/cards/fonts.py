"""Find fonts on this machine that have the characters of a card.

Pillow draws a text with one font, and an empty box for a character that this font
lacks. It doesn't tell which characters a font has; but one that is missing looks like
U+FFFF, which no font has.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont, features

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TEXT_FONTS = (
    "Palatino.ttc",
    "pala.ttf",
    "P052-Roman.otf",
    "texgyrepagella-regular.otf",
    "SourceSerif4-Regular.otf",
    "SourceSerif4-Regular.ttf",
    "Georgia.ttf",
    "NotoSerif-Regular.ttf",
    "LiberationSerif-Regular.ttf",
    "DejaVuSerif.ttf",
    "FreeSerif.otf",
    "FreeSerif.ttf",
    "times.ttf",
)
"""Files of serif fonts for text, in the order of those of the theme."""

FALLBACK_FONTS = (
    # Linux
    *("DejaVuSerif.ttf", "DejaVuSans.ttf", "FreeSerif.otf", "FreeSerif.ttf"),
    *("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "wqy-zenhei.ttc"),
    "DroidSansFallbackFull.ttf",
    # macOS
    *("PingFang.ttc", "Hiragino Sans GB.ttc", "AppleSDGothicNeo.ttc"),
    *("GeezaPro.ttc", "Arial Unicode.ttf"),
    # Windows
    *("yumin.ttf", "YuGothM.ttc", "msgothic.ttc", "msyh.ttc", "simsun.ttc"),
    *("malgun.ttf", "times.ttf", "segoeui.ttf", "seguisym.ttf", "Nirmala.ttf"),
    *("Nirmala.ttc", "LeelawUI.ttf", "ebrima.ttf"),
)
"""Files of fonts that have many characters, or those of one more script."""

_NOTO = re.compile(r"noto(?:serif|sans)\w*-regular\.(?:otf|ttc|ttf)")
"""Files of Noto fonts, each of which is for one script."""

_NOBODYS = "\uffff"
"""A character that no font has: a noncharacter (Unicode, section 23.7)."""

_JOINERS = "\u200c\u200d"

_PROBE = 24
"""Size in which characters are compared, in pixels."""


def system_fonts() -> dict[str, Path]:
    """Return the font files of this machine, by name in lower case.

    The folders are those in which Pillow searches.
    """
    home, env = Path.home(), os.environ
    if sys.platform == "win32":
        folders = [
            Path(env.get("WINDIR", "C:/Windows"), "Fonts"),
            Path(env.get("LOCALAPPDATA", home), "Microsoft", "Windows", "Fonts"),
        ]
    elif sys.platform == "darwin":
        folders = [
            home / "Library/Fonts",
            Path("/Library/Fonts"),
            Path("/System/Library/Fonts"),
        ]
    else:
        data = [env.get("XDG_DATA_HOME") or str(home / ".local/share")]
        data += (env.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
        folders = [Path(folder, "fonts") for folder in data]
    found: dict[str, Path] = {}
    for top in folders:
        for folder, below, names in os.walk(top):
            below.sort()
            for name in sorted(names):
                if name.lower().endswith((".otf", ".ttc", ".ttf")):
                    found.setdefault(name.lower(), Path(folder, name))
    return found


def can_be_read(path: Path) -> bool:
    """Return whether a file is a font that Pillow can draw with."""
    try:
        ImageFont.truetype(path, _PROBE).getlength("x")
    except (OSError, ValueError):
        return False
    return True


class Face:
    """A font, in any size."""

    def __init__(self, path: Path | None) -> None:
        """Prepare a font.

        :param path: the font's file; None for the font that is part of Pillow.
        """
        self._path = path
        self.in_size = cache(self._in_size)
        self.has = cache(self._has)

    def _in_size(self, size: int) -> ImageFont.FreeTypeFont:
        font = (
            ImageFont.truetype(self._path, size)
            if self._path
            else ImageFont.load_default(size)
        )
        # `can_be_read` has been called.
        assert isinstance(font, ImageFont.FreeTypeFont)  # noqa: S101
        return font

    def _has(self, char: str) -> bool:
        if char == " ":
            return True
        if unicodedata.bidirectional(char) in ("R", "AL") and not draws_right_to_left():
            return False
        picture = self._picture(char)
        return picture != self._picture(_NOBODYS) and any(picture)

    @cache  # noqa: B019 -- keeps only the fonts, which are few
    def _picture(self, char: str) -> bytes:
        image = Image.new("L", (2 * _PROBE, 2 * _PROBE))
        draw = ImageDraw.Draw(image)
        draw.text((_PROBE // 2, _PROBE // 2), char, 255, self.in_size(_PROBE))
        return image.tobytes()


@cache
def draws_right_to_left() -> bool:
    """Return whether Pillow has Raqm, which orders and shapes such texts."""
    return bool(features.check("raqm"))


class Fonts:
    """The fonts of one site's cards, the preferred one first."""

    def __init__(self, named: Path | None, installed: Mapping[str, Path]) -> None:
        """Choose the fonts, from the one in the options and those of the machine.

        :param named: file of the font in the options.
        :param installed: as `system_fonts` returns them.
        """
        serifs = [installed[n.lower()] for n in TEXT_FONTS if n.lower() in installed]
        others = [
            installed[n.lower()] for n in FALLBACK_FONTS if n.lower() in installed
        ]
        # Reversed, so that "notoserif…" comes before "notosans…".
        notos = sorted(filter(_NOTO.fullmatch, installed), reverse=True)
        found = [named] if named else serifs[:1]
        found += [*others, *(installed[name] for name in notos)]
        self.paths = tuple(dict.fromkeys(found))

    @cached_property
    def _faces(self) -> Sequence[Face]:
        paths = [path for path in self.paths if can_be_read(path)]
        return [*map(Face, paths), Face(None)]

    def clean(self, text: str) -> tuple[str, str]:
        """Return a text without missing characters, and the letters among these."""
        kept, lost = [], []
        for char in " ".join(unicodedata.normalize("NFC", text).split()):
            if char in _JOINERS or any(face.has(char) for face in self._faces):
                kept.append(char)
            elif unicodedata.category(char)[0] == "L":
                lost.append(char)
        return " ".join("".join(kept).split()).strip(_JOINERS), "".join(lost)

    def runs(self, text: str) -> Iterator[tuple[Face, str]]:
        """Yield the parts of a clean text with their fonts, from left to right.

        One font draws all letters, if one has them all.
        """
        letters = frozenset(char for char in text if char.isalpha())
        first = self._face_for(letters)
        runs: list[tuple[Face, str]] = []
        for char in text:
            face = runs[-1][0] if runs else first
            if char not in _JOINERS and not (first.has(char) and face is first):
                faces = [first, *([] if face is first else [face]), *self._faces]
                face = next((f for f in faces if f.has(char)), first)
            if runs and face is runs[-1][0]:
                runs[-1] = (face, runs[-1][1] + char)
            else:
                runs.append((face, char))
        yield from reversed(runs) if is_right_to_left(text) else runs

    @cache  # noqa: B019 -- keeps only the fonts of one build
    def _face_for(self, letters: frozenset[str]) -> Face:
        faces = self._faces
        whole = (face for face in faces if all(map(face.has, letters)))
        return next(whole, faces[0])

    def measure(self, text: str, size: int) -> float:
        """Return the width of a text, in pixels."""
        return sum(face.in_size(size).getlength(run) for face, run in self.runs(text))


def is_right_to_left(text: str) -> bool:
    """Return whether a text runs from right to left, as its first letter does."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"
