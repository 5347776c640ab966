"""The rules of images: words for those who can't see them, and how heavy they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_blogtheme.check import rules
from sphinx_blogtheme.check.rules import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_blogtheme.check.sources import CheckedSource, Image

SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")
"""Files that are images, by their names."""

TEXT_WIDTH = 1152
"""Pixels of the theme's text (36rem) on a screen with two for each of CSS."""

MUCH = 2.5
"""How many times the pixels that are seen an image may have in its width."""

SMALL = 100 * 1024
"""Bytes of an image that is light, whatever its pixels."""

_NAMED = re.compile(
    r"[^\s\"'()<>=/\\,;|]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ImageFile:
    """The file of an image."""

    path: str
    """From the blog's folder, with forward slashes."""
    bytes: int
    size: tuple[int, int] | None
    """Pixels, where it has some."""


def check_alt(source: CheckedSource) -> Iterator[Finding]:
    """Yield the images of a text without a word for who can't see them.

    In HTML an empty ``alt`` says that an image is decoration (HTML Living
    Standard, section 4.8.4.4.4); Markdown has no other way to say nothing.
    """
    for image in source.body.images:
        if image.alt is None or not (image.alt.strip() or image.html):
            name = PurePosixPath(image.url).name or image.url
            yield Finding(
                path=source.path,
                line=image.line,
                rule=rules.MISSING_ALT,
                message=f"{name} has no alternative text",
                suggestion=_how_to_say(image),
            )


def _how_to_say(image: Image) -> str:
    if image.html:
        return 'add alt="…" with what it shows, or alt="" if it is decoration'
    if image.alt is None:
        return "add `:alt:` with what it shows"
    return f"write ![what it shows]({image.url})"


def check_size(
    source: CheckedSource,
    files: Mapping[str, ImageFile],
    *,
    limit: int,
    has_copies: bool,
) -> Iterator[Finding]:
    """Yield the images of a text that are heavier than they need to be.

    :param files: by the URL that the text gives.
    :param limit: bytes that an image may have.
    :param has_copies: whether readers get smaller copies.
    """
    for image in source.body.images:
        file = files.get(image.url)
        if file is None:
            continue
        wide = file.size[0] if file.size else 0
        seen = image.width * 2 if image.width else TEXT_WIDTH
        too_wide = wide > seen * MUCH and file.bytes > SMALL and not has_copies
        if file.bytes <= limit and not too_wide:
            continue
        facts = f"{file.bytes / 1024:,.0f} KB"
        if file.size:
            facts += f", {wide} pixels wide"
        if wide > seen:
            suggestion = f"make it {seen} pixels wide"
            if not has_copies:
                suggestion += ", or let `blog_image_widths` make smaller copies"
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
    """Yield the images whose name is in none of the texts.

    :param files: paths from the blog's folder.
    :param texts: of all pages, styles and sources.
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


def nearest(url: str, places: Sequence[str]) -> str:
    """Return the URL that an author may have meant, or nothing.

    The name counts most: a page that moved to another month has it still.
    """
    path = url.partition("#")[0].partition("?")[0].strip("/")
    if not path:
        return ""
    name = PurePosixPath(path).name.lower()
    same = [place for place in places if PurePosixPath(place).name.lower() == name]
    if same:
        return get_close_matches(path, same, n=1, cutoff=0)[0]
    # A name that was cut short, or grew a subtitle.
    longer = [
        place
        for place in places
        if (last := PurePosixPath(place).name.lower()).startswith(f"{name}-")
        and "." not in last
    ]
    if len(longer) == 1:
        return longer[0]
    near = get_close_matches(path, places, n=1, cutoff=0.8)
    return near[0] if near else ""
