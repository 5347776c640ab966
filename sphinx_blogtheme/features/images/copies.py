"""Make smaller copies of an image in WebP, each of them once.

Needs Pillow, so it is imported only by a site that asks for copies.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING

import PIL
from PIL import Image, ImageCms, ImageOps, features

from sphinx_blogtheme.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

IMAGE_FORMATS = frozenset(["JPEG", "MPO", "PNG", "WEBP"])
"""Formats of images that get copies, as Pillow calls them; MPO is a camera's JPEG."""

QUALITY = 80
"""Quality of WebP, of 100; photographs suffer below."""

FEW = 4096
"""Number of colours up to which a lossless copy, as of a diagram, may be smaller."""

_VERSION = f"1 {PIL.__version__} {features.version('webp')} {QUALITY}"


class ImageError(Exception):
    """An image cannot be made smaller, for the reason in the text."""


def can_write_webp() -> bool:
    """Return whether this Pillow can write WebP."""
    return bool(features.check("webp"))


def copies_of(file: Path, widths: Iterable[int], folder: Path) -> dict[int, Path]:
    """Return the copies of an image, by their width in pixels.

    A copy is made unless an earlier build has made it; its name is a digest of the
    image. A copy that has no fewer bytes than the image is useless: it is an empty
    file.

    :param file: the image.
    :param widths: widths in pixels, less than that of the image.
    :param folder: folder of the copies.
    :raises ImageError: if the image is broken.
    """
    data = file.read_bytes()
    digest = hashlib.sha256(_VERSION.encode() + data).hexdigest()[:32]
    paths = {width: folder / f"{digest}-{width}.webp" for width in widths}
    missing = [width for width, path in paths.items() if not path.is_file()]
    if missing:
        made = _shrink(data, missing)
        for width in missing:
            copy = made.get(width, b"")
            write_whole(paths[width], copy if len(copy) < len(data) else b"")
    return paths


def _shrink(data: bytes, widths: Iterable[int]) -> Mapping[int, bytes]:
    """Return the copies of an image, by width; none if it is animated."""
    try:
        with Image.open(BytesIO(data)) as image:
            kind = image.format
            moves = getattr(image, "is_animated", False) and kind != "MPO"
            if kind not in IMAGE_FORMATS or moves:
                return {}
            picture, profile = _in_colour(ImageOps.exif_transpose(image))
        return {
            width: _encode(picture, width, profile, drawn=kind == "PNG")
            for width in widths
        }
    except Exception as error:  # decoders raise errors of many kinds
        raise ImageError(" ".join(str(error).split()) or repr(error)) from error


def _in_colour(image: Image.Image) -> tuple[Image.Image, bytes]:
    """Return an image in RGB, perhaps with transparency, and its colour profile.

    A profile for other colours, such as CMYK, is not kept; these become sRGB.
    """
    profile = image.info.get("icc_profile") or b""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode in ("RGB", "RGBA", "P"):
        return image.convert(mode), profile
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif profile:
        try:
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted, b""
    return image.convert(mode), b""


def _encode(picture: Image.Image, width: int, profile: bytes, *, drawn: bool) -> bytes:
    """Return a copy as WebP.

    :param drawn: whether the original is a PNG, so that a lossless copy may be smaller,
        as it is for diagrams.
    """
    height = max(round(picture.height * width / picture.width), 1)
    small = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    found = [_saved(small, profile, lossless=False)]
    if drawn and small.getcolors(FEW) is not None:
        found.append(_saved(small, profile, lossless=True))
    return min(found, key=len)


def _saved(image: Image.Image, profile: bytes, *, lossless: bool) -> bytes:
    file = BytesIO()
    image.save(
        file,
        "WEBP",
        lossless=lossless,
        quality=QUALITY,
        icc_profile=profile,
        exif=b"",
        xmp=b"",
    )
    return file.getvalue()
