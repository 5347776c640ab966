"""The rules of images: missing alternative texts, large files, unused files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_blogtheme.check import rules
from sphinx_blogtheme.check.rules import Finding
from sphinx_blogtheme.features.images.responsive import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_blogtheme.check.sources import SourceImage, SourceText

IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")
"""Suffixes of image files."""

TEXT_WIDTH = 1152
"""Width of the theme's text (36rem) in pixels of a screen with two per CSS pixel."""

MUCH = 2.5
"""Ratio of an image's width to the displayed width, in pixels, that is too wide."""

SMALL = 100 * 1024
"""Bytes up to which the width of an image doesn't matter."""

_PAGE = re.compile(r"(?:/index)?\.(?:html?|php)$")
"""The end of a page's URL at other engines."""

_TAG = re.compile(r"\{(?:\{[<%]|%)|\{\{ *\w+\(")
"""The beginning of a shortcode of another engine."""

_NAMED = re.compile(
    r"[^\s\"'()<>=/\\,;|]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ImageFile:
    """The file of an image."""

    path: str
    """Path from the blog's folder, with forward slashes."""
    bytes: int
    """Size of the file."""
    size: tuple[int, int] | None
    """Width and height in pixels; None if they are unknown."""


def check_alt(source: SourceText) -> Iterator[Finding]:
    """Yield a finding for each image without an alternative text.

    In HTML, an empty ``alt`` marks an image as decoration (HTML Living Standard,
    section 4.8.4.4.4), and is accepted. In Markdown it is only a missing text.
    """
    for image in source.body.images:
        if image.alt is None or not (image.alt.strip() or image.html):
            name = PurePosixPath(image.url).name or image.url
            if image.is_output:
                name = "the picture that the cell puts out"
            yield Finding(
                path=source.path,
                line=image.line,
                rule=rules.MISSING_ALT,
                message=f"{name} has no alternative text",
                suggestion=_how_to_say(image, source),
            )


def _how_to_say(image: SourceImage, source: SourceText) -> str:
    """Return how to add an alternative text, in the syntax that the image has."""
    if image.html:
        return 'add alt="…" with what it shows, or alt="" if it is decoration'
    if image.is_output:
        return 'add `"mystnb": {"image": {"alt": "…"}}` to the metadata of the cell'
    line = "".join(source.text.split("\n")[image.line - 1 : image.line])
    if image.is_shortcode or (_TAG.search(line) and "![" not in line):
        return 'add alt="…" with what it shows to the shortcode'
    if image.alt is None:
        return "add `:alt:` with what it shows"
    return f"write ![what it shows]({image.url})"


def check_size(
    source: SourceText,
    files: Mapping[str, ImageFile],
    *,
    limit: int,
    copy_widths: Sequence[int],
) -> Iterator[Finding]:
    """Yield a finding for each image with more bytes or pixels than it needs.

    :param files: the files of the images, by `Image.url`.
    :param limit: bytes that an image may have.
    :param copy_widths: widths of the smaller copies that the site makes of images.
    """
    for image in source.body.images:
        file = files.get(image.url)
        if file is None:
            continue
        wide = file.size[0] if file.size else 0
        seen = image.width * 2 if image.width else TEXT_WIDTH
        can_shrink = file.path.lower().endswith(SUFFIXES)
        if can_shrink and any(seen <= width < wide for width in copy_widths):
            continue  # a copy is wide enough for every screen
        too_wide = wide > seen * MUCH and file.bytes > SMALL and not copy_widths
        if file.bytes <= limit and not too_wide:
            continue
        facts = f"{file.bytes / 1024:,.0f} KB"
        if file.size:
            facts += f", {wide} pixels wide"
        if wide > seen:
            suggestion = f"make it {seen} pixels wide"
            if can_shrink:
                more = f"add {seen} to" if copy_widths else f"set {seen} in"
                suggestion += f", or {more} `blog_image_widths`, for smaller copies"
        elif file.path.lower().endswith((".png", ".bmp")):
            suggestion = "write it as WebP or, if it is a photograph, as JPEG"
        else:
            suggestion = "compress it more"
        yield Finding(
            path=source.path,
            line=image.line,
            rule=rules.LARGE_IMAGE,
            message=f"{file.path} has {facts}",
            suggestion=suggestion,
        )


def unused(files: Iterable[str], texts: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each image whose file name is in none of the texts.

    :param files: paths of the images, from the blog's folder.
    :param texts: the texts of all pages, style sheets, scripts and sources.
    """
    named = {
        name
        for text in texts
        for match in _NAMED.finditer(text)
        for name in (match[0], unquote(match[0]))
    }
    for path in sorted(files):
        if PurePosixPath(path).name not in named:
            yield Finding(
                path=path,
                line=1,
                rule=rules.UNUSED_IMAGE,
                message="no page shows it or links to it",
                suggestion="delete it, if nobody else needs it",
            )


def nearest_path(url: str, places: Sequence[str]) -> str:
    """Return the path that the author of a dead link may have meant, or "".

    The last segment counts most, as in a page that has moved to another month.

    :param url: URL of the link, percent-decoded.
    :param places: paths of all pages and files, from the root without slashes.
    """
    path = url.partition("#")[0].partition("?")[0].strip("/")
    if not path:
        return ""
    bare = _PAGE.sub("", path)  # a page of another engine: `2025/x.html`
    for end in dict.fromkeys((path, bare)):
        name = PurePosixPath(end).name.lower()
        same = [place for place in places if PurePosixPath(place).name.lower() == name]
        if same:
            return get_close_matches(end, same, n=1, cutoff=0)[0]
    # The name was cut short, or the page's slug now has a subtitle.
    longer = [
        place
        for place in places
        if (last := PurePosixPath(place).name.lower()).startswith(f"{name}-")
        and "." not in last
    ]
    if len(longer) == 1:
        return longer[0]
    near = get_close_matches(bare, places, n=1, cutoff=0.8)
    return near[0] if near else ""
